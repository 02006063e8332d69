import { ticksOf } from '../../protocol/soap/date-time.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import { dateTime } from '../../protocol/soap/scalars.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { reportingService } from '../../protocol/wusp/reporting.ts';
import { openSession } from '../cookies/session-cookie.ts';
import type { Caller, World } from '../world.ts';

type Request = TypeOf<typeof reportingService.operations.ReportInventory.request>;
type Response = TypeOf<typeof reportingService.operations.ReportInventory.response>;

/** Most bytes of an inventory that are kept; real ones list some hundred programs. */
const MOST_BYTES = 256 * 1024;

/** Keeps the inventory a client sends, the last one of each, as it came: no specification says what is in it. */
export function reportInventory(world: World, _caller: Caller, request: Request): Response {
  const { computerId } = openSession(world, request.cookie);
  const { clientTime, inventory } = request;
  if (clientTime === dateTime.absent || ticksOf(clientTime) === undefined)
    throw new SoapFault('InvalidParameters', 'clientTime');
  if (inventory === undefined) throw new SoapFault('InvalidParameters', 'inventory');
  const { IsCompressed: isCompressed, RawXml, CompressedXml } = inventory;
  const content = isCompressed ? CompressedXml : RawXml === undefined ? undefined : Buffer.from(RawXml);
  const name = isCompressed ? 'inventory.CompressedXml' : 'inventory.RawXml';
  if (content === undefined || content.length > MOST_BYTES) throw new SoapFault('InvalidParameters', name);
  const { catalog, clock } = world;
  catalog.write(() => {
    catalog.computers.keepInventory(computerId, { receivedAt: clock.now(), isCompressed, content });
    catalog.retention.enforce('inventories');
  });
  return { ReportInventoryResult: true };
}
