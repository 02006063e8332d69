import type { JournalEntry } from './entry.ts';

/** How much of an entry is told. */
export interface EntryDetail {
  /** Whether the messages themselves are in it, as text. */
  readonly bodies?: boolean;
  /** Whether decoded parameters and results are in it; they are when left out. */
  readonly values?: boolean;
}

/**
 * An entry as plain JSON values: bytes in Base64, as they travel. What clients sent stays text; whoever shows it must escape it as text
 * from outside.
 */
export function entryJson(entry: JournalEntry, { bodies = false, values = true }: EntryDetail = {}): object {
  if (entry.kind !== 'call') return plain({ ...entry });
  const { bodies: messages, parameters, result, unknown, ...rest } = { ...entry };
  return plain({
    ...rest,
    ...(values && { parameters, result, unknown }),
    ...(bodies && {
      bodies: {
        request: messages.request.toString('utf8'),
        ...(messages.reply && { reply: messages.reply.toString('utf8') }),
      },
    }),
  });
}

function plain(value: object): object {
  return plainValue(value) as object;
}

function plainValue(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== 'object' || value === null) return value;
  const pairs = Object.entries(value).flatMap(([name, one]) =>
    one === undefined ? [] : [[name, plainValue(one)]],
  );
  return Object.fromEntries(pairs);
}
