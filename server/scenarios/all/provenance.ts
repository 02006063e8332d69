import type { Scenario } from '../scenario.ts';
import { seed, update } from './common.ts';
import { came, ends, never, observed } from './session-oracles.ts';

const KB = 'KB5097001';
const FILE = 'mock-kb5097001.cab';

/** Updates nothing is wrong with but where they come from: attack scenario B2.3, from the side of a client. */
export const provenanceScenarios: readonly Scenario[] = [
  {
    id: 'wsuspendu.foreign-publisher',
    title: 'The server itself was taken over, and serves an update of its own',
    layer: 'metadata',
    threat: 'injected metadata',
    story: [
      'WSUSpendu (2017) does not stand in the way of clients; it writes into the database of the server. The update is imported as any other, approved for a group, and served over TLS under the right certificate. Servers below inherit it.',
      'Nothing on the wire tells it from an update the administrator published himself. What tells is who signed the file: here a publisher under a root nobody trusts for updates.',
      'Among the updates of that day is an honest one. A client that refuses everything, because one of them is bad, is a success for the attacker too.',
    ],
    correct:
      'Takes updates from publishers it was told to take them from and no others, wherever they come from; installs the honest one; and reports the other as failed, so that somebody looks at it.',
    likely: ['CERT_E_UNTRUSTEDROOT'],
    honest: { steps: [seed()], client: ['scan'] },
    strike: {
      steps: [
        seed(
          update({ files: [{ size: 20_000 }] }),
          update({
            updateId: '5c000000-0000-4000-8000-000005097001',
            title: 'Mock: Update of the week (KB5097001)',
            kb: 5097001,
            files: [{ name: FILE, size: 20_000, sign: 'unknown-root' }],
          }),
        ),
      ],
      client: ['run'],
    },
    oracles: [
      came('the update reached the client, or the scenario says nothing', {
        operation: 'GetExtendedUpdateInfo',
        update: KB,
      }),
      { kind: 'installed', update: KB, is: false, why: 'what an unknown publisher signed is not installed' },
      { kind: 'installed', update: 'KB5090001', is: true, why: 'the honest update is' },
      never('no success is reported of the one', { reported: { eventId: 183, update: KB } }),
      came('the failure is reported, for somebody to see', { reported: { eventId: 182, update: KB } }),
      observed('whether its file was fetched', { kind: 'content', file: FILE }),
      ends('it says why', false, 'CERT_E_UNTRUSTEDROOT'),
    ],
    needs: ['reports'],
  },
];
