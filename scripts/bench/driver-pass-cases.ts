import { DEVICES, driverPassParameters } from './bench-devices.ts';
import { type BenchCase, judged } from './row.ts';
import { openScanSession, syncBody } from './scan-session.ts';
import { onServedCatalogue } from './served-catalogue.ts';
import { wholeScan } from './whole-scan.ts';

const DRIVERS = 5_000;
/** So that the client has products and detectoids the drivers need. */
const REVISIONS = 6_000;
const NAME = `driver pass, ${DRIVERS.toLocaleString('en-US')} drivers and ${DEVICES} devices`;
const BUSY_CONNECTIONS = 8;

/** The driver pass of a client that has finished its software pass. */
export function driverPassBenchCases(seed: string): readonly BenchCase[] {
  return [
    {
      name: NAME,
      run: (context) =>
        onServedCatalogue(
          context,
          { revisions: REVISIONS, drivers: DRIVERS, seed },
          async ({ served, client }) => {
            const session = await openScanSession(served.http);
            const { installed, others } = await wholeScan(
              async (step) => (await session.sync(step)).SyncUpdatesResult,
            );
            const lists = { InstalledNonLeafUpdateIDs: installed, OtherCachedUpdateIDs: others };
            const parameters = { ...lists, ...driverPassParameters() };
            const found = (await session.sync(parameters)).SyncUpdatesResult?.NewUpdates?.length ?? 0;
            const body = syncBody(session.cookie, parameters);
            const run = (connections: number) => client.run(served.load([body], { connections }));
            context.progress('asking over and over');
            await run(1);
            const { medianMilliseconds } = await run(1);
            const { responsesPerSecond } = await run(BUSY_CONNECTIONS);
            const busy = `${Math.round(responsesPerSecond)} requests/s on ${BUSY_CONNECTIONS} connections`;
            const note = `${found} drivers came back; ${body.length} bytes in; ${busy}, TLS`;
            return judged({ name: NAME, measured: medianMilliseconds, unit: 'ms', note });
          },
        ),
    },
  ];
}
