import { isoMoment, parseMoment } from '../../../platform/clock.ts';
import type { DocumentSpec, DriverSpec } from '../../../protocol/metadata/build-document-spec.ts';
import { driverRules } from '../../../protocol/metadata/build-rules.ts';
import { FIRST_PRODUCTS } from './categories.ts';
import type { Draws } from './draws.ts';
import { computerIdOf, driverIdOf, MODELS_WITH_DRIVERS } from './hardware.ts';
import { type CataloguePlan, COMMON_DETECTOIDS, DRIVERS_CLASSIFICATION } from './plan.ts';
import { detectoidIdOf, updateIdOf } from './update-names.ts';

const CLASSES = ['Display', 'Net', 'MEDIA', 'System', 'Bluetooth', 'Extension'] as const;
const FIRST_DRIVER = parseMoment('2017-01-01T00:00:00Z');
const DRIVER_EVERY_MILLISECONDS = 12 * 3_600_000;
const MOST_ROWS = 4;

/** Feature scores of drivers that came with Windows, from a maker, and for general use. */
const FEATURE_SCORES = [0xfd, 0xfe, 0xff] as const;

/** Shares of the rows that are for certain computers, and that name another system only. */
const FOR_COMPUTERS = 0.1;
const FOR_ANOTHER_SYSTEM = 0.15;
const COMPUTERS = 40;

/** Drivers for hardware models drawn by lot, one to four models each. */
export function* drivers({ drivers: count }: CataloguePlan, draws: Draws): Generator<DocumentSpec> {
  for (let number = 0; number < count; number++) yield driver(number, draws);
}

function driver(number: number, draws: Draws): DocumentSpec {
  const place = draws.below(COMMON_DETECTOIDS[0] ?? 1);
  const created = isoMoment(FIRST_DRIVER + number * DRIVER_EVERY_MILLISECONDS);
  return {
    identity: { updateId: updateIdOf('driver', number), revisionNumber: 1 },
    updateType: 'Driver',
    properties: { defaultLanguage: 'en', explicitlyDeployable: true, creationDate: created },
    texts: [{ language: 'en', title: `Mock: driver ${number}` }],
    prerequisites: [
      { isCategory: true, updateIds: [updateIdOf('product', draws.below(FIRST_PRODUCTS))] },
      { isCategory: true, updateIds: [updateIdOf('classification', DRIVERS_CLASSIFICATION)] },
      { isCategory: false, updateIds: [detectoidIdOf(0, place)] },
    ],
    rules: driverRules,
    drivers: Array.from({ length: 1 + draws.below(MOST_ROWS) }, () => row(number, created, draws)),
    handler: { kind: 'WindowsDriver' },
  };
}

function row(number: number, created: string, draws: Draws): DriverSpec {
  const model = draws.below(MODELS_WITH_DRIVERS);
  const maker = `Mock Maker ${model % 97}`;
  const system = draws.chance(FOR_ANOTHER_SYSTEM) ? 'X86.6.1' : 'AMD64.10.0';
  const computers = draws.chance(FOR_COMPUTERS) ? [computerIdOf(draws.below(COMPUTERS))] : [];
  return {
    hardwareId: driverIdOf(model, draws.below(4)),
    driverVerDate: created.slice(0, 10),
    driverVerVersion: `31.0.${number % 1_000}.${draws.below(10_000)}`,
    class: CLASSES[model % CLASSES.length] ?? CLASSES[0],
    manufacturer: maker,
    provider: maker,
    model: `Mock Device ${model}`,
    whqlDriverId: String(1_000_000 + number),
    featureScores: [
      { operatingSystem: system, featureScore: FEATURE_SCORES[draws.below(FEATURE_SCORES.length)] ?? 0xff },
    ],
    distributionComputerHardwareIds: computers,
    targetComputerHardwareIds: computers,
  };
}
