import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { messageOf } from '../../platform/errors/index.ts';
import type { BenchCase, BenchContext, BenchRow } from './row.ts';

/** Settings of a run; the defaults take a few seconds a case. */
export interface BenchOptions {
  readonly rounds?: number;
  readonly seconds?: number;
  /** Where progress goes: stderr unless told otherwise, so that stdout stays data. */
  readonly progress?: (message: string) => void;
}

/** Measures `cases` one after another, so that none takes time from another. A case that throws becomes a failed row. */
export async function runRows(cases: readonly BenchCase[], options: BenchOptions = {}): Promise<BenchRow[]> {
  const say = options.progress ?? ((message) => process.stderr.write(`${message}\n`));
  const settings = { rounds: options.rounds ?? 5, seconds: options.seconds ?? 1.5 };
  const runFolder = mkdtempSync(path.join(tmpdir(), 'mock-wu-bench-'));
  const rows: BenchRow[] = [];
  try {
    for (const [index, bench] of cases.entries()) {
      const progress = (message: string) => say(`[${index + 1}/${cases.length}] ${bench.name}: ${message}`);
      rows.push(await runCase(bench, { ...settings, runFolder, progress }));
    }
  } finally {
    rmSync(runFolder, { recursive: true, force: true });
  }
  return rows;
}

async function runCase(bench: BenchCase, settings: Omit<BenchContext, 'folder'>): Promise<BenchRow> {
  const folder = mkdtempSync(path.join(settings.runFolder, 'case-'));
  try {
    return await bench.run({ ...settings, folder });
  } catch (error) {
    return {
      name: bench.name,
      measured: Number.NaN,
      unit: '',
      ok: false,
      note: `failed: ${messageOf(error)}`,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
