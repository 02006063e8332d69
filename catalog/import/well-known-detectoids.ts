import { uuidFromName } from '../../platform/randomness.ts';
import { nameKey } from './name-key.ts';
import type { SeedRule } from './seed.ts';
import { wellKnownCategories } from './well-known-categories.ts';

/** A condition every seed may require without declaring it. */
export interface WellKnownDetectoid {
  readonly updateId: string;
  readonly title: string;
  /** `DetectoidType` of the document. */
  readonly kind: string;
  readonly installed: SeedRule;
  /** UpdateIDs of products that must be there first. */
  readonly products: readonly string[];
}

/** Name, version, kind of machine, product; real documents of this sort compare one build and need their product. */
const systems: readonly (readonly [string, string, 'workstation' | 'server', string])[] = [
  ['Windows 11, version 25H2', '10.0.26200', 'workstation', 'Windows 11'],
  ['Windows 11, version 24H2', '10.0.26100', 'workstation', 'Windows 11'],
  ['Windows 11, version 23H2', '10.0.22631', 'workstation', 'Windows 11'],
  ['Windows 11, version 22H2', '10.0.22621', 'workstation', 'Windows 11'],
  ['Windows 11, version 21H2', '10.0.22000', 'workstation', 'Windows 11'],
  ['Windows 10, version 22H2', '10.0.19045', 'workstation', 'Windows 10, version 1903 and later'],
  ['Windows 10, version 21H2', '10.0.19044', 'workstation', 'Windows 10, version 1903 and later'],
  ['Windows 10, version 1809', '10.0.17763', 'workstation', 'Windows 10'],
  ['Windows 8.1', '6.3.9600', 'workstation', 'Windows 8.1'],
  ['Windows 7', '6.1.7601', 'workstation', 'Windows 7'],
  ['Windows Server 2025', '10.0.26100', 'server', 'Microsoft Server Operating System-24H2'],
  ['Windows Server, version 23H2', '10.0.25398', 'server', 'Microsoft Server Operating System-23H2'],
  ['Windows Server 2022', '10.0.20348', 'server', 'Microsoft Server operating system-21H2'],
  ['Windows Server 2019', '10.0.17763', 'server', 'Windows Server 2019'],
  ['Windows Server 2016', '10.0.14393', 'server', 'Windows Server 2016'],
  ['Windows Server 2012 R2', '6.3.9600', 'server', 'Windows Server 2012 R2'],
];

/** The real ids of the three architectures. */
const architectures = [
  ['x64', '59653007-e2e9-4f71-8525-2ff588527978'],
  ['x86', '3e0afb10-a9fb-4c16-a60e-5790c3803437'],
  ['arm64', '4103af66-247a-4782-b970-8899394c27c3'],
] as const;

/** Operating systems by `nameKey`. Their ids are our own: the real ones are many and not documented. */
export const operatingSystems: ReadonlyMap<string, WellKnownDetectoid> = new Map(
  systems.map(([name, version, type, product]) => [
    nameKey(name),
    {
      updateId: uuidFromName(`detectoid system ${nameKey(name)}`),
      title: `Mock: ${name}`,
      kind: 'SKU or Feature',
      installed: { windows: { version, type } },
      products: [productId(product)],
    },
  ]),
);

/** Names of the built-in operating systems as people write them. */
export const operatingSystemNames: readonly string[] = systems.map(([name]) => name);

/** Architectures by `nameKey`. */
export const processorArchitectures: ReadonlyMap<string, WellKnownDetectoid> = new Map(
  architectures.map(([architecture, updateId]) => [
    architecture,
    {
      updateId,
      title: `${architecture} processor`,
      kind: 'Architecture',
      installed: { architecture },
      products: [],
    },
  ]),
);

/** The condition that Windows speaks `language`, a language tag. */
export function languageDetectoid(language: string): WellKnownDetectoid {
  const tag = language.toLowerCase();
  return {
    updateId: uuidFromName(`detectoid language ${tag}`),
    title: `Mock: Windows in ${tag}`,
    kind: 'Windows Locale',
    installed: { language: tag },
    products: [],
  };
}

function productId(name: string): string {
  const product = wellKnownCategories.find(
    (category) => category.type === 'Product' && category.name === name,
  );
  if (!product) throw new Error(`no built-in product is called ${name}`);
  return product.updateId;
}
