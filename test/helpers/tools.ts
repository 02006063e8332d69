import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import type { Test } from 'tap';

/**
 * Whether the outside judge `tool` is installed. When it is not, the test `t` is marked skipped with the
 * reason and must return at once.
 */
export function hasTool(t: Test, tool: string): boolean {
  const found = spawnSync('which', [tool], { stdio: 'ignore' }).status === 0;
  if (!found) t.pass(`skipped: ${tool} is not installed`, { skip: `${tool} is not installed` });
  return found;
}

/** Runs `tool` to its end and returns what it printed and its status. */
export function run(tool: string, args: readonly string[], input?: Uint8Array): SpawnSyncReturns<Buffer> {
  return spawnSync(tool, [...args], { ...(input && { input }), maxBuffer: 256 * 1024 * 1024 });
}
