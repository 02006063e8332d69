import fc from 'fast-check';
import { type Operation, soapActionOf } from '../../protocol/soap/contract.ts';
import { encodeRequest } from '../../protocol/soap/envelope.ts';
import type { Scalar, Type } from '../../protocol/soap/types.ts';
import { soap11, soap12 } from '../../protocol/soap/version.ts';
import { servedServices } from '../../server/services.ts';
import type { ServedService } from '../../server/soap/service-operations.ts';
import { anyValueOf } from './arbitraries.ts';
import { coded, codings, type FuzzCase } from './fuzz-case.ts';
import type { CookieKind, FuzzWorld } from './fuzz-world.ts';

/** Half of all requests have a cookie that opens the door, some one that is refused, the rest what chance gives. */
export const anyCookieKind: fc.Arbitrary<CookieKind | 'chance'> = fc.oneof(
  { arbitrary: fc.constant<CookieKind>('good'), weight: 5 },
  {
    arbitrary: fc.constantFrom<CookieKind>('expired', 'unregistered', 'stale', 'moved', 'foreign', 'damaged'),
    weight: 3,
  },
  { arbitrary: fc.constant<'chance'>('chance'), weight: 2 },
);
export const anyVersion = fc.constantFrom(soap11, soap11, soap12);
export const anyCoding = fc.constantFrom(...codings);

/** Any request of any operation of any service that its contract allows. */
export function contractCases(fuzz: FuzzWorld): fc.Arbitrary<FuzzCase> {
  const each = servedServices.flatMap((service) =>
    Object.values(service.contract.operations).map((operation) => casesOf(fuzz, service, operation)),
  );
  return fc.oneof(...each);
}

function casesOf(fuzz: FuzzWorld, service: ServedService, operation: Operation): fc.Arbitrary<FuzzCase> {
  const { contract } = service;
  return fc
    .record({
      value: anyValueOf(operation.request),
      cookie: anyCookieKind,
      chance: fc.nat(),
      version: anyVersion,
      coding: anyCoding,
    })
    .map(({ value, cookie, chance, version, coding }) => {
      const request = plausible(fuzz, operation, value, { cookie, chance });
      const xml = encodeRequest(contract, operation, request as never, version);
      const name = soapActionOf(contract, operation.name);
      const action = version === soap11 ? `"${name}"` : name;
      return { service, version, action, coding, body: coded(Buffer.from(xml), coding) };
    });
}

/** `value` with a cookie, and with what the world knows in the places `chance` decides. */
export function plausible(
  fuzz: FuzzWorld,
  operation: Operation,
  value: unknown,
  { cookie, chance }: { readonly cookie: CookieKind | 'chance'; readonly chance: number },
): object {
  const known = withKnown(fuzz, operation.request, value, '', random(chance));
  return withCookie(fuzz, operation, known as object, cookie);
}

function withCookie(
  { cookies, authorization, known }: FuzzWorld,
  { request: { fields } }: Operation,
  value: object,
  kind: CookieKind | 'chance',
): object {
  if (kind === 'chance') return value;
  const cookie = cookies[kind];
  return {
    ...value,
    ...('cookie' in fields && { cookie }),
    ...('oldCookie' in value && { oldCookie: cookie }),
    ...('authCookies' in fields && {
      authCookies: [authorization],
      ...(kind === 'good' && { lastChange: known.lastChange, protocolVersion: '2.90' }),
    }),
  };
}

/** `value` with what the world knows in the place of about half of what it does not. */
function withKnown(
  fuzz: FuzzWorld,
  type: Type<unknown>,
  value: unknown,
  name: string,
  pick: (below: number) => number,
): unknown {
  if (value === undefined) return undefined;
  if (type.kind === 'scalar') {
    const choices = choicesFor(fuzz, type, name);
    return choices.length > 0 && pick(2) === 0 ? choices[pick(choices.length)] : value;
  }
  if (type.kind === 'array')
    return (value as unknown[]).map((item) => withKnown(fuzz, type.of, item, name || type.item, pick));
  const entries = Object.entries(value as object).map(([key, part]) => {
    const field = type.fields[key];
    return [key, field === undefined ? part : withKnown(fuzz, field.type, part, key, pick)];
  });
  return Object.fromEntries(entries);
}

function choicesFor({ known }: FuzzWorld, { xsd }: Scalar<unknown>, name: string): readonly unknown[] {
  if (xsd === 'guid') return known.updateIds;
  const byName: Readonly<Record<string, readonly unknown[]>> = {
    'int revisionIDs': known.revisionIds,
    'int InstalledNonLeafUpdateIDs': known.revisionIds,
    'int installedNonLeafUpdateIDs': known.revisionIds,
    'int OtherCachedUpdateIDs': known.revisionIds,
    'int CachedDriverIDs': known.revisionIds,
    'int printerUpdateIDs': known.revisionIds,
    'int RevisionNumber': [1, 2],
    'short EventID': [156, 182],
    'string MiscData': [`U=${known.updateIds.join(';')}`, 'V=;;', 'W=x;', `g=${known.updateIds[3]}`],
    'base64Binary fileDigests': known.digests,
    'string HardwareIDs': known.hardwareIds,
    'string CompatibleIDs': known.hardwareIds,
    'string MatchingID': known.hardwareIds,
    'string FeatureScoreMatchingKey': ['AMD64.10.0'],
    'string locales': ['en', 'de', 'en-US'],
    'string protocolVersion': ['2.90', '1.0', '1.6', '1.8', '3.2'],
    'string clientId': known.computerIds,
    'string computerId': known.computerIds,
    'string dnsName': ['fuzz.example'],
    'dateTime lastChange': [known.lastChange],
  };
  return byName[`${xsd} ${name}`] ?? [];
}

/** Numbers that `seed` decides: fast-check keeps one number instead of one for each place. */
function random(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
