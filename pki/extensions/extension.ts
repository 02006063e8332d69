import type { Asn1 } from '../der.ts';

/** One X.509 extension: its identifier, whether unaware readers must refuse it, and its value. */
export interface Extension {
  readonly id: string;
  readonly critical: boolean;
  readonly value: Asn1;
}
