/** One id of a filter: whether only what changed in it is asked for ([MS-WSUSSS] §3.1.4.5.3.3). */
export interface FilterId {
  /** Lower case. */
  readonly updateId: string;
  readonly delta: boolean;
}

/** One language of a filter, by its short name; `all` stands for any. */
export interface FilterLanguage {
  readonly shortName: string;
  readonly delta: boolean;
}

/** What a downstream server asks for ([MS-WSUSSS] §3.1.4.5.3.1). */
export interface RevisionFilter {
  /** Only what came after this moment, in milliseconds since the epoch; all there is when absent. */
  readonly after?: number;
  /** Categories, and classifications. A list that is there must name one the update is in; both absent: any update. */
  readonly categories?: readonly FilterId[];
  readonly classifications?: readonly FilterId[];
  readonly languages?: readonly FilterLanguage[];
  /** The protocol the other server speaks, as `versionNumber` has it. */
  readonly protocol: number;
  /** Whether members of bundles come with them. */
  readonly bundleClosure: boolean;
}

/**
 * Whether a filter can match at all: with one list without the other, or an empty one, a real server returns nothing
 * (server sync facts §1.4).
 */
export function isOneSided({ categories, classifications }: RevisionFilter): boolean {
  if (categories === undefined && classifications === undefined) return false;
  return (categories ?? []).length === 0 || (classifications ?? []).length === 0;
}

/** Whether an update for `languages` (none: for any) is wanted by a filter's languages. */
export function speaks(languages: readonly string[], wanted: readonly FilterLanguage[] | undefined): boolean {
  if (languages.length === 0 || wanted === undefined || wanted.length === 0) return true;
  return wanted.some(({ shortName }) => shortName === 'all' || languages.includes(shortName));
}
