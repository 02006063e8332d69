import type { CachedRevision } from '../../device/datastore/cached-revision.ts';
import { createDatastore, type Datastore } from '../../device/datastore/datastore.ts';
import { readCore } from '../../protocol/metadata/read-core.ts';
import type { UpdateType } from '../../protocol/metadata/update-document.ts';
import type { Deployment, UpdateInfo } from '../../protocol/wusp/sync-types.ts';
import { idOf } from './documents.ts';

/** A revision as a client gets it, in few words: numbers stand for UpdateIDs, see `idOf`. */
export interface ShortRevision {
  /** A text is an UpdateID as it is. */
  readonly id: number | string;
  /** Its number on this server; the id when left out, which must be a number then. */
  readonly at?: number;
  /** 1 when left out. */
  readonly revision?: number;
  /** Software when left out. */
  readonly type?: UpdateType;
  /** Clauses of prerequisites; a number is a clause of one. */
  readonly needs?: readonly (number | readonly number[])[];
  /** Categories, one clause each; a text is an UpdateID. */
  readonly in?: readonly (number | string)[];
  /** Clauses of bundled updates, in revision 1; `[id, revision]` is one in another. */
  readonly bundles?: readonly (readonly (number | readonly [id: number, revision: number])[])[];
  readonly supersedes?: readonly number[];
  /** Element names of rules; `False` when left out, and no rule when null. */
  readonly installed?: string | null;
  readonly installable?: string;
  /** Whether it may be deployed by itself; true for software and drivers when left out. */
  readonly deployable?: boolean;
  readonly superseded?: string;
  /** Evaluate for categories and detectoids, Install for others, when left out. */
  readonly action?: Deployment['Action'];
  readonly deployment?: Partial<Deployment>;
  /** True when left out. */
  readonly leaf?: boolean;
}

/** The Core fragment of `short`. */
export function coreOf(short: ShortRevision): string {
  const { id, revision = 1, type = 'Software', installed = 'False', installable, superseded } = short;
  const { deployable = type === 'Software' || type === 'Driver' } = short;
  const attributes = `UpdateType="${type}"${deployable ? ' ExplicitlyDeployable="true"' : ''}`;
  return (
    identity(id, revision) +
    `<Properties ${attributes} />${relationshipsOf(short)}` +
    `<ApplicabilityRules>${section('IsInstalled', installed ?? undefined)}` +
    `${section('IsSuperseded', superseded)}${section('IsInstallable', installable)}</ApplicabilityRules>`
  );
}

function section(name: string, rule: string | undefined): string {
  return rule === undefined ? '' : `<${name}><${rule} /></${name}>`;
}

function relationshipsOf({
  needs = [],
  in: categories = [],
  bundles = [],
  supersedes = [],
}: ShortRevision): string {
  const clauses = [
    ...needs.map((one) =>
      typeof one === 'number' ? identity(one) : atLeastOne(one.map((id) => identity(id))),
    ),
    ...categories.map((one) => atLeastOne([identity(one)], ' IsCategory="true"')),
  ];
  const members = bundles.map((clause) =>
    atLeastOne(clause.map((one) => (typeof one === 'number' ? identity(one, 1) : identity(...one)))),
  );
  return wrapped(
    'Relationships',
    wrapped('Prerequisites', clauses.join('')) +
      wrapped('BundledUpdates', members.join('')) +
      wrapped('SupersededUpdates', supersedes.map((id) => identity(id)).join('')),
  );
}

function identity(id: number | string, revision?: number): string {
  const number = revision === undefined ? '' : ` RevisionNumber="${revision}"`;
  return `<UpdateIdentity UpdateID="${typeof id === 'number' ? idOf(id) : id}"${number} />`;
}

function atLeastOne(identities: readonly string[], attributes = ''): string {
  return `<AtLeastOne${attributes}>${identities.join('')}</AtLeastOne>`;
}

function wrapped(name: string, inner: string): string {
  return inner === '' ? '' : `<${name}>${inner}</${name}>`;
}

/** `short` as a server sends it. */
export function infoOf(
  short: ShortRevision,
): UpdateInfo & { readonly Deployment: Deployment; readonly Xml: string } {
  const { id, at = Number(id), leaf = true, type, deployment } = short;
  const isEvaluated = type === 'Category' || type === 'Detectoid';
  return {
    ID: at,
    Deployment: {
      ID: at + 10_000,
      Action: short.action ?? (isEvaluated ? 'Evaluate' : 'Install'),
      IsAssigned: true,
      LastChangeTime: '2026-10-04',
      ...deployment,
    },
    IsLeaf: leaf,
    Xml: coreOf(short),
  };
}

/** `short` as a device keeps it. */
export function cachedOf(short: ShortRevision): CachedRevision {
  const { ID: revisionId, IsLeaf: isLeaf, Deployment: deployment, Xml: xml } = infoOf(short);
  return { revisionId, isLeaf, deployment, xml, core: readCore(xml) };
}

/** A data store with `shorts`, drivers apart. */
export function storeOf(shorts: readonly ShortRevision[]): Datastore {
  const store = createDatastore();
  const all = shorts.map(cachedOf);
  store.add(all.filter(({ core }) => core.updateType !== 'Driver'));
  store.setDrivers(all.filter(({ core }) => core.updateType === 'Driver'));
  return store;
}
