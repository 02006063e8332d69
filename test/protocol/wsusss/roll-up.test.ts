import { XMLParser } from 'fast-xml-parser';
import t from 'tap';
import {
  decodeRequest,
  decodeResponse,
  encodeRequest,
  encodeResponse,
} from '../../../protocol/soap/envelope.ts';
import type { ChangedComputer, ComputerRollupInfo } from '../../../protocol/wsusss/roll-up-computers.ts';
import { reportingService } from '../../../protocol/wusp/reporting.ts';

const { RollupComputers } = reportingService.operations;
const CLIENT_TIME = '2026-11-01T00:00:00Z';
const PARENT = '11111111-2222-4333-8444-555555555555';
const GROUP = 'b73ca6ed-5727-47f3-84de-015e03f6a88a';

const details = {
  FullDomainName: 'pc-1.example',
  OSMajorVersion: 10,
  OSMinorVersion: 0,
  OSBuildNumber: 26200,
  OSServicePackMajorNumber: 0,
  OSServicePackMinorNumber: 0,
  BiosReleaseDate: '2024-01-02T00:00:00Z',
  SuiteMask: 256,
  OldProductType: 1,
  NewProductType: 48,
  SystemMetrics: 0,
  TargetGroupIdList: [GROUP],
  RequestedTargetGroupNames: ['Pilot & more'],
};

const computer: ComputerRollupInfo = {
  ComputerId: 'pc-1',
  LastSyncTime: CLIENT_TIME,
  LastSyncResult: 1,
  LastReportedRebootTime: '0001-01-01T00:00:00',
  LastReportedStatusTime: CLIENT_TIME,
  LastInventoryTime: '0001-01-01T00:00:00',
  ParentServerId: PARENT,
};

const request = (...computers: readonly ComputerRollupInfo[]): string =>
  encodeRequest(reportingService, RollupComputers, { clientTime: CLIENT_TIME, computers });

const read = (xml: string): unknown => {
  const { value, unknown } = decodeRequest(Buffer.from(xml), reportingService);
  t.same(unknown, []);
  return value;
};

