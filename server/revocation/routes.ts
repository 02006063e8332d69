import type { FastifyPluginAsync } from 'fastify';
import { ocspPath, ocspRequestFromPath, type Pki, pkiPath, pkiResource } from '../../pki/index.ts';

/** Largest OCSP request taken; one with twenty certificates has about 2 KB. */
const MAX_REQUEST_BYTES = 64 * 1024;
const OCSP_RESPONSE = 'application/ocsp-response';

/** Serves what certificates point to: `/pki/<authority>.crt`, `/pki/<authority>.crl`, `/pki/root.pem`, `/pki/ocsp`. */
export function revocationRoutes(keys: () => Pki | undefined): FastifyPluginAsync {
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
      const pki = keys();
      return pki === undefined
        ? reply.callNotFound()
        : reply.type(OCSP_RESPONSE).send(pki.ocspResponse(body));
    });
    app.get(`${pkiPath}/*`, (request, reply) => {
      const pki = keys();
      if (pki === undefined) return reply.callNotFound();
      const path = request.url.split('?')[0] ?? '';
      const asked = ocspRequestFromPath(path);
      if (asked !== undefined) return reply.type(OCSP_RESPONSE).send(pki.ocspResponse(asked));
      const resource = pkiResource(pki, path);
      if (resource === undefined) return reply.callNotFound();
      return reply.header('cache-control', 'no-cache').type(resource.contentType).send(resource.body);
    });
  };
}
