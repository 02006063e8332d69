import { SoapFault } from '../../protocol/soap/fault.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { clientService } from '../../protocol/wusp/client.ts';
import { openSession } from '../cookies/session-cookie.ts';
import type { Caller, World } from '../world.ts';

type Request = TypeOf<typeof clientService.operations.RegisterComputer.request>;

/** [MS-WUSP] §3.1.5.5: keeps what the computer says of itself. Its values are taken as they are (capture 04). */
export function registerComputer(world: World, _caller: Caller, request: Request): Record<never, never> {
  const { computerId } = openSession(world, request.cookie);
  const { computerInfo } = request;
  if (computerInfo === undefined) throw new SoapFault('InvalidParameters', 'computerInfo');
  const { catalog, clock } = world;
  catalog.write(() => {
    // The row is missing when the catalogue was restored from before the client introduced itself.
    const known = catalog.computers.find(computerId);
    const dnsName = computerInfo.DnsName ?? known?.dnsName ?? '';
    catalog.computers.introduce(computerId, dnsName, known?.requestedGroups ?? '', clock.now());
    catalog.computers.register(computerId, JSON.stringify(computerInfo), clock.now());
  });
  return {};
}
