import type { ServiceContract } from '../../protocol/soap/contract.ts';
import type { MessageLimits } from '../../protocol/soap/envelope.ts';
import type { OperationHandler, World } from '../world.ts';

/** The operations of a service that are built, by name. */
export type ServiceHandlers = Readonly<Record<string, OperationHandler<never, unknown>>>;

/** A service as it is served: its contract, what answers, and the other paths it answers on. */
export interface ServedService {
  readonly contract: ServiceContract;
  readonly handlers: ServiceHandlers;
  /** Paths beside the contract's own. */
  readonly aliases: readonly string[];
  /** Most bytes of one request, packed or not, and what it may hold; a message of a client where left out. */
  readonly limits?: { readonly bodyBytes: number; readonly message: MessageLimits };
  /** The contract as the configuration wants it, where that is not `contract`: it differs in the order of elements alone. */
  readonly contractFor?: (world: World) => ServiceContract;
}

/** The contract calls are read and answered by now. */
export function contractNow({ contract, contractFor }: ServedService, world: World): ServiceContract {
  return contractFor === undefined ? contract : contractFor(world);
}
