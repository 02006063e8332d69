import type { FleetReport } from '../../device/fleet/run-fleet.ts';

/** Work for devices in a process of their own: against the server at `url`, known by the CA in `ca`, or over an export. */
export type DeviceOrder =
  | { readonly kind: 'scans'; readonly url: string; readonly ca: string; readonly times: number }
  | { readonly kind: 'fleet'; readonly url: string; readonly ca: string; readonly count: number }
  | { readonly kind: 'rules'; readonly file: string; readonly times: number };

/** What it took. */
export type DeviceReply =
  /** Milliseconds of each scan after its connection had passed every check, a new device each. */
  | { readonly kind: 'scans'; readonly milliseconds: readonly number[]; readonly calls: number }
  | { readonly kind: 'fleet'; readonly report: FleetReport; readonly peakResidentMegabytes: number }
  /** Milliseconds in which all revisions were judged, once for each time. */
  | {
      readonly kind: 'rules';
      readonly revisions: number;
      readonly milliseconds: readonly number[];
      readonly reading: number;
    }
  | { readonly error: string };
