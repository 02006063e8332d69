/** Who a device is to a server. */
export interface DeviceIdentity {
  /** SusClientId, a GUID the device gives itself: [MS-WUSP] §3.2.3. */
  readonly clientId: string;
  /** Its full name in DNS. */
  readonly dnsName: string;
  /** ClientSamplingValue, 0 to 999, drawn once: [MS-WUSP] §2.2.2.3.1, MiscData. */
  readonly sampling: number;
  /** Of its update agent, four numbers. */
  readonly agentVersion: string;
}

/** The protocol it speaks; it says so to any server (wire facts §2.3). */
export const CLIENT_PROTOCOL = '2.90';
