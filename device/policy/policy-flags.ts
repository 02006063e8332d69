import { fail } from '../../platform/errors/index.ts';
import { type PolicyInputs, policyChanges } from './policy-changes.ts';
import { findPolicyProblem } from './policy-file.ts';
import type { RegistryChange } from './reg-file.ts';

/** What can be decided for a device without a file. What is left out stays as it is. */
export interface PolicyFlags {
  /** The WSUS it goes to. */
  readonly server?: string;
  /** The one it reports to; the server when left out. */
  readonly statusServer?: string;
  /** Where it downloads from in place of the server. */
  readonly contentServer?: string;
  readonly targetGroups?: readonly string[];
  /** A word such as `http`, or its number. */
  readonly downloadMode?: string | number;
  /** Certificates in PEM for the pin store. */
  readonly pinnedCertificates?: readonly string[];
  readonly noPinning?: boolean;
  readonly acceptTrustedPublishers?: boolean;
  /** Never talks to the public services. */
  readonly offline?: boolean;
  readonly noDrivers?: boolean;
  readonly deferFeatureDays?: number;
  readonly deferQualityDays?: number;
  /** Hours between two scans. */
  readonly detectionHours?: number;
}

/** The flag each value comes from, for errors. */
const FLAG_OF: Readonly<Record<string, string>> = {
  WUServer: '--server',
  WUStatusServer: '--status-server',
  UpdateServiceUrlAlternate: '--content-server',
  TargetGroups: '--target-group',
  DODownloadMode: '--download-mode',
  PinnedCertificates: '--pin',
  DeferFeatureUpdatesPeriodInDays: '--defer-feature',
  DeferQualityUpdatesPeriodInDays: '--defer-quality',
  DetectionFrequency: '--detection-hours',
};

/** The changes to the registry that decide for a device what flags say. Throws POLICY_INVALID. */
export function policyFromFlags(flags: PolicyFlags): readonly RegistryChange[] {
  const inputs = inputsOf(flags);
  const where = ([name = '']: readonly (string | number)[]): string => FLAG_OF[name] ?? String(name);
  const found = findPolicyProblem(inputs);
  if (found !== undefined) {
    const { path, problem, repair } = found;
    fail('POLICY_INVALID', { where: where(path), problem, repair });
  }
  return policyChanges(inputs, where);
}

function inputsOf(flags: PolicyFlags): PolicyInputs {
  const { server, statusServer = server, contentServer, targetGroups = [], pinnedCertificates } = flags;
  const { downloadMode, deferFeatureDays, deferQualityDays, detectionHours } = flags;
  return {
    ...(server !== undefined && { WUServer: server, UseWUServer: true }),
    ...(statusServer !== undefined && { WUStatusServer: statusServer }),
    ...(contentServer !== undefined && { UpdateServiceUrlAlternate: contentServer }),
    ...(targetGroups.length > 0 && { TargetGroups: targetGroups }),
    ...(downloadMode !== undefined && { DODownloadMode: numberOrWord(downloadMode) }),
    ...(pinnedCertificates !== undefined && { PinnedCertificates: pinnedCertificates }),
    ...(flags.noPinning && { DoNotEnforceEnterpriseTLSCertPinningForUpdateDetection: true }),
    ...(flags.acceptTrustedPublishers && { AcceptTrustedPublisherCerts: true }),
    ...(flags.offline && { DoNotConnectToWindowsUpdateInternetLocations: true }),
    ...(flags.noDrivers && { ExcludeWUDriversInQualityUpdate: true }),
    ...(deferFeatureDays !== undefined && {
      DeferFeatureUpdates: true,
      DeferFeatureUpdatesPeriodInDays: deferFeatureDays,
    }),
    ...(deferQualityDays !== undefined && {
      DeferQualityUpdates: true,
      DeferQualityUpdatesPeriodInDays: deferQualityDays,
    }),
    ...(detectionHours !== undefined && {
      DetectionFrequencyEnabled: true,
      DetectionFrequency: detectionHours,
    }),
  };
}

/** Options of a command line are texts. */
function numberOrWord(mode: string | number): string | number {
  return typeof mode === 'string' && /^\d{1,3}$/.test(mode) ? Number(mode) : mode;
}
