import fc from 'fast-check';
import t from 'tap';
import { createResponseCounter } from '../../../scripts/bench/response-counter.ts';

const STREAM = Buffer.from(
  'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello' +
    'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n' +
    'HTTP/1.1 206 Partial Content\r\nx: y\r\ncontent-length:  4\r\n\r\n\r\n\r\n' +
    'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n',
);
const EXPECTED = [
  [200, 5],
  [304, 0],
  [206, 4],
  [404, 0],
];

t.test(
  'responses are counted wherever the stream is cut, also when the memory of chunks is reused',
  async () => {
    const cuts = fc.array(fc.nat(STREAM.length), { maxLength: 20 });
    fc.assert(
      fc.property(cuts, (places) => {
        const found: number[][] = [];
        const count = createResponseCounter((status, bytes) => found.push([status, bytes]));
        const reused = Buffer.alloc(STREAM.length);
        const ends = [...places, STREAM.length].sort((a, b) => a - b);
        ends.reduce((start, end) => {
          const length = STREAM.copy(reused, 0, start, end);
          count(reused.subarray(0, length));
          reused.fill(0);
          return end;
        }, 0);
        return JSON.stringify(found) === JSON.stringify(EXPECTED);
      }),
    );
  },
);

t.test('a response whose length is not told, or that is none, is an error', async (t) => {
  const count = () => createResponseCounter(() => {});
  const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
  t.throws(() => count()(Buffer.from(chunked)), { code: 'BENCH_RESPONSE' });
  t.throws(() => count()(Buffer.from('SSH-2.0-x\r\n\r\n')), { code: 'BENCH_RESPONSE' });
  t.throws(() => count()(Buffer.alloc(100_000, 'x')), { code: 'BENCH_RESPONSE' });
});
