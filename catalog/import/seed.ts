import type { SignerName } from '../../protocol/authenticode/broken-signers.ts';
/** A value or a list of values, as a person writes it. */
export type OneOrMany<T> = T | readonly T[];

/** Every entry is needed; of an entry that is a list, one is enough. */
export type SeedClauses = string | readonly OneOrMany<string>[];

/** Further languages: a title, or a title with a description. */
export type SeedLanguages = Readonly<
  Record<string, string | { readonly title: string; readonly description?: string }>
>;

/** A condition on a machine; `seed-rules.ts` turns it into elements of the rule language. */
export type SeedRule = boolean | SeedRuleObject;

/** Exactly one of the first ten properties says which condition it is. */
export interface SeedRuleObject {
  readonly all?: readonly SeedRule[];
  readonly any?: readonly SeedRule[];
  readonly not?: SeedRule;
  readonly windows?: SeedWindowsVersion;
  readonly architecture?: 'x86' | 'x64' | 'arm64';
  readonly language?: string;
  readonly registry?: string;
  readonly file?: string;
  readonly package?: string;
  readonly msi?: string;
  readonly element?: string;
  readonly value?: string;
  readonly equals?: string | number;
  readonly atLeast?: string | number;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  readonly children?: readonly SeedRule[];
  readonly text?: string;
}

/** A range of Windows versions. */
export interface SeedWindowsVersion {
  readonly version?: string;
  readonly minimum?: string;
  readonly below?: string;
  readonly type?: 'workstation' | 'server';
}

/** A company, family, product or classification. */
export interface SeedCategory {
  readonly name: string;
  readonly type: 'company' | 'family' | 'product' | 'classification';
  readonly parent?: string;
  readonly key?: string;
  readonly updateId?: string;
  readonly revision?: number;
  readonly description?: string;
  readonly languages?: SeedLanguages;
  readonly installed?: SeedRule;
}

/** A condition that updates can require. */
export interface SeedDetectoid {
  readonly key: string;
  readonly title?: string;
  readonly kind?: string;
  readonly installed: SeedRule;
  readonly prerequisites?: SeedClauses;
  readonly updateId?: string;
  readonly revision?: number;
}

/** A computer group; without a parent it hangs below All Computers. */
export type SeedGroup = string | { readonly name: string; readonly parent?: string };

/** A computer known beforehand. */
export interface SeedComputer {
  readonly name: string;
  readonly id?: string;
  readonly groups?: OneOrMany<string>;
}

/** A file to make (`size` or `text`) or to take (`path`). */
export interface SeedFile {
  readonly name?: string;
  readonly size?: number | string;
  readonly text?: string;
  readonly path?: string;
  readonly sign?: SignerName | 'none';
  readonly patchingType?: string;
}

/** A decision for a group; a text is a group to install for. */
export type SeedApproval =
  | string
  | {
      readonly group: string;
      readonly action?: 'install' | 'uninstall' | 'optional' | 'scan' | 'block';
      readonly deadline?: string;
    };

/** A licence; a text is the licence itself. */
export type SeedEula =
  | string
  | {
      readonly text?: string;
      readonly path?: string;
      readonly language?: string;
      readonly reaccept?: boolean;
    };

/** How an update is installed. */
export type SeedHandlerType = 'cbs' | 'command' | 'msi' | 'osinstaller' | 'appx';

/** A handler with what it needs to know. */
export interface SeedHandler {
  readonly type: SeedHandlerType;
  readonly package?: string;
  readonly program?: string;
  readonly arguments?: string;
  readonly rebootByDefault?: boolean;
  readonly defaultResult?: SeedResult;
  readonly returnCodes?: readonly {
    readonly code: number;
    readonly result: SeedResult;
    readonly reboot?: boolean;
  }[];
  readonly productCode?: string;
  readonly msiFile?: string;
  readonly commandLine?: string;
  readonly product?: string;
  readonly version?: string;
}

export type SeedResult = 'succeeded' | 'failed' | 'cancelled';

/** What makes an update a driver. */
export interface SeedDriver {
  readonly hardwareIds: OneOrMany<string>;
  readonly class: string;
  readonly provider: string;
  readonly manufacturer?: string;
  readonly model?: string;
  readonly company?: string;
  readonly version: string;
  readonly date: string;
  readonly whqlId?: string | number;
  readonly featureScores?: Readonly<Record<string, number>>;
  readonly targetComputers?: readonly string[];
  readonly distributionComputers?: readonly string[];
}

/** One update as written; `docs/seed-files.md` explains each property. */
export interface SeedUpdate {
  readonly title: string;
  readonly key?: string;
  readonly kb?: OneOrMany<string | number>;
  readonly classification?: string;
  readonly products?: OneOrMany<string>;
  readonly severity?: 'Critical' | 'Important' | 'Moderate' | 'Low';
  readonly description?: string;
  readonly languages?: SeedLanguages;
  readonly released?: string;
  readonly revision?: number;
  readonly updateId?: string;
  readonly files?: readonly SeedFile[];
  readonly handler?: SeedHandlerType | SeedHandler;
  readonly driver?: SeedDriver;
  readonly requires?: {
    readonly os?: OneOrMany<string>;
    readonly architecture?: OneOrMany<string>;
    readonly language?: OneOrMany<string>;
  };
  readonly prerequisites?: SeedClauses;
  readonly supersedes?: OneOrMany<string>;
  readonly bundles?: SeedClauses;
  readonly installed?: SeedRule;
  readonly installable?: SeedRule;
  readonly impact?: 'normal' | 'minor' | 'exclusive';
  readonly reboot?: 'never' | 'always' | 'possible';
  readonly uninstallable?: boolean;
  readonly mandatory?: boolean;
  readonly beta?: boolean;
  readonly autoSelect?: boolean;
  readonly supportUrl?: string;
  readonly moreInfoUrl?: string;
  readonly bulletins?: OneOrMany<string>;
  readonly cves?: OneOrMany<string>;
  readonly eula?: SeedEula;
  readonly expired?: boolean;
  readonly declined?: boolean;
  readonly approvals?: OneOrMany<SeedApproval>;
}

/** What a seed file holds, as the published schema allows it. */
export interface SeedContent {
  readonly seed?: 1;
  readonly language?: string;
  readonly released?: string;
  readonly categories?: readonly SeedCategory[];
  readonly detectoids?: readonly SeedDetectoid[];
  readonly groups?: readonly SeedGroup[];
  readonly computers?: readonly SeedComputer[];
  readonly updates?: readonly SeedUpdate[];
}

/** A seed file that was read and passed the schema; frozen. */
export interface Seed extends SeedContent {
  /** The file's name as errors give it. */
  readonly source: string;
  /** The folder that paths in the seed are relative to and may not leave; undefined for one that came as text. */
  readonly folder: string | undefined;
  /** A place in the file as errors name it: file, line where known, and path. */
  readonly where: (path: readonly (string | number)[]) => string;
}

/** The values of a property that takes one or many. */
export function listOf<T>(value: OneOrMany<T> | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as T];
}
