import { X509Certificate } from 'node:crypto';
import t from 'tap';
import { readPolicy } from '../../../device/policy/policy.ts';
import { policyFromFlags } from '../../../device/policy/policy-flags.ts';
import { applyChanges } from '../../../device/policy/reg-file.ts';
import { stateOf } from '../../../device/profile/state-of.ts';
import { deviceTrust, type TrustFiles } from '../../../scripts/device/device-trust.ts';
import { PLAIN } from '../../helpers/device-rules.ts';
import { issue } from '../../helpers/tls-certificates.ts';

const NOTHING: TrustFiles = {
  authority: undefined,
  authorityFile: undefined,
  machine: '',
  signing: undefined,
  publishers: undefined,
  revocation: 'soft',
};
const policyOf = (flags: Parameters<typeof policyFromFlags>[0]) => {
  const { registry } = stateOf(PLAIN);
  applyChanges(registry, policyFromFlags(flags));
  return readPolicy(registry);
};

t.test('a certificate of any length comes out of the pin store as it went in', async (t) => {
  // Lines of PEM have 48 bytes: one of these fills its last line.
  for (let length = 1; length <= 48; length++) {
    const { pem, certificate } = issue({ name: 'x'.repeat(length), names: ['wsus.test'] });
    const policy = policyOf({ server: 'https://wsus.test', pinnedCertificates: [pem] });
    const { pin } = deviceTrust(NOTHING, policy);
    const text = pin.kind === 'store' ? pin.certificates : 'no store';
    t.equal(new X509Certificate(text).fingerprint256, certificate.fingerprint256);
  }
});

t.test('the pin store of a WSUS goes before the update authority, which goes before none', async (t) => {
  const [pinned, authority] = [issue({ name: 'Pinned', names: ['wsus.test'] }), issue({ name: 'Root' })];
  const files = { ...NOTHING, authority: authority.pem };
  const server = 'https://wsus.test';
  const kindOf = (given: TrustFiles, flags: Parameters<typeof policyFromFlags>[0]) =>
    deviceTrust(given, policyOf(flags)).pin.kind;
  t.equal(kindOf(files, { server, pinnedCertificates: [pinned.pem] }), 'store');
  t.equal(kindOf(files, { pinnedCertificates: [pinned.pem] }), 'authority', 'the store is for a WSUS');
  t.equal(kindOf(files, { server }), 'authority');
  t.equal(kindOf(NOTHING, { server }), 'none');
  t.equal(kindOf(files, { server, pinnedCertificates: [pinned.pem], noPinning: true }), 'none');
});
