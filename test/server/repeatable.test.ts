import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { createVirtualClock, startMockWindowsUpdate } from '../../server/index.ts';
import { wuspClient } from '../helpers/wusp-client.ts';

/** Every file of a folder with the digest of its bytes. */
function digests(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .sort()
    .map(
      (name) =>
        `${name} ${createHash('sha256')
          .update(readFileSync(path.join(folder, name)))
          .digest('hex')}`,
    );
}

t.test(
  'two runs with one seed on fresh folders give the same keys, files and answers, byte for byte',
  async (t) => {
    const folder = t.testdir();
    const run = async (name: string, ports: object, seed = 'again') => {
      const state = path.join(folder, name);
      const clock = createVirtualClock('2026-11-01T10:20:30Z');
      const double = await startMockWindowsUpdate({
        state,
        seeds: ['demo'],
        seed,
        clock,
        controlPort: 0,
        ...ports,
      });
      const client = wuspClient(double.urls.https, double.ca.pem);
      try {
        double.faults.add({
          match: { operation: 'RefreshCache' },
          when: { probability: 0.5 },
          act: { kind: 'soap.fault', code: 'ServerBusy' },
        });
        const cookie = await client.session();
        await client.sync(cookie);
        for (let time = 0; time < 8; time++) await client.fault('RefreshCache', { cookie, globalIDs: [] });
        const replies = double.journal.calls().map(({ bodies }) => bodies.reply?.toString());
        const served = double.pki.secureContextFor('fe2.update.microsoft.com')?.cert;
        const { http, https } = double.urls;
        const used = { httpPort: Number(new URL(http).port), httpsPort: Number(new URL(https).port) };
        return {
          replies,
          served,
          files: [...digests(path.join(state, 'pki')), ...digests(path.join(state, 'content'))],
          used,
        };
      } finally {
        client.close();
        await double.close();
      }
    };
    const first = await run('first', { httpPort: 0, httpsPort: 0 });
    // Ports stand in certificates and addresses, so the second run takes the same ones.
    const second = await run('second', first.used);
    t.same(second.replies, first.replies);
    t.equal(second.served, first.served);
    t.same(second.files, first.files);
    t.ok(first.replies.length > 10 && first.files.length > 10);
  },
);
