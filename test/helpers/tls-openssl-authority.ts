import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Test } from 'tap';
import { readCertificate } from '../../protocol/x509/certificate.ts';
import { ocspRequest } from '../../protocol/x509/ocsp-request.ts';
import type { Issued } from './tls-certificates.ts';
import { run } from './tools.ts';

/** One line of the authority's register: what `openssl ca` and `openssl ocsp` answer from. */
export interface Registered {
  readonly certificate: Issued;
  /** As openssl names it, such as `keyCompromise`; good when left out. */
  readonly revoked?: string;
}

/** An authority whose lists and answers are made by openssl. */
export interface OpensslAuthority {
  crl(...args: string[]): Buffer;
  /** The answer to our own request about `certificate`, signed by the authority unless `signer` is given. */
  ocsp(certificate: Issued, signer?: Issued, ...args: string[]): Buffer;
}

const CONFIG = `[ca]
default_ca = main
[main]
database = index.txt
crlnumber = crlnumber
default_md = sha256
default_crl_days = 7
`;

/** Keeps `registered` in a folder of the test. `extensions` is a section `[crl_ext]` of the configuration. */
export function opensslAuthority(
  t: Test,
  authority: Issued,
  registered: readonly Registered[],
  extensions = '',
): OpensslAuthority {
  const folder = t.testdir({
    'ca.pem': authority.pem,
    'ca.key': authority.keyPem,
    'index.txt': registered.map(line).join(''),
    crlnumber: '1000\n',
    'openssl.cnf': `${CONFIG}${extensions && `crl_extensions = crl_ext\n[crl_ext]\n${extensions}\n`}`,
  });
  const file = (name: string) => path.join(folder, name);
  writeFileSync(
    file('openssl.cnf'),
    readFileSync(file('openssl.cnf'), 'utf8').replace(/= (index|crln)/g, `= ${folder}/$1`),
  );
  const openssl = (...args: string[]): void => {
    const done = run('openssl', args);
    if (done.status !== 0) throw new Error(done.stderr.toString());
  };
  return {
    crl: (...args) => {
      const [ca, key] = [file('ca.pem'), file('ca.key')];
      openssl(
        'ca',
        '-config',
        file('openssl.cnf'),
        '-gencrl',
        '-cert',
        ca,
        '-keyfile',
        key,
        '-out',
        file('crl.pem'),
        ...args,
      );
      openssl('crl', '-in', file('crl.pem'), '-outform', 'DER', '-out', file('crl.der'));
      return readFileSync(file('crl.der'));
    },
    ocsp: (certificate, signer = authority, ...args) => {
      const asked = ocspRequest(
        readCertificate(certificate.certificate.raw),
        readCertificate(authority.certificate.raw),
      );
      writeFileSync(file('request.der'), asked);
      writeFileSync(file('signer.pem'), signer.pem);
      writeFileSync(file('signer.key'), signer.keyPem);
      const signed = ['-rsigner', file('signer.pem'), '-rkey', file('signer.key')];
      const about = ['-index', file('index.txt'), '-CA', file('ca.pem'), '-reqin', file('request.der')];
      openssl('ocsp', ...about, ...signed, '-respout', file('response.der'), '-ndays', '1', ...args);
      return readFileSync(file('response.der'));
    },
  };
}

function line({ certificate, revoked }: Registered): string {
  const serial = certificate.certificate.serialNumber;
  const state = revoked === undefined ? 'V' : 'R';
  const when = revoked === undefined ? '' : `260101000000Z,${revoked}`;
  return `${state}\t401231235959Z\t${when}\t${serial}\tunknown\t/CN=${certificate.name}\n`;
}
