// Writes docs/errors.md from the error catalogue; a test fails when the two differ.
import { writeFileSync } from 'node:fs';
import { errorDocument } from '../dist/platform/errors/document.js';

writeFileSync('docs/errors.md', errorDocument());
