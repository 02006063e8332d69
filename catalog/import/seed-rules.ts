import { fail } from '../../platform/errors/index.ts';
import type { RuleNode } from '../../protocol/metadata/build-document-spec.ts';
import type { SeedRule, SeedRuleObject, SeedWindowsVersion } from './seed.ts';

/** Builds the error's place: the file, the line and the path of the rule. */
export type RulePlace = () => string;

/** Processor architectures of `bar:Processor`. */
const ARCHITECTURES = { x86: 0, x64: 9, arm64: 12 } as const;
/** Product types of `bar:WindowsVersion`: 1 workstation, 2 domain controller, 3 server. */
const PRODUCT_TYPES = { workstation: [1], server: [2, 3] } as const;

const HIVES: Readonly<Record<string, string>> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKCU: 'HKEY_CURRENT_USER',
  HKCR: 'HKEY_CLASSES_ROOT',
  HKU: 'HKEY_USERS',
};

/** What each condition becomes, and the properties that may stand beside it. */
const conditions: Readonly<
  Record<string, { with: readonly string[]; write: (rule: SeedRuleObject, place: RulePlace) => RuleNode }>
> = {
  all: { with: [], write: (rule, place) => group('lar:And', rule.all, place) },
  any: { with: [], write: (rule, place) => group('lar:Or', rule.any, place) },
  not: { with: [], write: (rule, place) => group('lar:Not', [rule.not ?? true], place) },
  windows: { with: [], write: (rule) => windowsNode(rule.windows ?? {}) },
  architecture: { with: [], write: architectureNode },
  language: { with: [], write: (rule) => node('bar:WindowsLanguage', { Language: rule.language ?? '' }) },
  registry: { with: ['value', 'equals', 'atLeast'], write: registryNode },
  file: { with: ['atLeast'], write: fileNode },
  package: {
    with: [],
    write: (rule) => node('cbsar:CbsPackageInstalledByIdentity', { PackageIdentity: rule.package ?? '' }),
  },
  msi: { with: [], write: (rule) => node('msiar:MsiProductInstalled', { ProductCode: rule.msi ?? '' }) },
  element: { with: ['attributes', 'children', 'text'], write: elementNode },
};

/**
 * The element of the rule language for a condition of a seed.
 *
 * @throws SEED_INVALID where properties are combined that do not go together
 */
export function ruleNode(rule: SeedRule, place: RulePlace): RuleNode {
  if (typeof rule === 'boolean') return node(rule ? 'lar:True' : 'lar:False');
  const given = Object.keys(rule);
  const [kind, ...others] = given.filter((key) => key in conditions);
  const condition = kind === undefined ? undefined : conditions[kind];
  if (!condition || others.length > 0)
    return fail('SEED_INVALID', {
      where: place(),
      problem: `a condition is exactly one of ${Object.keys(conditions).join(', ')}, not ${given.join(' with ')}`,
      repair: 'Combine several conditions with all or any.',
    });
  const strange = given.find((key) => key !== kind && !condition.with.includes(key));
  if (strange !== undefined)
    return fail('SEED_INVALID', {
      where: place(),
      problem: `${strange} says nothing beside ${kind}`,
      repair: `Take ${strange} out.`,
    });
  return condition.write(rule, place);
}

function node(name: string, attributes?: RuleNode['attributes'], children?: readonly RuleNode[]): RuleNode {
  return { name, ...(attributes && { attributes }), ...(children && children.length > 0 && { children }) };
}

/** The children under `name`; a single one needs no And and no Or. */
function group(name: string, rules: readonly SeedRule[] | undefined, place: RulePlace): RuleNode {
  return join(
    name,
    (rules ?? []).map((rule) => ruleNode(rule, place)),
  );
}

function join(name: string, children: readonly RuleNode[]): RuleNode {
  const [only, ...others] = children;
  return only && others.length === 0 && name !== 'lar:Not' ? only : node(name, undefined, children);
}

function windowsNode(windows: SeedWindowsVersion): RuleNode {
  const ranges = [
    windows.version && versionNode('EqualTo', windows.version),
    windows.minimum && versionNode('GreaterThanOrEqualTo', windows.minimum),
    // Windows compares the build by itself: less than 10.0.22000 would have to be less than 10.0, too.
    windows.below && node('lar:Not', undefined, [versionNode('GreaterThanOrEqualTo', windows.below)]),
  ].filter((range) => typeof range === 'object');
  const types = windows.type ? [typeNode(PRODUCT_TYPES[windows.type])] : [];
  return join('lar:And', [...ranges, ...types]);
}

function versionNode(comparison: string, version: string): RuleNode {
  const names = ['MajorVersion', 'MinorVersion', 'BuildNumber'];
  const parts = version.split('.').slice(0, names.length);
  const numbers = Object.fromEntries(parts.map((part, index) => [names[index] ?? '', Number(part)]));
  return node('bar:WindowsVersion', { Comparison: comparison, ...numbers });
}

function typeNode(types: readonly number[]): RuleNode {
  const nodes = types.map((type) => node('bar:WindowsVersion', { Comparison: 'EqualTo', ProductType: type }));
  return join('lar:Or', nodes);
}

function architectureNode(rule: SeedRuleObject): RuleNode {
  return node('bar:Processor', { Architecture: ARCHITECTURES[rule.architecture ?? 'x64'] });
}

function registryNode(rule: SeedRuleObject, place: RulePlace): RuleNode {
  const [hive = '', ...subkey] = (rule.registry ?? '').split('\\');
  const key = { Key: HIVES[hive] ?? hive, Subkey: subkey.join('\\') };
  const { value, equals, atLeast } = rule;
  if (value === undefined) {
    if (equals === undefined && atLeast === undefined) return node('bar:RegKeyExists', key);
    return fail('SEED_INVALID', {
      where: place(),
      problem: 'a comparison needs the name of a registry value',
      repair: 'Add value: with that name.',
    });
  }
  const named = { ...key, Value: value };
  if (equals !== undefined) return equalsNode(named, equals);
  if (atLeast === undefined) return node('bar:RegValueExists', named);
  const name = typeof atLeast === 'number' ? 'bar:RegDword' : 'bar:RegSzToVersion';
  return node(name, { ...named, Comparison: 'GreaterThanOrEqualTo', Data: atLeast });
}

function equalsNode(named: Readonly<Record<string, string>>, equals: string | number): RuleNode {
  const name = typeof equals === 'number' ? 'bar:RegDword' : 'bar:RegSz';
  return node(name, { ...named, Comparison: 'EqualTo', Data: equals });
}

function fileNode(rule: SeedRuleObject): RuleNode {
  const path = { Path: rule.file ?? '' };
  if (rule.atLeast === undefined) return node('bar:FileExists', path);
  return node('bar:FileVersion', {
    ...path,
    Comparison: 'GreaterThanOrEqualTo',
    Version: String(rule.atLeast),
  });
}

function elementNode(rule: SeedRuleObject, place: RulePlace): RuleNode {
  const children = (rule.children ?? []).map((child) => ruleNode(child, place));
  const text = rule.text === undefined ? {} : { text: rule.text };
  return { ...node(rule.element ?? '', rule.attributes, children), ...text };
}
