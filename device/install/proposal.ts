import type { XmlElement } from '../../protocol/metadata/xml-tree.ts';
import type { RuleContext } from '../applicability/rule.ts';
import type { StateChange } from '../state/state-change.ts';

/** Changes that are made together. */
export type Changes = readonly StateChange[];

/**
 * Proposes what an installation or its removal could change so that an element comes out otherwise, the least first. Whether
 * it does is for the evaluation to say, so what does not help may be among it.
 */
export type Propose = (rule: XmlElement, context: RuleContext) => readonly Changes[];
