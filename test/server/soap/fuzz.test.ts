import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import t from 'tap';
import { soapActionOf } from '../../../protocol/soap/contract.ts';
import { encodeRequest } from '../../../protocol/soap/envelope.ts';
import { servedServices } from '../../../server/services.ts';
import { answerCall } from '../../../server/soap/answer.ts';
import type { World } from '../../../server/world.ts';
import { anyValueOf } from '../../helpers/arbitraries.ts';
import { importUpdates } from '../../helpers/documents.ts';
import { startServices } from '../../helpers/services.ts';
import { shared } from '../../helpers/shared.ts';

const caller = { contentBase: 'http://wsus.example:8530', hostName: 'wsus.example' };

/** What a call is answered: its fault code and message, or `answered`. Throws when the answer is not well-formed. */
function answerTo(
  world: World,
  service: (typeof servedServices)[number],
  operation: string,
  body: Buffer,
): string {
  const soapAction = `"${soapActionOf(service.contract, operation)}"`;
  const call = { body, soapAction, caller, serviceUrl: () => 'http://wsus.example/x' };
  const { status, pieces } = answerCall(world, service, call);
  const xml = Buffer.concat([...pieces]).toString();
  const judged = XMLValidator.validate(xml);
  if (judged !== true) throw new Error(`${judged.err.msg}: ${xml}`);
  if (status === 200) return 'answered';
  const [, code = '', message = ''] = /<ErrorCode>(.*)<\/ErrorCode><Message>([^<]*)</s.exec(xml) ?? [];
  return `${code}: ${message}`;
}

for (const service of servedServices) {
  for (const operation of Object.values(service.contract.operations)) {
    if (service.handlers[operation.name] === undefined) continue;

    t.test(
      `any values a request of ${operation.name} can have are answered or refused for a reason`,
      async (t) => {
        const { world, catalog, client } = await startServices(t);
        importUpdates(catalog, { id: 1 }, { id: 2, needs: [[1]] }, { id: 3, type: 'Category' });
        const cookie = await client.session();
        fc.assert(
          fc.property(anyValueOf(operation.request), fc.boolean(), (value, hasCookie) => {
            const request = {
              ...(value as object),
              ...(hasCookie && 'cookie' in operation.request.fields && { cookie }),
            };
            const xml = encodeRequest(service.contract, operation, request as never);
            const answer = answerTo(world, service, operation.name, Buffer.from(xml));
            t.notMatch(answer, /^InternalServerError/, 'nothing unforeseen');
          }),
          { numRuns: 200, endOnFailure: true },
        );
      },
    );
  }
}

t.test('recorded requests with bytes changed at random are answered or refused for a reason', async (t) => {
  const folder = shared(t, 'captures');
  if (folder === undefined) return;
  const { world } = await startServices(t);
  const recorded = readdirSync(folder)
    .filter((name) => name.endsWith('.request.xml'))
    .map((name) => readFileSync(path.join(folder, name)));
  const change = fc.record({ at: fc.nat(), byte: fc.nat(255), cut: fc.nat(3) });
  fc.assert(
    fc.property(fc.constantFrom(...recorded), fc.array(change, { maxLength: 5 }), (bytes, changes) => {
      const body = changes.reduce((now, { at, byte, cut }) => {
        const place = at % (now.length + 1);
        return Buffer.concat([now.subarray(0, place), Buffer.of(byte), now.subarray(place + cut)]);
      }, bytes);
      for (const service of servedServices) {
        const name =
          /<(\w+) xmlns="http:\/\/www\.microsoft/.exec(body.toString('latin1'))?.[1] ?? 'GetConfig';
        const answer = answerTo(world, service, name, body);
        if (/^InternalServerError: (?!\w+ is not built yet)/.test(answer)) t.fail(answer);
      }
    }),
    { numRuns: 500, endOnFailure: true },
  );
  t.pass();
});
