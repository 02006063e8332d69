import { readFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import {
  isCompressedBlobNeeded,
  readUpdateBlob,
  writeUpdateBlob,
} from '../../../protocol/codecs/update-blob.ts';
import { shared } from '../../helpers/shared.ts';

/** Where header, folder and file entry of a blob lie, [MS-CAB] §2: offset and size of each field. */
const FIELDS: Readonly<Record<string, readonly [number, number]>> = {
  signature: [0, 4],
  reserved1: [4, 4],
  reserved2: [12, 4],
  coffFiles: [16, 4],
  reserved3: [20, 4],
  versionMinor: [24, 1],
  versionMajor: [25, 1],
  cFolders: [26, 2],
  cFiles: [28, 2],
  flags: [30, 2],
  setID: [32, 2],
  iCabinet: [34, 2],
  coffCabStart: [36, 4],
  cCFData: [40, 2],
  typeCompress: [42, 2],
  cbFile: [44, 4],
  uoffFolderStart: [48, 4],
  iFolder: [52, 2],
  date: [54, 2],
  time: [56, 2],
  attribs: [58, 2],
  szName: [60, 5],
};
const BLOCK = { start: 0x41, checksum: 0x41, stored: 0x45, unpacked: 0x47 };
const CABINET_BYTES = 8;
const CB_FILE = 44;

interface Recorded {
  readonly blob: Buffer;
  /** The document of the same revision, recorded apart. */
  readonly xml: string;
}

function recorded(t: Test): Recorded | undefined {
  const response = shared(t, 'captures/37-ss-getupdatedata-compressed.response.xml');
  const document = response && shared(t, 'captures/50-doc-266f6222-r200.update.xml');
  if (!response || !document) return undefined;
  const [, base64 = ''] = /<XmlUpdateBlobCompressed>([^<]*)</.exec(readFileSync(response, 'utf8')) ?? [];
  return { blob: Buffer.from(base64, 'base64'), xml: readFileSync(document, 'utf8') };
}

function fields(blob: Buffer): Record<string, string> {
  const texts = Object.entries(FIELDS).map(([field, [at, size]]) => [
    field,
    blob.subarray(at, at + size).toString('hex'),
  ]);
  return Object.fromEntries(texts);
}

t.test('the blob of a real server decodes to its document', async (t) => {
  const real = recorded(t);
  if (!real) return;
  const xml = readUpdateBlob(real.blob);
  t.ok(xml === real.xml, 'the one recorded apart');
  t.equal(xml.length * 2, real.blob.readUInt32LE(CB_FILE));
  t.equal(xml.length * 2, 29_156);
  t.ok(isCompressedBlobNeeded(xml));
});

t.test('every field in front of the data of lzx-stored is that of a real server', async (t) => {
  const real = recorded(t);
  if (!real) return;
  const ours = writeUpdateBlob(real.xml, 'lzx-stored');
  t.strictSame(fields(ours), fields(real.blob));
  t.equal(ours.readUInt32LE(CABINET_BYTES), ours.length);
  t.equal(real.blob.readUInt32LE(CABINET_BYTES), real.blob.length);
});

t.test('mszip differs from it in the compression only', async (t) => {
  const real = recorded(t);
  if (!real) return;
  const ours = writeUpdateBlob(real.xml, 'mszip');
  t.strictSame(fields(ours), { ...fields(real.blob), typeCompress: '0100' });
  t.equal(ours.readUInt32LE(CABINET_BYTES), ours.length);
});

t.test('its data block is headed like that of a real server', async (t) => {
  const real = recorded(t);
  if (!real) return;
  for (const blob of [
    real.blob,
    writeUpdateBlob(real.xml, 'mszip'),
    writeUpdateBlob(real.xml, 'lzx-stored'),
  ]) {
    t.not(blob.readUInt32LE(BLOCK.checksum), 0, 'has a checksum');
    t.equal(blob.readUInt16LE(BLOCK.stored), blob.length - BLOCK.start - 8);
    t.equal(blob.readUInt16LE(BLOCK.unpacked), 29_156);
  }
});
