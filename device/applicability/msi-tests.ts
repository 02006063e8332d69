import { attributeOf, childElements, textOf, type XmlElement } from '../../protocol/metadata/xml-tree.ts';
import type { MsiProduct } from '../state/device-state.ts';
import { compareVersions, versionAtStart } from './comparisons.ts';
import {
  described,
  elementsAt,
  isSet,
  numberIn,
  type RuleContext,
  type RuleTest,
  textIn,
  unknown,
} from './rule.ts';
import { type Verdict, verdict } from './verdict.ts';

/** Tests of what Windows Installer installed: [MS-WUSP] MsiApplicabilityRules. */
export const msiTests: Readonly<Record<string, RuleTest>> = {
  'm.MsiProductInstalled': (rule, { state }) =>
    verdict(isWanted(rule, state.products.get(codeIn(rule, 'ProductCode')))),
  'm.MsiPatchInstalledForProduct': (rule, { state }) => {
    const product = state.products.get(codeIn(rule, 'ProductCode'));
    return verdict(isWanted(rule, product) && product?.patches.includes(codeIn(rule, 'PatchCode')) === true);
  },
  'm.MsiFeatureInstalledForProduct': (rule, context) =>
    partsInstalled(rule, context, 'm.Feature', isSet(rule, 'AllFeaturesRequired'), ({ features }, name) =>
      features.includes(name),
    ),
  'm.MsiComponentInstalledForProduct': (rule, context) =>
    partsInstalled(
      rule,
      context,
      'm.Component',
      isSet(rule, 'AllComponentsRequired'),
      ({ components }, code) => components.includes(code.toLowerCase()),
    ),
  'm.MsiApplicationInstalled': application((product) => product !== undefined),
  'm.MsiApplicationInstallable': application((product) => product === undefined),
  // A later version has another product code, which the metadata does not name.
  'm.MsiApplicationSuperseded': application(() => false),
  'm.MsiPatchInstalled': patch((hasPatch) => hasPatch),
  'm.MsiPatchInstallable': patch((hasPatch) => !hasPatch),
  'm.MsiPatchSuperseded': patch(() => false),
};

function codeIn(rule: XmlElement, name: string): string {
  return textIn(rule, name).trim().toLowerCase();
}

/** Whether the product is there, in a version and language the rule wants. */
function isWanted(rule: XmlElement, product: MsiProduct | undefined): boolean {
  if (product === undefined) return false;
  const language = numberIn(rule, 'Language');
  return (
    (language === undefined || language === product.language) &&
    isBeyond(rule, product, 'VersionMin', 1) &&
    isBeyond(rule, product, 'VersionMax', -1)
  );
}

/** Whether the version lies on the side `side` of a bound, which counts itself unless it is excluded. */
function isBeyond(
  rule: XmlElement,
  product: MsiProduct,
  bound: 'VersionMin' | 'VersionMax',
  side: 1 | -1,
): boolean {
  const text = attributeOf(rule, bound);
  if (text === undefined) return true;
  const [own, wanted] = [versionAtStart(product.version), versionAtStart(text)];
  if (own === undefined || wanted === undefined) return false;
  const difference = compareVersions(own, wanted) * side;
  return isSet(rule, `Exclude${bound}`) ? difference > 0 : difference >= 0;
}

/** Whether one (or all) of the parts is installed for one (or all) of the products. */
function partsInstalled(
  rule: XmlElement,
  { state }: RuleContext,
  element: string,
  allParts: boolean,
  isInstalled: (product: MsiProduct, name: string) => boolean,
): Verdict {
  const namesIn = (name: string): string[] =>
    childElements(rule)
      .filter((one) => one.name === name)
      .map((one) => textOf(one).trim());
  const names = namesIn(element);
  const hasParts = (code: string): boolean => {
    const product = state.products.get(code.toLowerCase());
    if (product === undefined) return false;
    const has = (name: string): boolean => isInstalled(product, name);
    return allParts ? names.every(has) : names.some(has);
  };
  const products = namesIn('m.Product');
  return verdict(isSet(rule, 'AllProductsRequired') ? products.every(hasParts) : products.some(hasParts));
}

/** Judges by the product MsiApplicationMetadata names. */
function application(judge: (product: MsiProduct | undefined) => boolean): RuleTest {
  return (rule, context) => {
    const code = described(context, 'm.MsiApplicationMetadata', 'm.ProductCode');
    if (code === undefined) return unknown(rule, context);
    return verdict(judge(productNamed(code, context)));
  };
}

/** Judges by the patch MsiPatchMetadata describes, over the products it is for. */
function patch(judge: (hasPatch: boolean) => boolean): RuleTest {
  return (rule, context) => {
    const found = described(context, 'm.MsiPatchMetadata', 'MsiPatch');
    if (found === undefined) return unknown(rule, context);
    const code = codeIn(found, 'PatchGUID');
    const targets = elementsAt([found], 'TargetProduct').flatMap((target) => targetOf(target, context) ?? []);
    return verdict(targets.some(({ patches }) => judge(patches.includes(code))));
  };
}

function targetOf(target: XmlElement, context: RuleContext): MsiProduct | undefined {
  const [code] = elementsAt([target], 'TargetProductCode');
  return code && productNamed(code, context);
}

/** The product whose code is the text of `code`. */
function productNamed(code: XmlElement, { state }: RuleContext): MsiProduct | undefined {
  return state.products.get(textOf(code).trim().toLowerCase());
}
