import type { DeviceIdentity } from '../client/identity.ts';
import type { Computer } from '../profile/computer.ts';
import type { DeviceState } from '../state/device-state.ts';

/** What every event says of the device: [MS-WUSP] §2.2.2.3.1, ExtendedData. */
export interface ReporterFacts {
  readonly identity: DeviceIdentity;
  readonly computer: Computer;
  readonly state: DeviceState;
  /** PRODUCT_… of the edition. */
  readonly productType: number;
  /** LCID of the system. */
  readonly localeId: number;
}

/** ProcessorArchitecture of events by PROCESSOR_ARCHITECTURE_…; the enumeration knows no ARM. */
const ARCHITECTURES: Readonly<Record<number, 'X86Compatible' | 'IA64Compatible' | 'Amd64Compatible'>> = {
  0: 'X86Compatible',
  6: 'IA64Compatible',
  9: 'Amd64Compatible',
};

export function architectureOf(
  state: DeviceState,
): 'X86Compatible' | 'IA64Compatible' | 'Amd64Compatible' | 'Unknown' {
  return ARCHITECTURES[state.processor.architecture] ?? 'Unknown';
}
