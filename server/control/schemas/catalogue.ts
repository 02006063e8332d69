import { Type } from '../../../platform/documents/schema-type.ts';
import { count, moment, nullable, object, oneOf } from './common.ts';

export const importReport = object(
  {
    source: Type.String(),
    kind: oneOf(['seed', 'documents', 'export']),
    added: count('Revisions that were not here before'),
    known: count('Revisions that were'),
  },
  { title: 'ImportReport' },
);

const counts = object(
  {
    updates: count(),
    revisions: count(),
    approvals: count('What administrators and rules approved'),
    declined: count('Updates hidden from clients'),
    groups: count('The built-in ones included'),
    computers: count(),
    events: count(),
  },
  { title: 'CatalogueCounts' },
);

const dropped = object(
  {
    kind: oneOf(['events', 'computers', 'inventories']),
    count: count(),
    lastAt: moment('When some were last dropped'),
  },
  { title: 'Dropped' },
);

const ca = object(
  { pem: Type.String({ description: 'The root certificate clients must trust' }), sha256: Type.String() },
  { title: 'RootCertificate' },
);

export const state = object(
  {
    version: Type.String({ description: 'Of mock-windows-update' }),
    serverId: Type.String({ description: 'Identity of the catalogue; another one after a reset' }),
    urls: object({ http: Type.String(), https: Type.String(), control: Type.String() }, { title: 'Urls' }),
    ca,
    now: moment('What time it is for the double'),
    replicaOf: nullable(Type.String({ description: 'The server whose decisions are repeated here' })),
    counts,
    dropped: Type.Array(dropped, { description: 'What went by the limits of the configuration' }),
  },
  { title: 'State' },
);
