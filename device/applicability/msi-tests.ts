import { attributeOf, childElements, textOf, type XmlElement } from '../../protocol/metadata/xml-tree.ts';
import type { MsiProduct } from '../state/device-state.ts';
import { compareVersions, versionAtStart } from './comparisons.ts';
import { oncePerMetadata } from './once-per-metadata.ts';
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
import { spend } from './work.ts';

/** Tests of what Windows Installer installed: [MS-WUSP] MsiApplicabilityRules. */
export const msiTests: Readonly<Record<string, RuleTest>> = {
  'm.MsiProductInstalled': (rule, { state }) =>
    verdict(isWanted(rule, state.products.get(codeIn(rule, 'ProductCode')))),
  'm.MsiPatchInstalledForProduct': (rule, context) => {
    const product = context.state.products.get(codeIn(rule, 'ProductCode'));
    spend(context, product?.patches.length ?? 0);
    return verdict(isWanted(rule, product) && product?.patches.includes(codeIn(rule, 'PatchCode')) === true);
  },
  'm.MsiFeatureInstalledForProduct': (rule, context) =>
    partsInstalled(rule, context, 'm.Feature', 'AllFeaturesRequired', ({ features }) => features),
  'm.MsiComponentInstalledForProduct': (rule, context) =>
    partsInstalled(rule, context, 'm.Component', 'AllComponentsRequired', ({ components }) => components),
  'm.MsiApplicationInstalled': application((product) => product !== undefined),
  'm.MsiApplicationInstallable': application((product) => product === undefined),
  // A later version has another product code, which the metadata does not name.
  'm.MsiApplicationSuperseded': application(() => false),
  'm.MsiPatchInstalled': patch((hasPatch) => hasPatch),
  'm.MsiPatchInstallable': patch((hasPatch) => !hasPatch),
  'm.MsiPatchSuperseded': patch(() => false),
};

/** The code in an attribute, lower case. */
export function codeIn(rule: XmlElement, name: string): string {
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
  context: RuleContext,
  element: 'm.Feature' | 'm.Component',
  all: string,
  installed: (product: MsiProduct) => readonly string[],
): Verdict {
  const areCodes = element === 'm.Component';
  const names = namesIn(rule, element).map((one) => (areCodes ? one.toLowerCase() : one));
  const hasParts = (code: string): boolean => {
    const product = context.state.products.get(code.toLowerCase());
    if (product === undefined) return false;
    const parts = new Set(installed(product));
    if (!spend(context, names.length + parts.size)) return false;
    const has = (name: string): boolean => parts.has(name);
    return isSet(rule, all) ? names.every(has) : names.some(has);
  };
  const products = namesIn(rule, 'm.Product');
  return verdict(isSet(rule, 'AllProductsRequired') ? products.every(hasParts) : products.some(hasParts));
}

/** The texts of the children of a rule called `name`. */
export function namesIn(rule: XmlElement, name: string): readonly string[] {
  return childElements(rule)
    .filter((one) => one.name === name)
    .map((one) => textOf(one).trim());
}

/** Judges by the product MsiApplicationMetadata names. */
function application(judge: (product: MsiProduct | undefined) => boolean): RuleTest {
  return (rule, context) => {
    const found = describedApplication(context);
    if (found === undefined) return unknown(rule, context);
    return verdict(judge(context.state.products.get(found.code)));
  };
}

/** Judges by the patch MsiPatchMetadata describes, over the products it is for. */
function patch(judge: (hasPatch: boolean) => boolean): RuleTest {
  return (rule, context) => {
    const found = describedPatch(context);
    if (found === undefined) return unknown(rule, context);
    if (!spend(context, found.targets.length)) return 'unknown';
    const targets = found.targets.flatMap((code) => context.state.products.get(code) ?? []);
    return verdict(
      targets.some(({ patches }) => spend(context, patches.length) && judge(patches.includes(found.code))),
    );
  };
}

/** What the MsiApplicationMetadata of the update says: the code in lower case. */
export interface DescribedApplication {
  readonly code: string;
  readonly version?: string;
}

/** The application the update describes; undefined where it describes none. */
export const describedApplication = oncePerMetadata((context): DescribedApplication | undefined => {
  const found = described(context, 'm.MsiApplicationMetadata', 'm.ProductCode');
  const version = found && attributeOf(found, 'Version');
  return found && { code: codeAt(found), ...(version !== undefined && { version }) };
});

/** What the MsiPatchMetadata of the update says: codes in lower case. */
export interface DescribedPatch {
  readonly code: string;
  /** Codes of the products it is for, each once. */
  readonly targets: readonly string[];
}

/** The patch the update describes; undefined where it describes none. */
export const describedPatch = oncePerMetadata((context): DescribedPatch | undefined => {
  const found = described(context, 'm.MsiPatchMetadata', 'MsiPatch');
  if (found === undefined) return undefined;
  const targets = elementsAt([found], 'TargetProduct').flatMap(
    (target) => elementsAt([target], 'TargetProductCode')[0] ?? [],
  );
  return { code: codeIn(found, 'PatchGUID'), targets: [...new Set(targets.map(codeAt))] };
});

function codeAt(element: XmlElement): string {
  return textOf(element).trim().toLowerCase();
}
