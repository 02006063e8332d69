import { attributeText } from '../profile/attribute-text.ts';
import type { DeviceState } from '../state/device-state.ts';
import type { CallerFacts } from './sync-parameters.ts';

/** Who wants a scan, as a native client names it (capture 06). */
export interface ScanReason {
  /** `Id` of the caller. */
  readonly caller: string;
  /** Whether somebody waits for it. */
  readonly isInteractive: boolean;
}

/** Who scans when nobody says. */
export const USUAL_CALLER = 'UpdateOrchestrator';

/** What a device says of itself in a scan of `server`. */
export function callerFacts(
  state: DeviceState,
  server: string,
  { caller, isInteractive }: ScanReason,
): CallerFacts {
  const interactive = isInteractive ? 1 : 0;
  return {
    deviceAttributes: attributeText(new Map([...state.attributes, ['updateserviceurl', server]])),
    callerAttributes: `Interactive=${interactive};SheddingAware=1;Id=${caller};AADDeviceTokenState=WU:0x00248002;`,
    products: [...state.releases].map(([name, version]) => `PN=${name}&V=${version};`).join(''),
  };
}
