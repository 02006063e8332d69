/** What the process that changes a catalogue is told; the first message is `open`. */
export type ChangeOrder =
  | { readonly kind: 'open'; readonly file: string }
  | { readonly kind: 'import'; readonly xml: string }
  | { readonly kind: 'decline' | 'approve'; readonly updateId: string };

/** When a change was made, in milliseconds since the epoch by the clock all processes share. */
export interface ChangeTimes {
  readonly started: number;
  /** Right after the transaction was committed. */
  readonly committed: number;
}

/** The answer of that process to one order. */
export type ChangeReply = { readonly times: ChangeTimes } | { readonly error: string };
