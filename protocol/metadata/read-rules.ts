import { childElements, type XmlElement } from './xml-tree.ts';

/** The rules of one revision: each section the rule it holds, by the names of fragments (`b.`, `m.`, `d.`). */
export interface ApplicabilityRules {
  readonly isInstalled?: XmlElement;
  readonly isInstallable?: XmlElement;
  readonly isSuperseded?: XmlElement;
  /** What stands under Metadata. */
  readonly metadata: readonly XmlElement[];
}

/**
 * The rules among the elements of a Core fragment, below an element of their own; of several in a section the first counts
 * ([MS-WUSP] §3.1.1.1).
 */
export function rulesOf(fragment: XmlElement): ApplicabilityRules {
  const rules = childElements(fragment).find(({ name }) => name === 'ApplicabilityRules');
  const sections = new Map((rules ? childElements(rules) : []).map((one) => [one.name, childElements(one)]));
  const ruleOf = (name: string): XmlElement | undefined => sections.get(name)?.[0];
  const isInstalled = ruleOf('IsInstalled');
  const isInstallable = ruleOf('IsInstallable');
  const isSuperseded = ruleOf('IsSuperseded');
  return {
    ...(isInstalled && { isInstalled }),
    ...(isInstallable && { isInstallable }),
    ...(isSuperseded && { isSuperseded }),
    metadata: sections.get('Metadata') ?? [],
  };
}
