import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Test } from 'tap';
import type { CachedRevision } from '../../device/datastore/cached-revision.ts';
import { createDatastore } from '../../device/datastore/datastore.ts';
import type { DeviceBody } from '../../device/device-body.ts';
import type { DeviceEvent } from '../../device/events.ts';
import type { Offer } from '../../device/offers/offer.ts';
import type { SigningTrust } from '../../device/verify/signing-trust.ts';
import { type Downloads, downloadWork, presentDownloads } from '../../device/work/download-work.ts';
import { systemClock } from '../../platform/clock.ts';
import { createSeededRandomness } from '../../platform/randomness.ts';
import { readCore } from '../../protocol/metadata/read-core.ts';
import { deviceHttp } from './downloads.ts';

/** What an update says of a file; what is left out is true. */
export interface Claim {
  readonly bytes: Buffer;
  readonly name?: string;
  readonly size?: number;
  /** In base64; `none` leaves it out. */
  readonly sha256?: string;
  readonly isLocal?: boolean;
}

/** The part of a device that downloads and verifies. */
export interface ClaimingDevice {
  readonly folder: string;
  /** Everything it told, in order. */
  readonly told: DeviceEvent[];
  /** Names in its folder. */
  files(): readonly string[];
  /** Downloads what updates of one file each want, all at `url`: what became of each, `verified as NAME` or a code. */
  download(url: URL, ...claims: readonly Claim[]): Promise<readonly string[]>;
  /** The same of what is there already. */
  present(...claims: readonly Claim[]): Promise<readonly string[]>;
}

/** A device that believes `signing` in a new folder of the test. */
export function claimingDevice(
  t: Test,
  signing: Pick<SigningTrust, 'roots' | 'trustedPublishers'>,
  options: { readonly signal?: AbortSignal; readonly onEvent?: (event: DeviceEvent) => void } = {},
): ClaimingDevice {
  const folder = path.join(t.testdir({}), 'download');
  const told: DeviceEvent[] = [];
  const http = deviceHttp(t, { slowest: { bytesPerSecond: 4_096, milliseconds: 1_000 } });
  const bodyOf = (claims: readonly Claim[], url: URL | undefined): DeviceBody => {
    const store = createDatastore();
    for (const [at, { bytes }] of claims.entries()) {
      store.setExtended(at + 1, { extended: extendedOf(claims[at] as Claim) });
      if (url !== undefined) store.setLocation(digest(bytes, 'sha1', 'hex').toUpperCase(), url.href);
    }
    const body = {
      store,
      policy: { acceptsTrustedPublishers: true },
      record: { events: [], outcomes: {}, sampling: 0 },
      save: () => {},
      saveRecord: () => {},
      options: {
        http,
        storage: { downloads: folder },
        clock: systemClock,
        randomness: createSeededRandomness('claims'),
        pause: async () => {},
        watch: (event: DeviceEvent) => {
          told.push(event);
          options.onEvent?.(event);
        },
        signing: {
          revocation: 'off',
          askStatus: async () => ({ kind: 'good' }),
          onWarning: () => {},
          ...signing,
        },
        ...(options.signal && { signal: options.signal }),
      },
    };
    // Files are no matter of the rest of a device.
    return body as unknown as DeviceBody;
  };
  const run = async (
    work: (body: DeviceBody, offers: readonly Offer[]) => Promise<Downloads>,
    claims: readonly Claim[],
    url?: URL,
  ): Promise<readonly string[]> => {
    const offers = claims.map((_, at) => offerOf(at + 1));
    const { verified, failures } = await work(bodyOf(claims, url), offers);
    return claims.map((claim, at) => {
      const failure = failures.get(idOf(at + 1));
      if (failure !== undefined) return failure.code;
      const names = [...verified.values()].map(({ name }) => name);
      return names.includes(nameOf(claim)) ? `verified as ${nameOf(claim)}` : 'neither';
    });
  };
  return {
    folder,
    told,
    files: () => (existsSync(folder) ? readdirSync(folder).sort() : []),
    download: (url, ...claims) => run(downloadWork, claims, url),
    present: (...claims) => run(presentDownloads, claims),
  };
}

function offerOf(number: number): Offer {
  const xml = `<UpdateIdentity UpdateID="${idOf(number)}" RevisionNumber="1"/><Properties UpdateType="Software"/><ApplicabilityRules><IsInstalled><False/></IsInstalled></ApplicabilityRules>`;
  const revision = { revisionId: number, core: readCore(xml) } as CachedRevision;
  return { kind: 'install', revision, parts: [revision] } as unknown as Offer;
}

function extendedOf(claim: Claim): string {
  const { bytes, size = bytes.length, sha256 = digest(bytes, 'sha256', 'base64'), isLocal = false } = claim;
  const more = sha256 === 'none' ? '' : `<AdditionalDigest Algorithm="SHA256">${sha256}</AdditionalDigest>`;
  const sha1 = digest(bytes, 'sha1', 'base64');
  return `<ExtendedProperties IsLocallyPublished="${isLocal}"/><Files><File Digest="${sha1}" DigestAlgorithm="SHA1" FileName="${nameOf(claim)}" Size="${size}">${more}</File></Files>`;
}

const nameOf = ({ name = 'a.cab' }: Claim): string => name;
const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const digest = (bytes: Buffer, algorithm: string, form: 'hex' | 'base64'): string =>
  createHash(algorithm).update(bytes).digest(form);
