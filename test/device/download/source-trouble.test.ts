import t from 'tap';
import { downloadFile } from '../../../device/download/download-file.ts';
import { DeviceFailure } from '../../../device/failure.ts';
import type { ContentSource } from '../../../device/transport/content-source.ts';
import type { HresultName } from '../../../protocol/hresult/hresults.ts';
import { countedBytes } from '../../helpers/content-server.ts';
import { failureOf, fileOf, surroundings } from '../../helpers/downloads.ts';

const FILE = fileOf(countedBytes(1000));

/** A source that fails with `code` each time, and counts how often. */
function failing(kind: ContentSource['kind'], code: HresultName) {
  const asked: number[] = [];
  const source: ContentSource = {
    kind,
    name: code,
    // biome-ignore lint/correctness/useYield: it has nothing to give.
    async *read({ first }) {
      asked.push(first);
      throw new DeviceFailure(code, { reason: 'it does not give it' });
    },
  };
  return { source, asked };
}

t.test('a source that does not have, or does not give, the file is left at once', async (t) => {
  for (const code of [
    'WU_E_PT_INVALID_URL',
    'WU_E_PT_SECURITY_VERIFICATION_FAILURE',
    'WU_E_DM_UNAUTHORIZED',
    'WU_E_DM_URLNOTAVAILABLE',
    'DO_E_BLOCKED_BY_POLICY',
    'CERT_E_UNTRUSTEDROOT',
  ] as const) {
    const around = surroundings(t);
    const { source, asked } = failing('peer', code);
    const failure = await failureOf(downloadFile({ ...around.ports, file: FILE, sources: [source] }));
    t.equal(failure.code, code);
    t.equal(asked.length, 1, code);
    t.same(around.pauses, []);
  }
});

t.test('a source with a trouble that may pass is asked three times', async (t) => {
  const around = surroundings(t);
  const { source, asked } = failing('cache', 'WU_E_PT_ENDPOINT_DISCONNECTED');
  await failureOf(downloadFile({ ...around.ports, file: FILE, sources: [source] }));
  t.equal(asked.length, 3);
});
