import type { LoadPlan } from './load-plan.ts';
import { compare } from './ratio.ts';
import { type BenchCase, judged } from './row.ts';
import { openScanSession, syncBody } from './scan-session.ts';
import { onServedCatalogue } from './served-catalogue.ts';

const NAME = 'xpress, first page';
const UNIT = 'requests/s';
const REVISIONS = 10_000;
const CONNECTIONS = 4;

/** The first page compressed, as every Windows client asks for it, against the same page as it is. */
export function xpressBenchCases(seed: string): readonly BenchCase[] {
  return [
    {
      name: NAME,
      run: (context) =>
        onServedCatalogue(context, { revisions: REVISIONS, seed }, async ({ served, client }) => {
          const body = syncBody((await openScanSession(served.http)).cookie, {});
          const sizes = { xpress: 0, identity: 0 };
          const contender = (name: keyof typeof sizes) => {
            const headers = { 'Accept-Encoding': name };
            const plan: LoadPlan = served.load([body], { connections: CONNECTIONS, headers });
            const measure = async (): Promise<number> => {
              const { bytes, responses, responsesPerSecond } = await client.run(plan);
              sizes[name] = Math.round(bytes / responses);
              return responsesPerSecond;
            };
            return { name, measure };
          };
          const { first, second, ratio } = await compare(contender('xpress'), contender('identity'), context);
          const bytes = `${sizes.xpress} bytes against ${sizes.identity}`;
          const note = `identity: ${Math.round(second)} ${UNIT}; ${bytes}, ${CONNECTIONS} connections`;
          return judged({ name: NAME, measured: first, unit: UNIT, ratio, note });
        }),
    },
  ];
}
