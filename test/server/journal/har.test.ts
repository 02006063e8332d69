import t from 'tap';
import { toHar } from '../../../server/journal/har.ts';
import { startServices } from '../../helpers/services.ts';

t.test('a journal as HTTP Archive has every exchange with its messages, and no credentials', async (t) => {
  const { client, world, url } = await startServices(t);
  world.faults.add({
    id: 'busy',
    act: { kind: 'soap.fault', code: 'ServerBusy' },
    match: { operation: 'SyncUpdates' },
  });
  const cookie = await client.session();
  await client.fault('SyncUpdates', { cookie, parameters: { ExpressQuery: false, SkipSoftwareSync: false } });
  await client.http('GET', '/ClientWebService/Client.asmx?wsdl', {
    authorization: 'Bearer secret',
    cookie: 'a=b',
  });
  await world.journal.waitFor({ kind: 'http' });
  const har = toHar(world.journal.entries(), '1.2.3');
  // What a reader of archives relies on, http://www.softwareishard.com/blog/har-12-spec/.
  const text = JSON.stringify(har);
  t.notMatch(text, 'secret');
  t.match(har.log, { version: '1.2', creator: { name: 'mock-windows-update', version: '1.2.3' } });
  t.equal(har.log.entries.length, 6);
  for (const entry of har.log.entries)
    t.match(entry, {
      startedDateTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
      time: Number,
      request: {
        method: String,
        url: /^http:\/\//,
        httpVersion: 'HTTP/1.1',
        cookies: [],
        headers: Array,
        queryString: Array,
        headersSize: -1,
        bodySize: Number,
      },
      response: {
        status: Number,
        statusText: String,
        cookies: [],
        headers: [],
        content: { size: Number, mimeType: String },
        redirectURL: '',
        bodySize: Number,
      },
      cache: {},
      timings: { send: 0, wait: Number, receive: 0 },
    });
  t.match(har.log.entries[4], {
    request: {
      url: `${url}/ClientWebService/Client.asmx`,
      postData: { mimeType: /^text\/xml/, text: /<SyncUpdates/ },
    },
    response: { status: 500, content: { text: /ServerBusy/ } },
    _operation: 'SyncUpdates',
    _client: 'client-1',
    _fault: { code: 'ServerBusy' },
    _injected: [{ rule: 'busy' }],
  });
  t.match(har.log.entries[5]?.request, { queryString: [{ name: 'wsdl', value: '' }] });
});
