// Writes the generated files of client/ from the control API in dist/; a test fails when they differ.
import { writeFileSync } from 'node:fs';
import { createControlApi } from '../dist/server/control/control-api.js';
import { controlClientFiles } from './control-client.mjs';

// Nothing is called but the description, which works on no double.
const portsOf = () => {
  throw new Error('no double');
};
const api = await createControlApi({ portsOf, logger: console });
const document = (await api.inject('/api/v1/openapi.json')).json();
for (const [file, text] of Object.entries(await controlClientFiles(document))) writeFileSync(file, text);
