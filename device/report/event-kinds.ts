/** Events a device reports, by their ids: [MS-WUSP] §2.2.2.3.1, EventID Table; online service facts §5.6. */
export const EVENT = {
  detected: 147,
  detectionFailed: 148,
  status: 156,
  downloadFailed: 161,
  downloaded: 162,
  downloadCancelled: 163,
  downloadedFromPeer: 164,
  downloadStarted: 167,
  installStarted: 181,
  installFailed: 182,
  installed: 183,
  installCancelled: 186,
  pendingRestart: 201,
  rebooted: 202,
  failedAfterReboot: 203,
  uninstallFailed: 221,
  uninstalled: 222,
  uninstallCancelled: 223,
  uninstalledPendingRestart: 224,
} as const;

export type EventId = (typeof EVENT)[keyof typeof EVENT];