/** The first element `name` of `xml` with attributes under `@`, as another reader has it. */
function elementIn(xml: string, name: string): Record<string, unknown> {
  const options = { ignoreAttributes: false, attributeNamePrefix: '@', parseAttributeValue: false };
  const find = (node: unknown): Record<string, unknown> | undefined => {
    if (typeof node !== 'object' || node === null) return undefined;
    for (const [key, child] of Object.entries(node)) {
      const found = key === name ? (child as Record<string, unknown>) : find(child);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return find(new XMLParser(options).parse(xml)) ?? {};
}

t.test('the values of a computer are attributes, in the order of the documentation', (t) => {
  const xml = request(computer);
  const tag = /<ComputerRollupInfo[^>]*>/.exec(xml)?.[0] ?? '';
  t.equal(
    tag,
    `<ComputerRollupInfo ComputerId="pc-1" LastSyncTime="${CLIENT_TIME}" LastSyncResult="1" ` +
      `LastReportedRebootTime="0001-01-01T00:00:00" LastReportedStatusTime="${CLIENT_TIME}" ` +
      `LastInventoryTime="0001-01-01T00:00:00" ParentServerId="${PARENT}"/>`,
  );
  t.same(read(xml), { clientTime: CLIENT_TIME, computers: [computer] });
  t.end();
});

t.test('those of its details are too, the lists in them are elements', (t) => {
  const full: ComputerRollupInfo = { ...computer, Details: details };
  const xml = request(full, computer);
  t.same(elementIn(xml, 'Details'), {
    '@FullDomainName': 'pc-1.example',
    '@OSMajorVersion': '10',
    '@OSMinorVersion': '0',
    '@OSBuildNumber': '26200',
    '@OSServicePackMajorNumber': '0',
    '@OSServicePackMinorNumber': '0',
    '@BiosReleaseDate': '2024-01-02T00:00:00Z',
    '@SuiteMask': '256',
    '@OldProductType': '1',
    '@NewProductType': '48',
    '@SystemMetrics': '0',
    TargetGroupIdList: { guid: GROUP },
    RequestedTargetGroupNames: { string: 'Pilot & more' },
  });
  t.same(read(xml), { clientTime: CLIENT_TIME, computers: [full, computer] });
  t.end();
});

t.test('attributes in any order, with others between, are read', (t) => {
  const xml = request(computer).replace(
    / ComputerId="pc-1"(.*?)\/>/,
    ` xmlns:x="urn:x" x:ComputerId="pc-2" Later="1"$1 ComputerId='pc-1' />`,
  );
  t.same(read(xml), { clientTime: CLIENT_TIME, computers: [computer] });
  t.end();
});

t.test('characters that mean something in an attribute come through', (t) => {
  const odd: ComputerRollupInfo = { ...computer, ComputerId: `a"b'<c>&\t\r\n d` };
  const xml = request(odd);
  t.same(read(xml), { clientTime: CLIENT_TIME, computers: [odd] });
  t.end();
});

t.test('an attribute that is required and missing, or of another type, is refused by name', (t) => {
  const refused = (from: string, to: string): void => {
    t.throws(() => read(request({ ...computer, Details: details }).replace(from, to)), {
      code: 'InvalidParameters',
    });
  };
  refused(` ParentServerId="${PARENT}"`, '');
  refused(`"${PARENT}"`, '"somewhere"');
  refused('SuiteMask="256"', 'SuiteMask="40000"');
  refused('OldProductType="1"', 'OldProductType="256"');
  t.throws(() => read(request(computer).replace(' LastSyncResult="1"', '')), {
    code: 'InvalidParameters',
    detail: 'computers.ComputerRollupInfo.LastSyncResult: the attribute is missing',
  });
  t.end();
});

t.test('a changed computer is nothing but attributes', (t) => {
  const changed: readonly ChangedComputer[] = [
    { ComputerId: 'pc-1', Change: 'NewParent' },
    { ComputerId: 'pc-2', Change: 'Deleted' },
  ];
  const bytes = Buffer.concat(
    encodeResponse(reportingService, RollupComputers, { RollupComputersResult: changed }),
  );
  t.match(
    bytes.toString(),
    '<RollupComputersResult><ChangedComputer ComputerId="pc-1" Change="NewParent" />' +
      '<ChangedComputer ComputerId="pc-2" Change="Deleted" /></RollupComputersResult>',
  );
  t.same(decodeResponse(bytes, reportingService, RollupComputers), { RollupComputersResult: changed });
  const other = Buffer.from(bytes.toString().replace('"Deleted"', '"Gone"'));
  t.throws(() => decodeResponse(other, reportingService, RollupComputers), { code: 'InvalidParameters' });
  t.end();
});

t.test('the cookie of a roll-up has no bytes', (t) => {
  const cookie = { Expiration: '9999-12-31T23:59:59.9999999', EncryptedData: Buffer.alloc(0) };
  const { GetRollupConfiguration } = reportingService.operations;
  const xml = encodeRequest(reportingService, GetRollupConfiguration, { cookie });
  t.match(xml, '<EncryptedData/>');
  t.same(read(xml), { cookie });
  t.end();
});

// What the compiler knows of attributes; nothing here runs.
const { LastSyncTime: _, ...incomplete } = computer;
// @ts-expect-error: a required attribute is a required key.
incomplete satisfies ComputerRollupInfo;
// @ts-expect-error: an attribute has the type of its scalar.
({ ...computer, LastSyncResult: '1' }) satisfies ComputerRollupInfo;
// @ts-expect-error: an attribute no contract names is no key.
({ ...computer, Later: 1 }) satisfies ComputerRollupInfo;
// @ts-expect-error: one of two words.
({ Change: 'Gone' }) satisfies ChangedComputer;
({ Change: 'Deleted' }) satisfies ChangedComputer;
