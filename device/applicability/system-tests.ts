import { attributeOf, type XmlElement } from '../../protocol/metadata/xml-tree.ts';
import { wmiKey } from '../state/device-state.ts';
import { compareVersions, scalarHolds, textHolds, versionAtStart } from './comparisons.ts';
import { isSet, judged, numberIn, type RuleContext, type RuleTest, textIn, unknown } from './rule.ts';
import { type Verdict, verdict } from './verdict.ts';

/** What VerifyVersionInfo compares one after the other, as the more significant are equal. */
const VERSION_FIELDS = ['MajorVersion', 'MinorVersion', 'ServicePackMajor', 'ServicePackMinor'] as const;

/** Tests of Windows, the machine and what is set up on it. */
export const systemTests: Readonly<Record<string, RuleTest>> = {
  'b.Platform': (rule) => verdict(textIn(rule, 'PlatformID') === 'Windows'),
  'b.WindowsVersion': windowsVersion,
  'b.PlatformVersion': windowsVersion,
  'b.WindowsLanguage': windowsLanguage,
  'b.PlatformLanguage': windowsLanguage,
  'b.MuiInstalled': (_, { state }) => verdict(state.languages.length > 1),
  'b.MuiLanguageInstalled': (rule, { state }) =>
    verdict(state.languages.length > 1 && state.languages.some((one) => isOf(one, textIn(rule, 'Language')))),
  'b.SystemMetric': (rule, context) => {
    const index = numberIn(rule, 'Index');
    return compared(
      rule,
      context,
      index === undefined ? undefined : (context.state.metrics.get(index) ?? 0),
      'Value',
    );
  },
  'b.Processor': (rule, { state: { processor } }) => {
    const is = (name: string, own: number | undefined): boolean =>
      attributeOf(rule, name) === undefined || numberIn(rule, name) === own;
    return verdict(
      is('Architecture', processor.architecture) &&
        is('Level', processor.level) &&
        is('Revision', processor.revision),
    );
  },
  'b.NumberOfProcessors': (rule, context) => compared(rule, context, context.state.processor.count, 'Number'),
  'b.ClusteredOS': (_, { state }) => verdict(state.os.isClustered),
  // Without a cluster no resource can be opened.
  'b.ClusterResourceOwner': (rule, context) =>
    context.state.os.isClustered ? unknown(rule, context) : 'false',
  'b.LicenseValueExists': (rule, { state }) =>
    verdict(state.licenses.has(textIn(rule, 'Value').toLowerCase())),
  'b.LicenseDword': (rule, context) => {
    const value = context.state.licenses.get(textIn(rule, 'Value').toLowerCase());
    return typeof value === 'number' ? compared(rule, context, value, 'Data') : 'false';
  },
  'b.WmiQuery': (rule, context) => {
    const rows = context.state.wmi.get(wmiKey(textIn(rule, 'Namespace'), textIn(rule, 'WqlQuery')));
    return rows === undefined ? unknown(rule, context) : verdict(rows > 0);
  },
  'b.InstalledOnce': (_, { state, updateId }) => verdict(state.history.has(updateId)),
  'b.DeviceAttribute': deviceAttribute,
  ProductReleaseInstalled: (rule, context) => release(rule, context, 'GreaterThanOrEqualTo'),
  ProductReleaseVersion: (rule, context) => release(rule, context, textIn(rule, 'Comparison')),
};

/** The way VerifyVersionInfo does it: only fields that are named count, and the build number by itself. */
function windowsVersion(rule: XmlElement, context: RuleContext): Verdict {
  const { version, servicePack, suiteMask, productType } = context.state.os;
  const [major, minor, build] = version;
  const own = [major, minor, ...servicePack];
  const differences = VERSION_FIELDS.flatMap((name, at) => differenceOf(rule, name, own[at] ?? 0));
  const [ofBuild = 0] = differenceOf(rule, 'BuildNumber', build);
  const difference = differences.find((one) => one !== 0) ?? 0;
  const comparison = attributeOf(rule, 'Comparison') ?? 'EqualTo';
  const holds = (one: number): boolean | undefined => scalarHolds(comparison, one);
  if (Number.isNaN(difference + ofBuild) || holds(0) === undefined) return unknown(rule, context);
  const isVersion = differences.length === 0 || holds(difference) === true;
  const isBuild = attributeOf(rule, 'BuildNumber') === undefined || holds(ofBuild) === true;
  return verdict(isVersion && isBuild && hasSuites(rule, suiteMask) && isOfType(rule, productType));
}

/** Nothing where the rule does not name the field, NaN where what it names is no number. */
function differenceOf(rule: XmlElement, name: string, own: number): readonly number[] {
  return attributeOf(rule, name) === undefined ? [] : [own - (numberIn(rule, name) ?? Number.NaN)];
}

function hasSuites(rule: XmlElement, own: number): boolean {
  const mask = numberIn(rule, 'SuiteMask');
  if (mask === undefined) return true;
  return isSet(rule, 'AllSuitesMustBePresent') ? (own & mask) === mask : (own & mask) !== 0;
}

/** For equality whatever the Comparison says (online service facts §8.10). */
function isOfType(rule: XmlElement, own: number): boolean {
  const type = numberIn(rule, 'ProductType');
  return type === undefined || type === own;
}

/** Of the language Windows was installed in; false where several are. */
function windowsLanguage(rule: XmlElement, { state: { languages } }: RuleContext): Verdict {
  const [only = '', ...others] = languages;
  return verdict(others.length === 0 && isOf(only, textIn(rule, 'Language')));
}

/** `de` covers `de-DE`. */
function isOf(own: string, wanted: string): boolean {
  const [a, b] = [own.toLowerCase(), wanted.toLowerCase()];
  return a === b || a.startsWith(`${b}-`);
}

function compared(
  rule: XmlElement,
  context: RuleContext,
  own: number | undefined,
  name: 'Value' | 'Number' | 'Data',
): Verdict {
  const wanted = numberIn(rule, name);
  if (own === undefined || wanted === undefined) return unknown(rule, context);
  return judged(rule, context, scalarHolds(textIn(rule, 'Comparison'), own - wanted));
}

function deviceAttribute(rule: XmlElement, context: RuleContext): Verdict {
  const own = context.state.attributes.get(textIn(rule, 'Name').toLowerCase());
  if (own === undefined) return 'false';
  const comparison = attributeOf(rule, 'Comparison') ?? 'EqualTo';
  const wanted = textIn(rule, 'Value');
  const holds =
    textIn(rule, 'Type').toLowerCase() === 'version'
      ? versionHolds(comparison, own, wanted)
      : textHolds(comparison, own, wanted);
  return judged(rule, context, holds);
}

/** A product of the unified update platform, by the version that is installed of it. */
function release(rule: XmlElement, context: RuleContext, comparison: string): Verdict {
  const own = context.state.releases.get(textIn(rule, 'Name').toLowerCase());
  if (own === undefined) return 'false';
  return judged(rule, context, versionHolds(comparison, own, textIn(rule, 'Version')));
}

function versionHolds(comparison: string, own: string, wanted: string): boolean | undefined {
  const [a, b] = [versionAtStart(own), versionAtStart(wanted)];
  return a && b && scalarHolds(comparison, compareVersions(a, b));
}
