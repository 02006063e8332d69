import type { HresultName } from '../protocol/hresult/hresults.ts';
import type { CallFacts } from './client/server-calls.ts';
import type { DeviceFailure, PassedCheck } from './failure.ts';
import type { Offer, Withheld } from './offers/offer.ts';

/** What happens in a device, told as it happens. */
export type DeviceEvent =
  | { readonly kind: 'phase'; readonly phase: DevicePhase; readonly about: string }
  /** A check of the server `about`, or of that file. */
  | ({ readonly kind: 'check'; readonly of: 'server' | 'file'; readonly about: string } & PassedCheck)
  | { readonly kind: 'warning'; readonly text: string }
  | ({ readonly kind: 'call' } & CallFacts)
  /** A fault, and what the device does about it. */
  | { readonly kind: 'recovery'; readonly fault: string; readonly action: string }
  | { readonly kind: 'page'; readonly trip: number; readonly added: number; readonly cached: number }
  | { readonly kind: 'offer'; readonly offer: Offer; readonly title: string }
  | ({ readonly kind: 'withheld'; readonly title: string } & Withheld)
  | { readonly kind: 'scanned'; readonly facts: ScanFacts }
  | {
      readonly kind: 'download';
      readonly file: string;
      readonly size: number;
      readonly from: readonly string[];
    }
  | { readonly kind: 'bytes'; readonly file: string; readonly source: string; readonly count: number }
  | { readonly kind: 'downloaded'; readonly file: string; readonly size: number; readonly isFresh: boolean }
  | { readonly kind: 'installing'; readonly updateId: string; readonly title: string }
  | {
      readonly kind: 'installed';
      readonly updateId: string;
      readonly title: string;
      readonly code: HresultName;
      readonly changes: number;
    }
  | { readonly kind: 'removed'; readonly updateId: string; readonly title: string }
  | { readonly kind: 'failed'; readonly about: string; readonly failure: DeviceFailure }
  | { readonly kind: 'rebooted'; readonly updates: number }
  | { readonly kind: 'reported'; readonly events: readonly number[] };

/** What a device is doing. */
export type DevicePhase = 'scan' | 'download' | 'verify' | 'install' | 'reboot' | 'report';

/** What a scan came to. */
export interface ScanFacts {
  /** SyncUpdates calls. */
  readonly trips: number;
  readonly revisions: number;
  readonly drivers: number;
  readonly installed: number;
  readonly needed: number;
  readonly unknown: number;
  readonly offered: number;
  /** Milliseconds from the first call to the last answer. */
  readonly milliseconds: number;
}

/** Told of everything that happens. */
export type DeviceWatcher = (event: DeviceEvent) => void;
