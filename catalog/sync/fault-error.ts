import { MockWuError } from '../../platform/errors/index.ts';
import type { SoapFault } from '../../protocol/soap/fault.ts';
import { UpstreamFault } from './upstream/upstream-fault.ts';

/** What can be done about the faults of [MS-WSUSSS] §2.2.9.3 that end a synchronisation. */
const REPAIRS: Readonly<Record<string, string>> = {
  InvalidParameters: 'It does not take what was asked for; look for the parameter in its log.',
  InvalidCookie: 'It takes no cookie of its own; look at its clock and its log.',
  InvalidAuthorizationCookie: 'It takes no authorization of its own; look at its clock and its log.',
  InternalServerError: 'Look for the reason in its log, and start again.',
  IncompatibleProtocolVersion: 'It speaks another version of the protocol; name another server.',
  ServerChanged: 'It says anew that it is another server; start again when it stays one.',
  ServerBusy: 'It stayed busy; start again later.',
};

/** The error for a fault nothing more can be done about. */
export function faultError(fault: SoapFault): MockWuError {
  const known = Object.hasOwn(REPAIRS, fault.code) ? REPAIRS[fault.code] : undefined;
  const repair = known ?? 'Look for the reason in its log.';
  const operation = fault instanceof UpstreamFault ? fault.operation : 'a call';
  return new MockWuError('SYNC_FAULT', { operation, fault: fault.message, repair }, fault);
}
