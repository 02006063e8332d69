import t from 'tap';
import type { MockWuError } from '../../../platform/errors/index.ts';
import { Damage } from '../../../protocol/codecs/damage.ts';
import { unpackXpressBlocks } from '../../../protocol/codecs/xpress-blocks.ts';
import { expandXpress } from '../../../protocol/codecs/xpress-expand.ts';
import { unpackByTheBook } from '../../helpers/xpress-pseudocode.ts';
import { compressXpress, decompressXpress } from '../../helpers/xpress-stream.ts';

const LIMIT = 4 * 1024 * 1024;
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** A stream with something of everything: literals, all forms of a length, flags that start anew. */
const plain = Buffer.from(
  `abcdefgh${'abc'.repeat(3)}${'x'.repeat(12)}${'y'.repeat(30)}${'z'.repeat(400)}defghabcdefghijklmnopqrstuvwxyz0123456789`,
);
const packed = compressXpress(plain);

function block(size: number, packedSize: number, data: Buffer = Buffer.alloc(0)): Buffer {
  const header = Buffer.alloc(8);
  header.writeInt32LE(size);
  header.writeInt32LE(packedSize, 4);
  return Buffer.concat([header, data]);
}

/** What `bytes` unpack to, or undefined when they are damaged; anything else thrown fails the test. */
function outcome(bytes: Buffer, size: number): Buffer | undefined {
  const room = Buffer.alloc(size + 64, 0xa5);
  const isRead = expands(bytes, room.subarray(0, size));
  if (!room.subarray(size).every((byte) => byte === 0xa5)) throw new Error('written behind the end');
  return isRead ? room.subarray(0, size) : undefined;
}

function expands(bytes: Buffer, room: Buffer): boolean {
  try {
    expandXpress(bytes, room);
    return true;
  } catch (error) {
    if (error instanceof Damage) return false;
    throw error;
  }
}

/** The code and text blocks are refused with. */
function refusal(bytes: Buffer, limit = LIMIT): string {
  try {
    return `read: ${unpackXpressBlocks(bytes, limit).length} bytes`;
  } catch (error) {
    const { code, message } = error as MockWuError;
    return `${code} ${message}`;
  }
}

t.test('a stream cut short at any byte is damaged', (t) => {
  t.same(outcome(packed, plain.length), plain, 'whole it is read');
  for (let length = 0; length < packed.length; length++) {
    if (outcome(packed.subarray(0, length), plain.length) !== undefined) t.fail(`cut at ${length}`);
  }
  t.end();
});

t.test('a stream with any byte changed to any other is judged as by the book', (t) => {
  let read = 0;
  for (let at = 0; at < packed.length; at++) {
    for (let byte = 0; byte < 256; byte++) {
      const changed = Buffer.from(packed);
      changed[at] = byte;
      const expected = unpackByTheBook(changed, plain.length);
      const found = outcome(changed, plain.length);
      const isSame =
        expected?.length === plain.length ? found?.equals(expected) === true : found === undefined;
      if (!isSame) t.fail(`${byte} at ${at}`);
      if (found !== undefined) read++;
    }
  }
  t.ok(read > packed.length, 'some changes only change what is read');
  t.end();
});

t.test('a stream that holds another number of bytes than promised is damaged', (t) => {
  for (const size of [0, 1, plain.length - 1, plain.length + 1, LIMIT])
    t.throws(() => decompressXpress(packed, size), Damage, `${size}`);
  t.end();
});

