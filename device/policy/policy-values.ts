/** Where Windows keeps what an administrator decided for its update client, and for Delivery Optimization. */
export const POLICY_KEY = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate';
export const AUTOMATIC_KEY = `${POLICY_KEY}\\AU`;
export const DELIVERY_KEY = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\DeliveryOptimization';

/** What Delivery Optimization does, by DODownloadMode. */
export const DOWNLOAD_MODES = {
  0: 'http',
  1: 'lan',
  2: 'group',
  3: 'internet',
  99: 'simple',
  100: 'bypass',
} as const;
export type DownloadMode = (typeof DOWNLOAD_MODES)[keyof typeof DOWNLOAD_MODES];

/** The key of every value of online service facts §6.1. Texts are REG_SZ, all others REG_DWORD. */
export const POLICY_VALUES = {
  WUServer: POLICY_KEY,
  WUStatusServer: POLICY_KEY,
  UpdateServiceUrlAlternate: POLICY_KEY,
  FillEmptyContentUrls: POLICY_KEY,
  TargetGroupEnabled: POLICY_KEY,
  TargetGroup: POLICY_KEY,
  DoNotConnectToWindowsUpdateInternetLocations: POLICY_KEY,
  SetProxyBehaviorForUpdateDetection: POLICY_KEY,
  DoNotEnforceEnterpriseTLSCertPinningForUpdateDetection: POLICY_KEY,
  AcceptTrustedPublisherCerts: POLICY_KEY,
  DisableDualScan: POLICY_KEY,
  SetPolicyDrivenUpdateSourceForFeatureUpdates: POLICY_KEY,
  SetPolicyDrivenUpdateSourceForQualityUpdates: POLICY_KEY,
  SetPolicyDrivenUpdateSourceForDriverUpdates: POLICY_KEY,
  SetPolicyDrivenUpdateSourceForOtherUpdates: POLICY_KEY,
  ExcludeWUDriversInQualityUpdate: POLICY_KEY,
  DisableWindowsUpdateAccess: POLICY_KEY,
  SetDisableUXWUAccess: POLICY_KEY,
  ElevateNonAdmins: POLICY_KEY,
  DeferFeatureUpdates: POLICY_KEY,
  DeferFeatureUpdatesPeriodInDays: POLICY_KEY,
  DeferQualityUpdates: POLICY_KEY,
  DeferQualityUpdatesPeriodInDays: POLICY_KEY,
  TargetReleaseVersion: POLICY_KEY,
  TargetReleaseVersionInfo: POLICY_KEY,
  ProductVersion: POLICY_KEY,
  ManagePreviewBuilds: POLICY_KEY,
  UseWUServer: AUTOMATIC_KEY,
  UseUpdateClassPolicySource: AUTOMATIC_KEY,
  NoAutoUpdate: AUTOMATIC_KEY,
  AUOptions: AUTOMATIC_KEY,
  ScheduledInstallDay: AUTOMATIC_KEY,
  ScheduledInstallTime: AUTOMATIC_KEY,
  RescheduleWaitTime: AUTOMATIC_KEY,
  NoAutoRebootWithLoggedOnUsers: AUTOMATIC_KEY,
  DetectionFrequencyEnabled: AUTOMATIC_KEY,
  DetectionFrequency: AUTOMATIC_KEY,
  AutoInstallMinorUpdates: AUTOMATIC_KEY,
  DODownloadMode: DELIVERY_KEY,
} as const;
export type PolicyValueName = keyof typeof POLICY_VALUES;
