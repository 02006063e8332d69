import type { RuleNode } from '../../../protocol/metadata/build-document-spec.ts';

/** True on every machine, as most categories say of themselves. */
export const alwaysTrue: RuleNode = { name: 'lar:True' };

/** True from build `10,240 + number` of Windows 10 on. */
export function versionRule(number: number): RuleNode {
  return {
    name: 'bar:WindowsVersion',
    attributes: {
      Comparison: 'GreaterThanOrEqualTo',
      MajorVersion: 10,
      MinorVersion: 0,
      BuildNumber: 10_240 + number,
    },
  };
}

/** True where package `number` is installed. */
export function registryRule(number: number): RuleNode {
  return {
    name: 'bar:RegDword',
    attributes: {
      Key: 'HKEY_LOCAL_MACHINE',
      Subkey: `SOFTWARE\\Mock Windows Update\\Component Based Servicing\\Packages\\Mock_${number}`,
      Value: 'CurrentState',
      Comparison: 'EqualTo',
      Data: 112,
    },
  };
}

/** One rule as it is, several joined by `lar:And`. */
export function allOf(rules: readonly RuleNode[]): RuleNode {
  const [first = alwaysTrue, ...more] = rules;
  return more.length === 0 ? first : { name: 'lar:And', children: rules };
}
