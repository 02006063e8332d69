import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { DevicePolicy } from '../../device/policy/policy.ts';
import type { DevicePin, DeviceTrust } from '../../device/trust/device-trust.ts';
import type { SigningTrust } from '../../device/verify/signing-trust.ts';
import { fail, messageOf } from '../../platform/errors/index.ts';
import { certificatesIn as readCertificates } from '../../platform/network/trusted-roots.ts';
import { DEFAULT_STATE } from '../options.ts';
import type { DeviceSetup } from './setup.ts';

/** Windows goes on when nobody answers whether a certificate was revoked (online service facts §5.3). */
const USUAL_REVOCATION = 'soft';

/** Certificates in files, as texts. */
export interface TrustFiles {
  /** The update authority; undefined where nobody named one and no double is here. */
  readonly authority: string | undefined;
  /** Where it comes from, for people. */
  readonly authorityFile: string | undefined;
  readonly machine: string;
  readonly signing: string | undefined;
  readonly publishers: string | undefined;
  readonly revocation: 'hard' | 'soft' | 'off';
}

/**
 * Reads the files of certificates. The authority of a double in the working directory counts where none is named. Throws
 * DEVICE_TRUST_UNREADABLE and DEVICE_TRUST_REFUSED with the file and its option.
 */
export function readTrustFiles(setup: DeviceSetup): TrustFiles {
  const own = path.resolve(DEFAULT_STATE, 'pki', 'root.pem');
  const authorityFile = setup.ca ?? (existsSync(own) ? own : undefined);
  const authority = optionalText('--ca', authorityFile);
  return {
    authority,
    authorityFile,
    machine: optionalText('--trust', setup.trust) ?? '',
    signing: optionalText('--signing-ca', setup.signingCa) ?? authority,
    publishers: optionalText('--trusted-publisher', setup.trustedPublisher),
    revocation: setup.revocation ?? USUAL_REVOCATION,
  };
}

/** The pin store of a WSUS goes before the update authority; without either, and where policy insists on none, roots decide. */
export function deviceTrust(files: TrustFiles, policy: DevicePolicy): DeviceTrust {
  const { authority, machine, revocation } = files;
  const roots = `${authority ?? ''}\n${machine}`;
  return {
    roots: roots.trim() === '' ? undefined : roots,
    pin: pinOf(authority, policy),
    revocation,
  };
}

function pinOf(
  authority: string | undefined,
  { isPinningEnforced, pinStore, wsus }: DevicePolicy,
): DevicePin {
  if (!isPinningEnforced) return { kind: 'none' };
  if (wsus !== undefined && pinStore.length > 0)
    return { kind: 'store', certificates: pinStore.map(pemOf).join('\n') };
  return authority === undefined ? { kind: 'none' } : { kind: 'authority', certificates: authority };
}

function pemOf(base64: string): string {
  const lines = base64.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----'].join('\n');
}

/** Whose files are installed. Throws DEVICE_AUTHORITY_MISSING where nobody said it. */
function signingRoots({ signing }: TrustFiles): string {
  return signing ?? fail('DEVICE_AUTHORITY_MISSING');
}

/** What of SigningTrust comes from files. */
export function signingFiles(
  files: TrustFiles,
): Pick<SigningTrust, 'roots' | 'trustedPublishers' | 'revocation'> {
  return {
    roots: signingRoots(files),
    revocation: files.revocation,
    ...(files.publishers !== undefined && { trustedPublishers: files.publishers }),
  };
}

type FileOption = '--ca' | '--trust' | '--signing-ca' | '--trusted-publisher' | '--pin';

function optionalText(option: FileOption, file: string | undefined): string | undefined {
  return file === undefined ? undefined : certificateText(option, file);
}

/** The certificates of the file of `--pin`, each by itself; all of it where none is found. Throws as readTrustFiles. */
export function certificatesIn(file: string): readonly string[] {
  const text = certificateText('--pin', file);
  return text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [text];
}

/** A file of certificates, looked at here: later on nobody knows which file and which option it was. */
function certificateText(option: FileOption, file: string): string {
  const what = `file of ${option} (${file})`;
  const text = textOf(file, what);
  const refuse = (reason: string, cause?: unknown): never =>
    fail('DEVICE_TRUST_REFUSED', { what, reason }, cause);
  if (readCertificates(text, refuse).length === 0) refuse('there is no certificate in it');
  return text;
}

function textOf(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return fail('DEVICE_TRUST_UNREADABLE', { what, reason: messageOf(error) }, error);
  }
}
