import type { Command } from 'commander';
import { openCatalog } from '../catalog/catalog.ts';
import { createContentStore } from '../catalog/content-store.ts';
import { importOnce } from '../catalog/import/import-once.ts';
import type { ImportReport } from '../catalog/import/import-ports.ts';
import { openPki } from '../pki/index.ts';
import { systemClock } from '../platform/clock.ts';
import { systemRandomness } from '../platform/randomness.ts';
import { openStateFolder, servedAs } from '../server/state-folder.ts';
import { printJsonLine } from './admin/output.ts';
import { DEFAULT_STATE } from './options.ts';
import { importProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** `mock-wu seed`: imports into a state folder, whether a double runs on it or not. */
export function seedCommand(program: Command, terminal: Terminal): void {
  program
    .command('seed')
    .description('import seed files, update documents, folders of them, or wsusutil exports')
    .argument('<what...>', 'demo, FILE.yaml, FILE.json, FILE.xml, FOLDER, EXPORT.cab')
    .option('--state <dir>', 'state folder', DEFAULT_STATE)
    .option('--json', 'print what was imported as JSON')
    .action((sources: string[], flags: { state: string; json?: true }) => seed(sources, flags, terminal));
}

async function seed(
  sources: readonly string[],
  flags: { state: string; json?: true },
  terminal: Terminal,
): Promise<void> {
  const clock = systemClock;
  const randomness = systemRandomness;
  const state = openStateFolder(flags.state);
  const catalog = openCatalog({ file: state.catalogFile, clock, randomness });
  try {
    const pki = await openPki({ folder: state.pkiFolder, clock, randomness, ...servedAs(state) });
    const ports = {
      content: createContentStore(state.contentFolder),
      signCabinet: pki.signCabinet,
      signerId: pki.rootSha256,
    };
    const reports: ImportReport[] = [];
    for (const source of sources) {
      const report = await importOnce(catalog, source, ports, importProgress(terminal));
      reports.push(report);
      terminal.stderr.write(
        `${report.source}: ${report.added} revisions imported, ${report.known} already there\n`,
      );
    }
    if (flags.json) printJsonLine(terminal, reports);
  } finally {
    catalog.close();
  }
}
