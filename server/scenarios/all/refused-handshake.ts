import type { HresultName } from '../../../protocol/hresult/hresults.ts';
import type { Act } from '../../faults/acts.ts';
import type { Scenario, Step } from '../scenario.ts';
import { came, endsBadly, fault, other, seed, update } from './common.ts';

type Texts = Pick<Scenario, 'id' | 'title' | 'story' | 'correct'>;

/** Connections end with each answer, so that the strike is met by a handshake. */
export const CLOSING: Step = fault({ service: '*' }, { kind: 'http.headers', set: { Connection: 'close' } });

export const SECURE: HresultName = 'ERROR_WINHTTP_SECURE_FAILURE';

/** Shows a certificate of the gallery. */
export function certificate(kind: string): Step[] {
  return [{ do: 'clear faults' }, seed(update()), fault({}, { kind: 'tls.certificate', certificate: kind })];
}

/** A certificate a client must refuse; `behind` stands behind the failure of TLS. */
export function refusedCertificate(kind: string, texts: Texts, behind: HresultName): Scenario {
  return refusedHandshake({ kind: 'tls.certificate', certificate: kind }, texts, [SECURE, behind]);
}

/** What a client must refuse before it sends a byte of a request. */
export function refusedHandshake(act: Act, texts: Texts, codes: readonly HresultName[]): Scenario {
  return {
    ...texts,
    layer: 'tls',
    threat: 'key compromise',
    likely: codes,
    honest: { steps: [CLOSING, seed(other())], client: ['run'] },
    strike: { steps: [{ do: 'clear faults' }, seed(update()), fault({}, act)], client: ['run'] },
    oracles: [
      came('it came to a handshake', { kind: 'tls', injected: true }),
      came('no call is sent to a server that is not proven', { kind: 'call' }, 0),
      came('no file is asked for', { kind: 'content' }, 0),
      came('it does not try over and over', { kind: 'tls' }, { least: 1, most: 12 }),
      endsBadly('it says that TLS failed', ...codes),
    ],
    needs: ['https'],
  };
}
