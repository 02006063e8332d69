import type { Scenario } from '../scenario.ts';
import {
  askedFor,
  came,
  endsBadly,
  FILE,
  failedDownload,
  fault,
  isInstalled,
  KB,
  MINUTE,
  neverAskedFor,
  noSuccess,
  notInstalled,
  OTHER_FILE,
  OTHER_KB,
  onFile,
  onSync,
  other,
  seed,
  struck,
  update,
} from './common.ts';

/** Genuine software that is not the one that was asked for: attack scenarios B1.9. */
export const wrongSoftware: readonly Scenario[] = [
  {
    id: 'wrong-software.other-architecture',
    title: 'The file for another processor lies in place of this one',
    layer: 'content',
    threat: 'wrong software',
    story: [
      'The same update, the same month, the same publisher; the file is that for ARM64. Its signature is good, ' +
        'and its name differs in four letters. Content servers that were filled by hand have had such mistakes, ' +
        'and to an attacker any genuine file with a known hole will do.',
    ],
    correct: 'Refuses it, since the metadata of this update has the digest of another file.',
    likely: ['WU_E_DM_INCORRECTFILEHASH'],
    honest: {
      steps: [seed(update(), other({ requires: { architecture: 'arm64' } }))],
      client: ['scan'],
    },
    strike: { steps: [onFile({ kind: 'content.swap', file: OTHER_FILE, whole: true })], client: ['run'] },
    oracles: [
      askedFor(),
      notInstalled('the file for another processor is not installed'),
      noSuccess(),
      failedDownload,
      neverAskedFor(OTHER_FILE, 'the update for another processor is not fetched by itself'),
    ],
    needs: ['reports'],
  },
  {
    id: 'wrong-software.not-applicable',
    title: 'Approved for all, and meant for other machines',
    layer: 'metadata',
    threat: 'wrong software',
    story: [
      'Somebody approves an update for all computers, with a deadline in the past. Its rules say that it is for ' +
        'a product this machine does not have: a registry key that is not there. The approval is no proof that it ' +
        'fits.',
      'The rules are judged where the truth is, on the client. A client that lets an approval and a deadline ' +
        'override them can be made to install anything genuine.',
    ],
    correct: 'Judges the rules itself, finds the update not applicable, and does not fetch it.',
    honest: { steps: [seed(update())], client: ['scan'] },
    strike: {
      steps: [
        seed(
          other({
            installable: { registry: 'HKLM\\SOFTWARE\\Contoso\\Nobody has this' },
            approvals: [{ group: 'All Computers', action: 'install', deadline: '2020-01-01' }],
          }),
        ),
      ],
      client: ['run'],
    },
    oracles: [
      came('it scans after the change', { operation: 'SyncUpdates', outcome: 'ok' }),
      neverAskedFor(OTHER_FILE, 'what does not fit is not fetched'),
      notInstalled('what does not fit is not installed', OTHER_KB),
      isInstalled('what does fit is installed'),
    ],
  },
  {
    id: 'wrong-software.never-installed',
    title: 'An update that is never there, however often it is installed',
    layer: 'metadata',
    threat: 'wrong software',
    story: [
      'The rules of an update say that it is applicable always and installed never. After each installation the ' +
        'client finds it missing, and the server offers it again. Honest publishers have written such rules by ' +
        'mistake; a whole fleet then installed one update every day.',
    ],
    correct: 'Installs it at most once in a run, and does not begin again by itself before its next scan.',
    honest: { steps: [seed(update())], client: ['run'] },
    strike: {
      steps: [
        seed(
          other({
            handler: 'command',
            installable: true,
            installed: { registry: 'HKLM\\SOFTWARE\\Contoso\\Nobody has this' },
          }),
        ),
        {
          do: 'revise',
          update: OTHER_KB,
          replaceInMembers: [['<upd:IsInstalled>', '<upd:IsInstalled><upd:False />']],
        },
      ],
      client: ['run'],
    },
    oracles: [
      came('it scans after the change', { operation: 'SyncUpdates', outcome: 'ok' }),
      came('it tries once, not over and over', { kind: 'content', file: OTHER_FILE }, { most: 3 }),
      came('it says so at most once', { reported: { eventId: 181, update: OTHER_KB } }, { most: 1 }),
      isInstalled('the other one is left in peace'),
    ],
  },
  {
    id: 'wrong-software.removal',
    title: 'Removal in place of installation',
    layer: 'soap',
    threat: 'wrong software',
    story: [
      'The reply of SyncUpdates says Uninstall where the server had Install. To take a security update away is ' +
        'to open its hole again; [MS-WUSP] §5.1 names this among its threats.',
      'The metadata of this update says that it cannot be removed, and nothing in it says how.',
    ],
    correct: 'Removes nothing whose metadata does not provide for it, and reports that it could not.',
    likely: ['WU_E_UNINSTALL_NOT_ALLOWED'],
    honest: { steps: [seed(update())], client: ['run'] },
    strike: {
      steps: [
        onSync({
          kind: 'soap.replace',
          replace: [{ found: '<Action>Install</Action>', by: '<Action>Uninstall</Action>' }],
        }),
        // An approval anew, so that the server tells of it.
        { do: 'advance clock', milliseconds: MINUTE },
        { do: 'approve', update: KB, action: 'Install' },
      ],
      client: ['run'],
    },
    oracles: [
      struck('SyncUpdates'),
      isInstalled('the update is still there'),
      came('no removal is reported', { reported: { eventId: 222 } }, 0),
    ],
    needs: ['clock'],
  },
  {
    id: 'wrong-software.file-name',
    title: 'A file whose name leads elsewhere',
    layer: 'soap',
    threat: 'wrong software',
    story: [
      'The name of the file in the metadata is ..\\..\\..\\Windows\\System32\\mock.cab. Whoever puts it behind ' +
        'the path of his download folder writes where the attacker likes, and with the rights of the update ' +
        'service that is everywhere.',
      'Names of devices, colons and signs that turn the direction of writing are of the same kind. The digests ' +
        'are right, so that nothing else stops a client.',
    ],
    correct: 'Never uses such a name as a path: it refuses the file, or keeps it under a name of its own.',
    honest: { steps: [seed(other())], client: ['scan'] },
    strike: {
      steps: [
        fault(
          { operation: 'GetExtendedUpdateInfo' },
          {
            kind: 'soap.replace',
            replace: [
              { found: `FileName="${FILE}"`, by: 'FileName="..\\..\\..\\Windows\\System32\\mock.cab"' },
            ],
          },
        ),
        seed(update()),
      ],
      client: ['run'],
    },
    oracles: [
      struck('GetExtendedUpdateInfo'),
      isInstalled('the other update is installed', OTHER_KB),
      came('no path is asked for that the name made', { path: '*..*' }, 0),
      {
        kind: 'observe',
        why: 'whether the file is taken under another name',
        expect: { query: { reported: { eventId: 183, update: KB } } },
        yes: 'It installed the update; under which name it kept the file its folders tell.',
        no: 'It refused the update.',
      },
    ],
  },
  {
    id: 'wrong-software.unknown-rule',
    title: 'A rule nobody knows',
    layer: 'soap',
    threat: 'wrong software',
    story: [
      'Where the rules of an update have a condition on the processor or the version of Windows, the forged ones ' +
        'have an element of a future schema. What it asks for cannot be known.',
      'To take what is unknown for true installs anything; to take it for false can hide an update. Neither is ' +
        'right, and only one of them is dangerous.',
    ],
    correct: 'Never installs on the strength of a rule it cannot judge.',
    honest: { steps: [seed(other())], client: ['scan'] },
    strike: {
      steps: [
        seed(update()),
        {
          do: 'revise',
          update: KB,
          replaceInMembers: [['<cbsar:CbsPackageInstallable />', '<cbsar:MoonIsFull Phase="1" />']],
        },
      ],
      client: ['run'],
    },
    oracles: [
      came('it scans after the change', { operation: 'SyncUpdates', outcome: 'ok' }),
      neverAskedFor(FILE, 'what it cannot judge is not fetched'),
      notInstalled('what it cannot judge is not installed'),
      isInstalled('the other update is installed', OTHER_KB),
    ],
  },
  {
    id: 'wrong-software.unknown-handler',
    title: 'A handler nobody knows',
    layer: 'soap',
    threat: 'wrong software',
    story: [
      'The metadata names the part of the client that is to install the file. Here it names one that does not ' +
        'exist. A client that falls back to running what came has a default nobody should have.',
    ],
    correct: 'Refuses the update, since it does not know how it is installed.',
    likely: ['WU_E_UH_UNKNOWNHANDLER'],
    honest: { steps: [seed(other())], client: ['scan'] },
    strike: {
      steps: [
        fault(
          { operation: 'GetExtendedUpdateInfo' },
          { kind: 'soap.replace', replace: [{ found: 'UpdateHandlers/Cbs', by: 'UpdateHandlers/Unheard' }] },
        ),
        seed(update()),
      ],
      client: ['run'],
    },
    oracles: [
      struck('GetExtendedUpdateInfo'),
      notInstalled('what nobody knows how to install is not installed'),
      noSuccess(),
      isInstalled('the other update is installed', OTHER_KB),
      endsBadly('it says that something failed'),
    ],
  },
];
