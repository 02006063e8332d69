import { writeFileSync } from 'node:fs';
import t from 'tap';
import { readThrough } from '../../../device/verify/read-through.ts';
import { namedAs } from '../../../device/verify/verify-file.ts';
import { inertExecutable } from '../../helpers/executables.ts';
import { signedExecutable } from '../../helpers/signed-files.ts';
import { publisher } from '../../helpers/signers.ts';
import { issue } from '../../helpers/tls-certificates.ts';
import { verifier } from '../../helpers/verify-bytes.ts';

const root = issue({ name: 'Root' });
const verify = verifier(t, [root]);
const MIB = 1024 * 1024;
const large = signedExecutable({ signer: publisher(root) }, 'pe32+', inertExecutable('pe32+', 2.5 * MIB));

t.test('a file that is as it was is read to its end', async (t) => {
  const { file } = await verify(large);
  const spans: number[] = [];
  await readThrough({
    size: file!.size,
    read: (offset, length) => {
      spans.push(offset, length);
      return file!.read(offset, length);
    },
  });
  t.same(spans, [0, MIB, MIB, MIB, 2 * MIB, large.length - 2 * MIB]);
});

t.test('a byte changed anywhere is found, whatever the file is called', async (t) => {
  for (const at of [0, MIB, large.length - 1]) {
    const { file, path: place } = await verify(large);
    writeFileSync(place, Buffer.from(large).fill((large[at] ?? 0) ^ 1, at, at + 1));
    await t.rejects(readThrough(namedAs(file!, 'other.exe')), { code: 'WU_E_DM_INCORRECTFILEHASH' });
    await t.rejects(readThrough(file!), { code: 'WU_E_DM_DOWNLOADFILEMISSING' }, 'it is deleted');
  }
});

t.test('an empty file has to be there', async (t) => {
  const asked: number[] = [];
  const read = async (offset: number, length: number): Promise<Buffer> => {
    asked.push(offset, length);
    return Buffer.alloc(length);
  };
  await readThrough({ size: 0, read });
  t.same(asked, [0, 0]);
});

t.test('whoever cancels it need not wait for its end', async (t) => {
  const stop = new AbortController();
  let pieces = 0;
  const read = async (_: number, length: number): Promise<Buffer> => {
    pieces += 1;
    stop.abort(new Error('stopped'));
    return Buffer.alloc(length);
  };
  await t.rejects(readThrough({ size: 10 * MIB, read }, stop.signal), { message: 'stopped' });
  t.equal(pieces, 1);
});
