import { readFileSync } from 'node:fs';
import t from 'tap';
import { type DownloadFilesPorts, downloadFiles } from '../../../device/download/download-files.ts';
import { planFetch, type WantedFile } from '../../../device/download/fetch-plan.ts';
import { countedBytes } from '../../helpers/content-server.ts';
import { fileOf, MIB, type Surroundings, surroundings } from '../../helpers/downloads.ts';
import { type OddServer, startOddServer } from '../../helpers/odd-content-server.ts';

const SIZES = [100, 2.5 * MIB, 3 * MIB, 1000, MIB] as const;
const FILES = SIZES.map((size) => countedBytes(size));

function wanted(bytes: Buffer, url: string): WantedFile {
  return { ...fileOf(bytes), urls: [url] };
}

function portsOf({ ports, source }: Surroundings): DownloadFilesPorts {
  return { ...ports, sourcesOf: ({ urls }) => urls.map(source) };
}

async function serve(t: Parameters<typeof startOddServer>[0]): Promise<readonly OddServer[]> {
  return Promise.all(FILES.map((bytes) => startOddServer(t, bytes)));
}

t.test('files that fail stop no others', async (t) => {
  const around = surroundings(t);
  const servers = await serve(t);
  const bad = await startOddServer(t, FILES[1]!, (_, reply) => reply.writeHead(403).end());
  const offered = FILES.map((bytes, at) => ({
    updateId: `update ${at}`,
    file: wanted(bytes, at === 1 ? bad.url.href : at === 3 ? 'ftp://x/y.exe' : servers[at]!.url.href),
  }));
  const plan = planFetch(offered, {}, ({ size }) => (size === MIB ? '/there.exe' : undefined));
  const counted = new Map<string, number>();
  const outcomes = await downloadFiles(plan, {
    ...portsOf(around),
    onBytes: ({ updateIds: [id = ''] }, _, bytes) => counted.set(id, (counted.get(id) ?? 0) + bytes),
  });
  t.match(outcomes, [
    { kind: 'done', bytes: { http: 100 }, resumedBytes: 0 },
    { kind: 'failed', failure: { code: 'WU_E_PT_HTTP_STATUS_FORBIDDEN' } },
    { kind: 'done', bytes: { http: 3 * MIB } },
    { kind: 'failed', failure: { code: 'WU_E_BAD_FILE_URL' } },
    { kind: 'there', path: '/there.exe' },
  ]);
  for (const at of [0, 2]) {
    const outcome = outcomes[at];
    t.ok(outcome?.kind === 'done' && readFileSync(outcome.path).equals(FILES[at]!));
  }
  t.same(Object.fromEntries(counted), { 'update 0': 100, 'update 2': 3 * MIB });
});

t.test('all files are cancelled together and gone on with later', async (t) => {
  const around = surroundings(t);
  const servers = await serve(t);
  const offered = FILES.map((bytes, at) => ({
    updateId: 'update',
    file: wanted(bytes, servers[at]!.url.href),
  }));
  const plan = planFetch(offered, {}, () => undefined);
  const stop = new AbortController();
  let came = 0;
  const first = await downloadFiles(plan, {
    ...portsOf(around),
    filesAtOnce: 2,
    signal: stop.signal,
    onBytes: (_, __, bytes) => {
      came += bytes;
      if (came > MIB) stop.abort();
    },
  });
  t.ok(first.some((outcome) => outcome.kind === 'failed' && outcome.failure.code === 'WU_E_CALL_CANCELLED'));
  t.equal(first.at(-1)?.kind, 'failed', 'what was not begun');
  const second = await downloadFiles(plan, portsOf(around));
  t.same(new Set(second.map(({ kind }) => kind)), new Set(['done']));
  for (const [at, outcome] of second.entries())
    t.ok(outcome.kind === 'done' && readFileSync(outcome.path).equals(FILES[at]!));
});

t.test('what nobody foresaw is a failure of the file alone', async (t) => {
  const around = surroundings(t);
  const servers = await serve(t);
  const offered = [0, 3].map((at) => ({
    updateId: 'one',
    file: wanted(FILES[at]!, servers[at]!.url.href),
  }));
  const outcomes = await downloadFiles(
    planFetch(offered, {}, () => undefined),
    {
      ...portsOf(around),
      sourcesOf: ({ file, urls }) => {
        if (file.size === 100) throw new TypeError('a mistake');
        return urls.map(around.source);
      },
    },
  );
  t.match(outcomes, [{ kind: 'failed', failure: { code: 'WU_E_UNEXPECTED' } }, { kind: 'done' }]);
});

t.test('each file is judged before another is begun in its place', async (t) => {
  const around = surroundings(t);
  const servers = await serve(t);
  const offered = FILES.map((bytes, at) => ({
    updateId: `${at}`,
    file: wanted(bytes, servers[at]!.url.href),
  }));
  const order: string[] = [];
  await downloadFiles(
    planFetch(offered, {}, () => undefined),
    {
      ...portsOf(around),
      filesAtOnce: 1,
      sourcesOf: ({ updateIds, urls }) => {
        order.push(`fetch ${updateIds}`);
        return urls.map(around.source);
      },
      judge: async ({ kind, step }) => {
        order.push(`${kind} ${step.updateIds}`);
        return undefined;
      },
    },
  );
  t.same(
    order,
    FILES.flatMap((_, at) => [`fetch ${at}`, `done ${at}`]),
  );
});

t.test('the step a judge gives is done instead', async (t) => {
  const around = surroundings(t);
  const good = await startOddServer(t, FILES[0]!);
  const bad = await startOddServer(t, FILES[0]!, (_, reply) => reply.writeHead(404).end());
  const plan = planFetch([{ updateId: 'one', file: wanted(FILES[0]!, bad.url.href) }], {}, () => undefined);
  const outcomes = await downloadFiles(plan, {
    ...portsOf(around),
    judge: async ({ kind, step }) =>
      kind === 'failed' && step.kind === 'fetch' ? { ...step, urls: [good.url] } : undefined,
  });
  t.match(outcomes, [{ kind: 'done', bytes: { http: 100 } }]);
});
