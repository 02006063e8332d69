import { fileURLToPath } from 'node:url';

/** The seed file of the demo catalogue, wherever this package is installed. */
export function demoSeedPath(): string {
  return fileURLToPath(new URL('./demo.yaml', import.meta.url));
}
