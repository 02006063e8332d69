import type { HandlerSpec } from './handler-spec.ts';
import type {
  BundleClause,
  DriverMetadata,
  LocalizedText,
  PrerequisiteClause,
  RevisionIdentity,
  UpdateFile,
  UpdateType,
} from './update-document.ts';

/** How disturbing an installation is: `upd:InstallationBehavior`, also used for uninstallation. */
export interface BehaviorSpec {
  readonly impact?: 'Normal' | 'Minor' | 'RequiresExclusiveHandling';
  readonly rebootBehavior?: 'NeverReboots' | 'AlwaysRequiresReboot' | 'CanRequestReboot';
  readonly canRequestUserInput?: boolean;
  readonly requiresNetworkConnectivity?: boolean;
}

/** `upd:Properties`: attributes first, then its child elements. What is left out is not written. */
export interface PropertiesSpec {
  readonly defaultLanguage: string;
  readonly explicitlyDeployable?: boolean;
  readonly autoSelectOnWebSites?: boolean;
  readonly osUpgrade?: 'swap';
  /** The id of the licence that goes with `eulaFiles`. */
  readonly eulaId?: string;
  readonly perUser?: boolean;
  readonly isPublic?: boolean;
  readonly isBeta?: boolean;
  readonly isMandatory?: boolean;
  readonly isLocallyPublished?: boolean;
  readonly browseOnly?: boolean;
  readonly requiresReacceptanceOfEula?: boolean;
  /** `Architecture`, `SKU or Feature`, `Application Locale`, … for detectoids. */
  readonly detectoidType?: string;
  /** `Critical`, `Important`, `Moderate`, `Low`. */
  readonly msrcSeverity?: string;
  readonly legacyName?: string;
  readonly productName?: string;
  readonly releaseVersion?: string;
  /** Bytes. */
  readonly maxDownloadSize?: number;
  /** Bytes. */
  readonly minDownloadSize?: number;
  /** Left out: `Published`. */
  readonly publicationState?: 'Published' | 'Expired';
  /** xs:dateTime in UTC. */
  readonly creationDate?: string;
  readonly publisherId?: string;
  readonly installationBehavior?: BehaviorSpec;
  /** Its presence is what makes an update removable. */
  readonly uninstallationBehavior?: BehaviorSpec;
  /** Languages the payload itself speaks. */
  readonly languages?: readonly string[];
  readonly supportUrl?: string;
  readonly moreInfoUrl?: string;
  readonly securityBulletinIds?: readonly string[];
  /** Digits only, without `KB`. */
  readonly kbArticleIds?: readonly string[];
  readonly cveIds?: readonly string[];
}

/** One `upd:LocalizedProperties`. */
export interface TextSpec extends LocalizedText {
  readonly uninstallNotes?: string;
  readonly moreInfoUrls?: readonly string[];
  readonly supportUrl?: string;
}

/** One `upd:File`; digests in hex as in `UpdateFile`. */
export interface FileSpec extends Omit<UpdateFile, 'isEncrypted'> {
  readonly isEncrypted?: boolean;
  /** `Metadata` or `ServicingStack`, on the first files of a feature update. */
  readonly patchingTypePreferred?: string;
}

/** One `upd:EulaFile`. Without `geoId` it is for the rest of the world. */
export interface EulaFileSpec extends FileSpec {
  readonly language: string;
  /** Three-letter region code of ISO 3166. */
  readonly geoId?: string;
}

/**
 * One element of the applicability rules, such as `{ name: 'bar:RegDword', attributes: { Key: … } }`.
 * Its prefix is one of `namespaceOfPrefix`, or declared by an `xmlns:…` attribute on it or above it.
 * `text` comes before `children`.
 */
export interface RuleNode {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  readonly children?: readonly RuleNode[];
  readonly text?: string;
}

/** `upd:ApplicabilityRules`: one rule for each question, and the data the rules read. */
export interface RulesSpec {
  readonly isInstalled?: RuleNode;
  readonly isInstallable?: RuleNode;
  readonly isSuperseded?: RuleNode;
  readonly metadata?: readonly RuleNode[];
}

/** One `drv:WindowsDriverMetaData`, written into the metadata of the rules. */
export interface DriverSpec extends DriverMetadata {
  /** Left out: the same as `provider`. */
  readonly company?: string;
  readonly compatibleProviders?: readonly string[];
}

/** An update document described in plain values; `buildUpdateDocument` writes it. */
export interface DocumentSpec {
  /** The UpdateID is written in the case given here. */
  readonly identity: RevisionIdentity;
  readonly updateType: UpdateType;
  readonly properties: PropertiesSpec;
  /** At least one; one for each language. */
  readonly texts: readonly TextSpec[];
  readonly eulaFiles?: readonly EulaFileSpec[];
  /** A clause of one id that is no category is written as a bare UpdateIdentity, any other as AtLeastOne. */
  readonly prerequisites?: readonly PrerequisiteClause[];
  /** UpdateIDs this revision replaces. */
  readonly supersedes?: readonly string[];
  /** A clause of one revision is written as a bare UpdateIdentity, any other as AtLeastOne. */
  readonly bundles?: readonly BundleClause[];
  readonly rules?: RulesSpec;
  readonly drivers?: readonly DriverSpec[];
  readonly files?: readonly FileSpec[];
  readonly handler?: HandlerSpec;
}
