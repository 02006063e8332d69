import type { Catalog } from '../../catalog/catalog.ts';
import type { StateCounts } from '../../catalog/reports/status-report.ts';
import type { RevisionSummary, UpdateApproval, UpdateDetails } from '../../catalog/reports/update-details.ts';
import type { BundledRevision, NamedUpdate } from '../../catalog/reports/update-relatives.ts';
import { createUpdateReport } from '../../catalog/reports/update-report.ts';
import { counted } from '../../platform/plain-text.ts';
import type { Terminal } from '../terminal.ts';
import { wordOf } from './action-words.ts';
import { type Fact, factList } from './fact-list.ts';
import { shortMoment } from './moment-text.ts';
import { printJson } from './output.ts';
import type { StateFlags } from './state-options.ts';
import { statusText } from './status-columns.ts';

/** Prints everything about one update. */
export function showUpdate(catalog: Catalog, name: string, flags: StateFlags, terminal: Terminal): void {
  const report = createUpdateReport(catalog.database);
  const details = report.details(report.require(name));
  const counts = catalog.status.ofUpdates([details.updateId])[0]?.counts;
  if (flags.json) printJson(terminal, { ...details, status: counts ?? null });
  else
    terminal.stdout.write(
      factList([...identity(details), ...relations(details), ...decisions(details, counts)]),
    );
}

function identity(details: UpdateDetails): readonly Fact[] {
  const { isDeclined, isOffered, canUninstall, type } = details;
  const traits = [
    type,
    details.publicationState,
    isDeclined && 'declined',
    !isOffered && (type === 'Software' || type === 'Driver') && 'not offered by itself',
    canUninstall && 'can be uninstalled',
  ];
  return [
    ['title', details.title],
    ['UpdateID', details.updateId],
    ['revision', details.revisions.map(revisionText)],
    ['kind', traits.filter(Boolean).join(', ')],
    ['classification', details.classifications.map(titleText)],
    ['product', details.products.map(titleText)],
    ['KB', details.kbArticleIds.join(', ')],
    ['bulletin', details.securityBulletinIds.join(', ')],
    ['severity', details.severity],
    [
      'text',
      details.texts.map(
        (text) => `${text.language}: ${[text.title, text.description].filter(Boolean).join(' | ')}`,
      ),
    ],
  ];
}

function relations(details: UpdateDetails): readonly Fact[] {
  const { clauses, updates } = details.prerequisites;
  return [
    [
      'file',
      details.files.map(({ fileName, size, sha1 }) => `${fileName}, ${counted(size, 'byte')}, SHA-1 ${sha1}`),
    ],
    ['bundles', details.bundles.map(bundledText)],
    ['bundled by', details.bundledBy.map(bundledText)],
    ['prerequisites', `${counted(clauses, 'clause')}, ${counted(updates, 'update')}`],
    ['supersedes', details.supersedes.map(namedText)],
    ['superseded by', details.supersededBy.map(namedText)],
  ];
}

function decisions(details: UpdateDetails, counts: StateCounts | undefined): readonly Fact[] {
  const { licence, approvals } = details;
  return [
    ['approval', approvals.length === 0 ? 'none' : approvals.map(approvalText)],
    ['licence', licence && `${licence.eulaId}, ${licence.isAccepted ? 'accepted' : 'not accepted'}`],
    ['computers', counts === undefined ? null : statusText(counts)],
  ];
}

function revisionText({ revisionNumber, publicationState, arrivedAt }: RevisionSummary): string {
  return `${revisionNumber}, ${publicationState}, here since ${shortMoment(arrivedAt)}`;
}

function approvalText({ group, action, revisionNumber, deadline }: UpdateApproval): string {
  const until = deadline === null ? '' : `, until ${deadline}`;
  return `${wordOf(action)} for ${group}, revision ${revisionNumber}${until}`;
}

const titleText = ({ title, updateId }: NamedUpdate): string => title ?? updateId;
const namedText = ({ title, updateId }: NamedUpdate): string =>
  title === null ? updateId : `${updateId} ${title}`;
const bundledText = ({ title, updateId, revisionNumber }: BundledRevision): string =>
  `${updateId}.${revisionNumber} ${title ?? ''}`.trim();
