import { nearestName } from '../../platform/documents/nearest-name.ts';
import { fail } from '../../platform/errors/index.ts';
import type { Delivery } from '../graph/needed.ts';
import { type Check, matching, oneOf, truth, whole } from './checks.ts';
import { type UpstreamConfiguration, upstreamChecks, upstreamDefaults } from './upstream-configuration.ts';

/** Who decides which groups a computer is in (server sync facts §3.1). */
export type TargetingMode = 'either' | 'server' | 'client';

/**
 * What a WSUS tells clients and downstream servers of itself and allows them; the defaults are a Windows Server 2025's
 * (wire facts §2.4, §2.6).
 */
export interface Configuration extends UpstreamConfiguration {
  /** Version GetConfig names. Below 3.2 a Windows 11 client takes another path (wire facts §2.13). */
  readonly protocolVersion: string;
  readonly isRegistrationRequired: boolean;
  readonly isInventoryRequired: boolean;
  /** ClientReportingLevel of GetConfig. */
  readonly reportingLevel: number;
  /** `server`: an administrator puts computers into groups; `client`: they name theirs; `either`: they do until he does. */
  readonly targeting: TargetingMode;
  readonly delivery: Delivery;
  /** Most NewUpdates in one SyncUpdates reply. */
  readonly pageSize: number;
  /** Most InstalledNonLeafUpdateIDs in one request; 0 lifts the cap. */
  readonly maxInstalledIds: number;
  /** Most revisions one GetExtendedUpdateInfo may ask for. */
  readonly maxExtendedUpdates: number;
  /** Most digests one GetFileLocations may ask for. */
  readonly maxFileDigests: number;
  /** StartCategoryScan takes fewer categories than this ([MS-WUSP] §3.1.5.6, note 52). */
  readonly maxCategories: number;
  /** Most events in one batch. */
  readonly maxBatchEvents: number;
  /** Base of content URLs, such as `http://cache.test:8080`; without it the address the client used. */
  readonly contentUrl?: string;
  /** Whether a new revision of an approved update takes the approval over. */
  readonly carryApprovals: boolean;
  /** Events kept; the oldest go first. */
  readonly keptEvents: number;
  /** Bytes of all events kept together; the oldest go first. */
  readonly keptEventBytes: number;
  /** Computers kept; those not seen for longest go first. */
  readonly keptComputers: number;
}

const DEFAULTS: Omit<Configuration, keyof UpstreamConfiguration> = {
  protocolVersion: '3.2',
  isRegistrationRequired: true,
  isInventoryRequired: false,
  reportingLevel: 2,
  targeting: 'either',
  delivery: 'staged',
  pageSize: 30,
  maxInstalledIds: 400,
  maxExtendedUpdates: 50,
  maxFileDigests: 100,
  maxCategories: 200,
  maxBatchEvents: 1_000,
  carryApprovals: true,
  keptEvents: 100_000,
  keptEventBytes: 500_000_000,
  keptComputers: 50_000,
};

/**
 * What goes with `closure`: a page of WSUS 3.0 and its version, with which a genuine client was seen to take such
 * replies (wire facts §1.1, Delivery modes).
 */
const CLOSURE = { protocolVersion: '3.0', pageSize: 200 };

/** `given` with the defaults that go with its delivery and its profile. */
export function completeConfiguration(given: Partial<Configuration>): Configuration {
  return {
    ...DEFAULTS,
    ...upstreamDefaults(given.profile),
    ...(given.delivery === 'closure' && CLOSURE),
    ...given,
  };
}

/** What each value may be. A page has at most 10,000 revisions, so that it stays within tens of megabytes. */
const CHECKS: Readonly<Record<keyof Configuration, Check>> = {
  protocolVersion: matching(/^\d{1,4}\.\d{1,4}$/, 'a version in two parts such as 3.2'),
  isRegistrationRequired: truth,
  isInventoryRequired: truth,
  reportingLevel: whole(0, 2),
  targeting: oneOf('either', 'server', 'client'),
  delivery: oneOf('staged', 'closure'),
  pageSize: whole(1, 10_000),
  maxInstalledIds: whole(0, 50_000),
  maxExtendedUpdates: whole(1, 10_000),
  maxFileDigests: whole(1, 10_000),
  maxCategories: whole(1, 10_000),
  maxBatchEvents: whole(1, 50_000),
  contentUrl: matching(
    /^https?:\/\/[A-Za-z0-9._:[\]-]+$/,
    'http:// or https:// with a host and perhaps a port',
  ),
  carryApprovals: truth,
  keptEvents: whole(1, 10_000_000),
  keptEventBytes: whole(1, 100_000_000_000),
  keptComputers: whole(1, 10_000_000),
  ...upstreamChecks,
};

/** What each value may be, as JSON Schema. */
export const configurationSchemas = Object.fromEntries(
  Object.entries(CHECKS).map(([name, { schema }]) => [name, schema]),
) as Readonly<Record<keyof Configuration, Check['schema']>>;

/** Names of everything that can be configured. */
export const configurationNames = Object.keys(CHECKS) as readonly (keyof Configuration)[];

function unknownName(name: string): string {
  const meant = nearestName(name, configurationNames);
  return `there is no "${name}"${meant === undefined ? '' : `; did you mean ${meant}?`}`;
}

/** `given`, when every name and value is right. Throws CONFIGURATION_INVALID. */
export function checkedConfiguration<T extends object>(given: T): T {
  for (const [name, value] of Object.entries(given)) {
    const check = Object.hasOwn(CHECKS, name) ? CHECKS[name as keyof Configuration] : undefined;
    if (check === undefined) return fail('CONFIGURATION_INVALID', { problem: unknownName(name) });
    const form = value === undefined ? undefined : check(value);
    if (form !== undefined)
      return fail('CONFIGURATION_INVALID', { problem: `${name} is ${form}, not "${String(value)}"` });
  }
  return given;
}
