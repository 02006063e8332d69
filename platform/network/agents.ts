import { type Agent, Agent as PlainAgent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { ConnectionOptions } from './exchange.ts';
import type { SecureConnect } from './secure-connect.ts';

/** The connections of one client. */
export interface Agents {
  of(url: URL): Agent;
  /** Closes the connections nobody uses now. */
  dropIdle(): void;
  /** Closes all. */
  destroy(): void;
}

/** Connections that are kept, at most `connections` to a host; those over TLS are opened by `connect`. */
export function createAgents(connections: number, connect: SecureConnect): Agents {
  const options = { keepAlive: true, maxSockets: connections, maxFreeSockets: connections };
  const plain = new PlainAgent(options);
  // The form with a callback lets a connection take its time, "http.Agent: agent.createConnection" of node's manual.
  const createConnection = (
    wanted: ConnectionOptions,
    done: (error: unknown, socket?: TLSSocket) => void,
  ): void => {
    connect(wanted).then((socket) => done(null, socket), done);
  };
  const secure = Object.assign(new SecureAgent(options), { createConnection });
  const both = [plain, secure];
  return {
    of: ({ protocol }) => (protocol === 'https:' ? secure : plain),
    dropIdle: () => {
      const idle = both.flatMap(({ freeSockets }) => Object.values(freeSockets));
      for (const socket of idle.flatMap((sockets) => sockets ?? [])) socket.destroy();
    },
    destroy: () => {
      for (const agent of both) agent.destroy();
    },
  };
}
