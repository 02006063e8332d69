import http from 'node:http';

/** Loopback answers at once; a machine that is off never does. */
const PATIENCE_MILLISECONDS = 2_000;
/** A root certificate and a health report have less than 2 KB. */
const MAX_BODY_BYTES = 64 * 1024;

/** The answer to a GET. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** The Date header, or undefined. */
  readonly date: string | undefined;
}

/** GETs `url` (plain HTTP); undefined when nothing that speaks HTTP answers whole and within `patience` milliseconds. */
export function ask(url: string, patience = PATIENCE_MILLISECONDS): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const options = { agent: false, signal: AbortSignal.timeout(patience) };
    const request = http.get(url, options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        body += part;
        if (body.length > MAX_BODY_BYTES) request.destroy();
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body, date: response.headers.date }),
      );
      response.on('error', () => {});
    });
    // Comes last in every case; after an answer it says nothing new.
    request.on('error', () => {}).on('close', () => resolve(undefined));
  });
}
