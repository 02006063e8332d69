import t from 'tap';
import { mockWu } from '../../helpers/command-line.ts';
import { twoDoubles } from './two-doubles.ts';

t.test('a replica says who decides, refuses to decide itself, and can become autonomous again', async (t) => {
  const { upstream, state, sync, from } = await twoDoubles(t);
  t.match(await sync(...from, '--replica'), {
    code: 0,
    stderr: `a replica: groups, approvals, declines and licences are decided by ${upstream.urls.https}`,
  });
  t.match(await mockWu('approve', 'KB9901004', '--state', state), { code: 1, stderr: /is a replica of/ });
  t.match(await mockWu('group', 'add', 'Mine', '--state', state), { code: 1, stderr: /is a replica of/ });
  t.match((await mockWu('group', 'list', '--state', state)).stdout, /Pilot servers/);
  t.match(await sync('--autonomous'), { code: 0, stderr: /^no replica any more/m });
  t.match(await mockWu('approve', 'KB9901004', '--state', state), { code: 0 });
});

t.test('what was chosen before goes when a server becomes a replica', async (t) => {
  const { sync, from } = await twoDoubles(t);
  await sync(...from, '--products', 'Windows 11', '--categories-only');
  t.match(await sync('--replica'), { code: 0 });
  t.match(await sync('--products', 'Windows 11'), {
    code: 1,
    stderr: /a replica takes what its upstream server has/,
  });
});
