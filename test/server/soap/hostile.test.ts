import t from 'tap';
import { encodeRequest } from '../../../protocol/soap/envelope.ts';
import { clientService } from '../../../protocol/wusp/client.ts';
import { startAttacked } from '../../helpers/attacked-double.ts';
import { attacks, getConfig, headers, PATH, post, soapaction } from '../../helpers/soap-attacks.ts';

const { double, clientOf, dump, discreet, unharmed } = await startAttacked(t);

for (const scheme of ['http', 'https'] as const) {
  const client = clientOf(scheme);

  t.test(`${scheme}: each attack gets its documented answer and changes nothing`, async (t) => {
    for (const { what, send, status, says } of attacks) {
      const reply = await send(client);
      t.equal(reply.status, status, what);
      t.match(reply.body.toString(), says, what);
      discreet(t, `${JSON.stringify(reply.headers)}\n${reply.body}`);
      if (status === 500)
        t.match(reply.headers['content-type'], /^(text\/xml|application\/soap\+xml); charset=utf-8$/);
      t.ok(reply.body.length < 4096, 'and the answer is short');
    }
    await unharmed(t, client);
  });

  t.test(
    `${scheme}: paths are the same whatever their case and doubled slashes, and GET shows what is there`,
    async (t) => {
      for (const path of [
        '/clientwebservice/CLIENT.ASMX',
        '//ClientWebService///client.asmx',
        `${PATH}?x=1`,
      ]) {
        t.equal((await client.http('POST', path, headers, getConfig)).status, 200, path);
      }
      for (const path of [
        '/ReportingWebService/ReportingWebService.asmx',
        '/reportingwebservice/webservice.asmx',
        '/SimpleAuthWebService/simpleauth.asmx',
      ]) {
        t.match(
          await client.http('GET', `${path}?WSDL`),
          { status: 200, headers: { 'content-type': /^text\/xml/ } },
          path,
        );
      }
      t.match((await client.http('GET', PATH)).body.toString(), /<li>SyncUpdates<\/li>/);
      t.match(await client.http('HEAD', PATH), { status: 200, body: { length: 0 } });
      t.match((await client.http('PUT', PATH)).headers.allow, 'GET, HEAD, POST');
    },
  );

  t.test(`${scheme}: SOAPAction without quotes and any spelling of UTF-8 are fine`, async (t) => {
    t.equal((await post(getConfig, { soapaction: soapaction.replaceAll('"', '') })(client)).status, 200);
    for (const type of ['text/xml', 'TEXT/XML; Charset="UTF-8"', 'text/xml;charset=utf-8; action="x"']) {
      t.equal((await post(getConfig, { 'content-type': type })(client)).status, 200, type);
    }
  });
}

t.test('what cannot be expected is an InternalServerError that says nothing of the inside', async (t) => {
  const client = clientOf('http');
  const cookie = await client.session({ register: false });
  const before = dump();
  const { database } = double.catalog;
  database.exec('ALTER TABLE computer RENAME TO hidden');
  const reply = await client.post(
    'RegisterComputer',
    encodeRequest(clientService, clientService.operations.RegisterComputer, {
      cookie,
      computerInfo: { DnsName: 'x' } as never,
    }),
  );
  database.exec('ALTER TABLE hidden RENAME TO computer');
  t.equal(reply.status, 500);
  t.match(
    reply.body.toString(),
    /<faultcode>s:Server<\/faultcode>.*<ErrorCode>InternalServerError<\/ErrorCode><Message><\/Message>/,
  );
  discreet(t, reply.body.toString());
  t.equal(dump(), before);
});
