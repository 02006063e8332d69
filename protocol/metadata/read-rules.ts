import { documentLimits } from './document-limits.ts';
import { readXmlDocument } from './xml-document.ts';
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
 * Reads the applicability rules of a Core fragment; of several rules in a section the first counts. Throws
 * METADATA_XML_MALFORMED, METADATA_DOCTYPE and METADATA_LIMIT ([MS-WUSP] §3.1.1.1).
 */
export function readRules(core: string): ApplicabilityRules {
  // A fragment has several roots.
  return rulesOf(readXmlDocument(`<Core>${core}</Core>`, documentLimits, 'dropped'));
}

/** The rules among the elements of a Core fragment that was read already, below an element of their own. */
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
