import { X509Certificate } from 'node:crypto';
import path from 'node:path';
import { type CertificateFacts, certificateFacts, type Pki } from '../../pki/index.ts';
import { readServerName } from '../../pki/server-name.ts';

/** One certificate as `pki show` prints it. */
export interface ShownCertificate extends CertificateFacts {
  /** `root`, `tls`, …; `server` for the one shown to clients that name no server. */
  readonly id: string;
  /** Undefined for the root. */
  readonly issuerId?: string;
  /** Undefined for the one that is made anew at every start. */
  readonly file?: string;
  /** What the server certificate is for. */
  readonly names?: readonly string[];
}

/** The certificates of `pki`, whose files lie in `folder`, issuers first. */
export function shownCertificates(pki: Pki, folder: string): readonly ShownCertificate[] {
  const kept = [...pki.authorities, ...pki.publishers];
  const idBySubject = new Map(kept.map(({ id, subject }) => [subject, id]));
  const issuedBy = ({ subject, issuer }: CertificateFacts) => {
    const issuerId = idBySubject.get(issuer);
    return subject === issuer || issuerId === undefined ? {} : { issuerId };
  };
  // The first certificate of a chain is the server's own; the key beside it goes nowhere.
  const server = new X509Certificate(pki.defaultSecureContext().cert);
  const facts = certificateFacts(server);
  return [
    ...kept.map((summary) => ({
      ...summary,
      ...issuedBy(summary),
      file: path.join(folder, `${summary.id}.pem`),
    })),
    { id: 'server', ...facts, ...issuedBy(facts), names: namesOf(server) },
  ];
}

/** The subject alternative names, in order. */
function namesOf({ subjectAltName = '' }: X509Certificate): readonly string[] {
  const names = subjectAltName.split(', ').map((name) => name.replace(/^(DNS|IP Address):/, ''));
  return names.map((name) => readServerName(name)?.text ?? name);
}
