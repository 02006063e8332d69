import fc from 'fast-check';
import t from 'tap';
import { applyChanges, parseRegFile } from '../../../device/policy/reg-file.ts';
import { createRegistry } from '../../../device/state/registry.ts';
import { MockWuError } from '../../../platform/errors/index.ts';

const HEAD = 'Windows Registry Editor Version 5.00\r\n\r\n';
const KEY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Test';
const parse = (text: string) => parseRegFile(Buffer.from(HEAD + text), 'test.reg');
/** The values of a file that has them all below one key, by name. */
const valuesOf = (lines: string): Record<string, unknown> =>
  Object.fromEntries(
    parse(`[${KEY}]\r\n${lines}`).flatMap((one) => (one.kind === 'set' ? [[one.name, one.value]] : [])),
  );
const refusalOf = (action: () => unknown): string => {
  try {
    action();
    return 'nothing was refused';
  } catch (error) {
    return error instanceof MockWuError ? `${error.code}: ${error.message}` : String(error);
  }
};

t.test('every kind of data regedit exports is read', async (t) => {
  const values = valuesOf(
    [
      '@="the default"',
      '"Text"="C:\\\\Temp \\"x\\""',
      '"Number"=dword:0000000a',
      '"Large"=hex(b):00,00,00,00,01,00,00,00',
      '"Bytes"=hex:de,ad,\\',
      '  be,ef',
      '"Expand"=hex(2):25,00,41,00,25,00,00,00',
      '"Many"=hex(7):61,00,00,00,62,00,63,00,00,00,00,00',
      '"Plain"=hex(1):7a,00,00,00',
      '"Word"=hex(4):01,00,00,00',
      '"Nothing"=hex:',
    ].join('\r\n'),
  );
  t.same(values, {
    '': { type: 'REG_SZ', data: 'the default' },
    Text: { type: 'REG_SZ', data: 'C:\\Temp "x"' },
    Number: { type: 'REG_DWORD', data: 10 },
    Large: { type: 'REG_QWORD', data: 4_294_967_296 },
    Bytes: { type: 'REG_BINARY', data: 'deadbeef' },
    Expand: { type: 'REG_EXPAND_SZ', data: '%A%' },
    Many: { type: 'REG_MULTI_SZ', data: ['a', 'bc'] },
    Plain: { type: 'REG_SZ', data: 'z' },
    Word: { type: 'REG_DWORD', data: 1 },
    Nothing: { type: 'REG_BINARY', data: '' },
  });
});

t.test('UTF-16 with a mark, UTF-8 with one, and the old head say the same', async (t) => {
  const text = `${HEAD}[${KEY}]\n"Ä"="ß"\n`;
  const expected = parseRegFile(Buffer.from(text), 'a.reg');
  t.equal(expected.length, 2);
  t.same(parseRegFile(Buffer.from(`\ufeff${text}`, 'utf16le'), 'a.reg'), expected);
  t.same(parseRegFile(Buffer.from(`\ufeff${text}`), 'a.reg'), expected);
  t.same(parseRegFile(Buffer.from(text.replace(/^.*\r\n/, 'REGEDIT4\r\n')), 'a.reg'), expected);
});

t.test('a file makes, changes and removes, in its order', async (t) => {
  const registry = createRegistry();
  registry.set(`${KEY}\\Old\\Below`, 'Name', { type: 'REG_SZ', data: 'x' });
  registry.set(KEY, 'Gone', { type: 'REG_SZ', data: 'x' });
  const file = `[-HKLM\\SOFTWARE\\Test\\Old]\n[${KEY}]\n; a comment\n"Gone"=-\n"Stays"="1"\n"Stays"="2"\n[${KEY}\\Empty]\n`;
  applyChanges(registry, parse(file));
  t.notOk(registry.hasKey(`${KEY}\\old\\below`));
  t.notOk(registry.hasKey(`${KEY}\\old`));
  t.same(registry.subkeys(KEY), ['Empty']);
  t.equal(registry.value(KEY, 'gone'), undefined);
  t.same(registry.value('HKLM\\software\\TEST', 'stays'), { type: 'REG_SZ', data: '2' });
});

t.test('what is no registry file is refused with its line', async (t) => {
  const of = (text: string): string => refusalOf(() => parse(text));
  t.match(
    refusalOf(() => parseRegFile(Buffer.from('hello'), 'x.reg')),
    /REG_FILE_SYNTAX: x\.reg:1: it does not begin/,
  );
  t.match(
    refusalOf(() => parseRegFile(Buffer.alloc(0), 'x.reg')),
    /x\.reg:1: /,
  );
  t.match(of('"A"="1"'), /test\.reg:3: .* stands below no key/);
  t.match(of(`[${KEY}]\r\nrubbish`), /test\.reg:4: "rubbish" is no value and no key/);
  t.match(of(`[${KEY}]\r\n"A"=dword:xyz`), /:4: "dword:xyz" is no data/);
  t.match(of(`[${KEY}]\r\n"A"=hex:0`), /no data/);
  t.match(of(`[${KEY}]\r\n"A"=hex(4):00`), /no data/);
  t.match(of(`[${KEY}]\r\n"A"="open`), /no data/);
  t.match(of(`[${KEY}]\r\n"A"=hex:00,\\`), /:4: .* is no data/);
  t.match(of('[Software\\Test]'), /names no hive/);
  t.match(of(`[-${KEY}]\r\n"A"="1"`), /stands below no key/);
  t.match(
    refusalOf(() => parseRegFile(Buffer.alloc(5_000_000, 32), 'x.reg')),
    /^REG_FILE_TOO_LARGE/,
  );
});

t.test('any text is read or refused', async (t) => {
  const piece = fc.oneof(
    fc.constantFrom('[', ']', '"', '=', '\\', '-', 'dword:', 'hex(7):', '00,', `[${KEY}]`, '\r\n', '@', ';'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const refusal = refusalOf(() => parse(pieces.join('')));
      return refusal.startsWith('REG_FILE_SYNTAX') || refusal === 'nothing was refused';
    }),
    { seed: 20261101, numRuns: 2_000 },
  );
  t.pass();
});
