import { attributeOf, type XmlElement } from '../../protocol/metadata/xml-tree.ts';
import { codeIn, describedApplication, describedPatch, namesIn } from '../applicability/msi-tests.ts';
import { isSet, numberIn, type RuleContext } from '../applicability/rule.ts';
import { spend } from '../applicability/work.ts';
import type { MsiProduct } from '../state/device-state.ts';
import { nearVersions } from './near-values.ts';
import type { Changes, Propose } from './proposal.ts';

/** What a product has of which a rule says no more than that it is there. */
const NEW_PRODUCT: MsiProduct = { version: '1.0.0.0', features: [], components: [], patches: [] };

/** What Windows Installer installs: what `msiTests` judges. */
export const msiProposals: Readonly<Record<string, Propose>> = {
  'm.MsiProductInstalled': (rule, context) => {
    const code = codeIn(rule, 'ProductCode');
    return [...productsFor(rule, context).map((one) => set(code, one)), set(code)];
  },
  'm.MsiPatchInstalledForProduct': (rule, context) => {
    const [code, patch] = [codeIn(rule, 'ProductCode'), codeIn(rule, 'PatchCode')];
    const own = context.state.products.get(code);
    const patched = productsFor(rule, context).map((one) => set(code, withPatch(one, patch)));
    return own === undefined ? patched : [...patched, set(code, withoutPatch(own, patch))];
  },
  'm.MsiFeatureInstalledForProduct': (rule, context) =>
    partChanges(rule, context, 'features', namesIn(rule, 'm.Feature'), isSet(rule, 'AllFeaturesRequired')),
  'm.MsiComponentInstalledForProduct': (rule, context) => {
    const codes = namesIn(rule, 'm.Component').map((one) => one.toLowerCase());
    return partChanges(rule, context, 'components', codes, isSet(rule, 'AllComponentsRequired'));
  },
  'm.MsiApplicationInstalled': applicationChanges,
  'm.MsiApplicationInstallable': applicationChanges,
  'm.MsiPatchInstalled': patchChanges,
  'm.MsiPatchInstallable': patchChanges,
};

function set(code: string, product?: MsiProduct): Changes {
  return [{ kind: 'product', code, ...(product && { product }) }];
}

/** The product a rule names as it is, or a new one, in the versions near the bounds of the rule and in its language. */
function productsFor(rule: XmlElement, { state }: RuleContext): readonly MsiProduct[] {
  const own = state.products.get(codeIn(rule, 'ProductCode'));
  const language = numberIn(rule, 'Language') ?? own?.language;
  const bounds = [attributeOf(rule, 'VersionMin'), attributeOf(rule, 'VersionMax')];
  const versions = [
    ...(own === undefined ? [] : [own.version]),
    ...bounds.flatMap((one) => (one === undefined ? [] : nearVersions(one))),
    NEW_PRODUCT.version,
  ];
  return versions.map((version) => ({
    ...NEW_PRODUCT,
    ...own,
    version,
    ...(language !== undefined && { language }),
  }));
}

function withPatch(product: MsiProduct, patch: string): MsiProduct {
  return { ...product, patches: [...new Set([...product.patches, patch])] };
}

function withoutPatch(product: MsiProduct, patch: string): MsiProduct {
  return { ...product, patches: product.patches.filter((one) => one !== patch) };
}

/** The parts for a product that is there, for a new one, for all products that are named; and for none of them. */
function partChanges(
  rule: XmlElement,
  context: RuleContext,
  list: 'features' | 'components',
  names: readonly string[],
  areAllRequired: boolean,
): readonly Changes[] {
  const { state } = context;
  const codes = [...new Set(namesIn(rule, 'm.Product').map((one) => one.toLowerCase()))];
  const present = codes.filter((one) => state.products.has(one));
  const parts = areAllRequired ? names : names.slice(0, 1);
  // A list of them all is made for each product.
  const own = present.reduce((sum, code) => sum + (state.products.get(code)?.[list].length ?? 0), 0);
  if (!spend(context, codes.length * parts.length + own + present.length * names.length)) return [];
  const named = new Set(names);
  const install = (code: string): Changes => {
    const own = state.products.get(code) ?? NEW_PRODUCT;
    return set(code, { ...own, [list]: [...new Set([...own[list], ...parts])] });
  };
  const remove = (code: string): Changes => {
    const own = state.products.get(code) ?? NEW_PRODUCT;
    return set(code, { ...own, [list]: own[list].filter((one) => !named.has(one)) });
  };
  const [one = codes[0]] = present;
  return [
    ...(one === undefined ? [] : [install(one)]),
    codes.flatMap(install),
    present.flatMap(remove),
    // All of no parts are installed where the product is.
    present.flatMap((code) => set(code)),
  ];
}

function applicationChanges(_: XmlElement, context: RuleContext): readonly Changes[] {
  const found = describedApplication(context);
  if (found === undefined) return [];
  const { code, version = NEW_PRODUCT.version } = found;
  return [set(code, { ...NEW_PRODUCT, version }), set(code)];
}

/** The patch on each product it is for that is there, and on none: it needs its product. */
function patchChanges(_: XmlElement, context: RuleContext): readonly Changes[] {
  const found = describedPatch(context);
  if (found === undefined) return [];
  const { code, targets } = found;
  if (!spend(context, targets.length)) return [];
  const present = targets.flatMap((target) => {
    const product = context.state.products.get(target);
    return product === undefined ? [] : [{ target, product }];
  });
  const patches = present.reduce((sum, { product }) => sum + product.patches.length, 0);
  if (!spend(context, patches)) return [];
  return [
    present.flatMap(({ target, product }) => set(target, withPatch(product, code))),
    present.flatMap(({ target, product }) => set(target, withoutPatch(product, code))),
  ];
}
