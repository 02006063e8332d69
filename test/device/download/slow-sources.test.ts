import { readFileSync } from 'node:fs';
import t from 'tap';
import { downloadFile } from '../../../device/download/download-file.ts';
import { countedBytes } from '../../helpers/content-server.ts';
import { failureOf, fileOf, MIB, type Surroundings, surroundings } from '../../helpers/downloads.ts';
import { type OddAnswer, rangeHeaders, startOddServer } from '../../helpers/odd-content-server.ts';

const BYTES = countedBytes(2 * MIB);
const FILE = fileOf(BYTES);

/** Sends a byte, and another for each look at the progress. */
function trickle(around: Surroundings, looks: number): OddAnswer {
  return (asked, reply) => {
    reply.writeHead(206, rangeHeaders(asked, BYTES.length));
    let sent = 0;
    const more = (): void => {
      if (sent > looks || reply.destroyed) return;
      sent += 1;
      reply.write('x', () => {
        around.look(1);
        setImmediate(more);
      });
    };
    more();
  };
}

t.test('a server that stops sending is given up after five minutes', async (t) => {
  const around = surroundings(t);
  const { url } = await startOddServer(t, BYTES, (asked, reply) => {
    reply.writeHead(206, rangeHeaders(asked, BYTES.length)).flushHeaders();
    if (asked.number === 0) around.look(29);
    else t.notOk(reply.destroyed, 'four minutes and fifty seconds are not enough');
    if (asked.number === 1) around.look(1);
  });
  const sources = [around.source(url)];
  const failure = await failureOf(downloadFile({ ...around.ports, file: FILE, sources }));
  t.equal(failure.code, 'DO_E_DOWNLOAD_NO_PROGRESS');
  t.same(around.files(), []);
});

t.test('a byte now and then is no progress', async (t) => {
  const around = surroundings(t);
  const { url } = await startOddServer(t, BYTES, trickle(around, 31));
  const sources = [around.source(url)];
  const failure = await failureOf(
    downloadFile({ ...around.ports, limits: { pieces: 1 }, file: FILE, sources }),
  );
  t.equal(failure.code, 'DO_E_DOWNLOAD_NO_PROGRESS');
});

t.test('a slow source is left for a better one', async (t) => {
  const around = surroundings(t, { slowest: { bytesPerSecond: 4096, milliseconds: 20 } });
  const slow = await startOddServer(t, BYTES, (asked, reply) => {
    reply.writeHead(206, rangeHeaders(asked, BYTES.length)).write('x');
  });
  const good = await startOddServer(t, BYTES);
  const sources = [around.source(slow.url), around.source(good.url)];
  const { path } = await downloadFile({ ...around.ports, limits: { pieces: 1 }, file: FILE, sources });
  t.ok(readFileSync(path).equals(BYTES));
  t.equal(slow.asked.length, 6, 'three tries of two pieces');
  t.match(around.warnings[0], /0x80072EE2 ERROR_WINHTTP_TIMEOUT/);
});
