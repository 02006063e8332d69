import t from 'tap';
import { operation, type ServiceContract } from '../../../protocol/soap/contract.ts';
import { decodeRequest, decodeResponse } from '../../../protocol/soap/envelope.ts';
import { SoapFault } from '../../../protocol/soap/fault.ts';
import { string } from '../../../protocol/soap/scalars.ts';
import { arrayOf, complex, optional } from '../../../protocol/soap/types.ts';
import { clientService } from '../../../protocol/wusp/client.ts';
import { reportingService } from '../../../protocol/wusp/reporting.ts';

const envelope = (body: string) =>
  Buffer.from(
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`,
  );

/** The decoded request `inner` of `operation`, default namespace that of the service. */
function decoded(operation: string, inner: string, service: ServiceContract = clientService) {
  const xml = `<${operation} xmlns="${service.namespace}">${inner}</${operation}>`;
  const { value, unknown } = decodeRequest(envelope(xml), service);
  return { value: value as Record<string, unknown>, unknown };
}

/** The fault's message when the request is refused, or nothing. */
function refusal(operation: string, inner: string, service?: ServiceContract): string | undefined {
  try {
    decoded(operation, inner, service);
  } catch (error) {
    if (!(error instanceof SoapFault) || error.code !== 'InvalidParameters') throw error;
    return error.detail;
  }
  return undefined;
}

const parameters = (inner: string) => `<parameters>${inner}</parameters>`;

t.test('elements no contract names are kept as they stand and change nothing', (t) => {
  const { value, unknown } = decoded(
    'GetConfig',
    '<new a="1">x<!-- y --><z/></new><protocolVersion>2.90</protocolVersion><protocolVersion xmlns="urn:other">9</protocolVersion>',
  );
  t.same(value, { protocolVersion: '2.90' });
  t.same(unknown, [
    { path: 'new', xml: '<new a="1">x<!-- y --><z/></new>', items: [] },
    { path: 'protocolVersion', xml: '<protocolVersion xmlns="urn:other">9</protocolVersion>', items: [] },
  ]);
  const inArray = decoded(
    'SyncUpdates',
    parameters('<OtherCachedUpdateIDs><int>1</int><b/><int>2</int></OtherCachedUpdateIDs>'),
  );
  t.match(inArray.value, { parameters: { OtherCachedUpdateIDs: [1, 2] } });
  t.same(inArray.unknown, [{ path: 'parameters.OtherCachedUpdateIDs.b', xml: '<b/>', items: [] }]);
  t.end();
});

t.test('an element no contract names tells which items of arrays it lies in', (t) => {
  const cell = complex('Cell', { value: optional(string) });
  const row = complex('Row', { cells: optional(arrayOf('Cells', 'cell', cell)) });
  const fill = operation('Fill', { rows: optional(arrayOf('Rows', 'row', row)) }, {});
  const service = { ...clientService, operations: { Fill: fill } };
  const nil = '<cell xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"><d/></cell>';
  const { value, unknown } = decoded(
    'Fill',
    `<rows><row/><a/><row><b/><cells><cell><value>x</value></cell>${nil}<cell><c/><e/></cell></cells></row>` +
      '<row><cells><cell><f/></cell></cells></row></rows><g/>',
    service,
  );
  t.same(value, {
    rows: [{}, { cells: [{ value: 'x' }, {}] }, { cells: [{}] }],
  });
  t.same(
    unknown.map(({ path, items }) => [path, items]),
    [
      ['rows.a', []],
      ['rows.row.b', [1]],
      // Positions are those of the decoded array, from which a nil item is left out.
      ['rows.row.cells.cell.c', [1, 1]],
      ['rows.row.cells.cell.e', [1, 1]],
      ['rows.row.cells.cell.f', [2, 0]],
      ['g', []],
    ],
  );
  t.end();
});

t.test('a hundred thousand unknown elements are passed over and a thousand kept', (t) => {
  t.equal(decoded('GetConfig', '<x/>'.repeat(100_000)).unknown.length, 1000);
  t.end();
});

t.test('names every object has are elements like others', (t) => {
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf']) {
    const { value, unknown } = decoded('GetConfig', `<${name}>1</${name}>`);
    t.same(Object.keys(value), []);
    t.equal(unknown[0]?.path, name);
  }
  t.equal(Object.getPrototypeOf({}), Object.prototype);
  t.end();
});

t.test('nil counts as missing, whatever the prefix and wherever it is declared', (t) => {
  const xsi = 'http://www.w3.org/2001/XMLSchema-instance';
  const rows: readonly (readonly [string, string | undefined])[] = [
    [`<protocolVersion a:nil="true" xmlns:a="${xsi}"/>`, undefined],
    [`<protocolVersion xmlns:a="${xsi}" a:nil=" 1 "></protocolVersion>`, undefined],
    [`<protocolVersion xmlns:a="${xsi}" a:nil="false">2.0</protocolVersion>`, '2.0'],
    ['<protocolVersion nil="true">2.0</protocolVersion>', '2.0'],
    ['<protocolVersion xmlns:a="urn:other" a:nil="true">2.0</protocolVersion>', '2.0'],
  ];
  for (const [xml, expected] of rows) t.equal(decoded('GetConfig', xml).value.protocolVersion, expected, xml);
  const list = `<OtherCachedUpdateIDs xmlns:a="${xsi}"><int>1</int><int a:nil="true"/><int>2</int></OtherCachedUpdateIDs>`;
  t.match(decoded('SyncUpdates', parameters(list)).value, { parameters: { OtherCachedUpdateIDs: [1, 2] } });
  t.end();
});

t.test('a missing value type gets what .NET would put there, a missing enumeration is refused', (t) => {
  t.match(decoded('SyncUpdates', '<parameters/>').value, {
    parameters: { ExpressQuery: false, SkipSoftwareSync: false },
  });
  t.match(decoded('GetCookie', '').value, { lastChange: '0001-01-01T00:00:00' });
  const event = '<ReportingEvent><ExtendedData><OSVersion/></ExtendedData></ReportingEvent>';
  t.equal(
    refusal('ReportEventBatch', `<eventBatch>${event}</eventBatch>`, reportingService),
    'eventBatch.ReportingEvent.ExtendedData.ProcessorArchitecture: the element is missing',
  );
  t.end();
});

t.test('a value of another type is refused with the path of its element', (t) => {
  const rows: readonly (readonly [string, string, string])[] = [
    [
      'SyncUpdates',
      parameters('<SkipSoftwareSync>maybe</SkipSoftwareSync>'),
      'parameters.SkipSoftwareSync: "maybe" is no boolean',
    ],
    [
      'SyncUpdates',
      parameters('<OtherCachedUpdateIDs><int>1</int><int>x</int></OtherCachedUpdateIDs>'),
      'parameters.OtherCachedUpdateIDs.int: "x" is no int',
    ],
    [
      'SyncUpdates',
      parameters('<OtherCachedUpdateIDs><int>4294967296</int></OtherCachedUpdateIDs>'),
      'parameters.OtherCachedUpdateIDs.int: "4294967296" is no int',
    ],
    [
      'SyncUpdates',
      parameters('<OtherCachedUpdateIDs><int/></OtherCachedUpdateIDs>'),
      'parameters.OtherCachedUpdateIDs.int: "" is no int',
    ],
    [
      'SyncUpdates',
      '<cookie><EncryptedData>-_-_</EncryptedData></cookie>',
      'cookie.EncryptedData: "-_-_" is no base64Binary',
    ],
    [
      'GetExtendedUpdateInfo',
      '<infoTypes><XmlUpdateFragmentType>all of them</XmlUpdateFragmentType></infoTypes>',
      'infoTypes.XmlUpdateFragmentType: "all of them" is no XmlUpdateFragmentType',
    ],
    [
      'SyncUpdates',
      parameters(`<SkipSoftwareSync>${'y'.repeat(99)}</SkipSoftwareSync>`),
      `parameters.SkipSoftwareSync: "${'y'.repeat(60)}" is no boolean`,
    ],
  ];
  for (const [operation, inner, expected] of rows) t.equal(refusal(operation, inner), expected);
  t.end();
});

t.test('an element that occurs twice is refused, so no reader can see another value than the next', (t) => {
  t.equal(
    refusal('GetConfig', '<protocolVersion>1.0</protocolVersion><protocolVersion>2.0</protocolVersion>'),
    'protocolVersion: the element occurs twice',
  );
  t.equal(refusal('SyncUpdates', '<parameters/><parameters/>'), 'parameters: the element occurs twice');
  t.end();
});

t.test('text between elements and elements inside text are refused', (t) => {
  t.match(
    refusal('GetConfig', 'x<protocolVersion/>'),
    /^the message is refused: text where an element belongs/,
  );
  t.match(refusal('GetConfig', '<protocolVersion>1<b/></protocolVersion>'), /an element where text belongs/);
  t.match(refusal('GetConfig', '<protocolVersion/>&#32;'), /text where an element belongs/);
  t.end();
});

t.test(
  '50,000 items of an array are read and one more is refused, on the quick path and on the other',
  (t) => {
    const list = (item: string, count: number) =>
      parameters(`<OtherCachedUpdateIDs>${item.repeat(count)}</OtherCachedUpdateIDs>`);
    for (const item of ['<int>7</int>', '<int> 7 </int>']) {
      const { value } = decoded('SyncUpdates', list(item, 50_000));
      t.equal((value.parameters as { OtherCachedUpdateIDs: number[] }).OtherCachedUpdateIDs.length, 50_000);
      t.equal(
        refusal('SyncUpdates', list(item, 50_001)),
        'parameters.OtherCachedUpdateIDs: more than 50000 items',
      );
    }
    t.end();
  },
);

t.test('integers are the same on the quick path and on the other, in any order of both', (t) => {
  const items = [
    '<int>1</int>',
    '<int>-2</int>',
    '<int>3</int >',
    '<int >4</int>',
    '<int><!-- -->5</int>',
    '\n<int>6</int>',
  ];
  const more = [
    '<int><![CDATA[7]]></int>',
    '<int>2147483647</int>',
    '<int>&#57;</int>',
    '<w:int>10</w:int>',
    '<int>011</int>',
  ];
  const xml = `<OtherCachedUpdateIDs xmlns:w="${clientService.namespace}">${[...items, ...more].join('')}</OtherCachedUpdateIDs>`;
  t.match(decoded('SyncUpdates', parameters(xml)).value, {
    parameters: { OtherCachedUpdateIDs: [1, -2, 3, 4, 5, 6, 7, 2147483647, 9, 10, 11] },
  });
  t.end();
});

t.test('an empty array before an item of its name is empty', (t) => {
  const { value, unknown } = decoded('SyncUpdates', parameters('<InstalledNonLeafUpdateIDs/><int>5</int>'));
  t.match(value, { parameters: { InstalledNonLeafUpdateIDs: [] } });
  t.same(unknown, [{ path: 'parameters.int', xml: '<int>5</int>', items: [] }]);
  t.end();
});

t.test('items of another namespace are not mistaken for items on the quick path', (t) => {
  const list =
    '<OtherCachedUpdateIDs><x xmlns="urn:other"><int>1</int></x><int>2</int></OtherCachedUpdateIDs>';
  t.match(decoded('SyncUpdates', parameters(list)).value, { parameters: { OtherCachedUpdateIDs: [2] } });
  const foreign = `<w:OtherCachedUpdateIDs xmlns:w="${clientService.namespace}" xmlns="urn:other"><int>1</int></w:OtherCachedUpdateIDs>`;
  t.match(decoded('SyncUpdates', parameters(foreign)).value, { parameters: { OtherCachedUpdateIDs: [] } });
  t.end();
});

t.test('attributes are read by their type, and a missing one is refused', (t) => {
  const reply = (attributes: string) =>
    envelope(
      `<SyncUpdatesResponse xmlns="${clientService.namespace}"><SyncUpdatesResult><NewUpdates><UpdateInfo><ID>1</ID>
       <Deployment><ClientBehaviors><ClientMetadata><MetadataType>Update</MetadataType><Metadata>m</Metadata>
       <Verification ${attributes}/></ClientMetadata></ClientBehaviors></Deployment></UpdateInfo></NewUpdates></SyncUpdatesResult></SyncUpdatesResponse>`.replace(
        '<Deployment>',
        '<Deployment><Action>Install</Action><LastChangeTime>2026-11-01</LastChangeTime>',
      ),
    );
  const read = (attributes: string) =>
    decodeResponse(reply(attributes), clientService, clientService.operations.SyncUpdates);
  const all = 'Timestamp="2026-11-01T00:00:00Z" LeafCertificateId="7" Signature="QUI=" Algorithm="x"';
  t.same(read(all).SyncUpdatesResult?.NewUpdates?.[0]?.Deployment?.ClientBehaviors?.[0]?.Verification, {
    Timestamp: '2026-11-01T00:00:00Z',
    LeafCertificateId: 7,
    Signature: Buffer.from('AB'),
    Algorithm: 'x',
  });
  t.throws(
    () => read(all.replace('LeafCertificateId="7"', '')),
    /LeafCertificateId: the attribute is missing/,
  );
  t.throws(() => read(all.replace('"7"', '"-7"')), /LeafCertificateId: "-7" is no unsignedInt/);
  t.end();
});
