import { uuidFromName } from '../../../platform/randomness.ts';

/** Hardware models there are drivers for; models from here on have none. */
export const MODELS_WITH_DRIVERS = 2_000;

/** Hardware ids of a model that a driver may name, from the most specific to the most general. */
const DRIVER_IDS = 4;

/** The ids a device of hardware `model` reports: four hardware ids and two compatible ones. */
export function deviceIdsOf(model: number): { hardware: readonly string[]; compatible: readonly string[] } {
  const vendor = hex(0x8000 + (model % 97), 4);
  const device = `PCI\\VEN_${vendor}&DEV_${hex(model, 4)}`;
  const subsystem = `SUBSYS_${hex(model % 251, 4)}${hex(0x1000 + (model % 13), 4)}`;
  return {
    hardware: [`${device}&${subsystem}&REV_01`, `${device}&${subsystem}`, `${device}&REV_01`, device],
    compatible: [`PCI\\VEN_${vendor}&CC_${hex(model % 17, 4)}00`, `PCI\\VEN_${vendor}`],
  };
}

/** The hardware id number `choice` of those a driver for `model` may name. */
export function driverIdOf(model: number, choice: number): string {
  const { hardware } = deviceIdsOf(model);
  return hardware[choice % DRIVER_IDS] ?? '';
}

/** The hardware id of a computer model; the bench client is computer 0. */
export function computerIdOf(computer: number): string {
  return uuidFromName(`bench\0computer\0${computer}`);
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}
