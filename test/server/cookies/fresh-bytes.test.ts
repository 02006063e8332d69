import t from 'tap';
import { startServices } from '../../helpers/services.ts';

t.test('each reply has a cookie of other bytes, and all of them are good', async (t) => {
  const { client } = await startServices(t);
  const first = await client.session();
  const cookies = [first];
  for (let round = 0; round < 5; round++) {
    const { NewCookie } = await client.sync(first);
    if (NewCookie !== undefined) cookies.push(NewCookie);
  }
  t.equal(cookies.length, 6);
  t.equal(new Set(cookies.map(({ EncryptedData }) => EncryptedData?.toString('hex'))).size, 6);
  t.equal(new Set(cookies.map(({ Expiration }) => Expiration)).size, 1);
  for (const cookie of cookies) t.ok(await client.sync(cookie));
});

t.test('a cookie damaged in any byte, cut or lengthened is InvalidCookie', async (t) => {
  const { client } = await startServices(t);
  const cookie = await client.session();
  const bytes = cookie.EncryptedData ?? Buffer.alloc(0);
  const parameters = { ExpressQuery: false, SkipSoftwareSync: false };
  const fault = (EncryptedData: Buffer) =>
    client.fault('SyncUpdates', { cookie: { ...cookie, EncryptedData }, parameters });
  for (let at = 0; at < bytes.length; at++) {
    const damaged = Buffer.from(bytes);
    damaged[at] = (damaged[at] ?? 0) ^ 0x10;
    t.equal(await fault(damaged), 'InvalidCookie: cookie', `byte ${at}`);
  }
  for (const length of [0, 1, 7, 8, 9, bytes.length - 9, bytes.length - 8, bytes.length - 1])
    t.equal(await fault(bytes.subarray(0, length)), 'InvalidCookie: cookie', `${length} bytes`);
  t.equal(await fault(Buffer.concat([bytes, Buffer.alloc(1)])), 'InvalidCookie: cookie');
});
