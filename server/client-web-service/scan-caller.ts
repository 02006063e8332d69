import type { CatalogView } from '../../catalog/catalog.ts';
import type { Membership } from '../../catalog/targeting/memberships.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import { versionNumber } from '../../protocol/soap/protocol-version.ts';
import type { Cookie } from '../../protocol/wusp/common.ts';
import type { Session } from '../cookies/session.ts';
import { openSession } from '../cookies/session-cookie.ts';
import type { World } from '../world.ts';
import { isRegistered } from './registration.ts';

/** A client in a scan: who it is and what it is entitled to at this moment. */
export interface ScanCaller {
  readonly session: Session;
  readonly view: CatalogView;
  /** As `versionNumber` has it. */
  readonly clientVersion: number;
  readonly membership: Membership;
}

/**
 * Opens the cookie of a call that hands out revisions and checks what [MS-WUSP] §3.1.5.7 and .12 ask for first. Throws
 * SoapFault as openSession does, and ConfigChanged, RegistrationRequired, FileLocationChanged.
 */
export function openScan(world: World, cookie: Cookie | undefined): ScanCaller {
  const session = openSession(world, cookie);
  const view = world.catalog.view();
  if (session.configLastChange !== view.configLastChange) throw new SoapFault('ConfigChanged');
  if (view.settings.isRegistrationRequired && !isRegistered(world.catalog, session.computerId))
    throw new SoapFault('RegistrationRequired');
  if (session.locations !== view.locations) throw new SoapFault('FileLocationChanged');
  world.contacts.synced(session.computerId);
  return {
    session,
    view,
    clientVersion: versionNumber(session.protocolVersion) ?? 0,
    membership: view.membershipOf(session.computerId),
  };
}
