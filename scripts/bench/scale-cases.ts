import { readFileSync } from 'node:fs';
import { runCommand, serveArguments } from './command-line.ts';
import { startLoadClient } from './load-client.ts';
import { requestBytes } from './load-plan.ts';
import { type BenchCase, type BenchContext, type BenchRow, judged, skipped } from './row.ts';
import { openScanSession, syncBody, syncHeaders } from './scan-session.ts';
import { startSynthetic } from './sync-cases.ts';

const SMALL = 1_000;
const LARGE = 100_000;

interface FirstPage {
  readonly medianMilliseconds: number;
  /** Resident memory of the server after the load, in MB; undefined where the system does not tell. */
  readonly residentMegabytes: number | undefined;
}

/** The first page of a catalogue of 100,000 revisions against one of 1,000, and what memory it takes. */
export function scaleBenchCases(): readonly BenchCase[] {
  const time = `first page, ${LARGE} against ${SMALL}`;
  const memory = `resident at ${LARGE} revisions`;
  let large: Promise<FirstPage> | undefined;
  return [
    {
      name: time,
      async run(context) {
        const small = await firstPage(context, SMALL);
        large = firstPage(context, LARGE);
        return timeRow(time, small, await large);
      },
    },
    {
      name: memory,
      async run(context) {
        const { residentMegabytes } = await (large ?? firstPage(context, LARGE));
        const budget = { of: 'measured', bound: 'most', value: 600 } as const;
        if (residentMegabytes === undefined)
          return skipped(memory, 'MB', 'this system does not tell', budget);
        return judged({
          name: memory,
          measured: residentMegabytes,
          unit: 'MB',
          budget,
          note: 'a server of its own, after the load',
        });
      },
    },
  ];
}

function timeRow(name: string, small: FirstPage, large: FirstPage): BenchRow {
  const ratio = large.medianMilliseconds / small.medianMilliseconds;
  const budget = { of: 'ratio', bound: 'most', value: 2 } as const;
  const note = `${SMALL}: ${small.medianMilliseconds.toFixed(2)} ms, one connection, TLS`;
  return judged({ name, measured: large.medianMilliseconds, unit: 'ms', ratio, budget, note });
}

async function firstPage(context: BenchContext, revisions: number): Promise<FirstPage> {
  const folder = `${context.folder}/${revisions}`;
  context.progress(`importing ${revisions} synthetic revisions`);
  await (await startSynthetic(folder, revisions)).close();
  const server = runCommand(serveArguments(`${folder}/state`));
  const client = startLoadClient();
  try {
    const ready = JSON.parse(await server.firstLine) as {
      urls: { http: string; https: string };
      caFile: string;
    };
    const { cookie } = await openScanSession(ready.urls.http);
    const port = Number(new URL(ready.urls.https).port);
    const request = requestBytes({
      method: 'POST',
      path: '/ClientWebService/client.asmx',
      host: `localhost:${port}`,
      headers: syncHeaders,
      body: syncBody(cookie, {}),
    });
    const tls = { ca: readFileSync(ready.caFile, 'utf8'), servername: 'localhost' };
    const plan = {
      host: '127.0.0.1',
      port,
      tls,
      connections: 1,
      requests: [request],
      seconds: context.seconds,
      status: 200,
    };
    await client.run(plan);
    const { medianMilliseconds } = await client.run(plan);
    return { medianMilliseconds, residentMegabytes: resident(server.child.pid) };
  } finally {
    await client.close();
    await server.stop();
  }
}

function resident(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
