import type { Test } from 'tap';
import type {
  ComputerRollupDetails,
  ComputerRollupInfo,
} from '../../../protocol/wsusss/roll-up-computers.ts';
import type {
  DownstreamServerRollupClientSummary,
  DownstreamServerRollupInfo,
} from '../../../protocol/wsusss/roll-up-servers.ts';
import type { ComputerStatusRollupInfo } from '../../../protocol/wsusss/roll-up-status.ts';
import { guidOf } from '../../helpers/reports.ts';
import { type Services, type ServicesOptions, START, startServices } from '../../helpers/services.ts';
import type { ResponseOf } from '../../helpers/wusp-client.ts';

export const ZEROS = '00000000-0000-0000-0000-000000000000';
export const NEVER = '1753-01-01T00:00:00';

/** The id of server or update `number`, as it is stored. */
export const idOf = (number: number): string => guidOf(number).toLowerCase();

const counters = {
  UpdateCount: 9,
  DeclinedUpdateCount: 1,
  ApprovedUpdateCount: 2,
  NotApprovedUpdateCount: 6,
  UpdatesWithStaleUpdateApprovalsCount: 0,
  ExpiredUpdateCount: 0,
  CriticalOrSecurityUpdatesNotApprovedForInstallCount: 0,
  WsusInfrastructureUpdatesNotApprovedForInstallCount: 0,
  UpdatesWithClientErrorsCount: 0,
  UpdatesWithServerErrorsCount: 0,
  UpdatesNeedingFilesCount: 0,
  UpdatesNeededByComputersCount: 0,
  UpdatesUpToDateCount: 0,
  CustomComputerTargetGroupCount: 0,
  ComputerTargetCount: 1,
  ComputerTargetsNeedingUpdatesCount: 0,
  ComputerTargetsWithUpdateErrorsCount: 0,
  ComputersUpToDateCount: 1,
};

/** Server `number` as it is rolled up, below the one that is told. */
export function serverOf(
  number: number,
  more: Partial<DownstreamServerRollupInfo> = {},
): DownstreamServerRollupInfo {
  return {
    ServerId: guidOf(number),
    FullDomainName: `dss-${number}.example`,
    LastSyncTime: NEVER,
    ParentServerId: ZEROS,
    Version: '10.0.26100.1',
    IsReplica: true,
    LastRollupTime: '2026-11-01T10:00:00Z',
    ServerSummary: counters,
    ClientSummaries: [],
    ...more,
  };
}

/** `count` computers of one build of Windows, and what they installed: update, successes, failures. */
export function clientsOf(
  build: number,
  count: number,
  ...installed: readonly (readonly [update: number, successes: number, failures: number])[]
): DownstreamServerRollupClientSummary {
  return {
    OSMajorVersion: 10,
    OSMinorVersion: 0,
    OSBuildNumber: build,
    OSServicePackMajorNumber: 0,
    OSServicePackMinorNumber: 0,
    OSLocale: 'en-US',
    SuiteMask: 256,
    OldProductType: 1,
    NewProductType: 48,
    SystemMetrics: 0,
    ProcessorArchitecture: 'AMD64',
    Count: count,
    ActivitySummaries: installed.map(([update, InstallSuccessCount, InstallFailureCount]) => ({
      UpdateId: guidOf(update),
      RevisionNumber: 200,
      InstallSuccessCount,
      InstallFailureCount,
    })),
  };
}

/** The computer `id` of server `server` without details. */
export function computerOf(
  id: string,
  server: number,
  more: Partial<ComputerRollupInfo> = {},
): ComputerRollupInfo {
  return {
    ComputerId: id,
    LastSyncTime: '2026-11-01T09:00:00Z',
    LastSyncResult: 1,
    LastReportedRebootTime: NEVER,
    LastReportedStatusTime: NEVER,
    LastInventoryTime: NEVER,
    ParentServerId: guidOf(server),
    ...more,
  };
}

export const details: ComputerRollupDetails = {
  TargetGroupIdList: [],
  RequestedTargetGroupNames: ['Pilot'],
  IPAddress: '192.0.2.7',
  FullDomainName: 'pc.example',
  OSMajorVersion: 10,
  OSMinorVersion: 0,
  OSBuildNumber: 26200,
  OSServicePackMajorNumber: 0,
  OSServicePackMinorNumber: 0,
  OSLocale: 'en-US',
  ComputerMake: 'Maker',
  ComputerModel: 'Model',
  BiosVersion: '1',
  BiosName: 'Bios',
  BiosReleaseDate: '2022-02-02T00:00:00Z',
  ProcessorArchitecture: 'AMD64',
  SuiteMask: 256,
  OldProductType: 1,
  NewProductType: 48,
  SystemMetrics: 0,
  ClientVersion: '1507.2601.30012.0',
};

/** The status of computer `id`: update, state, time of change. */
export function statusOf(
  id: string,
  rollup: number,
  states: readonly (readonly [update: number, state: number, changed: string])[],
  more: Partial<ComputerStatusRollupInfo> = {},
): ComputerStatusRollupInfo {
  return {
    InstanceId: guidOf(7_000 + rollup),
    ComputerId: id,
    EffectiveLastDetectionTime: NEVER,
    RollupNumber: rollup,
    IsFullRollup: false,
    UpdateStatus: states.map(([update, SummarizationState, LastChangeTime]) => ({
      UpdateId: guidOf(update),
      SummarizationState,
      LastChangeTime,
    })),
    ...more,
  };
}

/** A server that is rolled up to. */
export interface RolledServices extends Services {
  servers(...servers: readonly DownstreamServerRollupInfo[]): Promise<unknown>;
  /** What the answer says, as `id change`. */
  computers(...computers: readonly ComputerRollupInfo[]): Promise<readonly string[]>;
  status(...computers: readonly ComputerStatusRollupInfo[]): Promise<boolean>;
  outOfSync(server: number, numbers: Readonly<Record<string, number>>): Promise<readonly string[]>;
  /** The states kept of a computer, as `update state`. */
  states(id: string): readonly string[];
}

/** Starts a server; each call is sent at the time it is there, or at `clientTime`. */
export async function startRolled(
  t: Test,
  options?: ServicesOptions,
  clientTime: () => string = () => START,
): Promise<RolledServices> {
  const services = await startServices(t, options);
  const { client, catalog } = services;
  return {
    ...services,
    servers: (...downstreamServers) =>
      client.call('RollupDownstreamServers', { clientTime: clientTime(), downstreamServers }),
    computers: async (...computers) => {
      const reply = await client.call('RollupComputers', { clientTime: clientTime(), computers });
      return changesOf(reply);
    },
    status: async (...computers) => {
      const request = { clientTime: clientTime(), parentServerId: guidOf(1), computers };
      return (await client.call('RollupComputerStatus', request)).RollupComputerStatusResult;
    },
    outOfSync: async (server, numbers) => {
      const lastRollupNumbers = Object.entries(numbers).map(([ComputerId, RollupNumber]) => ({
        ComputerId,
        RollupNumber,
      }));
      const request = { parentServerId: guidOf(server), lastRollupNumbers };
      return (await client.call('GetOutOfSyncComputers', request)).GetOutOfSyncComputersResult ?? [];
    },
    states: (id) =>
      catalog.downstreamStatuses
        .of(id)
        .map(({ updateId, state }) => `${Number(updateId.slice(-12))} ${state}`),
  };
}

function changesOf({ RollupComputersResult }: ResponseOf<'RollupComputers'>): readonly string[] {
  return (RollupComputersResult ?? []).map(({ ComputerId, Change }) => `${ComputerId} ${Change}`);
}
