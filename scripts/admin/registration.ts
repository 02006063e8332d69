import type { Registration } from '../../catalog/reports/registration.ts';

/** The values that are a word or a number, each as `name: value`. */
export function registrationLines(registration: Registration | null): readonly string[] {
  return Object.entries(registration ?? {})
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value) && value !== '')
    .map(([name, value]) => `${name}: ${String(value)}`);
}
