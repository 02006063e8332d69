import type { Catalog } from '../catalog.ts';
import { isBusy } from '../view/busy-rest.ts';
import type { Pause } from './upstream/patience.ts';

/** Writes to the catalogue for a run that can wait. */
export type PatientStore = <T>(work: () => T) => Promise<T>;

/** Another process that imports holds the store for some seconds; a run waits for five minutes. */
const MOST_TRIES = 600;
const PAUSE_MILLISECONDS = 500;

/**
 * Makes `Catalog.write` wait for another process without keeping this one from its other work: a double serves clients
 * while it synchronises.
 */
export function createPatientStore(catalog: Catalog, pause: Pause): PatientStore {
  return async (work) => {
    for (let tries = 1; ; tries++) {
      try {
        return catalog.write(work);
      } catch (error) {
        if (!isBusy(error) || tries === MOST_TRIES) throw error;
        await pause(PAUSE_MILLISECONDS);
      }
    }
  };
}
