import fc from 'fast-check';
import t from 'tap';
import { MockWuError } from '../../platform/errors/index.ts';
import { entriesOf, hostsBlock, readBlock, withBlock, withoutBlock } from '../../scripts/hosts/block.ts';

const block = { address: '127.0.0.1', names: ['slscr.update.microsoft.com', 'dl.delivery.mp.microsoft.com'] };
const at = { file: '/etc/hosts', newFileEol: '\n' };

const line = fc.oneof(
  fc.constantFrom('127.0.0.1 localhost', '::1 localhost', '# a comment', '', ' ', '# mock-wu was here'),
  fc
    .uint8Array({ maxLength: 30 })
    .map((bytes) => Buffer.from(bytes).toString('latin1').replaceAll('\0', '').replaceAll('\n', '')),
);
/** Whole hosts files: any line ends, mixed ones included, with and without one at the end. */
const hostsFile = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n')), { maxLength: 12 }).chain((lines) =>
  fc.constantFrom(
    lines.map((pair) => pair.join('')).join(''),
    lines
      .map((pair) => pair.join(''))
      .join('')
      .trimEnd(),
  ),
);

t.test('taking the block out gives the file back to the byte, whatever its line ends', async (t) => {
  fc.assert(
    fc.property(hostsFile, fc.constantFrom('\n', '\r\n'), (text, newFileEol) => {
      const applied = withBlock(text, block, { ...at, newFileEol });
      return applied !== text && withoutBlock(applied, at.file) === text;
    }),
    { numRuns: 500 },
  );
  t.pass();
});

t.test('writing the block twice is writing it once', async (t) => {
  fc.assert(
    fc.property(hostsFile, (text) => {
      const once = withBlock(text, block, at);
      return withBlock(once, block, at) === once;
    }),
  );
  t.pass();
});

t.test('a block of other names or another address is replaced', async (t) => {
  fc.assert(
    fc.property(hostsFile, (text) => {
      const before = withBlock(text, { address: '10.1.2.3', names: ['old.example'] }, at);
      return withBlock(before, block, at) === withBlock(text, block, at);
    }),
  );
  t.pass();
});

t.test('what stands below the block stays, on a line of its own', async (t) => {
  for (const text of ['127.0.0.1 localhost', '127.0.0.1 localhost\r\n', '']) {
    const extended = `${withBlock(text, block, at)}10.0.0.1 printer\n`;
    const left = withoutBlock(extended, at.file);
    t.ok(left.startsWith(text));
    t.same(entriesOf(left).at(-1), { address: '10.0.0.1', name: 'printer' });
    t.equal(entriesOf(left).length, text === '' ? 1 : 2);
  }
});

t.test('the block uses the line ends of its file', async (t) => {
  t.notMatch(withBlock('127.0.0.1 localhost\r\n', block, at), /[^\r]\n/);
  t.notMatch(withBlock('127.0.0.1 localhost\n', block, at), /\r/);
  t.notMatch(withBlock('', block, { ...at, newFileEol: '\r\n' }), /[^\r]\n/);
});

t.test('a block can be read back', async (t) => {
  t.same(
    readBlock(withBlock('10.0.0.1 printer\r\n', block, at), at.file),
    block.names.map((name) => ({ address: '127.0.0.1', name })),
  );
  t.equal(readBlock('10.0.0.1 printer\n', at.file), undefined);
});

t.test('one name stands on a line, because Windows reads no more than nine', async (t) => {
  t.equal(hostsBlock('127.0.0.1', block.names).split('\n').length, block.names.length + 3);
});

t.test('several blocks, pasted by hand, all go', async (t) => {
  const pasted = hostsBlock('127.0.0.1', block.names);
  t.equal(withoutBlock(`a\n${pasted}b\n${pasted}`, at.file), 'a\nb\n');
});

t.test('a mark without its other half is an error that names the line', async (t) => {
  const whole = hostsBlock('127.0.0.1', block.names).split('\n');
  const halves = [
    `a\n${whole.slice(0, -2).join('\n')}\n`,
    `a\n${whole.slice(-2).join('\n')}`,
    `a\n${whole[0]}\n${whole.join('\n')}`,
  ];
  for (const text of halves) {
    t.throws(() => withoutBlock(text, at.file), { code: 'HOSTS_BLOCK_DAMAGED', details: { line: 2 } });
    t.throws(() => withBlock(text, block, at), MockWuError);
  }
});

t.test('comments that only look like marks are left alone', async (t) => {
  for (const text of [
    '# BEGIN mock-wusus\n',
    ' # BEGIN mock-wu\n',
    '# begin mock-wu\n',
    '# BEGIN mock-wu-other\n',
  ])
    t.equal(withoutBlock(text, at.file), text);
});

t.test('a million lines are no burden', async (t) => {
  const text = '0.0.0.0 advertisement.example\n'.repeat(1_000_000);
  t.equal(withoutBlock(withBlock(text, block, at), at.file), text);
});