t.test('each damage of a stream is named', (t) => {
  const rows: readonly (readonly [string, RegExp, Buffer])[] = [
    ['nothing', /ends before it is complete/, hex('')],
    ['half of its flags', /ends before it is complete/, hex('ffff')],
    ['no literal where one is announced', /ends before it is complete/, hex('ffffff7f')],
    ['half a match', /ends before it is complete/, hex('ffffff7f 61 00')],
    ['no half byte', /ends before it is complete/, hex('ffffff7f 61 0700')],
    ['no byte of a length', /ends before it is complete/, hex('ffffff7f 61 0700 0f')],
    ['no word of a length', /ends before it is complete/, hex('ffffff7f 61 0700 0f ff 15')],
    ['no double word of a length', /ends before it is complete/, hex('ffffff7f 61 0700 0f ff 0000 0000')],
    ['no end flag', /ends before it is complete/, hex(`00000000 ${'61'.repeat(32)}`)],
    ['a match before the start', /unpacked byte 1 refers to before the start/, hex('ffffff7f 61 0800')],
    ['a match first of all', /unpacked byte 0 refers to before the start/, hex('ffffffff 0000')],
    ['a length written too long', /a length of 21 is written longer/, hex('ffffff7f 61 0700 0f ff 1500')],
    ['a length of 4 GB', /unpacks to more than the 40 bytes/, hex('ffffff7f 61 0700 0f ff 0000 ffffffff')],
    [
      'a literal too many',
      /unpacks to more than the 40 bytes/,
      hex(`00000000 ${'61'.repeat(32)} 00000000 ${'61'.repeat(32)}`),
    ],
    ['too little', /unpacks to 4 bytes instead of 40/, hex('ffffff7f 61 0000')],
  ];
  for (const [what, problem, bytes] of rows)
    t.throws(() => decompressXpress(bytes, 40), { name: 'Damage', message: problem }, what);
  t.end();
});

t.test('blocks with headers that cannot be are refused, and told by number and place', (t) => {
  const good = block(plain.length, packed.length, packed);
  const rows: readonly (readonly [string, RegExp, Buffer])[] = [
    [
      'half a header',
      /^CODEC_XPRESS_DAMAGED Xpress block 0 at offset 0 .*header is cut short/,
      hex('00000000'),
    ],
    ['no plain bytes', /declares 0 bytes/, block(0, 4, hex('ffffffff'))],
    ['no packed bytes', /declares 0 bytes/, block(4, 0)],
    ['less than none', /declares -1 bytes/, block(-1, 4, hex('ffffffff'))],
    ['less than none packed', /declares -2147483648 bytes/, block(4, -0x80000000)],
    ['more than a block may have', /declares 65536 bytes, not 1 to 65535/, block(65_536, 4, hex('ffffffff'))],
    ['two gigabytes', /declares 2147483647 bytes/, block(0x7fffffff, 4, hex('ffffffff'))],
    ['packed data that is not there', /declares 100 bytes, but 4 are left/, block(4, 100, hex('ffffffff'))],
    [
      'a second block cut short',
      /block 1 at offset \d+ .*header is cut short/,
      Buffer.concat([good, hex('01')]),
    ],
    [
      'a damaged second block',
      /block 1 at offset \d+ is damaged: it ends/,
      Buffer.concat([good, block(9, 2, hex('ffff'))]),
    ],
  ];
  for (const [what, says, bytes] of rows) t.match(refusal(bytes), says, what);
  t.equal(refusal(Buffer.alloc(0)), 'read: 0 bytes');
  t.end();
});

t.test('blocks that hold more than the limit are refused before any is unpacked', (t) => {
  const good = block(plain.length, packed.length, packed);
  t.equal(refusal(good, plain.length), `read: ${plain.length} bytes`);
  t.match(refusal(good, plain.length - 1), /^CODEC_XPRESS_TOO_LARGE .*more than \d+ bytes/);
  t.match(
    refusal(Buffer.concat([block(9, 2, hex('ffff')), good]), plain.length),
    /^CODEC_XPRESS_TOO_LARGE/,
    'the first, damaged, has not been looked into',
  );
  t.end();
});

t.test('half a million blocks that promise gigabytes take no memory', (t) => {
  const one = block(65_535, 1, Buffer.of(0));
  const bomb = Buffer.concat(Array.from({ length: Math.floor(LIMIT / one.length) }, () => one));
  const before = process.memoryUsage().arrayBuffers;
  t.match(refusal(bomb), /^CODEC_XPRESS_TOO_LARGE/);
  t.ok(process.memoryUsage().arrayBuffers - before < 1024 * 1024);
  const late = Buffer.concat([bomb.subarray(0, 60 * one.length), hex('01')]);
  t.match(refusal(late), /block 60 .*cut short/, 'the last header counts before the first block');
  t.ok(process.memoryUsage().arrayBuffers - before < 1024 * 1024);
  t.end();
});
