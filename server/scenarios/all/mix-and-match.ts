import type { Scenario } from '../scenario.ts';
import {
  askedFor,
  bundle,
  came,
  endsBadly,
  endsWell,
  FILE,
  FILE_SIZE,
  failedDownload,
  fault,
  fewTries,
  isInstalled,
  KB,
  LARGE,
  LARGE_SIZE,
  noSuccess,
  notInstalled,
  OTHER_FILE,
  OTHER_KB,
  onFile,
  onSync,
  other,
  part,
  seed,
  struck,
  update,
} from './common.ts';

/** Parts that are genuine each, and never belonged together: attack scenarios B1.8. */
export const mixAndMatch: readonly Scenario[] = [
  {
    id: 'mix-and-match.older-fragments',
    title: 'A new revision with the details of the old one',
    layer: 'soap',
    threat: 'mix and match',
    story: [
      'SyncUpdates tells of revision 200. The call for its details, GetExtendedUpdateInfo, is answered with the ' +
        'reply that was given for revision 100, byte for byte: file, digests, and handler of last month under the ' +
        'name of this one.',
      'The reply names revisions by numbers of the server alone. A client that takes what comes in the order in ' +
        'which it asked puts the two together.',
    ],
    correct:
      'Takes details only for the revision it asked for. Those of another one are none, and the update waits.',
    honest: { steps: [seed(update({ revision: 100 }))], client: ['scan'] },
    strike: {
      steps: [
        seed(update({ revision: 200, files: [{ name: FILE, size: FILE_SIZE + 1024 }] })),
        fault({ operation: 'GetExtendedUpdateInfo' }, { kind: 'soap.stale' }),
      ],
      client: ['run'],
    },
    oracles: [
      struck('GetExtendedUpdateInfo'),
      came(
        'revision 200 is not reported as installed',
        { reported: { eventId: 183, update: KB, revisionNumber: 200 } },
        0,
      ),
      notInstalled('nothing is installed under a name it does not belong to'),
    ],
  },
  {
    id: 'mix-and-match.ranges',
    title: 'Every other range is that of another file',
    layer: 'content',
    threat: 'mix and match',
    story: [
      'The file comes in ranges of one mebibyte, and every second one is of another file that is as long. The ' +
        'entity tag is the same each time. Two content servers that were filled from different months look just ' +
        'so, and a cache that goes by path alone.',
      'Each range is right in length and place. Only the whole can be told to be nothing.',
    ],
    correct:
      'Works out the digests of the whole after it was put together, refuses it, deletes all of it, and reports ' +
      'the failed download.',
    likely: ['WU_E_DM_INCORRECTFILEHASH'],
    honest: {
      steps: [seed(update(LARGE), other({ files: [{ name: OTHER_FILE, size: LARGE_SIZE }], approvals: [] }))],
      client: ['scan'],
    },
    strike: { steps: [onFile({ kind: 'content.swap', file: OTHER_FILE }, { every: 2 })], client: ['run'] },
    oracles: [
      askedFor(),
      notInstalled('a file of two files is not installed'),
      noSuccess(),
      failedDownload,
      endsBadly('it says why', 'WU_E_DM_INCORRECTFILEHASH'),
    ],
    needs: ['ranges', 'reports'],
  },
  {
    id: 'mix-and-match.new-version',
    title: 'The file changes while it is fetched',
    layer: 'content',
    threat: 'mix and match',
    story: [
      'Each answer has another entity tag: the file on the server is another one each time somebody looks. What ' +
        'was fetched before and what comes now need not belong together. Where it happens once, a file was ' +
        'replaced; where it goes on, something between client and server makes tags of its own.',
    ],
    correct:
      'Notices that the tag is another one, begins anew, gives up when that does not end, and reports the failed ' +
      'download.',
    likely: ['WU_E_DM_CONTENTCHANGED'],
    honest: { steps: [seed(update(LARGE), other())], client: ['scan'] },
    strike: { steps: [onFile({ kind: 'content.new-version' })], client: ['run'] },
    oracles: [
      askedFor(),
      fewTries(40),
      {
        kind: 'observe',
        why: 'whether it goes by the entity tag',
        expect: { query: { reported: { eventId: 161, hresult: 'WU_E_DM_CONTENTCHANGED' } } },
        yes: 'It gave up: the file was another one each time.',
        no: 'It did not mind the tags, and had the digest decide.',
      },
      isInstalled('the other update is installed', OTHER_KB),
    ],
    needs: ['ranges'],
  },
  {
    id: 'mix-and-match.half-bundle',
    title: 'One half of a bundle is of another month',
    layer: 'content',
    threat: 'mix and match',
    story: [
      'An update is made of two parts with a file each. The first comes as it should, and for the second the ' +
        'server gives a genuine, signed file of another update. Installed together they are a state nobody ever ' +
        'tested.',
    ],
    correct:
      'Refuses the second file, and then does not install the first either: a bundle is there as a whole or not ' +
      'at all.',
    likely: ['WU_E_DM_INCORRECTFILEHASH'],
    honest: {
      steps: [seed(bundle(), part('first'), part('second'), other({ approvals: [] }))],
      client: ['scan'],
    },
    strike: {
      steps: [onFile({ kind: 'content.swap', file: OTHER_FILE, whole: true }, undefined, 'mock-second.cab')],
      client: ['run'],
    },
    oracles: [
      askedFor('mock-second.cab'),
      notInstalled('half of it is not installed'),
      noSuccess(),
      failedDownload,
      endsBadly('it says that something failed'),
    ],
    needs: ['reports'],
  },
  {
    id: 'mix-and-match.two-back-ends',
    title: 'Two servers behind one name, and a cookie of one sent to the other',
    layer: 'soap',
    threat: 'mix and match',
    story: [
      'Behind a balancer stand two servers, each with a database and numbers of its own. A cookie of the first ' +
        'is nothing to the second: it answers InvalidCookie. Revision 7 is a security update here and a language ' +
        'pack there.',
      'The documentation has a way for it: authorise anew, and have RefreshCache map what the client has by its ' +
        'true identities ([MS-WUSP] §2.2.2.4).',
    ],
    correct:
      'Throws its cookie away, authorises itself anew, refreshes its cache before it uses any number, and goes on.',
    likely: ['WU_E_PT_REFRESH_CACHE_REQUIRED'],
    honest: { steps: [seed(other())], client: ['run'] },
    strike: {
      steps: [seed(update()), onSync({ kind: 'soap.fault', code: 'InvalidCookie' }, { to: 1 })],
      client: ['run'],
    },
    oracles: [
      {
        kind: 'journal',
        why: 'the prescribed handshake, and RefreshCache before the next SyncUpdates',
        expect: {
          sequence: [
            { operation: 'SyncUpdates', fault: 'InvalidCookie' },
            { operation: 'GetAuthorizationCookie' },
            { operation: 'GetCookie' },
            { operation: 'RefreshCache' },
            { operation: 'SyncUpdates', outcome: 'ok' },
          ],
        },
      },
      isInstalled('it has what is new'),
      endsWell('it gets over it'),
    ],
  },
  {
    id: 'mix-and-match.configuration',
    title: 'The configuration is another one each time',
    layer: 'soap',
    threat: 'mix and match',
    story: [
      'ConfigChanged asks a client to fetch the configuration and go on. Two servers behind one name with ' +
        'different settings send it back and forth; one that is set up badly says so at every call.',
    ],
    correct: 'Fetches the configuration and tries again a few times, and then ends its scan with a failure.',
    likely: ['WU_E_TOO_MANY_RESYNC'],
    honest: { steps: [seed(update())], client: ['scan'] },
    strike: { steps: [onSync({ kind: 'soap.fault', code: 'ConfigChanged' })], client: ['run'] },
    oracles: [
      struck('SyncUpdates'),
      came('it asks for the configuration', { operation: 'GetConfig' }, { least: 1, most: 20 }),
      came('it gives up after few tries', { operation: 'SyncUpdates' }, { least: 1, most: 20 }),
      came('the failed scan is reported', { reported: { eventId: 148 } }),
      endsBadly('it says that something failed'),
    ],
    needs: ['reports'],
  },
];
