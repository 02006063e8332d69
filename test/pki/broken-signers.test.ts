import t from 'tap';
import { seedSchema } from '../../catalog/import/seed-schema.ts';
import { openPki } from '../../pki/index.ts';
import { createVirtualClock } from '../../platform/clock.ts';
import { createSeededRandomness } from '../../platform/randomness.ts';
import { brokenSigners } from '../../protocol/authenticode/broken-signers.ts';
import { withKeys } from '../helpers/prepared-keys.ts';
import { plainCabinet } from '../helpers/signed-files.ts';

t.test('seeds know every broken signer by its name', async (t) => {
  const { $defs } = seedSchema() as { $defs: { file: { properties: { sign: { enum: string[] } } } } };
  t.same($defs.file.properties.sign.enum, ['a', 'b', 'none', ...brokenSigners.map(({ kind }) => kind)]);
});

t.test('every broken signer signs, the same way each time', async (t) => {
  const state = withKeys(t.testdir());
  const open = () =>
    openPki({
      folder: `${state}/pki`,
      clock: createVirtualClock('2026-11-01T10:20:30Z'),
      randomness: createSeededRandomness('broken signers'),
      publicHttpUrl: 'http://localhost:8530',
    });
  const [pki, again] = [await open(), await open()];
  const cabinet = plainCabinet();
  const good = pki.signCabinet(cabinet, 'a');
  for (const { kind } of brokenSigners) {
    const signed = pki.signCabinet(cabinet, kind);
    t.notOk(signed.equals(good), kind);
    t.ok(signed.equals(again.signCabinet(cabinet, kind)), 'with the same certificate in another process');
  }
  t.throws(() => pki.signCabinet(cabinet, 'nobody' as never), 'nobody else signs');
});
