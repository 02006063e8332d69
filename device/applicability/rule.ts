import { attributeOf, childElements, type XmlElement } from '../../protocol/metadata/xml-tree.ts';
import type { DeviceState } from '../state/device-state.ts';
import { type Verdict, verdict } from './verdict.ts';
import type { Work } from './work.ts';

/** What a rule is judged over. */
export interface RuleContext {
  readonly state: DeviceState;
  /** What stands under `Metadata` of the update's rules. */
  readonly metadata: readonly XmlElement[];
  /** UpdateID of the update, lower case. */
  readonly updateId: string;
  /** The key a RegKeyLoop is at. */
  readonly loopTarget?: string;
  /** Takes the name of an element that cannot be judged here. */
  readonly unknown: Set<string>;
  /** What judging may still take; without end where it is left out. */
  readonly work?: Work;
}

/** Judges one element of the rule language. */
export type RuleTest = (rule: XmlElement, context: RuleContext) => Verdict;

/** The verdict on an element this device cannot judge; its name is noted. */
export function unknown({ name }: XmlElement, context: RuleContext): Verdict {
  context.unknown.add(name);
  return 'unknown';
}

/** The verdict on what holds, or not; undefined where the element cannot be judged. */
export function judged(rule: XmlElement, context: RuleContext, holds: boolean | undefined): Verdict {
  return holds === undefined ? unknown(rule, context) : verdict(holds);
}

/** The elements `path` leads to below `elements`, by their names without prefixes and whatever their namespaces. */
export function elementsAt(
  elements: readonly XmlElement[],
  ...path: readonly string[]
): readonly XmlElement[] {
  return path.reduce(
    (all, name) => all.flatMap((one) => childElements(one).filter(({ local }) => local === name)),
    elements,
  );
}

/** The first `child` in the part `name` of the metadata of the update. */
export function described(
  { metadata }: Pick<RuleContext, 'metadata'>,
  name: string,
  child: string,
): XmlElement | undefined {
  return elementsAt(
    metadata.filter(({ local }) => local === name),
    child,
  )[0];
}

/** The text of an attribute; empty where it is not there. */
export function textIn(rule: XmlElement, name: string): string {
  return attributeOf(rule, name) ?? '';
}

/** The whole number in an attribute, in decimal or as `0x…`; undefined where it is none. */
export function numberIn(rule: XmlElement, name: string): number | undefined {
  const text = attributeOf(rule, name)?.trim();
  return text !== undefined && /^(-?\d{1,15}|0x[0-9a-f]{1,8})$/i.test(text) ? Number(text) : undefined;
}

/** xs:boolean; false where it is not there. */
export function isSet(rule: XmlElement, name: string): boolean {
  const text = textIn(rule, name).trim();
  return text === 'true' || text === '1';
}
