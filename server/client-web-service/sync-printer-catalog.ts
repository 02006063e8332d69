import type { Encodable } from '../../protocol/soap/encode.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { clientService } from '../../protocol/wusp/client.ts';
import { sealSession, seenIn } from '../cookies/session-cookie.ts';
import type { Caller, World } from '../world.ts';
import { replyWith } from './driver-reply.ts';
import { openScan } from './scan-caller.ts';

type Request = TypeOf<typeof clientService.operations.SyncPrinterCatalog.request>;
type Response = Encodable<TypeOf<typeof clientService.operations.SyncPrinterCatalog.response>>;

/** [MS-WUSP] §3.1.5.12: the drivers of all printers, for the Add Printer Wizard. It tells of no device. */
export function syncPrinterCatalog(world: World, _caller: Caller, request: Request): Response {
  const scan = openScan(world, request.cookie);
  const { view } = scan;
  const installedNonLeaf = request.installedNonLeafUpdateIDs ?? [];
  const { maxInstalledIds, delivery } = view.settings;
  if (maxInstalledIds > 0 && installedNonLeaf.length > maxInstalledIds)
    throw new SoapFault('InvalidParameters', 'installedNonLeafUpdateIDs');
  const needed = view.needed({ delivery, installedNonLeaf });
  const picks = world.catalog.printerDrivers((revisionId) =>
    needed.hasDriver(view.snapshot.nodeOf(revisionId)),
  );
  const reply = replyWith(world, scan, picks, request.printerUpdateIDs ?? [], view.settings.pageSize);
  // A client that hears of printers alone has not caught up with the rest.
  reply.NewCookie = sealSession(world, seenIn(scan.session, view));
  return { SyncPrinterCatalogResult: reply };
}
