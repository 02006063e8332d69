import type { Scenario } from '../scenario.ts';
import {
  askedFor,
  came,
  endsBadly,
  endsWell,
  FILE,
  FILE_SIZE,
  failedDownload,
  fault,
  isInstalled,
  KB,
  noSuccess,
  notInstalled,
  OTHER_FILE,
  OTHER_ID,
  OTHER_KB,
  onFile,
  onSync,
  other,
  seed,
  struck,
  UPDATE_ID,
  update,
} from './common.ts';

/** A client that is led back to what it has left behind: attack scenarios B1.2. */
export const rollback: readonly Scenario[] = [
  {
    id: 'rollback.revision',
    title: 'The server offers an older revision than it did before',
    layer: 'metadata',
    threat: 'rollback',
    story: [
      'The client has installed revision 200 of an update. Then the server is put back to a state of last month, ' +
        'in which there is revision 100 and nothing newer: a restored backup does that, and so does somebody who ' +
        'wants a hole back that was closed.',
      'Revision numbers of [MS-WUSP] only grow on an honest server, but nobody signs them, and no client is told ' +
        'to refuse a lower one. So this tells what a client does and holds it to little; agents after TUF or ' +
        'Uptane must refuse.',
    ],
    correct:
      'Comes to terms with the server without asking for ever. Better clients remember the highest revision they ' +
      'accepted of each update and take no lower one.',
    honest: {
      steps: [
        seed(update({ revision: 100 })),
        { do: 'snapshot', name: 'last month' },
        seed(update({ revision: 200, files: [{ name: FILE, size: FILE_SIZE + 1024 }] })),
      ],
      client: ['run'],
    },
    strike: { steps: [{ do: 'restore', name: 'last month' }], client: ['run'] },
    oracles: [
      came(
        'it scans the server that was put back, and not over and over',
        { operation: 'SyncUpdates' },
        { least: 1, most: 30 },
      ),
      isInstalled('what was installed is still installed'),
      {
        kind: 'observe',
        why: 'whether the older revision is taken',
        expect: { query: { kind: 'content', file: FILE } },
        yes: 'It downloaded the older revision: nothing kept it from going back.',
        no: 'It did not ask for the file of the older revision.',
      },
    ],
  },
  {
    id: 'rollback.whole-catalogue',
    title: 'Last month’s catalogue comes back behind ServerChanged',
    layer: 'soap',
    threat: 'rollback',
    story: [
      'The catalogue is put back, and the server tells so itself: ServerChanged, which stands for a database ' +
        'that was restored. The client has to give up every number it knows of this server, since a number may ' +
        'mean another update now.',
      'Whoever skips that asks for “revision 7” and gets the metadata of something else. The prescribed way is ' +
        'the whole handshake and RefreshCache, which maps identities to the new numbers.',
    ],
    correct:
      'Authorises itself anew, has RefreshCache renumber what it knows, and only then goes on with SyncUpdates.',
    honest: {
      steps: [
        seed(update({ revision: 100 })),
        { do: 'snapshot', name: 'last month' },
        seed(other(), update({ revision: 200 })),
      ],
      client: ['scan'],
    },
    strike: {
      steps: [
        { do: 'restore', name: 'last month' },
        onSync({ kind: 'soap.fault', code: 'ServerChanged' }, { to: 1 }),
      ],
      client: ['run'],
    },
    oracles: [
      {
        kind: 'journal',
        why: 'the prescribed handshake comes before any number is used again',
        expect: {
          sequence: [
            { operation: 'SyncUpdates', fault: 'ServerChanged' },
            { operation: 'GetAuthorizationCookie' },
            { operation: 'GetCookie' },
            { operation: 'RefreshCache' },
            { operation: 'SyncUpdates', outcome: 'ok' },
          ],
        },
      },
      notInstalled('an update this server no longer knows is not installed', OTHER_ID),
      {
        kind: 'observe',
        why: 'whether the older revision is taken',
        expect: { query: { reported: { eventId: 183, update: KB, revisionNumber: 100 } } },
        yes: 'It installed the older revision of what it had seen in a newer one.',
        no: 'It did not install the older revision.',
      },
    ],
  },
  {
    id: 'rollback.supersedence',
    title: 'The newer update is withdrawn and the one it replaced is offered',
    layer: 'metadata',
    threat: 'rollback',
    story: [
      'A newer update is installed which says that it supersedes an older one. Now the newer one is declined and ' +
        'the older one approved for installation, by an administrator who erred or by one who should not be there.',
      'Nothing of this is forged. Only what the client itself knows of its state can tell it that it would go back.',
    ],
    correct:
      'Keeps what is installed: that an approval is withdrawn takes nothing away. Whether the older update is ' +
      'needed it finds from its own state, not from what is approved.',
    honest: { steps: [seed(other({ approvals: [] }), update({ supersedes: [OTHER_KB] }))], client: ['run'] },
    strike: {
      steps: [
        { do: 'decline', update: KB },
        { do: 'approve', update: OTHER_KB, action: 'Install' },
      ],
      client: ['run'],
    },
    oracles: [
      came('it scans after the change', { operation: 'SyncUpdates', outcome: 'ok' }),
      isInstalled('the newer update stays installed'),
      came('no removal is reported', { reported: { eventId: 222 } }, 0),
      {
        kind: 'observe',
        why: 'whether the older update goes over the newer one',
        expect: { query: { kind: 'content', file: OTHER_FILE } },
        yes: 'It fetched the update that was superseded: its rules say it is needed.',
        no: 'It did not fetch the update that was superseded.',
      },
    ],
  },
  {
    id: 'rollback.older-file',
    title: 'An older file lies at the address of the new one',
    layer: 'content',
    threat: 'rollback',
    story: [
      'The file of last month is genuine: signed by the right publisher, whole, and as it was when everybody ' +
        'installed it. A content server that was not told of the new one, or does not want to, gives it with its ' +
        'old date and its old entity tag.',
      'Signature and name fit. That it is the wrong month is told by the digest of the metadata alone.',
    ],
    correct:
      'Holds the file against the digests of this revision and refuses it, though its signature is good.',
    likely: ['WU_E_DM_INCORRECTFILEHASH'],
    honest: {
      steps: [seed(other({ title: 'Mock: last month', approvals: [] }), update())],
      client: ['scan'],
    },
    strike: {
      steps: [
        onFile([
          { kind: 'content.swap', file: OTHER_FILE, whole: true },
          { kind: 'http.headers', set: { 'Last-Modified': 'Tue, 08 Sep 2026 17:00:00 GMT', ETag: '"1:0"' } },
        ]),
      ],
      client: ['run'],
    },
    oracles: [
      askedFor(),
      notInstalled('a file of another month is not installed'),
      noSuccess(),
      failedDownload,
      endsBadly('it says that something failed'),
    ],
    needs: ['reports'],
  },
  {
    id: 'rollback.both-revisions',
    title: 'Two revisions of one update in one reply',
    layer: 'soap',
    threat: 'rollback',
    story: [
      'A page of SyncUpdates holds the same update twice, in an old and in a new revision, each with a number of ' +
        'its own. No honest server says so: of each update it tells the newest revision the client may have.',
      'Clients that keep what comes last, or what comes first, can be had either way.',
    ],
    correct: 'Takes the reply for what it is, not valid, and installs neither.',
    likely: ['WU_E_DS_DUPLICATEUPDATEID'],
    honest: { steps: [], client: ['scan'] },
    strike: {
      steps: [
        seed(update({ revision: 100 }), other({ revision: 200 })),
        onSync({ kind: 'soap.replace', replace: [{ found: OTHER_ID, by: UPDATE_ID }] }),
      ],
      client: ['run'],
    },
    oracles: [
      struck('SyncUpdates'),
      notInstalled('neither revision is installed'),
      came('no file is asked for', { kind: 'content' }, 0),
      came('the failed scan is reported', { reported: { eventId: 148 } }),
      endsBadly('it says why', 'WU_E_DS_DUPLICATEUPDATEID'),
    ],
    needs: ['reports'],
  },
  {
    id: 'rollback.older-dates',
    title: 'Every date the server tells lies before those it told',
    layer: 'soap',
    threat: 'rollback',
    story: [
      'LastChangeTime of each deployment and the expiry of the cookie say the year 2001. A client that reads ' +
        '“nothing has changed since” out of it stops looking, and one that takes its cookie for expired may ask ' +
        'for another one without end.',
      'These dates are in the clear and unsigned. They may help a client to save work; they must not decide what ' +
        'is true.',
    ],
    correct:
      'Goes on with its scan, takes no harm from dates of the past, does not ask for cookies over and over, and ' +
      'installs what is new.',
    honest: { steps: [seed(other())], client: ['run'] },
    strike: {
      steps: [
        seed(update()),
        fault(
          { service: 'Client' },
          {
            kind: 'soap.replace',
            replace: [
              {
                found: '<LastChangeTime>*</LastChangeTime>',
                by: '<LastChangeTime>2001-01-01</LastChangeTime>',
              },
              { found: '<Expiration>*</Expiration>', by: '<Expiration>2001-01-01T00:00:00Z</Expiration>' },
            ],
          },
        ),
      ],
      client: ['run'],
    },
    oracles: [
      struck('SyncUpdates'),
      isInstalled('the new update is installed'),
      came(
        'it does not ask for cookies over and over',
        { operation: ['GetCookie', 'GetAuthorizationCookie'] },
        { most: 40 },
      ),
      endsWell('it gets on with what it came for'),
    ],
  },
];
