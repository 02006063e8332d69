/** Options of `device` and its commands. What is absent is as it was the last time, or as Windows has it. */
export interface DeviceFlags {
  readonly server?: string;
  readonly online?: boolean;
  readonly ca?: string;
  readonly trust?: string;
  readonly signingCa?: string;
  readonly trustedPublisher?: string;
  readonly revocation?: 'hard' | 'soft' | 'off';
  readonly pin?: string;
  readonly profile?: string;
  readonly name?: string;
  readonly policy?: string;
  readonly statusServer?: string;
  readonly contentServer?: string;
  readonly targetGroup?: readonly string[];
  readonly downloadMode?: string;
  readonly pinning?: boolean;
  readonly acceptTrustedPublishers?: boolean;
  readonly drivers?: boolean;
  readonly deferFeature?: number;
  readonly deferQuality?: number;
  readonly detectionHours?: number;
  readonly state: string;
  readonly json?: true;
  readonly log?: string;
}

/** Options of the commands that scan or install. */
export interface WorkFlags extends DeviceFlags {
  readonly category?: readonly string[];
  readonly optional?: true;
  readonly reboot?: true;
  readonly ifDue?: true;
  readonly exitCode?: number;
}
