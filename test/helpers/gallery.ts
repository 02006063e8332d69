import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Test } from 'tap';
import {
  authorityIds,
  galleryAuthorityIds,
  ocspRequestFromPath,
  type Pki,
  type PkiOptions,
  pkiResource,
} from '../../pki/index.ts';
import { makePki, pem } from './pki.ts';
import { startPlain, type TestServer } from './tls-server.ts';

/** A pki whose certificates name a server that answers for them. */
export interface ServedPki {
  readonly pki: Pki;
  readonly folder: string;
  readonly options: PkiOptions;
  /** What is asked about certificates arrives here. */
  readonly statuses: TestServer;
  /** Writes a file beside the keys; its path. */
  put(name: string, text: string): string;
  /** Every revocation list there is, in PEM. */
  lists(): string;
}

/** Opens one that ends with its test. */
export async function servePki(t: Test, changes: Partial<PkiOptions> = {}): Promise<ServedPki> {
  let served: Pki | undefined;
  const statuses = await startPlain(t, async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const address = request.url ?? '';
    const asked = request.method === 'POST' ? Buffer.concat(parts) : ocspRequestFromPath(address);
    if (served === undefined) return response.destroy();
    const body = asked === undefined ? pkiResource(served, address)?.body : served.ocspResponse(asked);
    response.statusCode = body === undefined ? 404 : 200;
    return response.end(body);
  });
  const made = await makePki(t, { publicHttpUrl: statuses.origin, ...changes });
  served = made.pki;
  return { ...made, statuses, put: putInto(made.folder), lists: () => listsOf(made.pki) };
}

function putInto(folder: string): ServedPki['put'] {
  return (name, text) => {
    const file = path.join(folder, `test-${name}`);
    writeFileSync(file, text);
    return file;
  };
}

function listsOf(pki: Pki): string {
  const kept = authorityIds.map((id) => pki.crl(id));
  const others = galleryAuthorityIds.flatMap((id) => pki.gallery.crl(id) ?? []);
  return [...kept, ...others].map((der) => pem('X509 CRL', der)).join('');
}
