import { FIRST_PRODUCTS } from './categories.ts';
import { CLASSIFICATIONS, COMMON_DETECTOIDS } from './plan.ts';
import { detectoidIdOf, updateIdOf } from './update-names.ts';

/**
 * What the bench client finds installed: the company, the first family with its first three products, every
 * classification and the common detectoids of every layer. That makes 87 non-leaf revisions whatever the size of the
 * catalogue, as many as a real client sends (wire facts §2.5), and one more where there are drivers.
 */
const installed: ReadonlySet<string> = new Set([
  updateIdOf('company', 0),
  updateIdOf('family', 0),
  ...numbers(FIRST_PRODUCTS).map((number) => updateIdOf('product', number)),
  ...numbers(CLASSIFICATIONS).map((number) => updateIdOf('classification', number)),
  ...COMMON_DETECTOIDS.flatMap((size, layer) => numbers(size).map((place) => detectoidIdOf(layer, place))),
]);

/** Whether the bench client, asked as a device is, finds the update with this UpdateID (lower case) installed. */
export function isInstalledOnBenchClient(updateId: string): boolean {
  return installed.has(updateId);
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_none, number) => number);
}
