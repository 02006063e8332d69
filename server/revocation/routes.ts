import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { ocspPath, ocspRequestFromPath, type Pki, pkiPath, pkiResource } from '../../pki/index.ts';
import type { ExchangeOf } from '../exchange.ts';
import { planRequest, respond } from '../respond.ts';

/** Largest OCSP request taken; one with twenty certificates has about 2 KB. */
const MAX_REQUEST_BYTES = 64 * 1024;
const OCSP_RESPONSE = 'application/ocsp-response';

/** Serves what certificates point to: `/pki/<authority>.crt`, `/pki/<authority>.crl`, `/pki/root.pem`, `/pki/ocsp`. */
export function revocationRoutes(keys: () => Pki | undefined, exchangeOf?: ExchangeOf): FastifyPluginAsync {
  const send = (request: FastifyRequest, reply: FastifyReply, found: Found | undefined): FastifyReply => {
    if (found === undefined) {
      reply.callNotFound();
      return reply;
    }
    const { type, body, headers } = found;
    const answer = { status: 200, headers: { 'content-type': type, ...headers }, body: [body] };
    const exchange = exchangeOf?.(request);
    if (exchange === undefined) return reply.code(200).headers(answer.headers).send(body);
    const plan = planRequest(exchange, request, { kind: 'http' });
    return respond(exchange, request, reply, { kind: 'http' }, answer, plan);
  };
  return async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: MAX_REQUEST_BYTES },
      (_request, body, done) => {
        done(null, body);
      },
    );
    app.post(ocspPath, (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      return send(request, reply, status(keys(), body));
    });
    app.get(`${pkiPath}/*`, (request, reply) => {
      const path = request.url.split('?')[0] ?? '';
      const asked = ocspRequestFromPath(path);
      return send(request, reply, asked === undefined ? resource(keys(), path) : status(keys(), asked));
    });
  };
}

interface Found {
  readonly type: string;
  readonly body: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

function status(pki: Pki | undefined, request: Uint8Array): Found | undefined {
  return pki && { type: OCSP_RESPONSE, body: pki.ocspResponse(request) };
}

function resource(pki: Pki | undefined, path: string): Found | undefined {
  const found = pki && pkiResource(pki, path);
  if (found === undefined) return undefined;
  const body = Buffer.isBuffer(found.body) ? found.body : Buffer.from(found.body);
  return { type: found.contentType, body, headers: { 'cache-control': 'no-cache' } };
}
