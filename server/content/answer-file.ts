import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { type ContentStore, extensionOf } from '../../catalog/content-store.ts';
import type { Body } from '../faults/body-acts.ts';
import { actOf, type Plan } from '../faults/plan.ts';
import type { HttpAnswer } from '../respond.ts';
import type { World } from '../world.ts';
import type { ByteSpan } from './byte-range.ts';
import { actedAnswer, actedFields, actedPieces, actedSpan } from './content-acts.ts';
import { answerContent, type ContentAnswer } from './content-answer.ts';
import type { ContentFiles } from './content-files.ts';
import type { ContentName } from './content-name.ts';
import type { FileVersion } from './file-version.ts';

/** Where files are and how they are read. */
export interface FileSource {
  readonly store: ContentStore;
  readonly files: ContentFiles;
}

/** The answer to a request for a file, with the bytes of it that were asked for. */
export type FileAnswer = HttpAnswer & { readonly span?: ByteSpan };

/** Answers a request for the file `name`; `plan` may have it answered otherwise. */
export async function answerFile(
  { store, files }: FileSource,
  name: ContentName,
  request: FastifyRequest,
  plan: Plan | undefined,
  world: World | undefined,
): Promise<FileAnswer> {
  if (name.kind === 'refused') return refusal(name.status, name.reason);
  const other = plan && world && otherFile(plan, store, world, 'whole');
  const file = other ?? store.pathOf(name.sha1, name.extension);
  const version = await files.version(file);
  if (!version) return refusal(404, 'this file is not here');
  const method = request.method === 'HEAD' ? 'HEAD' : 'GET';
  const fields = plan === undefined ? request.headers : actedFields(request.headers, plan);
  const plain = answerContent(method, fields, version);
  const answer = plan === undefined ? plain : actedAnswer(plain, version, plan);
  const { status, headers, span } = answer;
  if (status === 416) {
    const { headers: own, body } = refusal(status, `the file has ${version.size} bytes`);
    return { status, headers: { ...headers, ...own }, body };
  }
  // Before any header is set: a file that cannot be read is answered like any other failure.
  const body =
    method === 'GET' ? await bodyOf(files, store, { file, version, answer }, plan, world) : undefined;
  return { status, headers, body, ...(span && { span }) };
}

interface Found {
  readonly file: string;
  readonly version: FileVersion;
  readonly answer: ContentAnswer;
}

async function bodyOf(
  files: ContentFiles,
  store: ContentStore,
  { file, version, answer: { span } }: Found,
  plan: Plan | undefined,
  world: World | undefined,
): Promise<Body> {
  if (span === undefined) return undefined;
  if (plan === undefined) return read(files.read(file, version, span), span);
  const wanted = actedSpan(span, version, plan);
  const other = world && otherFile(plan, store, world, 'bytes');
  const otherVersion = other === undefined ? undefined : await files.version(other);
  const isSwapped = other !== undefined && otherVersion !== undefined && otherVersion.size > 0;
  const source = isSwapped ? swapped(files, other, otherVersion, wanted) : files.read(file, version, wanted);
  return read(actedPieces(source, wanted.first, plan), wanted);
}

/** The file a rule has in place of the one asked for: wholly, or its bytes alone. */
function otherFile(
  plan: Plan,
  store: ContentStore,
  world: World,
  taken: 'whole' | 'bytes',
): string | undefined {
  const swap = actOf(plan, 'content.swap');
  if (swap === undefined || (swap.whole === true) !== (taken === 'whole')) return undefined;
  const row = world.journal.known().fileNamed(swap.file);
  if (row === undefined) return undefined;
  return store.pathOf(row.sha1.toString('hex'), extensionOf(row.fileName) || '.bin');
}

/** As many bytes as `span` has, of a file that may have fewer: they come round again. */
async function* swapped(
  files: ContentFiles,
  file: string,
  version: FileVersion,
  { first, last }: ByteSpan,
): AsyncGenerator<Buffer> {
  let left = last - first + 1;
  while (left > 0) {
    const end = Math.min(version.size, left) - 1;
    for await (const piece of files.read(file, version, { first: 0, last: end })) {
      yield piece;
      left -= piece.length;
    }
  }
}

/** Whole where one piece holds it all, a stream of pieces otherwise. The first is read before the head is sent. */
async function read(pieces: AsyncGenerator<Buffer>, { first, last }: ByteSpan): Promise<Body> {
  const start = await pieces.next();
  if (start.done) return [];
  const head = start.value;
  if (head.length === last - first + 1) return [head];
  const all = async function* () {
    yield head;
    yield* pieces;
  };
  return Readable.from(all(), { highWaterMark: 1 });
}

/** A refusal in one line of plain text. */
export function refusal(status: number, reason: string): HttpAnswer {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: [Buffer.from(`${status}: ${reason}\n`)],
  };
}
