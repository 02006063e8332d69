import type { X509Certificate } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import { fail } from '../../platform/errors/index.ts';
import { createLives } from '../../platform/network/life.ts';
import { certificatesIn, type Roots, trustedRoots } from '../../platform/network/trusted-roots.ts';
import { createWholeFetch } from '../../platform/network/whole-fetch.ts';
import { type AskChain, createAskChain } from '../../protocol/x509/chain-status.ts';
import type { DevicePin, DeviceTrust } from './device-trust.ts';
import { statusFailures } from './status-failures.ts';

/** What a trust store is made of. */
export interface DeviceTrustStoreOptions {
  /** By which certificates and answers about them are judged. */
  readonly clock: Clock;
  readonly trust: DeviceTrust;
  /** Longest wait for one answer about revocation; ten seconds. */
  readonly statusMilliseconds?: number;
}

/** A pin with its certificates read. */
export type ReadPin =
  | { readonly kind: 'authority' | 'store'; readonly certificates: readonly X509Certificate[] }
  | { readonly kind: 'none' };

/**
 * Trust made ready: roots and pins read, and what is remembered of revocation. It is for one clock, and any number of
 * devices may share it, so that a thousand of them read the roots and ask about a server once.
 */
export interface DeviceTrustStore {
  readonly clock: Clock;
  readonly roots: () => Roots;
  readonly pin: ReadPin;
  readonly revocation: 'hard' | 'soft' | 'off';
  /** Asks about a chain; nobody is asked where `revocation` is `off`. */
  readonly askChain: AskChain;
  /** Ends questions under way, which would end by themselves after `statusMilliseconds`. */
  close(): void;
}

const STATUS_MILLISECONDS = 10_000;

/** Makes trust ready for use. Throws DEVICE_TRUST_REFUSED for roots and pins that are no certificates. */
export function createDeviceTrustStore({
  clock,
  trust,
  statusMilliseconds = STATUS_MILLISECONDS,
}: DeviceTrustStoreOptions): DeviceTrustStore {
  const { revocation } = trust;
  const lives = createLives();
  const fetchStatus = createWholeFetch({
    lives,
    milliseconds: statusMilliseconds,
    urlOf: (address) => new URL(address),
    failures: statusFailures,
  });
  return {
    clock,
    roots: trustedRoots(trust.roots, (reason) => refuse('roots', reason)),
    pin: readPin(trust.pin),
    revocation,
    askChain:
      revocation === 'off' ? async () => [] : createAskChain({ clock, fetchStatus, mode: revocation }),
    close: () => lives.endAll(new Error('the trust store was closed')),
  };
}

function readPin(pin: DevicePin): ReadPin {
  if (pin.kind === 'none') return pin;
  const certificates = certificatesIn(pin.certificates, (reason) => refuse(pin.kind, reason));
  if (pin.kind === 'store' && pin.certificates.trim() === '') return { kind: 'none' };
  if (certificates.length === 0) return refuse(pin.kind, 'there is no certificate in it');
  return { kind: pin.kind, certificates };
}

const NAMES = { roots: 'trusted roots', authority: 'pinned authorities', store: 'pin store' } as const;

function refuse(what: keyof typeof NAMES, reason: string): never {
  return fail('DEVICE_TRUST_REFUSED', { what: NAMES[what], reason });
}
