import t from 'tap';
import { differencesOf } from '../../../helpers/catalogue-content.ts';
import { createKillScene } from '../../../helpers/killed-sync.ts';

for (const replica of [false, true])
  t.test(`replica ${replica}`, async (t) => {
    const t0 = performance.now();
    const scene = createKillScene(t, replica);
    console.error('scene', performance.now() - t0);
    const whole = await scene.undisturbed(t);
    console.error(
      'undisturbed',
      performance.now() - t0,
      whole.report,
      whole.bytes,
      whole.requests.length,
      whole.requests.join(' '),
      whole.left.files.length,
    );
    console.error(Object.fromEntries(Object.entries(whole.left.content).map(([k, v]) => [k, v.length])));
    const killed = await scene.killed(t, 'one', [{ kind: 'statement', number: 400, when: 'before' }]);
    console.error(
      'killed',
      performance.now() - t0,
      killed.kills,
      killed.broken,
      killed.final.result,
      killed.final.report.problems,
      killed.again.report.calls,
    );
    t.same(differencesOf(whole.left.content, killed.left.content), []);
    t.same(killed.left.files, whole.left.files);
  });
