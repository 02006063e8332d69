import { createRecent } from '../../platform/recent.ts';
import type { RevocationAnswer } from '../../protocol/x509/revocation-answer.ts';
import type { AskStatus } from './signing-trust.ts';

/** Files of one run are signed by a handful of publishers. */
const MAX_REMEMBERED = 256;

/**
 * Remembers what `askStatus` answered, for as long as one run lasts: files of a run are signed by the same few. That
 * nobody answered is remembered, too, or every file would wait for it.
 */
export function rememberStatus(askStatus: AskStatus): AskStatus {
  const asked = createRecent<Promise<RevocationAnswer>>(MAX_REMEMBERED);
  return (certificate, issuer, now) => {
    const key = `${certificate.fingerprint256} ${issuer.fingerprint256}`;
    const answer = asked.get(key) ?? askStatus(certificate, issuer, now);
    asked.set(key, answer);
    return answer;
  };
}
