/** One error: its text with `{holes}` for the values given, and the repair in one sentence. */
export interface ErrorEntry {
  readonly message: string;
  readonly repair: string;
}

/** Errors by code, in UPPER_SNAKE_CASE. */
export type ErrorTable = Readonly<Record<string, ErrorEntry>>;
