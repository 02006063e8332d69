import { withBytesChanged } from '../faults/body-acts.ts';
import { actOf, actsOf, type Plan } from '../faults/plan.ts';
import type { ByteSpan } from './byte-range.ts';
import type { ContentAnswer, ContentRequest } from './content-answer.ts';
import type { FileVersion } from './file-version.ts';

/** The fields of a request as the rules let them count. */
export function actedFields(fields: ContentRequest, plan: Plan): ContentRequest {
  if (actOf(plan, 'content.ignore-range') === undefined) return fields;
  const { range: _range, ...others } = fields;
  return others;
}

/** The head of an answer as the rules have it. */
export function actedAnswer(answer: ContentAnswer, version: FileVersion, plan: Plan): ContentAnswer {
  const headers = { ...answer.headers };
  if (answer.status === 206 && actOf(plan, 'content.refuse-range'))
    return { status: 416, headers: { 'content-range': `bytes */${version.size}` } };
  if (actOf(plan, 'content.no-content-range')) delete headers['content-range'];
  if (actOf(plan, 'content.new-version') && headers.etag !== undefined) headers.etag = anotherTag(plan);
  return { ...answer, headers };
}

/** Another entity tag with each answer: the count of the rule makes it. */
function anotherTag({ injections }: Plan): string {
  const nth = injections.find(({ act }) => act.includes('content.new-version'))?.nth ?? 0;
  return `"${nth.toString(16)}:0"`;
}

/** The bytes that are read in place of `span`: as many, and inside the file. */
export function actedSpan(span: ByteSpan, { size }: FileVersion, plan: Plan): ByteSpan {
  const by = actOf(plan, 'content.shift-range')?.by;
  if (by === undefined) return span;
  const length = span.last - span.first + 1;
  const first = Math.max(0, Math.min(size - length, span.first + by));
  return { first, last: first + length - 1 };
}

/** The pieces of a file from byte `first` on, with the bytes changed that the rules name. */
export async function* actedPieces(
  pieces: AsyncGenerator<Buffer>,
  first: number,
  plan: Plan,
): AsyncGenerator<Buffer> {
  const corruptions = actsOf(plan, 'content.corrupt');
  let at = first;
  for await (const piece of pieces) {
    let changed = piece;
    for (const { offset, xor = 255, count = 1 } of corruptions)
      changed = withBytesChanged(changed, at, { offset, xor, count });
    yield changed;
    at += piece.length;
  }
}
