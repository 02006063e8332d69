import t from 'tap';
import { httpStatusFailure } from '../../../device/transport/status-code.ts';
import { hresultText } from '../../../protocol/hresult/hresults.ts';

/** Online service facts §5.4. */
const CODES: readonly (readonly [status: number, code: string])[] = [
  [400, '0x80244016'],
  [401, '0x80244017'],
  [403, '0x80244018'],
  [404, '0x80244019'],
  [405, '0x8024401A'],
  [407, '0x8024401B'],
  [408, '0x8024401C'],
  [409, '0x8024401D'],
  [410, '0x8024401E'],
  [500, '0x8024401F'],
  [501, '0x80244020'],
  [502, '0x80244021'],
  [503, '0x80244022'],
  [504, '0x80244023'],
  [505, '0x80244024'],
  [418, '0x8024402B'],
  [204, '0x8024402B'],
  [301, '0x80072F7C'],
  [304, '0x80072F7C'],
];

t.test('each status that is no success has its code', async (t) => {
  for (const [status, code] of CODES) t.equal(hresultText(httpStatusFailure(status)), code, `${status}`);
});
