/** Which servers a device trusts over TLS. */
export interface DeviceTrust {
  /** The roots this machine trusts, in PEM; node's when undefined. */
  readonly roots: string | undefined;
  readonly pin: DevicePin;
  /**
   * Whether to ask if certificates were revoked. A revoked one is refused by `hard` and `soft`; when nobody answers
   * `hard` refuses and `soft`, as Windows does it, goes on with a warning. `off` does not ask.
   */
  readonly revocation: 'hard' | 'soft' | 'off';
}

/** What a server's chain must have in it, whoever else the machine trusts. Certificates in PEM. */
export type DevicePin =
  /**
   * An authority above the server's certificate must be one of these, as the agent insists on the update authorities or
   * their root. An interception proxy is refused even when the machine trusts it.
   */
  | { readonly kind: 'authority'; readonly certificates: string }
  /** WSUS, online service facts §6.3: the server's own certificate must be one of these; an empty store pins nothing. */
  | { readonly kind: 'store'; readonly certificates: string }
  | { readonly kind: 'none' };
