import { readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { attributeText } from '../../../device/profile/attribute-text.ts';
import { computerOf } from '../../../device/profile/computer.ts';
import type { DeviceProfile } from '../../../device/profile/profile.ts';
import { loadProfile, readyProfileNames } from '../../../device/profile/read-profile.ts';
import { stateOf } from '../../../device/profile/state-of.ts';
import { branchOf, productName } from '../../../device/profile/windows-names.ts';
import { PLAIN } from '../../helpers/device-rules.ts';
import { shared } from '../../helpers/shared.ts';

const windows = (version: string, more: Partial<DeviceProfile['windows']> = {}): Partial<DeviceProfile> => ({
  windows: { version, edition: 'Professional', ...more },
});
const server = { type: 'server', edition: 'ServerStandard' } as const;

t.test('Windows says of itself what its version, edition and role make it', async (t) => {
  for (const [changes, name, branch] of [
    [windows('10.0.26100.1'), 'Windows 10 Pro', 'ge_release'],
    [windows('10.0.19045.1', { edition: 'Core' }), 'Windows 10 Home', 'vb_release'],
    [windows('10.0.22631.1', { edition: 'Enterprise' }), 'Windows 10 Enterprise', 'ni_release'],
    [windows('6.3.9600.1'), 'Windows 8.1 Pro', undefined],
    [windows('10.0.26100.1', server), 'Windows Server 2025 Standard', 'ge_release'],
    [windows('10.0.20348.1', server), 'Windows Server 2022 Standard', 'fe_release'],
    [windows('10.0.99999.1', server), 'Windows Server Standard', undefined],
  ] as const) {
    const profile = { ...PLAIN, ...changes };
    t.equal(productName(profile), name);
    t.equal(branchOf(profile), branch, name);
  }
  const { registry } = stateOf({ ...PLAIN, ...windows('10.0.26100.1', { installDate: '2025-03-01' }) });
  const value = (name: string): unknown =>
    registry.value('HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion', name)?.data;
  t.equal(value('InstallDate'), Date.parse('2025-03-01T08:00:00Z') / 1000);
  t.equal(value('ProductName'), 'Windows 10 Pro');
  t.equal(value('BuildBranch'), 'ge_release');
});

t.test('a computer nobody describes is a mock machine, and one that is described says that', async (t) => {
  const plain = computerOf({ ...PLAIN, name: 'My Kiosk #1' });
  t.match(plain, {
    name: 'my-kiosk-1.mock.test',
    manufacturer: 'Mock Devices Inc.',
    agentVersion: '10.0.26100.1',
  });
  t.equal(plain.firmware, plain.biosVersion);
  t.equal(computerOf({ ...PLAIN, name: '…' }).name, 'device.mock.test');
  const computer = { name: 'a.test', model: 'X', biosVersion: '7', agentVersion: '1.2.3.4' };
  const own = computerOf({ ...PLAIN, computer });
  t.match(own, { ...computer, firmware: '7', manufacturer: 'Mock Devices Inc.' });
  t.not(own.hardwareIds[0], plain.hardwareIds[0], 'another model has another id');
});

t.test('attributes follow from the profile, and what it says of them comes over it', async (t) => {
  const laptop = loadProfile('windows-11-arm64-laptop');
  const of = (profile: DeviceProfile, name: string): string | undefined =>
    stateOf(profile).attributes.get(name.toLowerCase());
  for (const [name, value] of [
    ['OSArchitecture', 'ARM64'],
    ['OSSkuId', '101'],
    ['InstallLanguage', 'de-DE'],
    ['DefaultUserRegion', '94'],
    ['OEMModel', 'Mock Laptop 13'],
    ['AppVer', '1406.2503.1104.0'],
    ['ProcessorCores', '10'],
    ['IsVirtualDevice', '0'],
    ['DefenderServiceExists', '1'],
    ['CurrentBranch', 'ge_release'],
  ] as const)
    t.equal(of(laptop, name), value, name);
  t.equal(of({ ...laptop, region: 'CH' }, 'DefaultUserRegion'), '223');
  t.equal(of(loadProfile('windows-server-2025'), 'IsVirtualDevice'), '1');
  t.equal(of({ ...laptop, attributes: { FlightRing: 'WIF' } }, 'flightring'), 'WIF');
  t.equal(of(PLAIN, 'DefenderServiceExists'), undefined);
  t.equal(of(loadProfile('windows-10-22h2'), 'MinWhcpVersion_Kernel'), undefined);
  t.match(
    attributeText(stateOf({ ...PLAIN, attributes: { A: 'x;y' } }).attributes),
    /^a=x,y;ActivationChannel=/,
  );
});

t.test('a Windows 11 sends the attributes a native client sent, with values of its own', async (t) => {
  const captures = shared(t, 'captures');
  if (captures === undefined) return;
  const request = readFileSync(path.join(captures, '06-syncupdates-first.request.xml'), 'utf8');
  const namesIn = (text: string): readonly string[] =>
    text.split(';').flatMap((pair) => (pair === '' ? [] : [pair.slice(0, pair.indexOf('='))]));
  const recorded = /<DeviceAttributes>(.*?)<\/DeviceAttributes>/.exec(request)?.[1] ?? '';
  const state = stateOf(loadProfile('windows-11-24h2'));
  const own = attributeText(new Map([...state.attributes, ['updateserviceurl', 'http://wsus.test:8530']]));
  // That one tells of a component this Windows does not have.
  const expected = namesIn(recorded).filter((name) => name !== 'AIFabricCBSStableVer');
  t.same(namesIn(own), expected, 'the same names in the same order');
  for (const mark of ['QEMU', '26200', 'i7-13700K', 'cda0970e4fb4fcc6', '1791126194'])
    t.notMatch(own, mark, 'nothing of the recorded machine');
});

t.test('every attribute of every ready profile is sent in the spelling of Windows', async (t) => {
  for (const name of readyProfileNames())
    for (const pair of attributeText(stateOf(loadProfile(name)).attributes).split(';'))
      t.notMatch(pair, /^[a-z]/, name);
});

t.test('what a profile says of a device reaches the state', async (t) => {
  const [network] = stateOf(loadProfile('windows-11-24h2')).drivers;
  t.match(network?.driver, {
    class: 'Net',
    manufacturer: 'Mock Devices Inc.',
    matchingId: 'PCI\\VEN_1AF4&DEV_1000&SUBSYS_00011AF4',
    rank: 16_711_681,
  });
});
