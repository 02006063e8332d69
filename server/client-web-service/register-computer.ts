import type { UnknownElement } from '../../protocol/soap/decode.ts';
import { SoapFault } from '../../protocol/soap/fault.ts';
import type { TypeOf } from '../../protocol/soap/types.ts';
import type { clientService } from '../../protocol/wusp/client.ts';
import { openSession } from '../cookies/session-cookie.ts';
import type { Caller, World } from '../world.ts';

type Request = TypeOf<typeof clientService.operations.RegisterComputer.request>;

/** Most characters kept of one computer; a real one says some 700. */
const MOST_CHARACTERS = 32 * 1024;

/**
 * [MS-WUSP] §3.1.5.5: keeps what the computer says of itself, words beyond the contract included. Its values are
 * taken as they are (capture 04).
 */
export function registerComputer(
  world: World,
  _caller: Caller,
  request: Request,
  unknown: readonly UnknownElement[],
): Record<never, never> {
  const { computerId } = openSession(world, request.cookie);
  const { catalog, clock } = world;
  if (!catalog.view().settings.isRegistrationRequired) throw new SoapFault('RegistrationNotRequired');
  const { computerInfo } = request;
  if (computerInfo === undefined) throw new SoapFault('InvalidParameters', 'computerInfo');
  const beyond = unknown.map(({ path, xml }) => ({ path, xml }));
  const info = JSON.stringify(
    beyond.length === 0 ? computerInfo : { ...computerInfo, beyondContract: beyond },
  );
  if (info.length > MOST_CHARACTERS) throw new SoapFault('InvalidParameters', 'computerInfo');
  catalog.write(() => {
    // The row is missing when the catalogue was restored from before the client introduced itself.
    const known = catalog.computers.find(computerId);
    const dnsName = computerInfo.DnsName ?? known?.dnsName ?? '';
    catalog.computers.introduce(computerId, dnsName, known?.requestedGroups ?? '', clock.now());
    catalog.computers.register(computerId, info, clock.now());
  });
  return {};
}
