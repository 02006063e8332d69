import { Type } from '../../../platform/documents/schema-type.ts';
import { count, moment, name, names, object } from './common.ts';
import { configurationChanges } from './configuration.ts';

const port = Type.Integer({ minimum: 0, maximum: 65_535, description: '0 picks a free one' });

export const tenantName = name('Name of the tenant');

export const newTenant = object({
  name: Type.Optional(name('Letters, digits, dots, hyphens and underscores; made when left out')),
  hosts: Type.Optional(names('Host name clients ask it under; * is any text', 0)),
  clients: Type.Optional(names('Id of one of its computers; * is any text', 0)),
  certificates: Type.Optional(names('SHA-256 fingerprint of a client certificate', 0)),
  ports: Type.Optional(
    object(
      { http: Type.Optional(port), https: Type.Optional(port) },
      { description: 'Gives it listeners of its own' },
    ),
  ),
  seed: Type.Optional(name('Seed of its ids, cookies and chances')),
  configuration: Type.Optional(configurationChanges),
  journal: Type.Optional(
    object(
      { entries: Type.Optional(count()), bytes: Type.Optional(count()) },
      { description: 'What it keeps' },
    ),
  ),
  from: Type.Optional(
    object(
      {
        tenant: Type.Optional(tenantName),
        snapshot: Type.Optional(name('A snapshot of that tenant')),
      },
      { description: 'What it branches from; the default tenant as it is when left out' },
    ),
  ),
});

export const tenant = object(
  {
    name: Type.String(),
    urls: object({ http: Type.String(), https: Type.String() }),
    ports: Type.Array(Type.Integer(), { description: 'Of its own listeners' }),
    hosts: Type.Array(Type.String()),
    clients: Type.Array(Type.String()),
    certificates: Type.Array(Type.String()),
  },
  { title: 'Tenant' },
);

export const tenantList = object({ tenants: Type.Array(tenant) }, { title: 'TenantList' });

export const snapshotName = name('Name of the snapshot');

export const snapshot = object(
  { name: Type.String(), at: moment('When it was taken, by the clock of the tenant'), change: count() },
  { title: 'Snapshot' },
);

export const snapshotList = object({ snapshots: Type.Array(snapshot) }, { title: 'SnapshotList' });
