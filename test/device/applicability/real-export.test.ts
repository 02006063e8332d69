import t from 'tap';
import { evaluate } from '../../../device/applicability/evaluate.ts';
import type { DeviceProfile } from '../../../device/profile/profile.ts';
import { stateOf } from '../../../device/profile/state-of.ts';
import { parseUpdateDocument } from '../../../protocol/metadata/parse-update-document.ts';
import { readCore } from '../../../protocol/metadata/read-core.ts';
import { PLAIN } from '../../helpers/device-rules.ts';
import { realExport } from '../../helpers/real-export.ts';

const DEVICES: readonly DeviceProfile[] = [
  PLAIN,
  { ...PLAIN, name: 'ARM64 laptop', architecture: 'arm64', languages: ['de-DE'] },
  {
    ...PLAIN,
    name: 'Windows 10 22H2',
    windows: { version: '10.0.19045.5854', edition: 'Enterprise', release: '22H2' },
  },
  {
    ...PLAIN,
    name: 'Server 2025',
    windows: { version: '10.0.26100.4061', edition: 'ServerStandard', release: '24H2', type: 'server' },
  },
];

/** Detectoids by title: whether they are there on each of the devices above. */
const EXPECTED: Readonly<Record<string, readonly boolean[]>> = {
  AMD64: [true, false, true, true],
  Windows1124H2: [true, true, false, false],
  'Product Detectoid for ProductName Client.OS.RS2.AMD64': [true, false, false, false],
  'Windows 10 Professional Detectoid': [true, true, false, false],
  'Vista or Later': [true, true, true, true],
  'Language Detectoid for en-us': [true, false, true, true],
};

t.test(
  'every rule of a real catalogue is judged, WMI queries apart, and well-known ones come out right',
  async (t) => {
    const revisions = realExport(t);
    if (revisions === undefined) return;
    const documents = revisions.map(({ xml }) => parseUpdateDocument(xml));
    const judged = documents.map((document) => ({
      document,
      rules: readCore(document.fragments.core).rules,
    }));
    t.equal(judged.filter(({ rules }) => rules.isInstalled !== undefined).length, 4_125);
    for (const [at, profile] of DEVICES.entries()) {
      const state = stateOf(profile);
      const unknown = new Set<string>();
      const found: Record<string, boolean[]> = {};
      for (const { document, rules } of judged) {
        const { updateId, texts } = document;
        if (rules.isInstalled === undefined) continue;
        const verdict = evaluate(rules.isInstalled, { state, metadata: rules.metadata, updateId, unknown });
        const title = texts[0]?.title ?? '';
        if (title in EXPECTED) found[title] = [...(found[title] ?? []), verdict === 'true'];
      }
      t.same([...unknown], ['b.WmiQuery'], profile.name);
      for (const [title, expected] of Object.entries(EXPECTED))
        t.ok(
          found[title]?.every((one) => one === expected[at]),
          `${profile.name}: ${title}`,
        );
    }
  },
);
