import { XMLParser, XMLValidator } from 'fast-xml-parser';
import t from 'tap';
import { computerOf, importDrivers } from '../../catalog/upstream/driver-updates.ts';
import { idOf } from '../../helpers/documents.ts';
import type { Upstream } from '../../helpers/server-client.ts';
import { setOf, startMicrosoft } from './driver-calls.ts';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  isArray: (name) => ['UpdateIdentity', 'AtLeastOne'].includes(name),
});

/** The XML of a set as another parser reads it. */
interface SetXml {
  readonly Drivers: { readonly UpdateIdentity: readonly Record<string, string>[] };
  readonly Prerequisites: unknown;
}

/** The sets a GetDriverSetData answer has. */
async function dataOf(
  { server, cookie }: Upstream,
  driverSets: readonly string[],
): Promise<[id: string, xml: SetXml][]> {
  const { GetDriverSetDataResult: result } = await server.call('GetDriverSetData', { cookie, driverSets });
  if (result?.DriverSets === undefined) throw new Error('no DriverSets');
  return result.DriverSets.map(({ DriverSetId, DriverSetXml = '' }) => {
    const problem = XMLValidator.validate(DriverSetXml);
    if (problem !== true) throw new Error(problem.err.msg);
    return [DriverSetId, parser.parse(DriverSetXml).DriverSet as SetXml];
  });
}

/** Those sets as `id: drivers`, drivers by the numbers of `idOf`. */
async function driversOf(upstream: Upstream, driverSets: readonly string[]): Promise<string[]> {
  const data = await dataOf(upstream, driverSets);
  return data.map(([id, { Drivers }]) => {
    const drivers = Drivers.UpdateIdentity.map((one) => Number(one['@UpdateID']?.slice(-12)));
    return `${id}: ${drivers.join(' ')}`;
  });
}

t.test('the XML of a set names its computer, its drivers and what all of them require', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(
    upstream.catalog,
    { id: 1, targets: [1], needs: [[90], [91, 92]], in: [51, 52] },
    { id: 2, targets: [1], distribution: [1], needs: [[93], [92, 91]], in: [51] },
    { id: 2, revision: 3, targets: [1], needs: [[94], [92, 91]], in: [51] },
    { id: 3, targets: [2] },
  );
  t.same(await dataOf(upstream, [setOf(1)]), [
    [
      setOf(1),
      {
        '@DriverSetID': setOf(1),
        ComputerHardwareId: computerOf(1),
        Drivers: {
          UpdateIdentity: [
            { '@UpdateID': idOf(1), '@RevisionNumber': '1' },
            { '@UpdateID': idOf(2), '@RevisionNumber': '3' },
          ],
        },
        Prerequisites: {
          AtLeastOne: [
            { UpdateIdentity: [{ '@UpdateID': idOf(91) }, { '@UpdateID': idOf(92) }] },
            { '@IsCategory': 'true', UpdateIdentity: [{ '@UpdateID': idOf(51) }] },
          ],
        },
      },
    ],
  ]);
});

t.test('a prerequisite that is one update stands by itself, and a set without any has none', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(upstream.catalog, { id: 1, targets: [1], needs: [[90]] }, { id: 2, targets: [2] });
  const data = await dataOf(upstream, [setOf(1), setOf(2)]);
  t.same(
    data.map(([, { Prerequisites }]) => Prerequisites),
    [{ UpdateIdentity: [{ '@UpdateID': idOf(90) }] }, ''],
  );
});

t.test('what one driver requires as a category and another as an update is not common to them', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(
    upstream.catalog,
    { id: 1, targets: [1], needs: [[51, 52]], in: [53] },
    { id: 2, targets: [1], needs: [[51], [52], [53]] },
  );
  const [[, { Prerequisites }] = [undefined, {}]] = await dataOf(upstream, [setOf(1)]);
  t.equal(Prerequisites, '');
});

t.test('sets come in the order asked for, each once, whatever the case of their ids', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(upstream.catalog, { id: 1, targets: [1, 2] });
  const asked = [setOf(2).toUpperCase(), setOf(1), setOf(2)];
  t.same(await driversOf(upstream, asked), [`${setOf(2)}: 1`, `${setOf(1)}: 1`]);
});

t.test('ids of no set are left out, and no ids bring no sets', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(upstream.catalog, { id: 1, targets: [1] });
  t.same(await driversOf(upstream, [idOf(1), setOf(1), setOf(7)]), [`${setOf(1)}: 1`]);
  t.same(await driversOf(upstream, [idOf(1)]), []);
  t.same(await driversOf(upstream, []), []);
});

t.test('a set is found that came after it was asked for in vain', async (t) => {
  const upstream = await startMicrosoft(t);
  t.same(await driversOf(upstream, [setOf(1)]), []);
  importDrivers(upstream.catalog, { id: 1, targets: [1] });
  t.same(await driversOf(upstream, [setOf(1)]), [`${setOf(1)}: 1`]);
  importDrivers(upstream.catalog, { id: 2, targets: [2] });
  t.same(await driversOf(upstream, [setOf(2)]), [`${setOf(2)}: 2`]);
});

t.test('expired drivers are in no set, and a set that has no other is left out', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(upstream.catalog, { id: 1, targets: [1, 2] }, { id: 2, targets: [2] });
  importDrivers(upstream.catalog, { id: 1, revision: 2, targets: [1, 2], expired: true });
  t.same(await driversOf(upstream, [setOf(1), setOf(2)]), [`${setOf(2)}: 2`]);
});

t.test('drivers that need a newer protocol than the cookie names are withheld', async (t) => {
  const upstream = await startMicrosoft(t);
  importDrivers(upstream.catalog, { id: 1, targets: [1] }, { id: 2, targets: [1, 2], protocol: '1.21' });
  t.same(await driversOf(upstream, [setOf(1), setOf(2)]), [`${setOf(1)}: 1`]);
  const newer = { ...upstream, cookie: await upstream.server.serverSession({ protocolVersion: '1.21' }) };
  t.same(await driversOf(newer, [setOf(1), setOf(2)]), [`${setOf(1)}: 1 2`, `${setOf(2)}: 2`]);
});
