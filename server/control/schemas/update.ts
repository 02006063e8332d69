import { Type } from '../../../platform/documents/schema-type.ts';
import { approvalAction } from './approval-action.ts';
import { count, moment, next, nullable, object } from './common.ts';

/** States an update can be asked for by; several must all hold. */
export const updateStates = [
  'approved',
  'unapproved',
  'declined',
  'expired',
  'superseded',
  'tracked',
] as const;
export const updateTypes = ['Software', 'Driver', 'Category', 'Detectoid', 'any'] as const;

const updateId = Type.String({ description: 'UpdateID' });

/** An update that was decided on. */
export const decidedUpdate = object({ updateId, title: Type.String() }, { title: 'DecidedUpdate' });

const namedUpdate = object(
  { updateId, title: nullable(Type.String({ description: 'null for an update that has not arrived' })) },
  { title: 'NamedUpdate' },
);

const bundledRevision = object(
  { ...namedUpdate.properties, revisionNumber: Type.Integer() },
  { title: 'BundledRevision' },
);

const identity = {
  updateId,
  revisionNumber: Type.Integer({ description: 'Of its newest revision, as all that revisions say' }),
  type: Type.String({ description: 'Software, Driver, Category or Detectoid' }),
  title: Type.String({ description: 'In the default language of the update' }),
  kbArticleIds: Type.Array(Type.String()),
  severity: nullable(Type.String({ description: 'Critical, Important, Moderate, Low' })),
  classifications: Type.Array(namedUpdate),
  products: Type.Array(namedUpdate),
  isDeclined: Type.Boolean({ description: 'Whether it is hidden from clients' }),
};

export const updateSummary = object(
  {
    ...identity,
    isExpired: Type.Boolean({ description: 'Whether its publisher withdrew it' }),
    isApproved: Type.Boolean({ description: 'Whether some group has an approval for it' }),
    isSuperseded: Type.Boolean({ description: 'Whether a newer update takes its place' }),
  },
  { title: 'UpdateSummary' },
);

export const updatePage = object({ updates: Type.Array(updateSummary), next }, { title: 'UpdatePage' });

/** On how many computers an update is in which state. */
const stateCounts = object(
  {
    NotInstalled: count(),
    Downloaded: count(),
    Installed: count(),
    InstalledPendingReboot: count(),
    Failed: count(),
    NotApplicable: count('Computers that reported their status and did not name the update'),
    Unknown: count('Computers that never reported a status'),
  },
  { title: 'StateCounts' },
);

const updateText = object(
  { language: Type.String(), title: Type.String(), description: nullable(Type.String()) },
  { title: 'UpdateText' },
);

const revision = object(
  {
    revisionNumber: Type.Integer(),
    title: Type.String(),
    publicationState: Type.String({ description: 'Published or Expired' }),
    creationDate: nullable(Type.String()),
    arrivedAt: moment('When it came into the catalogue'),
  },
  { title: 'UpdateRevision' },
);

const updateFile = object(
  {
    updateId: Type.String({ description: 'The update itself, or the member of it the file belongs to' }),
    fileName: Type.String(),
    size: count('Bytes'),
    sha1: Type.String({ description: 'In hex' }),
  },
  { title: 'UpdateFile' },
);

const updateApproval = object(
  {
    group: Type.String(),
    groupId: Type.String(),
    revisionNumber: Type.Integer(),
    action: approvalAction,
    deadline: nullable(Type.String()),
    lastChange: moment('When it was made'),
  },
  { title: 'UpdateApproval' },
);

const licence = object({ eulaId: Type.String(), isAccepted: Type.Boolean() }, { title: 'UpdateLicence' });

export const updateDetails = object(
  {
    ...identity,
    publicationState: Type.String({ description: 'Published or Expired' }),
    isOffered: Type.Boolean({ description: 'Whether clients are offered it by itself, not with a bundle' }),
    canUninstall: Type.Boolean(),
    securityBulletinIds: Type.Array(Type.String()),
    texts: Type.Array(updateText),
    revisions: Type.Array(revision, { description: 'Newest first' }),
    files: Type.Array(updateFile),
    bundles: Type.Array(bundledRevision),
    bundledBy: Type.Array(bundledRevision),
    prerequisites: object(
      { clauses: count('Clauses that must hold'), updates: count('Updates named in them, categories too') },
      { title: 'PrerequisiteCounts' },
    ),
    supersedes: Type.Array(namedUpdate),
    supersededBy: Type.Array(namedUpdate),
    approvals: Type.Array(updateApproval),
    licence: nullable(licence),
    status: stateCounts,
  },
  { title: 'UpdateDetails' },
);
