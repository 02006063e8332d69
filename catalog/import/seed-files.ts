import path from 'node:path';
import { fail } from '../../platform/errors/index.ts';
import type { SignerName } from '../../protocol/authenticode/broken-signers.ts';
import type { FileSpec } from '../../protocol/metadata/build-document-spec.ts';
import { isContentExtension } from '../content-store.ts';
import type { SeedFile } from './seed.ts';
import { fieldsOf } from './seed-dates.ts';
import { findSeedFile, readSeedBytes } from './seed-path.ts';
import { canary, generatedBytes, inertCabinet } from './seed-payload.ts';
import type { SeedTools } from './seed-tools.ts';

/** Largest file a seed may have made, in bytes. */
const MAX_MADE_BYTES = 256 * 1024 * 1024;
/** Names a system would run; what we make is inert and must not look otherwise. */
const RUNNABLE = /\.(exe|dll|sys|scr|com|msi|msp|bat|cmd|ps1|vbs|js|hta|lnk|jar)$/i;

/** What surrounds a file of a seed. */
export interface FileContext {
  readonly folder: string | undefined;
  /** What the bytes of a made file depend on. */
  readonly key: string;
  /** Name of a made file without extension. */
  readonly stem: string;
  /** Moment of the update, ISO 8601 with milliseconds. */
  readonly released: string;
  readonly where: string;
}

/** A file that was checked and can be made. */
export interface PlannedFile {
  readonly name: string;
  /** Bytes before signing. */
  readonly size: number;
  /** Makes or reads the bytes, keeps them, and describes them. */
  readonly make: (tools: SeedTools) => FileSpec;
}

/**
 * Checks one file of a seed without making it.
 *
 * @throws SEED_INVALID, SEED_FILE
 */
export function planFile(file: SeedFile, context: FileContext): PlannedFile {
  const { where } = context;
  const given = [file.size, file.text, file.path].filter((value) => value !== undefined).length;
  if (given !== 1)
    fail('SEED_INVALID', {
      where,
      problem: `a file has ${given} of size, text and path`,
      repair: 'Give exactly one of them.',
    });
  return file.path === undefined ? planMade(file, context) : planTaken(file, file.path, context);
}

function planTaken(file: SeedFile, name: string, context: FileContext): PlannedFile {
  const found = findSeedFile(name, context.folder, context.where);
  const fileName = file.name ?? path.basename(name);
  return planned(file, fileName, found.size, 'none', context, () => readSeedBytes(found, context.where));
}

function planMade(file: SeedFile, context: FileContext): PlannedFile {
  const { key, where } = context;
  const name = file.name ?? `${context.stem}.cab`;
  if (RUNNABLE.test(name))
    fail('SEED_INVALID', {
      where,
      problem: `${name} is the name of a program, and what is made here is inert`,
      repair: 'Choose another name, such as one that ends in .cab, or give the program by path.',
    });
  const size = file.text === undefined ? sizeOf(file.size ?? 0, where) : Buffer.byteLength(file.text);
  const isCabinet = isCabinetName(name);
  const member = file.text === undefined ? 'payload.bin' : 'payload.txt';
  return planned(file, name, size, isCabinet ? 'a' : 'none', context, () => {
    const data = file.text === undefined ? generatedBytes(`${key}/${name}`, size) : Buffer.from(file.text);
    return isCabinet ? inertCabinet(key, member, data, fieldsOf(context.released)) : data;
  });
}

function planned(
  file: SeedFile,
  name: string,
  size: number,
  defaultSigner: 'a' | 'none',
  context: FileContext,
  bytes: () => Uint8Array,
): PlannedFile {
  const signer = file.sign ?? defaultSigner;
  checkName(name, signer, context.where);
  const make = (tools: SeedTools): FileSpec => {
    const content = signer === 'none' ? bytes() : tools.signCabinet(bytes(), signer);
    const stored = tools.storeContent(content, extensionOf(name));
    return {
      ...stored,
      fileName: name,
      modified: context.released,
      patchingType: file.patchingType ?? 'SelfContained',
    };
  };
  return { name, size, make };
}

function checkName(name: string, signer: SignerName | 'none', where: string): void {
  if (!isContentExtension(extensionOf(name)))
    fail('SEED_INVALID', {
      where,
      problem: `${name} has no extension that files are kept under`,
      repair: 'Give it a name that ends in .cab or the like.',
    });
  if (signer !== 'none' && !isCabinetName(name))
    fail('SEED_INVALID', {
      where,
      problem: `${name} is no cabinet, and only cabinets are signed`,
      repair: 'Give it a name that ends in .cab, or write sign: none.',
    });
}

/** A licence as a text file of its own. */
export function planText(text: string, name: string, context: FileContext): PlannedFile {
  const data = Buffer.from(`${text.trimEnd()}\r\n\r\n${canary(context.key)}`);
  const make = (tools: SeedTools): FileSpec => ({
    ...tools.storeContent(data, extensionOf(name)),
    fileName: name,
    modified: context.released,
  });
  return { name, size: data.length, make };
}

function extensionOf(name: string): string {
  return path.extname(name).slice(1);
}

function isCabinetName(name: string): boolean {
  return /\.cab$/i.test(name);
}

/** Bytes of `2 MB`, `300 KB`, `512 B` or a bare number; 1 KB is 1,024 bytes. */
function sizeOf(size: number | string, where: string): number {
  const [, number = '', unit = 'B'] = /^([\d.]+) ?([A-Za-z]+)$/.exec(String(size)) ?? ['', String(size)];
  const factor = { B: 1, KB: 1024, MB: 1024 * 1024 }[unit.toUpperCase()] ?? 1;
  const bytes = Math.round(Number(number) * factor);
  if (bytes >= 1 && bytes <= MAX_MADE_BYTES) return bytes;
  return fail('SEED_INVALID', {
    where,
    problem: `a made file cannot have ${size} (${bytes} bytes)`,
    repair: `Ask for 1 to ${MAX_MADE_BYTES} bytes, or give a larger file by path.`,
  });
}
