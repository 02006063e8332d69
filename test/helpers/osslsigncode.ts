import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Test } from 'tap';
import type { Issued } from './tls-certificates.ts';
import { run } from './tools.ts';

/** How osslsigncode signs a file. */
export interface OsslSigning {
  readonly signer: Issued;
  /** Sent along beside the signer's. */
  readonly sent?: readonly Issued[];
  readonly hash?: 'sha1' | 'sha256' | 'sha384';
  /** A timestamp by its built-in authority, at `at` in milliseconds since the epoch. */
  readonly stamp?: { readonly authority: Issued; readonly sent: readonly Issued[]; readonly at: number };
  readonly args?: readonly string[];
}

/** osslsigncode in a folder of the test: another writer and another judge of signatures. */
export function osslsigncode(t: Test) {
  const folder = t.testdir({});
  const file = (name: string) => path.join(folder, name);
  const keep = (name: string, text: string): string => {
    writeFileSync(file(name), text);
    return file(name);
  };
  const pems = (certificates: readonly Issued[]) => certificates.map(({ pem }) => pem).join('');
  const stampArgs = ({ authority, sent, at }: NonNullable<OsslSigning['stamp']>) => [
    ...['-TSA-certs', keep('tsa.pem', pems([authority, ...sent]))],
    ...['-TSA-key', keep('tsa.key', authority.keyPem), '-TSA-time', String(Math.floor(at / 1000))],
  ];
  return {
    /** The file signed. Throws what the tool complains of. */
    sign(bytes: Uint8Array, { signer, sent = [], hash = 'sha256', stamp, args = [] }: OsslSigning): Buffer {
      writeFileSync(file('plain'), bytes);
      rmSync(file('signed'), { force: true });
      const who = [
        '-certs',
        keep('certs.pem', pems([signer, ...sent])),
        '-key',
        keep('key.pem', signer.keyPem),
      ];
      const what = ['-h', hash, ...(stamp ? stampArgs(stamp) : []), ...args];
      const done = run('osslsigncode', [
        'sign',
        ...who,
        ...what,
        '-in',
        file('plain'),
        '-out',
        file('signed'),
      ]);
      if (done.status !== 0 || !existsSync(file('signed'))) throw new Error(`${done.stdout}${done.stderr}`);
      return readFileSync(file('signed'));
    },
    /** Whether it accepts the file under `root`. */
    verify(bytes: Uint8Array, root: Issued): { readonly accepted: boolean; readonly output: string } {
      writeFileSync(file('judged'), bytes);
      const roots = keep('root.pem', root.pem);
      const done = run('osslsigncode', [
        'verify',
        '-CAfile',
        roots,
        '-TSA-CAfile',
        roots,
        '-in',
        file('judged'),
      ]);
      return { accepted: done.status === 0, output: `${done.stdout}${done.stderr}` };
    },
  };
}
