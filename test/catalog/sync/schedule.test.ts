import t from 'tap';
import { nextStart } from '../../../catalog/sync/schedule.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const at = (text: string): number => Date.parse(`2026-11-${text}:00Z`);

t.test('the next start is the first one after the moment', async (t) => {
  const table: readonly (readonly [perDay: number, firstMinute: number, moment: string, next: string])[] = [
    [1, 90, '01T00:00', '01T01:30'],
    [1, 90, '01T01:29', '01T01:30'],
    [1, 90, '01T01:30', '02T01:30'],
    [1, 90, '01T23:59', '02T01:30'],
    [1, 0, '01T00:00', '02T00:00'],
    [1, 1439, '01T00:00', '01T23:59'],
    [2, 60, '01T00:00', '01T01:00'],
    [2, 60, '01T01:00', '01T13:00'],
    [2, 60, '01T13:00', '02T01:00'],
    [24, 0, '01T12:34', '01T13:00'],
    [24, 30, '01T12:34', '01T13:30'],
    [24, 1439, '01T00:00', '01T00:59'],
    [3, 1380, '01T00:00', '01T07:00'],
    [5, 0, '01T00:00', '01T04:48'],
    [1, 90, '30T02:00', '31T01:30'],
  ];
  for (const [perDay, firstMinute, moment, next] of table) {
    const expected = next.startsWith('31') ? Date.parse('2026-12-01T01:30:00Z') : at(next);
    const found = nextStart({ perDay, firstMinute }, at(moment));
    t.equal(
      new Date(found).toISOString(),
      new Date(expected).toISOString(),
      `${perDay} ${firstMinute} ${moment}`,
    );
  }
});

t.test('starts follow each other, so many a day, and one of them is at the first minute', async (t) => {
  const bad: string[] = [];
  for (let perDay = 1; perDay <= 24; perDay++)
    for (const firstMinute of [0, 1, 59, 90, 720, 1439]) {
      const schedule = { perDay, firstMinute };
      const begin = at('01T00:00') - 1;
      const starts: number[] = [];
      for (let moment = begin; starts.length < 4 * perDay; ) {
        const next = nextStart(schedule, moment);
        if (next <= moment) {
          bad.push(`${perDay} ${firstMinute}: after ${moment} comes ${next}`);
          break;
        }
        if (next - moment > DAY / perDay + 1) bad.push(`${perDay} ${firstMinute}: ${next - moment} apart`);
        starts.push(next);
        moment = next;
      }
      const ofFirstDay = starts.filter((one) => one < at('02T00:00'));
      if (ofFirstDay.length !== perDay)
        bad.push(`${perDay} ${firstMinute}: ${ofFirstDay.length} on the first day`);
      if (!starts.includes(at('01T00:00') + firstMinute * MINUTE))
        bad.push(`${perDay} ${firstMinute}: not at its minute`);
    }
  t.same(bad, []);
});

t.test('any moment between two starts has the same next one', async (t) => {
  const bad: string[] = [];
  for (const perDay of [1, 5, 7, 11, 23, 24])
    for (let moment = at('03T00:00'); moment < at('04T00:00'); moment += 7 * MINUTE + 13) {
      const schedule = { perDay, firstMinute: 77 };
      const next = nextStart(schedule, moment);
      if (next <= moment || nextStart(schedule, next - 1) !== next) bad.push(`${perDay} ${moment}`);
    }
  t.same(bad, []);
});
