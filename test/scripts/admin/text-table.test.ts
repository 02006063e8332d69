import t from 'tap';
import { factList } from '../../../scripts/admin/fact-list.ts';
import { textTable } from '../../../scripts/admin/text-table.ts';

t.test('columns are as wide as their longest cell, figures set to the right', async (t) => {
  const columns = [{ heading: 'name' }, { heading: 'n', isFigure: true }, { heading: 'note' }] as const;
  t.equal(
    textTable(columns, [
      ['a', '1', ''],
      ['longer', '10', 'x'],
    ]),
    'name     n  note\n------  --  ----\na        1\nlonger  10  x\n',
  );
});

t.test('a table without rows is its heading', async (t) => {
  t.equal(textTable([{ heading: 'name' }], []), 'name\n----\n');
});

t.test('a long cell is cut between characters, and control characters are spaces', async (t) => {
  t.equal(textTable([{ heading: 'a', most: 3 }], [['😀😀😀😀']]).split('\n')[2], '😀😀…');
  t.equal(textTable([{ heading: 'a' }], [['x\r\ny\u001b[2Jz']]).split('\n')[2], 'x y [2Jz');
});

t.test('facts stand under each other, and those without a value are left out', async (t) => {
  t.equal(
    factList([
      ['name', 'x'],
      ['several', ['1', '2']],
      ['none', []],
      ['nothing', null],
      ['count', 0],
    ]),
    'name     x\nseveral  1\n         2\ncount    0\n',
  );
});
