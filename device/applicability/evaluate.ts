import { childElements, type XmlElement } from '../../protocol/metadata/xml-tree.ts';
import { appxTests } from './appx-tests.ts';
import { cbsTests } from './cbs-tests.ts';
import { driverTests } from './driver-tests.ts';
import { fileTests } from './file-tests.ts';
import { msiTests } from './msi-tests.ts';
import { registryLoop, registryTests } from './registry-tests.ts';
import { type RuleContext, type RuleTest, unknown } from './rule.ts';
import { systemTests } from './system-tests.ts';
import { all, not, some, type Verdict } from './verdict.ts';
import { costOf, spend, TOO_MUCH } from './work.ts';

/** Judges a rule with all the rules in it. */
export type RuleEvaluation = (rule: XmlElement, context: RuleContext) => Verdict;

/**
 * Judges `rule`, an element of a Core fragment, over a device: [MS-WUSP] applicability rules; server sync facts §2.4. What
 * this device does not know is `unknown` and noted in the context; so is all after more comparisons than there may be.
 */
export const evaluate: RuleEvaluation = (rule, context) => {
  const test = TESTS.get(rule.name);
  if (!spend(context, costOf(rule))) return leftOpen(context);
  const verdict = test === undefined ? unknown(rule, context) : test(rule, context);
  // A test that could not make its comparisons says nothing.
  return spend(context, 0) ? verdict : leftOpen(context);
};

function leftOpen({ unknown }: RuleContext): Verdict {
  unknown.add(TOO_MUCH);
  return 'unknown';
}

const logic: Readonly<Record<string, RuleTest>> = {
  True: () => 'true',
  False: () => 'false',
  And: (rule, context) => all(childElements(rule), (one) => evaluate(one, context)),
  Or: (rule, context) => some(childElements(rule), (one) => evaluate(one, context)),
  Not: (rule, context) => {
    const [inner, ...others] = childElements(rule);
    return inner === undefined || others.length > 0 ? unknown(rule, context) : not(evaluate(inner, context));
  },
};

const TESTS: ReadonlyMap<string, RuleTest> = new Map(
  Object.entries({
    ...logic,
    ...registryTests,
    'b.RegKeyLoop': registryLoop((rule, context) => evaluate(rule, context)),
    ...fileTests,
    ...systemTests,
    ...msiTests,
    ...cbsTests,
    ...appxTests,
    ...driverTests,
  }),
);
