import { once } from 'node:events';
import { openCatalog } from '../../catalog/catalog.ts';
import { importDocuments } from '../../catalog/import/import-documents.ts';
import { createVirtualClock } from '../../platform/clock.ts';
import { systemRandomness } from '../../platform/randomness.ts';
import { documentOf } from './documents.ts';

/**
 * Imports the updates 100 and 101 into the catalogue `file` in a transaction that stays open between the two until a
 * line arrives; its clock stands at `time`.
 */

const [file = '', time = ''] = process.argv.slice(2);
const catalog = openCatalog({ file, clock: createVirtualClock(time), randomness: systemRandomness });
const bring = (id: number): void => {
  importDocuments(catalog, [{ xml: documentOf({ id }), source: 'child' }]);
};
catalog.database.exec('BEGIN IMMEDIATE');
bring(100);
process.stdout.write('half\n');
await once(process.stdin, 'data');
bring(101);
catalog.database.exec('COMMIT');
process.stdout.write('done\n');
process.stdin.destroy();
catalog.close();
