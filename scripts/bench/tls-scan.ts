import { decodeResponse } from '../../protocol/soap/envelope.ts';
import { clientService } from '../../protocol/wusp/client.ts';
import type { Cookie } from '../../protocol/wusp/common.ts';
import type { SyncInfo, SyncUpdateParameters } from '../../protocol/wusp/sync-types.ts';
import { type Answer, type Exchange, openExchange } from './exchange.ts';
import { openScanSession, syncBody } from './scan-session.ts';
import type { ServedCatalogue } from './served-catalogue.ts';

/** A registered client on one kept TLS connection, which sends the cookie of its last reply as a device does. */
export interface TlsScan {
  /** Asks and reads the reply. */
  sync(parameters: Partial<SyncUpdateParameters>): Promise<SyncInfo | undefined>;
  /** The request with the cookie as it stands. */
  bodyOf(parameters: Partial<SyncUpdateParameters>): string;
  /** Sends a request and leaves the reply unread, so that asking costs this process little. */
  ask(body: string): Promise<Answer>;
  /** Reads a reply `ask` returned. */
  read(answer: Answer): SyncInfo | undefined;
  /** Milliseconds spent waiting for replies so far; encoding and reading them is not among them. */
  waited(): number;
  close(): void;
}

export async function openTlsScan(served: ServedCatalogue, clientId = 'bench-tls'): Promise<TlsScan> {
  const session = await openScanSession(served.http, clientId);
  return tlsScan(openExchange(served), session.cookie);
}

function tlsScan(exchange: Exchange, first: Cookie): TlsScan {
  const { SyncUpdates } = clientService.operations;
  let cookie = first;
  let waited = 0;
  const bodyOf = (parameters: Partial<SyncUpdateParameters>): string => syncBody(cookie, parameters);
  const ask = async (body: string): Promise<Answer> => {
    const answer = await exchange.post(body);
    waited += answer.milliseconds;
    return answer;
  };
  const read = ({ body }: Answer): SyncInfo | undefined => {
    const { SyncUpdatesResult: result } = decodeResponse(body, clientService, SyncUpdates);
    cookie = result?.NewCookie ?? cookie;
    return result;
  };
  return {
    bodyOf,
    ask,
    read,
    sync: async (parameters) => read(await ask(bodyOf(parameters))),
    waited: () => waited,
    close: exchange.close,
  };
}
