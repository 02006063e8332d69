import type { XmlElement } from '../../protocol/metadata/xml-tree.ts';
import { versionAtStart } from '../applicability/comparisons.ts';
import { numberIn, type RuleContext, textIn } from '../applicability/rule.ts';
import { nearNumbers, nearTexts, nearVersions } from './near-values.ts';
import type { Changes, Propose } from './proposal.ts';
import { isWindows, windowsVersionChanges } from './windows-version.ts';

/** What no update changes of a device: its edition and the kind of machine. */
const FIXED_LICENSES: ReadonlySet<string> = new Set(['kernel-productinfo']);
const FIXED_ATTRIBUTES: ReadonlySet<string> = new Set(['osskuid', 'sku', 'producttype', 'osarchitecture']);
/** Attributes that are the version of Windows itself. */
const VERSION_ATTRIBUTES: ReadonlySet<string> = new Set(['osversion', 'dl_osversion', 'lcuver']);

/** Products, licences, attributes and what was installed before: what of `systemTests` an installation can change. */
export const systemProposals: Readonly<Record<string, Propose>> = {
  'b.LicenseValueExists': (rule) => licenseChanges(rule, [1, undefined]),
  'b.LicenseDword': (rule) => licenseChanges(rule, [...nearNumbers(numberIn(rule, 'Data')), undefined]),
  'b.InstalledOnce': (_, { updateId }) => [
    [{ kind: 'history', updateId, isThere: true }],
    [{ kind: 'history', updateId, isThere: false }],
  ],
  'b.DeviceAttribute': attributeChanges,
  ProductReleaseInstalled: releaseChanges,
  ProductReleaseVersion: releaseChanges,
};

function licenseChanges(rule: XmlElement, values: readonly (number | undefined)[]): readonly Changes[] {
  const name = textIn(rule, 'Value').toLowerCase();
  if (FIXED_LICENSES.has(name)) return [];
  return values.map((value) => [{ kind: 'license', name, ...(value !== undefined && { value }) }]);
}

function attributeChanges(rule: XmlElement, context: RuleContext): readonly Changes[] {
  const name = textIn(rule, 'Name').toLowerCase();
  const wanted = textIn(rule, 'Value');
  if (FIXED_ATTRIBUTES.has(name)) return [];
  if (VERSION_ATTRIBUTES.has(name)) return nearVersions(wanted).map((one) => ofWindows(one, context));
  const isVersion = textIn(rule, 'Type').toLowerCase() === 'version';
  const near = isVersion ? nearVersions(wanted) : nearTexts(wanted, context.state.attributes.get(name));
  return [
    ...near.map((value): Changes => [{ kind: 'attribute', name, value }]),
    [{ kind: 'attribute', name }],
  ];
}

/** A release of Windows itself is another version of Windows, and Windows does not go away. */
function releaseChanges(rule: XmlElement, context: RuleContext): readonly Changes[] {
  const name = textIn(rule, 'Name');
  const near = nearVersions(textIn(rule, 'Version'));
  if (isWindows(name, context.state)) return near.map((one) => ofWindows(one, context));
  return [
    ...near.map((version): Changes => [{ kind: 'release', name, version }]),
    [{ kind: 'release', name }],
  ];
}

function ofWindows(version: string, { state }: RuleContext): Changes {
  return windowsVersionChanges(state, versionAtStart(version) ?? state.os.version);
}
