import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { fail } from '../platform/errors/index.ts';
import type { PkiFolder } from './folder.ts';

const generate = promisify(generateKeyPair);

/** What the online service's own server certificates have, and what every client accepts. */
const MODULUS_BITS = 2048;

/** The file of the key called `name`. */
export const keyFile = (name: string): string => `${name}.key.pem`;

/** The private keys `names`, read from `folder` or made side by side. Throws PKI_FILE_DAMAGED. */
export async function openKeys<Name extends string>(
  folder: PkiFolder,
  names: readonly Name[],
): Promise<Readonly<Record<Name, KeyObject>>> {
  const keys = await Promise.all(names.map((name) => openKey(folder, name)));
  return Object.fromEntries(names.map((name, index) => [name, keys[index]])) as Record<Name, KeyObject>;
}

async function openKey(folder: PkiFolder, name: string): Promise<KeyObject> {
  const file = keyFile(name);
  const pem = folder.read(file) ?? folder.create(file, await newKey());
  const key = readKey(pem, folder.file(file));
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < MODULUS_BITS) {
    fail('PKI_FILE_DAMAGED', {
      file: folder.file(file),
      reason: `it is not an RSA key of ${MODULUS_BITS} bits`,
    });
  }
  return key;
}

async function newKey(): Promise<string> {
  const { privateKey } = await generate('rsa', { modulusLength: MODULUS_BITS });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function readKey(pem: string, file: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (thrown) {
    // The library's text could quote the file, so it stays in `cause`.
    return fail('PKI_FILE_DAMAGED', { file, reason: 'it holds no private key' }, thrown);
  }
}
