import type { TypeOf } from '../../protocol/soap/types.ts';
import type { reportingService } from '../../protocol/wusp/reporting.ts';
import { openSession } from '../cookies/session-cookie.ts';
import type { Caller, World } from '../world.ts';

type Request = TypeOf<typeof reportingService.operations.GetRequiredInventoryType.request>;
type Response = TypeOf<typeof reportingService.operations.GetRequiredInventoryType.response>;

/** The WSDL names no values: 0 where GetConfig says that no inventory is required, else 1. */
export function getRequiredInventoryType(world: World, _caller: Caller, request: Request): Response {
  openSession(world, request.cookie);
  return { GetRequiredInventoryTypeResult: Number(world.catalog.view().settings.isInventoryRequired) };
}
