import { ja4 } from '../../protocol/tls/ja4.ts';
import type { ConnectionFacts, TlsFacts } from './entry.ts';
import type { NotedConnection } from './noted.ts';

/** The facts of a connection as the journal tells them; a fingerprint is worked out for whoever reads it. */
export function readConnection({ tls, ...connection }: NotedConnection): ConnectionFacts {
  return { ...connection, ...(tls && { tls: tlsFacts(tls) }) };
}

function tlsFacts({ hello, agreed }: NonNullable<NotedConnection['tls']>): TlsFacts {
  const serverName = hello?.serverName ?? agreed?.serverName;
  const certificate = agreed?.clientCertificate;
  return {
    ...(agreed && { version: agreed.version, cipher: agreed.cipher }),
    ...(serverName !== undefined && { serverName }),
    ...(certificate !== undefined && { clientCertificate: certificate }),
    ...(hello && { ja4: ja4(hello), offers: hello.versions }),
  };
}
