import { openCatalog } from '../../catalog/catalog.ts';
import { systemClock } from '../../platform/clock.ts';
import { systemRandomness } from '../../platform/randomness.ts';
import { importUpdates } from './documents.ts';

/** Imports the update 2, which needs the update 1, into the catalogue `file`. */

const [file = ''] = process.argv.slice(2);
const catalog = openCatalog({ file, clock: systemClock, randomness: systemRandomness });
importUpdates(catalog, { id: 2, needs: [[1]] });
catalog.close();
