import Fastify from 'fastify';
import t, { type Test } from 'tap';
import { selfUpdateRoutes } from '../../../server/self-update/routes.ts';
import { request } from '../../helpers/raw-http.ts';

async function start(t: Test, folder?: string): Promise<number> {
  const fastify = Fastify({ routerOptions: { caseSensitive: false } });
  await fastify.register(selfUpdateRoutes(folder === undefined ? {} : { folder }));
  await fastify.listen({ port: 0, host: '127.0.0.1' });
  t.teardown(() => fastify.close());
  const address = fastify.server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

t.test('without a folder every path is 404 in plain text', async (t) => {
  const port = await start(t);
  for (const method of ['GET', 'HEAD'])
    for (const path of [
      '/SelfUpdate/wuident.cab',
      '/selfupdate/wuident.cab',
      '/SelfUpdate/',
      '/SelfUpdate/../x',
    ])
      t.equal((await request(port, method, path)).status, 404, `${method} ${path}`);
  const reply = await request(port, 'GET', '/SelfUpdate/wuident.cab');
  t.equal(reply.body.toString(), '404: no self-update folder is set\n');
});

t.test('with a folder its files are served, in folders below too', async (t) => {
  const folder = t.testdir({ 'wuident.cab': 'ident', AU: { x64: { 'wuaueng.cab': 'engine' } } });
  const port = await start(t, folder);
  t.equal((await request(port, 'GET', '/SelfUpdate/wuident.cab')).body.toString(), 'ident');
  t.equal((await request(port, 'GET', '/selfupdate/AU/x64/wuaueng.cab?2609')).body.toString(), 'engine');
  const head = await request(port, 'HEAD', '/SelfUpdate/wuident.cab');
  t.match({ status: head.status, ...head.headers }, { status: 200, 'content-length': '5' });
  t.equal(head.body.length, 0);
});

t.test('nothing outside the folder is served, nor a listing of it', async (t) => {
  const root = t.testdir({
    'secret.txt': 'a secret',
    inside: { 'wuident.cab': 'ident', '.hidden': 'a secret' },
  });
  const port = await start(t, `${root}/inside`);
  for (const path of [
    '/SelfUpdate/../secret.txt',
    '/SelfUpdate/%2e%2e/secret.txt',
    '/SelfUpdate/..%2fsecret.txt',
    '/SelfUpdate/..%5csecret.txt',
    '/SelfUpdate/..\\secret.txt',
    '/SelfUpdate/%252e%252e/secret.txt',
    '/SelfUpdate/wuident.cab%00',
    '/SelfUpdate/.hidden',
    '/SelfUpdate/',
    '/SelfUpdate//etc/passwd',
    '/SelfUpdate/%zz',
    `/SelfUpdate/${'a'.repeat(10_000)}`,
  ]) {
    const reply = await request(port, 'GET', path);
    t.ok([400, 403, 404].includes(reply.status), `${reply.status} for ${path.slice(0, 40)}`);
    t.notMatch(reply.body.toString(), /a secret|root:|node_modules/, path.slice(0, 40));
  }
});

t.test('beside another user of static files it starts as well', async (t) => {
  const folder = t.testdir({ 'wuident.cab': 'ident' });
  const fastify = Fastify();
  const { default: fastifyStatic } = await import('@fastify/static');
  await fastify.register(fastifyStatic, { root: folder, serve: false });
  await fastify.register(selfUpdateRoutes({ folder }));
  t.equal((await fastify.inject('/SelfUpdate/wuident.cab')).statusCode, 200);
  await fastify.close();
});
