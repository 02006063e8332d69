import { capsuleErrors } from './capsules.ts';
import { catalogErrors } from './catalog.ts';
import { codecErrors } from './codecs.ts';
import { commandErrors } from './commands.ts';
import { controlErrors } from './control.ts';
import { deviceErrors } from './device.ts';
import { faultErrors } from './faults.ts';
import { journalErrors } from './journal.ts';
import { metadataErrors } from './metadata.ts';
import { pkiErrors } from './pki.ts';
import { seedErrors } from './seeds.ts';
import { serverErrors } from './server.ts';
import { syncErrors } from './sync.ts';
import { syncRunErrors } from './sync-run.ts';
import type { ErrorEntry, ErrorTable } from './table.ts';
import { tenantErrors } from './tenants.ts';

/** Every error this project raises on purpose, by code. Codes are never reused. */
export const errorCatalogue = {
  ...codecErrors,
  ...metadataErrors,
  ...pkiErrors,
  ...catalogErrors,
  ...seedErrors,
  ...serverErrors,
  ...commandErrors,
  ...controlErrors,
  ...syncErrors,
  ...syncRunErrors,
  ...deviceErrors,
  ...journalErrors,
  ...faultErrors,
  ...tenantErrors,
  ...capsuleErrors,
} as const satisfies ErrorTable;

/** The name of one error of the catalogue. */
export type ErrorCode = keyof typeof errorCatalogue;

/** What fills the `{holes}` of an error's text. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/** An error of the catalogue: what happened, with the values given, and what to do about it. */
export class MockWuError extends Error {
  override readonly name = 'MockWuError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  /** One sentence that says how to repair it. */
  readonly repair: string;

  constructor(code: ErrorCode, details: ErrorDetails = {}, cause?: unknown) {
    super(fill(entryOf(code).message, details), cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
    this.repair = fill(entryOf(code).repair, details);
  }
}

/** Throws the error `code` with `details` filled in. */
export function fail(code: ErrorCode, details: ErrorDetails = {}, cause?: unknown): never {
  throw new MockWuError(code, details, cause);
}

/** The text of anything thrown, without a stack. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function entryOf(code: ErrorCode): ErrorEntry {
  return (errorCatalogue as ErrorTable)[code] ?? { message: code, repair: '' };
}

function fill(template: string, details: ErrorDetails): string {
  return template.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = details[name];
    return value === undefined ? hole : String(value);
  });
}
