import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { soapActionOf } from '../../protocol/soap/contract.ts';
import { encodeRequest } from '../../protocol/soap/envelope.ts';
import { soap11, soap12 } from '../../protocol/soap/version.ts';
import { clientService } from '../../protocol/wusp/client.ts';
import { servedServices } from '../../server/services.ts';
import type { ServedService } from '../../server/soap/service-operations.ts';
import { anyValueOf } from './arbitraries.ts';
import { coded, type FuzzCase } from './fuzz-case.ts';
import { anyCoding, anyCookieKind, anyVersion, cookieOf, plausible } from './fuzz-contract-cases.ts';
import { anyMutations, mutate } from './fuzz-mutations.ts';
import type { FuzzWorld } from './fuzz-world.ts';
import { sharedFolder } from './shared.ts';

/** A request before it is changed. */
interface Original {
  readonly service: ServedService;
  readonly name: string;
  readonly xml: string;
}

/** Requests of each operation our encoder makes the originals from. */
const OWN_PER_OPERATION = 8;

/** Good requests, recorded ones and our own, with any changes to their bytes. */
export function mutatedCases(fuzz: FuzzWorld): fc.Arbitrary<FuzzCase> {
  const originals = [...ownOriginals(fuzz), ...recordedOriginals()];
  const bytes = originals.map(({ xml }) => Buffer.from(xml));
  return fc
    .record({
      which: fc.nat(originals.length - 1),
      cookie: anyCookieKind,
      version: anyVersion,
      coding: anyCoding,
      changes: anyMutations,
      /** Whether the packed bytes are changed instead of the text. */
      isPacked: fc.oneof(
        { arbitrary: fc.constant(false), weight: 5 },
        { arbitrary: fc.boolean(), weight: 1 },
      ),
      to: fc.oneof(
        { arbitrary: fc.constant(undefined), weight: 20 },
        { arbitrary: fc.constantFrom(...servedServices), weight: 1 },
      ),
    })
    .map(({ which, cookie, version, coding, changes, isPacked, to }) => {
      const { service, name, xml } = originals[which] as Original;
      const own = cookieOf(fuzz, service, cookie === 'chance' ? 'good' : cookie);
      const sealed = cookie === 'chance' ? undefined : own.cookie.EncryptedData?.toString('base64');
      const authorization = own.authorization.CookieData?.toString('base64');
      let body: Buffer = Buffer.from(
        xml
          .replaceAll(/<EncryptedData>[^<]*</g, (whole) => (sealed ? `<EncryptedData>${sealed}<` : whole))
          .replaceAll(/<CookieData>[^<]*</g, `<CookieData>${authorization}<`)
          .replace(soap11.envelopeNamespace, version.envelopeNamespace),
      );
      if (isPacked) body = coded(body, coding);
      for (const change of changes) body = mutate(body, change, bytes);
      const action = soapActionOf(service.contract, name);
      return {
        service: to ?? service,
        version,
        action: version === soap12 ? action : `"${action}"`,
        coding,
        body: isPacked ? body : coded(body, coding),
      };
    });
}

function ownOriginals(fuzz: FuzzWorld): readonly Original[] {
  return servedServices.flatMap((service) =>
    Object.values(service.contract.operations).flatMap((operation) => {
      const values = fc.sample(anyValueOf(operation.request), { seed: 7, numRuns: OWN_PER_OPERATION });
      return values.map((value, chance) => {
        const request = plausible(fuzz, service, operation, value, { cookie: 'good', chance });
        const xml = encodeRequest(service.contract, operation, request as never);
        return { service, name: operation.name, xml };
      });
    }),
  );
}

/** None where the recordings are not at hand. */
function recordedOriginals(): readonly Original[] {
  const folder = path.join(sharedFolder, 'captures');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.request.xml'))
    .sort()
    .map((file) => {
      const xml = readFileSync(path.join(folder, file), 'utf8');
      const [, name = '', namespace] = /Body[^>]*><(\w+) xmlns="([^"]*)"/.exec(xml) ?? [];
      // Clients and servers have operations of one name in one namespace.
      const found = servedServices.find(
        ({ contract }) =>
          contract.namespace === namespace &&
          name in contract.operations &&
          (contract !== clientService || !file.includes('-ss-')),
      );
      if (found === undefined) throw new Error(`${file} is a request of no service`);
      return { service: found, name, xml };
    });
}
