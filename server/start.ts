import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { importOnce } from '../catalog/import/import-once.ts';
import type { ImportReport } from '../catalog/import/import-ports.ts';
import { openPki } from '../pki/index.ts';
import { fail } from '../platform/errors/index.ts';
import { nextTurn } from '../platform/turns.ts';
import type { CapsuleHead } from './capsule/capsule-head.ts';
import { saveCapsule as writeCapsule } from './capsule/save-capsule.ts';
import { createControlImports } from './control/control-imports.ts';
import { createListeners, publicHttpUrl, type Urls } from './listeners.ts';
import { createStages } from './scenarios/stages.ts';
import { keptStart, openAccess, openBase } from './start-base.ts';
import type { MockWindowsUpdate, StartOptions } from './start-options.ts';
import { openStateFolder, rememberServedAs } from './state-folder.ts';
import { DEFAULT_ASSIGN_BY } from './tenants/assignment.ts';
import { makeTenant } from './tenants/make-tenant.ts';
import { prefixOf } from './tenants/path-prefix.ts';
import { createTenancy, type Tenancy } from './tenants/tenancy.ts';
import type { TenantUrls } from './tenants/tenant.ts';
import { createTenants, type Tenants } from './tenants/tenants.ts';
import { verify } from './verification/verify.ts';

export type { MockWindowsUpdate, StartOptions } from './start-options.ts';

/**
 * How long a request may wait for another process that writes. Waiting blocks all other requests too, so it is short
 * and the client is told ServerBusy.
 */
const SERVING_PATIENCE_MILLISECONDS = 20;

/** Starts everything and resolves when all listeners accept. Throws MockWuError; then nothing is left running. */
export async function startMockWindowsUpdate(options: StartOptions = {}): Promise<MockWindowsUpdate> {
  requireFolder(options.selfUpdate);
  const state = openStateFolder(options.state ?? '.mock-wu');
  const access = openAccess(state, options);
  const base = openBase(state, options);
  const { catalog, world, clock, ground } = base;
  let tenants: Tenants | undefined;
  const late: { tenancy?: Tenancy } = {};
  const listeners = createListeners(options, {
    tenancy: () => late.tenancy as Tenancy,
    access,
    clock,
    logger: world.logger,
    contentFolder: state.contentFolder,
  });
  const close = async (): Promise<void> => {
    await Promise.all([base.scheduler.stop(), base.syncs.stop()]);
    await listeners.close();
    await tenants?.close();
    catalog.close();
    rmSync(ground.folder, { recursive: true, force: true });
  };
  try {
    // Certificates name the plain HTTP port, so that port is taken before they are made.
    const httpPort = await listeners.startHttp();
    const address = publicHttpUrl(options.names, options.bind, httpPort);
    const pki = await openPki({
      folder: state.pkiFolder,
      clock,
      randomness: world.randomness,
      publicHttpUrl: address,
      clocks: () => tenants?.list().map((one) => one.clock.now()) ?? [],
      ...(options.names && { names: options.names }),
    });
    const ports = { content: base.content, signCabinet: pki.signCabinet, signerId: pki.rootSha256 };
    const load = (source: string): Promise<ImportReport> =>
      importOnce(catalog, source, ports, options.watcher);
    const imports: ImportReport[] = [];
    for (const source of options.seeds ?? []) {
      await breathe(options.signal);
      imports.push(await load(source));
    }
    await breathe(options.signal);
    catalog.warmUp();
    const urls: { current?: Urls } = {};
    const first = makeTenant({
      ...{ world, clock, catalog, folder: ground.folder, ports: [] },
      marks: { hosts: [], clients: [], certificates: [] },
      urls: () => urls.current as Urls,
      baseline: keptStart(catalog, ground.folder, options.resettable),
      load,
      close: async () => fail('TENANT_DEFAULT'),
    });
    const urlsOf = (name: string): TenantUrls => {
      const { http, https } = urls.current as Urls;
      return { http: http + prefixOf(name), https: https + prefixOf(name) };
    };
    const made = createTenants(first, ground, {
      open: listeners.openPair,
      urlsOf,
      load: (into, source) => importOnce(into, source, ports),
    });
    tenants = made;
    late.tenancy = createTenancy({
      first,
      others: made.list,
      order: options.assignBy ?? DEFAULT_ASSIGN_BY,
      httpPort: listeners.httpPort,
    });
    const saveCapsule = (file: string): CapsuleHead =>
      writeCapsule(
        { state, tenant: first, urls: urls.current as Urls, names: options.names ?? [], seed: options.seed },
        file,
      );
    urls.current = await listeners.open(pki, (own) => ({
      saveCapsule: access.isLocal ? saveCapsule : undefined,
      ...{
        pki,
        urls: own,
        tenants: made,
        stages: createStages(made),
        synchroniser: base.synchroniser,
        syncs: base.syncs,
      },
      importsInto: (into) => createControlImports(into, ports, access.isLocal),
    }));
    catalog.setPatience(SERVING_PATIENCE_MILLISECONDS);
    rememberServedAs(state, { publicHttpUrl: address, names: options.names ?? [], urls: urls.current });
    const ca = { pem: pki.rootPem, file: path.join(state.pkiFolder, 'root.pem'), sha256: pki.rootSha256 };
    const { content, synchroniser, scheduler } = base;
    return {
      ...{
        catalog,
        content,
        world,
        clock,
        synchroniser,
        scheduler,
        urls: urls.current,
        controlToken: access.token,
        ca,
        pki,
        tenants: made,
        imports,
      },
      ...{ journal: world.journal, faults: world.faults, snapshots: first.snapshots, reset: first.reset },
      saveCapsule,
      verify: (expectation) => verify(world.journal, expectation),
      import: load,
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function requireFolder(selfUpdate: string | undefined): void {
  if (selfUpdate === undefined || statSync(selfUpdate, { throwIfNoEntry: false })?.isDirectory()) return;
  fail('SELF_UPDATE_MISSING', { folder: path.resolve(selfUpdate) });
}

/** Lets signals in, which a step that runs in one piece keeps waiting, and stops when one came. */
async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await nextTurn();
  signal?.throwIfAborted();
}
