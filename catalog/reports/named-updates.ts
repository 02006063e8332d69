import type { Catalog } from '../catalog.ts';
import { createUpdateReport } from './update-report.ts';

/** An update somebody names. */
export interface NamedOnce {
  readonly updateId: string;
  readonly title: string;
}

/** The updates `names` stand for, each once, in order. Throws what `UpdateReport.require` throws. */
export function namedUpdates({ database }: Catalog, names: readonly string[]): readonly NamedOnce[] {
  const report = createUpdateReport(database);
  const updateIds = new Set(names.map((name) => report.require(name)));
  return [...updateIds].map((updateId) => ({ updateId, title: report.title(updateId) }));
}
