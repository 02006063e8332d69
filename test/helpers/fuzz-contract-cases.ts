import fc from 'fast-check';
import { type Operation, soapActionOf } from '../../protocol/soap/contract.ts';
import { encodeRequest } from '../../protocol/soap/envelope.ts';
import type { Scalar, Type } from '../../protocol/soap/types.ts';
import { soap11, soap12 } from '../../protocol/soap/version.ts';
import { serverSync } from '../../protocol/wsusss/server-sync.ts';
import type { AuthorizationCookie, Cookie } from '../../protocol/wusp/common.ts';
import { servedServices } from '../../server/services.ts';
import type { ServedService } from '../../server/soap/service-operations.ts';
import { anyValueOf } from './arbitraries.ts';
import { coded, codings, type FuzzCase } from './fuzz-case.ts';
import type { CookieKind, FuzzWorld, KnownValues } from './fuzz-world.ts';

/** One value of so many stays one that the world does not know. */
const UNKNOWN = 4;

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
      const request = plausible(fuzz, service, operation, value, { cookie, chance });
      const xml = encodeRequest(contract, operation, request as never, version);
      const name = soapActionOf(contract, operation.name);
      const action = version === soap11 ? `"${name}"` : name;
      return { service, version, action, coding, body: coded(Buffer.from(xml), coding) };
    });
}

/** `value` with a cookie, and with what the world knows in the places `chance` decides. */
export function plausible(
  fuzz: FuzzWorld,
  service: ServedService,
  operation: Operation,
  value: unknown,
  { cookie, chance }: { readonly cookie: CookieKind | 'chance'; readonly chance: number },
): object {
  const known = withKnown(fuzz, operation.request, value, '', random(chance));
  return withCookie(fuzz, service, operation, known as object, cookie);
}

/** The cookie of that kind a service takes, and its authorization. */
export function cookieOf(
  fuzz: FuzzWorld,
  { contract }: ServedService,
  kind: CookieKind,
): { readonly cookie: Cookie; readonly authorization: AuthorizationCookie } {
  return contract.name === serverSync.name
    ? { cookie: fuzz.serverCookies[kind], authorization: fuzz.serverAuthorization }
    : { cookie: fuzz.cookies[kind], authorization: fuzz.authorization };
}

function withCookie(
  fuzz: FuzzWorld,
  service: ServedService,
  { request: { fields } }: Operation,
  value: object,
  kind: CookieKind | 'chance',
): object {
  if (kind === 'chance') return value;
  const { cookie, authorization } = cookieOf(fuzz, service, kind);
  const isOfServers = service.contract.name === serverSync.name;
  return {
    ...value,
    ...('cookie' in fields && { cookie }),
    ...('oldCookie' in value && { oldCookie: cookie }),
    ...('authCookies' in fields && {
      authCookies: [authorization],
      ...(kind === 'good' && { protocolVersion: isOfServers ? '1.20' : '2.90' }),
    }),
    ...('lastChange' in fields && kind === 'good' && { lastChange: fuzz.known.lastChange }),
  };
}

/** `value` with what the world knows in the place of most of what it does not. */
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
    return choices.length > 0 && pick(UNKNOWN) > 0 ? choices[pick(choices.length)] : value;
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
  const byName: Readonly<Record<string, readonly unknown[]>> = {
    ...clientChoices(known),
    ...serverChoices(known),
  };
  return byName[`${xsd} ${name}`] ?? (xsd === 'guid' ? known.updateIds : []);
}

function clientChoices(known: KnownValues): Readonly<Record<string, readonly unknown[]>> {
  return {
    'int revisionIDs': known.revisionIds,
    'int InstalledNonLeafUpdateIDs': known.revisionIds,
    'int installedNonLeafUpdateIDs': known.revisionIds,
    'int OtherCachedUpdateIDs': known.revisionIds,
    'int CachedDriverIDs': known.revisionIds,
    'int printerUpdateIDs': known.revisionIds,
    'int RevisionNumber': [1, 1, 1, 2],
    'short EventID': [156, 182],
    'string MiscData': [`U=${known.updateIds.join(';')}`, 'V=;;', 'W=x;', `g=${known.updateIds[3]}`],
    'base64Binary fileDigests': known.digests,
    'string HardwareIDs': known.hardwareIds,
    'string CompatibleIDs': known.hardwareIds,
    'string MatchingID': known.hardwareIds,
    'string FeatureScoreMatchingKey': ['AMD64.10.0'],
    'string locales': ['en', 'de', 'en-US'],
    'string protocolVersion': ['2.90', '1.0', '1.6', '1.8', '3.2', '1.20', '1.21', '2.0'],
    'string clientId': known.computerIds,
    'string computerId': known.computerIds,
    'string dnsName': ['fuzz.example'],
    'dateTime lastChange': [known.lastChange],
  };
}

function serverChoices(known: KnownValues): Readonly<Record<string, readonly unknown[]>> {
  return {
    'string accountName': ['dss.example', ...known.serverIds],
    'string accountGuid': [...known.serverIds, 'dss.example'],
    'string Anchor': known.anchors,
    'string configAnchor': known.anchors,
    'string syncAnchor': known.anchors,
    'string deploymentAnchor': known.anchors,
    'int Id': [0, 1031, 1033],
    'string Id': known.hardwareIds,
    'base64Binary fileDigestList': known.digests,
    'guid driverSets': known.driverSetIds.length > 0 ? known.driverSetIds : known.updateIds,
    'guid ServerId': known.serverIds,
    'guid ParentServerId': known.serverIds,
    'guid parentServerId': known.serverIds,
    'guid TargetGroupIdList': known.groupIds,
    'string FullDomainName': ['dss.example', 'child.example'],
    'string Version': ['10.0.26100.1'],
    'string ComputerId': known.computerIds,
    'guid InstanceId': known.serverIds,
    'int SummarizationState': [1, 2, 3, 4, 5, 6],
    'int OSMajorVersion': [10],
    'dateTime clientTime': [known.time],
  };
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
