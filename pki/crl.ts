import { sign } from 'node:crypto';
import type { Credential, IssuerId } from './credential.ts';
import {
  type Asn1,
  bits,
  enumerated,
  implicit,
  integer,
  nothing,
  octets,
  oid,
  sequence,
  tagged,
  time,
  toDer,
} from './der.ts';
import type { Moments } from './moments.ts';
import { OID } from './oids.ts';
import { type Revocation, type Revocations, revocationReasons } from './revocations.ts';

/** A revocation list and what decides whether it can be served again. */
interface IssuedCrl {
  readonly der: Buffer;
  readonly entries: number;
  readonly number: bigint;
  readonly issued: Moments;
}

const HOUR = 3_600_000;
/** As long as Microsoft's own update authorities, to the order: clients cache until then. */
const LIFETIME = 7 * 24 * HOUR;
/** A new list after half of it, so that none in circulation runs out. */
const FRESH = LIFETIME / 2;
/** Clocks of clients may be behind. */
const BACKDATED = HOUR;
const VERSION_2 = 1;

/**
 * Signs the revocation lists of the authorities, RFC 5280 §5, and keeps the current one of each. A list holds at all
 * `moments`: it begins before the earliest and ends a lifetime after the latest.
 */
export function createCrls(
  authorityOf: (id: IssuerId) => Credential,
  revocations: Revocations,
  moments: () => Moments,
): (id: IssuerId) => Buffer {
  const current = new Map<IssuerId, IssuedCrl>();
  return (id) => {
    const entries = revocations.of(id);
    const known = current.get(id);
    const now = moments();
    if (known?.entries === entries.length && isFresh(known.issued, now)) return known.der;
    const next = issueCrl(authorityOf(id), entries, now, known?.number);
    current.set(id, next);
    return next.der;
  };
}

function isFresh(issued: Moments, now: Moments): boolean {
  const age = Math.max(now.earliest - issued.earliest, now.latest - issued.latest);
  return now.earliest >= issued.earliest && age < FRESH;
}

function issueCrl(
  authority: Credential,
  entries: readonly Revocation[],
  now: Moments,
  previous: bigint | undefined,
): IssuedCrl {
  const number = nextNumber(entries.length, now.earliest, previous);
  const content = listContent(authority, entries, now, number);
  const signature = sign('sha256', toDer(content), authority.key);
  const der = toDer(sequence(content, algorithm(), bits(signature)));
  return { der, entries: entries.length, number, issued: now };
}

// Grows with every revocation and with time, across restarts, without a counter on disk.
function nextNumber(entries: number, now: number, previous: bigint | undefined): bigint {
  const number = (BigInt(entries) << 32n) + BigInt(Math.max(0, Math.floor(now / 1000)));
  return previous === undefined || number > previous ? number : previous + 1n;
}

function listContent(
  authority: Credential,
  entries: readonly Revocation[],
  { earliest, latest }: Moments,
  number: bigint,
): Asn1 {
  const extensions = sequence(
    extension(OID.authorityKeyIdentifier, sequence(implicit(0, authority.keyIdentifier()))),
    extension(OID.cRLNumber, integer(number)),
  );
  return sequence(
    integer(VERSION_2),
    algorithm(),
    authority.fields().subject,
    time(earliest - BACKDATED),
    time(latest + LIFETIME),
    // An empty list must be absent, RFC 5280 §5.1.2.6.
    ...(entries.length === 0 ? [] : [sequence(...entries.map(listEntry))]),
    tagged(0, extensions),
  );
}

function listEntry({ serial, at, reason }: Revocation): Asn1 {
  const code = revocationReasons[reason];
  // "unspecified" should be absent instead, RFC 5280 §5.3.1.
  const details = code === 0 ? [] : [sequence(extension(OID.reasonCode, enumerated(code)))];
  return sequence(integer(BigInt(`0x${serial}`)), time(at), ...details);
}

const algorithm = (): Asn1 => sequence(oid(OID.sha256WithRsaEncryption), nothing());

const extension = (id: string, value: Asn1): Asn1 => sequence(oid(id), octets(toDer(value)));
