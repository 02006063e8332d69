import path from 'node:path';
import { openFolder } from '../../pki/folder.ts';
import { openKeys } from '../../pki/keys.ts';
import { KEY_NAMES } from '../../pki/open-pki.ts';
import { KEY_SETS, keySets } from './prepared-keys.ts';

/** Makes the sets of keys that doubles of tests are started with. What is there already is left as it is. */

for (let set = 0; set < KEY_SETS; set++)
  await openKeys(openFolder(path.join(keySets, String(set))), KEY_NAMES);
