import type { Scenario } from '../scenario.ts';
import { FILE, KB, seed, update } from './common.ts';

/** Update files that are not what the metadata says: attack scenarios B1.1, B1.5, B1.10. */
export const contentScenarios: readonly Scenario[] = [
  {
    id: 'content.wrong-bytes',
    title: 'The content server sends other bytes of the same length',
    layer: 'content',
    threat: 'arbitrary software',
    story: [
      'The metadata is honest and came over a channel the client trusts. The file comes over plain HTTP, and on the way, or on the content ' +
        'server, its bytes were changed. The length is right, and so are the headers.',
      'What protects the client is the digest in the metadata, and nothing else: whoever installs what came without looking at it installs ' +
        'whatever an attacker likes.',
    ],
    correct:
      'Finds that SHA-1 and SHA-256 differ, deletes the file, reports the failed download (event 161), installs nothing, and tries again later, not at once and for ever.',
    likely: ['WU_E_DM_INCORRECTFILEHASH'],
    honest: { steps: [seed(update())], client: ['scan'] },
    strike: {
      steps: [
        { do: 'fault', rule: { match: { file: FILE }, act: { kind: 'content.corrupt', offset: 100_000 } } },
      ],
      client: ['run'],
    },
    oracles: [
      {
        kind: 'installed',
        update: KB,
        is: false,
        why: 'nothing is installed of a file whose digest is wrong',
      },
      {
        kind: 'journal',
        why: 'the file was asked for, or the scenario says nothing',
        expect: { query: { kind: 'content', file: FILE } },
      },
      {
        kind: 'journal',
        why: 'no success is reported',
        expect: { query: { reported: { eventId: 183, update: KB } }, count: 0 },
      },
      {
        kind: 'journal',
        why: 'the failed download is reported',
        expect: { query: { reported: { eventId: 161 } } },
      },
      {
        kind: 'bytes',
        why: 'it does not download the same wrong bytes for ever',
        query: { kind: 'content', file: FILE },
        most: 40 * 1024 * 1024,
      },
      { kind: 'end', isGood: false, codes: ['WU_E_DM_INCORRECTFILEHASH'], why: 'it says why' },
    ],
    needs: ['reports'],
  },
];
