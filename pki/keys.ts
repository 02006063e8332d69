import { createPrivateKey, type KeyObject } from 'node:crypto';
import { fail } from '../platform/errors/index.ts';
import type { PkiFolder } from './folder.ts';
import { type KeyMaker, systemKeyMaker } from './key-maker.ts';

/** What the online service's own server certificates have, and what every client accepts. */
const MODULUS_BITS = 2048;

/** The file of the key called `name`. */
export const keyFile = (name: string): string => `${name}.key.pem`;

/** The private keys `names`, read from `folder` or made side by side. Throws PKI_FILE_DAMAGED. */
export async function openKeys<Name extends string>(
  folder: PkiFolder,
  names: readonly Name[],
  maker: KeyMaker = systemKeyMaker,
): Promise<Readonly<Record<Name, KeyObject>>> {
  const keys = await Promise.all(names.map((name) => openKey(folder, name, maker)));
  return Object.fromEntries(names.map((name, index) => [name, keys[index]])) as Record<Name, KeyObject>;
}

/** The private key `name`, read from `folder` or made before this returns. Throws PKI_FILE_DAMAGED. */
export function openKeyNow(
  folder: PkiFolder,
  name: string,
  maker: KeyMaker,
  modulusBits = MODULUS_BITS,
): KeyObject {
  const file = keyFile(name);
  const pem = folder.read(file) ?? folder.create(file, pemOf(maker.makeNow(name, modulusBits)));
  return checkedKey(folder, name, pem, modulusBits);
}

async function openKey(folder: PkiFolder, name: string, maker: KeyMaker): Promise<KeyObject> {
  const file = keyFile(name);
  const pem = folder.read(file) ?? folder.create(file, pemOf(await maker.make(name, MODULUS_BITS)));
  return checkedKey(folder, name, pem, MODULUS_BITS);
}

const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

function checkedKey(folder: PkiFolder, name: string, pem: string, modulusBits: number): KeyObject {
  const file = folder.file(keyFile(name));
  const key = readKey(pem, file);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < modulusBits) {
    fail('PKI_FILE_DAMAGED', { file, reason: `it is not an RSA key of ${modulusBits} bits` });
  }
  return key;
}

function readKey(pem: string, file: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (thrown) {
    // The library's text could quote the file, so it stays in `cause`.
    return fail('PKI_FILE_DAMAGED', { file, reason: 'it holds no private key' }, thrown);
  }
}
