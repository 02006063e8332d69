import { extendedKeyUsage } from '../../pki/extensions/extended-key-usage.ts';
import { keyUsage } from '../../pki/extensions/key-usage.ts';
import { type Issued, issue, type Wanted } from './tls-certificates.ts';

export const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
export const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/** A publisher that may sign code, unless told otherwise. */
export function publisher(issuer: Issued, changes: Partial<Wanted> = {}): Issued {
  const extensions = [keyUsage('digitalSignature'), extendedKeyUsage(CODE_SIGNING)];
  return issue({ name: 'Publisher', issuer, names: ['publisher.test'], extensions, ...changes });
}

/** A timestamp authority; openssl wants its only purpose critical, RFC 3161 §2.3. */
export function timestampAuthority(issuer: Issued, changes: Partial<Wanted> = {}): Issued {
  const extensions = [keyUsage('digitalSignature'), { ...extendedKeyUsage(TIME_STAMPING), critical: true }];
  return issue({ name: 'Timestamps', issuer, names: ['stamps.test'], extensions, ...changes });
}
