import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startMockWindowsUpdate } from './start.ts';
import type { MockWindowsUpdate, StartOptions } from './start-options.ts';
import type { Tenant, TenantOptions } from './tenants/tenant.ts';

/** What a test of node:test (`after`) or tap (`teardown`) has to end things with. */
export interface EndingTest {
  after?(end: () => Promise<void>): unknown;
  teardown?(end: () => Promise<void>): unknown;
}

/** What Vitest, Jest and node:test call around tests. */
export interface SuiteHooks {
  beforeAll?(begin: () => Promise<void>): unknown;
  /** The name node:test has for it. */
  before?(begin: () => Promise<void>): unknown;
  afterAll?(end: () => Promise<void>): unknown;
  after?(end: () => Promise<void>): unknown;
  beforeEach(begin: () => void): unknown;
}

/** Starts a double that ends with the test `t` of node:test or tap. Throws as `startMockWindowsUpdate`. */
export async function doubleFor(t: EndingTest, options: StartOptions = {}): Promise<MockWindowsUpdate> {
  const endWith = endingWith(t);
  const { double, end } = await startInOwnFolder(options);
  endWith(end);
  return double;
}

/** Makes a tenant of `double` that ends with the test `t`: tests that run side by side take one each. */
export async function tenantFor(
  t: EndingTest,
  double: Pick<MockWindowsUpdate, 'tenants'>,
  options: TenantOptions = {},
): Promise<Tenant> {
  const endWith = endingWith(t);
  const tenant = await double.tenants.create(options);
  endWith(() => tenant.close());
  return tenant;
}

/**
 * One double for all tests of a file, put back to its start before each: `const double = doubleForSuite({ beforeAll, afterAll, beforeEach })`
 * in Vitest and Jest, with `before` and `after` in node:test. Call what it returns inside tests.
 */
export function doubleForSuite(hooks: SuiteHooks, options: StartOptions = {}): () => MockWindowsUpdate {
  let running: { readonly double: MockWindowsUpdate; end(): Promise<void> } | undefined;
  const begin = async (): Promise<void> => {
    running = await startInOwnFolder({ resettable: true, ...options });
  };
  const end = async (): Promise<void> => running?.end();
  if (hooks.beforeAll) hooks.beforeAll(begin);
  else hooks.before?.(begin);
  if (hooks.afterAll) hooks.afterAll(end);
  else hooks.after?.(end);
  hooks.beforeEach(() => running?.double.reset());
  return () => {
    if (running === undefined)
      throw new Error('the double is there inside tests, not while they are declared');
    return running.double;
  };
}

/** What has things end with a test; asked before there is anything to end. */
function endingWith(t: EndingTest): (end: () => Promise<void>) => void {
  if (t.teardown) return (end) => t.teardown?.(end);
  if (t.after) return (end) => t.after?.(end);
  throw new Error('this is no test: it has neither after (node:test) nor teardown (tap)');
}

async function startInOwnFolder(
  options: StartOptions,
): Promise<{ readonly double: MockWindowsUpdate; end(): Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mock-wu-test-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const own = { state: path.join(folder, 'state'), httpPort: 0, httpsPort: 0, controlPort: 0 };
    const double = await startMockWindowsUpdate({ ...own, ...options });
    const end = async (): Promise<void> => {
      await double.close();
      remove();
    };
    return { double, end };
  } catch (error) {
    remove();
    throw error;
  }
}
