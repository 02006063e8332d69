import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { openCatalog } from '../../catalog/catalog.ts';
import { importDocuments } from '../../catalog/import/import-documents.ts';
import { systemClock } from '../../platform/clock.ts';
import { systemRandomness } from '../../platform/randomness.ts';
import { openStateFolder } from '../../server/state-folder.ts';
import type { BenchContext } from './row.ts';
import { syntheticDocuments } from './synthetic-catalogue.ts';

/** A synthetic catalogue as the rows name it. */
export interface SyntheticChoice {
  readonly revisions: number;
  /** How many of them are drivers; none when left out. */
  readonly drivers?: number;
  readonly seed: string;
}

/**
 * A state folder with that catalogue. Imported by the first case of a run that wants it and shared by the others, so
 * that 100,000 revisions are written once.
 */
export function syntheticState(
  { runFolder, progress }: Pick<BenchContext, 'runFolder' | 'progress'>,
  { revisions, drivers = 0, seed }: SyntheticChoice,
): string {
  const folder = path.join(runFolder, `catalogue-${revisions}-${drivers}`);
  if (existsSync(folder)) return folder;
  progress(`importing ${revisions} synthetic revisions`);
  const unfinished = `${folder}.part`;
  mkdirSync(unfinished, { recursive: true });
  const { catalogFile: file } = openStateFolder(unfinished);
  const catalog = openCatalog({ file, clock: systemClock, randomness: systemRandomness });
  try {
    catalog.write(() => importDocuments(catalog, syntheticDocuments(revisions, { seed, drivers })));
  } finally {
    catalog.close();
  }
  // Named last, so that a case that failed half way leaves nothing for the next one.
  renameSync(unfinished, folder);
  return folder;
}
