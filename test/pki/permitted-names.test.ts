import fc from 'fast-check';
import t from 'tap';
import { ipBytes } from '../../pki/extensions/general-name.ts';
import { permittedNames } from '../../pki/permitted-names.ts';
import { readServerName } from '../../pki/server-name.ts';

const host = {
  names: ['Runner-7.build.corp', 'Runner-7'],
  addresses: ['172.17.0.2', 'fe80::5%eth0', '8.8.4.4'],
};

function permits(text: string, names: readonly string[] = []): boolean {
  const name = readServerName(text);
  return name !== undefined && permittedNames(host, names).permits(name);
}

t.test('the Windows Update names are permitted with all names below them', async (t) => {
  const names = [
    'update.microsoft.com',
    'slscr.update.microsoft.com',
    'sws1.update.microsoft.com',
    'fe3cr.delivery.mp.microsoft.com',
    'au.b1.download.windowsupdate.com',
    'tsfe.trafficshaping.dsp.mp.microsoft.com',
    'kv801.prod.do.dsp.mp.microsoft.com',
    'statsfe2.ws.microsoft.com',
    'msedge.api.cdp.microsoft.com',
  ];
  for (const name of names) t.ok(permits(name), name);
});

t.test('names of the machine, reserved names and private addresses are permitted', async (t) => {
  const names = ['runner-7', 'RUNNER-7.build.corp.', 'a.localhost', 'wsus.test', 'x.home.arpa', 'my_box.lan'];
  const addresses = [
    '127.9.9.9',
    '10.0.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.0.1',
    '::1',
    'FD12::1',
    'febf::1',
  ];
  for (const name of [...names, ...addresses]) t.ok(permits(name), name);
});

t.test('names and addresses of others are not', async (t) => {
  const names = [
    'microsoft.com',
    'www.microsoft.com',
    'notupdate.microsoft.com',
    'build.corp',
    'com',
    'latest',
  ];
  const addresses = ['8.8.8.8', '172.32.0.1', '172.15.255.255', '11.0.0.0', '2001:db8::1', '::2', 'fec0::1'];
  for (const name of [...names, ...addresses]) t.notOk(permits(name), name);
});

t.test('what the user adds is permitted: a name with those below it, an address alone', async (t) => {
  t.ok(permits('wsus.contoso.com', ['contoso.com']));
  t.notOk(permits('wsus.notcontoso.com', ['contoso.com']));
  t.ok(permits('198.51.100.9', ['198.51.100.9']));
  t.notOk(permits('198.51.100.8', ['198.51.100.9']));
  t.ok(permits('2001:db8:0:0::1', ['2001:DB8::1']));
});

t.test(
  'the default certificate carries loopback, the machine and what the user adds, each once',
  async (t) => {
    const { own } = permittedNames(host, ['wsus.contoso.com', 'LOCALHOST', '::1']);
    t.same(
      own.map(({ text }) => text),
      [
        'localhost',
        '127.0.0.1',
        '::1',
        'runner-7.build.corp',
        'runner-7',
        'wsus.contoso.com',
        '172.17.0.2',
        'fe80::5',
        '8.8.4.4',
      ],
      'a public address of the machine is there too, since the constraints name it',
    );
  },
);

t.test('a machine with an odd name does without it', async (t) => {
  const { own } = permittedNames({ names: ['Büro PC', '-', '42'], addresses: ['nonsense'] });
  t.same(
    own.map(({ text }) => text),
    ['localhost', '127.0.0.1', '::1'],
  );
});

t.test('reading a server name is settled after one pass', async () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.domain(), fc.ipV4(), fc.ipV6()), (text) => {
      const name = readServerName(text);
      if (name === undefined) return true;
      const again = readServerName(name.text);
      return again?.kind === name.kind && again.text === name.text;
    }),
  );
});

t.test('addresses become the bytes they stand for', async (t) => {
  const table: Record<string, string> = {
    '127.0.0.1': '7f000001',
    '::': '0'.repeat(32),
    '::1': `${'0'.repeat(31)}1`,
    'fe80::': `fe80${'0'.repeat(28)}`,
    '2001:db8::1:0:2': '20010db8000000000000000100000002',
    '1:2:3:4:5:6:7:8': '00010002000300040005000600070008',
  };
  for (const [address, hex] of Object.entries(table)) t.equal(ipBytes(address).toString('hex'), hex, address);
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      const name = readServerName(text);
      return name !== undefined && ipBytes(name.text).length === 16;
    }),
  );
});
