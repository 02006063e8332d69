import t from 'tap';
import { type ContentSource, contentAddresses } from '../../../../catalog/sync/content/content-addresses.ts';
import { fileOf, pathOf } from './hostile-server.ts';

const MU_URL = 'http://download.test/c/update.cab';
const file = fileOf(Buffer.from('mock'), { muUrl: MU_URL });
const path = pathOf(file);

const addressesOf = (source: Partial<ContentSource> & { readonly url: string }, muUrl = file.muUrl) => {
  const found = contentAddresses({ ...file, muUrl }, { catalogOnly: false, ...source });
  return found.kind === 'addresses' ? found.urls : found.reason;
};

t.test('a server is asked at the port of its services, then at the one of the specification', async (t) => {
  for (const [url, ...origins] of [
    ['http://wsus.test:8530', 'http://wsus.test:8530', 'http://wsus.test'],
    ['http://wsus.test', 'http://wsus.test'],
    ['https://wsus.test', 'https://wsus.test', 'http://wsus.test'],
    ['https://wsus.test:8531', 'https://wsus.test:8531', 'http://wsus.test:8530'],
    ['https://wsus.test:1', 'https://wsus.test:1'],
    ['https://wsus.test:81', 'https://wsus.test:81', 'http://wsus.test'],
    ['http://[::1]:8530', 'http://[::1]:8530', 'http://[::1]'],
    [
      'http://wsus.test:8530/ServerSyncWebService/ServerSyncWebService.asmx?wsdl',
      'http://wsus.test:8530',
      'http://wsus.test',
    ],
  ] as const)
    t.strictSame(
      addressesOf({ url }),
      origins.map((origin) => `${origin}${path}`),
      url,
    );
});

t.test('an address of the content is asked instead', async (t) => {
  const url = 'http://wsus.test:8530';
  t.strictSame(addressesOf({ url, contentUrl: 'http://cache.test:81' }), [`http://cache.test:81${path}`]);
  t.strictSame(addressesOf({ url, contentUrl: 'http://cache.test/a/' }), [`http://cache.test/a${path}`]);
});

t.test('of a server without content the MUUrl is asked', async (t) => {
  t.strictSame(addressesOf({ url: 'http://wsus.test', catalogOnly: true }), [MU_URL]);
  t.match(addressesOf({ url: 'http://wsus.test', catalogOnly: true }, null), /told no MUUrl/);
});

t.test('content from Microsoft is asked for there first, where there is an MUUrl', async (t) => {
  const source = { url: 'http://wsus.test', getContentFromMu: true };
  t.strictSame(addressesOf(source), [MU_URL, `http://wsus.test${path}`]);
  t.strictSame(addressesOf(source, null), [`http://wsus.test${path}`]);
  t.strictSame(addressesOf(source, 'ftp://download.test/a'), [`http://wsus.test${path}`]);
});

t.test('other schemes, user names and what is no URL are refused with the reason', async (t) => {
  const url = 'http://wsus.test';
  for (const [muUrl, reason] of [
    ['ftp://download.test/a.cab', /"ftp:\/\/download\.test\/a\.cab" is neither http: nor https:/],
    ['file:///etc/passwd', /neither/],
    ['/a.cab', /"\/a\.cab" is no URL/],
    ['', /"" is no URL/],
    ['http://user@download.test/a.cab', /has a user name or password/],
    ['http://:secret@download.test/a.cab', /the URL for download\.test has a user name or password/],
  ] as const)
    t.match(addressesOf({ url, catalogOnly: true }, muUrl), reason, muUrl);
  t.match(addressesOf({ url: 'wsus.test' }), /"wsus\.test" is no URL/);
  t.match(addressesOf({ url, contentUrl: 'file:///srv' }), /neither/);
});

t.test('a reason repeats no more than the beginning of an address', async (t) => {
  const reason = addressesOf({ url: 'http://a.test', catalogOnly: true }, `ftp://${'a'.repeat(10_000)}`);
  t.ok(reason.length < 300);
});
