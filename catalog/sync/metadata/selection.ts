import { nearestName } from '../../../platform/documents/nearest-name.ts';
import { fail } from '../../../platform/errors/index.ts';
import type {
  IdAndDelta,
  LanguageAndDelta,
  ServerSyncFilter,
} from '../../../protocol/wsusss/revision-list.ts';
import { serverLanguages } from '../../configuration/languages.ts';
import type { SyncOptions } from '../sync-options.ts';

/** The language that stands for all of them ([MS-WSUSSS] §3.1.4.4, LanguageID). */
const ALL_LANGUAGES = 0;

/** A category or classification there is to choose. */
export interface Choice {
  /** Lower case. */
  readonly updateId: string;
  readonly title: string;
  readonly isClassification: boolean;
}

/** What is chosen of an upstream server; `everything` is a replica's choice. */
export type Selection =
  | { readonly kind: 'everything' }
  | {
      readonly kind: 'chosen';
      readonly products: readonly string[];
      readonly classifications: readonly string[];
      readonly languages: readonly string[];
    };

/** Works out what is chosen. Throws SYNC_CHOICE_UNKNOWN for what the upstream server does not have. */
export function selectionOf(options: SyncOptions, choices: readonly Choice[]): Selection {
  if (options.replica) return { kind: 'everything' };
  const among = (isClassification: boolean) =>
    choices.filter((one) => one.isClassification === isClassification);
  return {
    kind: 'chosen',
    products: chosen('product', options.products, among(false)),
    classifications: chosen('classification', options.classifications, among(true)),
    languages: (options.languages ?? []).map(languageName),
  };
}

function chosen(
  kind: string,
  names: readonly string[] | undefined,
  choices: readonly Choice[],
): readonly string[] {
  if (names === undefined) return choices.map(({ updateId }) => updateId);
  return names.flatMap((name) => {
    const found = choices.filter((choice) => isNamed(choice, name));
    return found.length > 0 ? found.map(({ updateId }) => updateId) : unknownChoice(kind, name, choices);
  });
}

/** Whether `name` is the UpdateID or the title of a choice, whatever the case. */
export function isNamed({ updateId, title }: Choice, name: string): boolean {
  const wanted = name.trim().toLowerCase();
  return updateId === wanted || title.toLowerCase() === wanted;
}

function unknownChoice(kind: string, name: string, choices: readonly Choice[]): never {
  const meant = nearestName(
    name,
    choices.map(({ title }) => title),
  );
  const repair =
    meant === undefined
      ? '`mock-wu sync choices` lists what it has.'
      : `Did you mean "${meant}"? \`mock-wu sync choices\` lists what it has.`;
  return fail('SYNC_CHOICE_UNKNOWN', { kind, name, repair });
}

function languageName(name: string): string {
  const wanted = name.trim().toLowerCase();
  if (serverLanguages.some(({ shortName }) => shortName === wanted)) return wanted;
  const known = serverLanguages.map(({ shortName }) => shortName).join(', ');
  return fail('SYNC_CHOICE_UNKNOWN', { kind: 'language', name, repair: `Name one of: ${known}.` });
}

/** The selection that was fetched up to the anchor, as it was stored; undefined where there is none. */
export function readSelection(text: string): Selection | undefined {
  const stored = JSON.parse(text) as Partial<Selection>;
  return stored.kind === undefined ? undefined : (stored as Selection);
}

/**
 * The filter that brings what is chosen: what was fetched before by its changes, what is newly chosen as a whole
 * (server sync facts §1.4). Without an anchor everything is whole.
 */
export function filterFor(
  selection: Selection,
  before: Selection | undefined,
  anchor: string | undefined,
): ServerSyncFilter {
  const isContinued = anchor !== undefined && before?.kind === selection.kind;
  const base = { ...(isContinued && { Anchor: anchor }), GetConfig: false, Get63LanguageOnly: false };
  if (selection.kind === 'everything') return base;
  const known = before?.kind === 'chosen' && isContinued ? before : undefined;
  const ids = (now: readonly string[], then: readonly string[] = []): readonly IdAndDelta[] =>
    now.map((Id) => ({ Id, Delta: then.includes(Id) }));
  const languages = languageFilter(selection.languages, known?.languages);
  return {
    ...base,
    Categories: ids(selection.products, known?.products),
    Classifications: ids(selection.classifications, known?.classifications),
    ...(languages.length > 0 && { Languages: languages }),
  };
}

/** No choice is any language: where there was one before, all languages are newly chosen. */
function languageFilter(
  now: readonly string[],
  then: readonly string[] | undefined,
): readonly LanguageAndDelta[] {
  if (now.length === 0) return (then ?? []).length === 0 ? [] : [{ Id: ALL_LANGUAGES, Delta: false }];
  const hadAll = then !== undefined && then.length === 0;
  return serverLanguages
    .filter(({ shortName }) => now.includes(shortName))
    .map(({ languageId, shortName }) => ({
      Id: languageId,
      Delta: hadAll || (then?.includes(shortName) ?? false),
    }));
}
