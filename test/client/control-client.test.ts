import t from 'tap';
import { ControlError, createControlClient } from '../../client/index.ts';

/** A client whose requests are kept and answered with `answer`. */
function answering(answer: () => Response) {
  const requests: Request[] = [];
  const client = createControlClient({
    url: 'http://double.test:8590/',
    token: 'a-token-of-some-length',
    fetch: async (request) => {
      requests.push(request);
      return answer();
    },
  });
  return { client, requests };
}

const json =
  (body: object, status = 200) =>
  () =>
    Response.json(body, { status });

t.test('values go where their operation has them, and the token goes with each call', async (t) => {
  const { client, requests } = answering(json({}));
  await client.changeGroup({ group: 'Ring 1/ä', name: 'Ring 2' });
  await client.listEvents({ eventId: [182, 161], order: 'oldest', after: 7 });
  await client.getState();
  const [change, list, state] = requests;
  t.equal(change?.url, 'http://double.test:8590/api/v1/groups/Ring%201%2F%C3%A4');
  t.equal(change?.method, 'PATCH');
  t.same(await change?.json(), { name: 'Ring 2' });
  t.equal(list?.url, 'http://double.test:8590/api/v1/events?eventId=182&eventId=161&order=oldest&after=7');
  t.equal(state?.headers.get('content-type'), null);
  for (const one of requests) t.equal(one.headers.get('authorization'), 'Bearer a-token-of-some-length');
});

t.test('a value no operation knows is sent, so that the double refuses it by name', async (t) => {
  const { client, requests } = answering(json({}));
  await client.getState({ verbose: true } as object);
  t.match(requests[0]?.url, '/api/v1/state?verbose=true');
});

t.test('a refusal is thrown with all it says', async (t) => {
  const error = {
    code: 'CONTROL_INPUT',
    path: 'query.limit',
    message: 'query.limit: 0',
    repair: 'It must be >= 1.',
  };
  const { client } = answering(json({ error }, 400));
  await t.rejects(client.listUpdates({ limit: 0 }), {
    name: 'ControlError',
    status: 400,
    code: 'CONTROL_INPUT',
    path: 'query.limit',
    repair: 'It must be >= 1.',
    message: 'query.limit: 0 (CONTROL_INPUT). It must be >= 1.',
  });
});

t.test('what is no control API is told as such', async (t) => {
  const { client } = answering(() => new Response('404: not here\n', { status: 404 }));
  await t.rejects(client.getState(), { code: 'HTTP_404', status: 404, message: /answered 404/ });
  const empty = answering(() => new Response(null, { status: 502 }));
  await t.rejects(empty.client.getState(), { code: 'HTTP_502' });
  const silent = answering(() => {
    throw new TypeError('fetch failed');
  });
  const error: unknown = await silent.client.getState().catch((one: unknown) => one);
  t.ok(error instanceof ControlError);
  t.match(error, { code: 'UNREACHABLE', status: 0, cause: { message: 'fetch failed' } });
});

t.test('a call can be given up', async (t) => {
  const { client } = answering(() => {
    throw new DOMException('aborted', 'AbortError');
  });
  const signal = AbortSignal.abort(new Error('enough'));
  await t.rejects(client.getState({}, { signal }), { message: 'enough' });
});
