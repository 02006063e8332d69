import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseText } from '../../../platform/documents/parse-text.ts';
import { fail } from '../../../platform/errors/index.ts';
import { clip } from '../../../platform/plain-text.ts';

const ERRORS = { tooLarge: 'CONTROL_BODY_TOO_LARGE', syntax: 'CONTROL_BODY_SYNTAX' } as const;

/** Bytes of a body, unless its operation takes more. */
export const BODY_BYTES = 1024 * 1024;

/** Lets `app` take bodies in JSON, bounded in depth and number of values, and none of any other type. */
export function takeJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const read = async (_request: FastifyRequest, bytes: Buffer): Promise<unknown> =>
    // Some clients name the type of a body they do not send.
    bytes.length === 0 ? undefined : parseText(textOf(bytes), 'body.json', ERRORS).value;
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, read);
  // A form or a text can be sent by any web page without asking first.
  app.addContentTypeParser('*', async ({ headers }: FastifyRequest) =>
    fail('CONTROL_CONTENT_TYPE', { type: clip(headers['content-type'] ?? '') || 'nobody names' }),
  );
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    return fail('CONTROL_BODY_SYNTAX', { problem: 'it is no UTF-8' }, error);
  }
}
