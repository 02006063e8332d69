// The last step of `npm run build`.
import { chmodSync, existsSync } from 'node:fs';
import { copyAssets } from './assets.mjs';

copyAssets('dist');
if (existsSync('dist/scripts/mock-wu.js')) chmodSync('dist/scripts/mock-wu.js', 0o755);
