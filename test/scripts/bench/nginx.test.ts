import { writeFileSync } from 'node:fs';
import t from 'tap';
import { findNginx, startNginx } from '../../../scripts/bench/nginx.ts';
import { request } from '../../helpers/raw-http.ts';

t.test('nginx serves the files of a folder on loopback and is gone afterwards', async (t) => {
  const binary = findNginx();
  if (!binary) {
    t.pass('skipped: nginx is not installed', { skip: 'nginx is not installed' });
    return;
  }
  const folder = t.testdir({ 'file.cab': 'mock' });
  const nginx = await startNginx(binary, folder, folder);
  const reply = await request(nginx.port, 'GET', '/file.cab');
  t.equal(reply.body.toString(), 'mock');
  t.equal(reply.headers['content-type'], 'application/octet-stream');
  await nginx.close();
  t.equal((await request(nginx.port, 'GET', '/file.cab')).body.length, 0, 'nobody answers');
});

t.test('a program that is not nginx is an error that says what it printed', async (t) => {
  const folder = t.testdir({ bin: {} });
  const impostor = `${folder}/bin/nginx`;
  writeFileSync(impostor, '#!/bin/sh\necho "no such luck" >&2\nexit 1\n', { mode: 0o755 });
  if (process.platform === 'win32') return;
  t.equal(findNginx(`${folder}/bin`), impostor);
  await t.rejects(startNginx(impostor, folder, folder), { code: 'BENCH_NGINX', message: /no such luck/ });
});
