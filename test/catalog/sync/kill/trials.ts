import type { Test } from 'tap';
import { createSeededRandomness } from '../../../../platform/randomness.ts';
import { differencesOf } from '../../../helpers/catalogue-content.ts';
import {
  createKillScene,
  type Killed,
  type KillPoint,
  type KillScene,
  type Undisturbed,
} from '../../../helpers/killed-sync.ts';
import { endOf } from '../../../helpers/tiers.ts';

/** A kind of place a run is killed at; each number is drawn anew for every kill. */
export type Place =
  /** Any request, or the answer to it; one of an operation; or the one after it. */
  | { readonly kind: 'request' | 'answer'; readonly operation?: string; readonly after?: string }
  | { readonly kind: 'byte' }
  | { readonly kind: 'statement' | 'rename'; readonly when: 'before' | 'after' };

/** Runs one trial for each list of places; every run but the last of a trial is killed at the next place. */
export function killTrials(t: Test, isReplica: boolean, trials: readonly (readonly Place[])[]): void {
  const scene = createKillScene(t, isReplica);
  t.test('killed runs', async (t) => {
    const whole = await scene.undisturbed(t);
    t.match(whole.report, { result: 'succeeded', problems: [] });
    const draw = createDraw(isReplica ? 'replica' : 'autonomous', whole);
    for (const places of trials) {
      const points = places.map((place) => draw(place, places.length));
      await t.test(`a run killed ${points.map(nameOf).join(', then ')} is made up for`, (t) =>
        tryOne(t, { scene, whole, points }),
      );
    }
  });
}

interface Trial {
  readonly scene: KillScene;
  readonly whole: Undisturbed;
  readonly points: readonly KillPoint[];
}

async function tryOne(t: Test, { scene, whole, points }: Trial): Promise<void> {
  const killed: Killed = await scene.killed(t, points.map(nameOf).join(' '), points);
  t.equal(killed.kills, points.length, 'every point was reached');
  t.same(killed.broken, [], 'nothing is half there after a kill');
  t.equal(endOf(killed.final), 'succeeded');
  t.same(
    differencesOf(whole.left.content, killed.left.content),
    [],
    'the catalogue is that of a run nobody killed',
  );
  t.same(killed.left.files, whole.left.files, 'and so are the files');
  t.equal(endOf(killed.again), 'succeeded');
  t.match(killed.again.report, {
    fresh: 0,
    revised: 0,
    approvals: 0,
    files: 0,
    calls: { GetUpdateData: undefined },
  });
}

/** Draws points of a run from what an undisturbed one did, the same ones in every run of the test. */
function createDraw(seed: string, { report, requests, bytes }: Undisturbed) {
  const random = createSeededRandomness(`kill points of a run, ${seed}`);
  // A share of the whole, not a remainder: a run with one statement more is killed nearly where it was before.
  const upTo = (most: number): number => 1 + Math.floor((random.bytes(4).readUInt32BE() / 2 ** 32) * most);
  /** Of several kills each has its share of the run, so that all are reached. */
  return (place: Place, share: number): KillPoint => {
    switch (place.kind) {
      case 'byte':
        return { kind: 'byte', number: upTo(bytes / share) };
      case 'request':
      case 'answer': {
        const { kind, operation, after } = place;
        const named = operation ?? after;
        if (named === undefined) return { kind, number: upTo(requests.length / share) };
        const numbers = requests.flatMap((name, index) => (name === named ? [index + 1] : []));
        const number = numbers[upTo(numbers.length) - 1];
        if (number === undefined) throw new Error(`an undisturbed run does not call ${named}`);
        return { kind, number: after === undefined ? number : number + 1 };
      }
      default:
        return { ...place, number: upTo(report[place.kind] / share) };
    }
  };
}

function nameOf(point: KillPoint): string {
  return 'when' in point ? `${point.when} ${point.kind} ${point.number}` : `at ${point.kind} ${point.number}`;
}
