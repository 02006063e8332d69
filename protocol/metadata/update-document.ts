/** What kind of thing a revision is: [MS-WUSP] §3.1.1, Revision Table. */
export type UpdateType = 'Category' | 'Detectoid' | 'Software' | 'Driver';

/** The role of a Category, from `HandlerSpecificData/CategoryInformation/@CategoryType`. */
export type CategoryType = 'Company' | 'ProductFamily' | 'Product' | 'UpdateClassification';

/** One AND-clause of the prerequisites: satisfied when at least one of `updateIds` is installed. */
export interface PrerequisiteClause {
  readonly isCategory: boolean;
  /** Lower-case UpdateIDs. */
  readonly updateIds: readonly string[];
}

/** An UpdateID (lower case) with a revision number. */
export interface RevisionIdentity {
  readonly updateId: string;
  readonly revisionNumber: number;
}

/** One AND-clause of the bundle: at least one of `revisions` belongs to it. */
export interface BundleClause {
  readonly revisions: readonly RevisionIdentity[];
}

/** A file a document names: payload (`Files/File`) or licence text (`EulaFile`). */
export interface UpdateFile {
  /** 40 upper-case hex digits: the name under which the content is stored. */
  readonly sha1: string;
  /** 64 upper-case hex digits, when the document carries an AdditionalDigest of that algorithm. */
  readonly sha256?: string;
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  /** As written in the document (xs:dateTime). */
  readonly modified?: string;
  /** `SelfContained`, `Express`, … as written. */
  readonly patchingType?: string;
  readonly isEncrypted: boolean;
}

/** Title and description in one language. */
export interface LocalizedText {
  readonly language: string;
  readonly title: string;
  readonly description?: string;
}

/** One `WindowsDriverMetaData` element: a row of the Driver Table, [MS-WUSP] §3.1.1. */
export interface DriverMetadata {
  readonly hardwareId: string;
  /** As written (xs:date or xs:dateTime). */
  readonly driverVerDate: string;
  /** Four-part version as written. */
  readonly driverVerVersion: string;
  readonly class: string;
  readonly manufacturer: string;
  readonly provider: string;
  readonly model: string;
  readonly whqlDriverId: string;
  readonly featureScores: readonly { readonly operatingSystem: string; readonly featureScore: number }[];
  readonly distributionComputerHardwareIds: readonly string[];
  readonly targetComputerHardwareIds: readonly string[];
}

/** The strings clients receive, derived once when a document arrives: [MS-WUSP] §3.1.1.1, Metadata Table. */
export interface Fragments {
  readonly core: string;
  readonly extended: string;
  readonly localizedProperties: readonly { readonly locale: string; readonly xml: string }[];
  readonly eula: readonly { readonly locale: string; readonly geoId?: string; readonly xml: string }[];
}

/** An update document taken apart: everything the catalogue's rules need, and the fragments. */
export interface UpdateDocument extends RevisionIdentity {
  readonly updateType: UpdateType;
  readonly explicitlyDeployable: boolean;
  readonly publicationState: 'Published' | 'Expired';
  readonly defaultLanguage: string;
  /** As written (xs:dateTime), when present. */
  readonly creationDate?: string;
  readonly categoryType?: CategoryType;
  readonly eulaId?: string;
  /** Whether an administrator who accepted the licence for an earlier revision must do so again. */
  readonly requiresReacceptanceOfEula: boolean;
  readonly msrcSeverity?: string;
  readonly isMandatory: boolean;
  readonly canUninstall: boolean;
  readonly kbArticleIds: readonly string[];
  readonly securityBulletinIds: readonly string[];
  /** Languages the update is for, as written; empty for any. */
  readonly languages: readonly string[];
  /** The server protocol a downstream server must speak to get it, as written. */
  readonly compatibleProtocolVersion?: string;
  readonly prerequisites: readonly PrerequisiteClause[];
  readonly bundles: readonly BundleClause[];
  /** Lower-case UpdateIDs this revision replaces. */
  readonly supersedes: readonly string[];
  readonly files: readonly UpdateFile[];
  readonly eulaFiles: readonly (UpdateFile & { readonly language: string; readonly geoId?: string })[];
  readonly texts: readonly LocalizedText[];
  readonly drivers: readonly DriverMetadata[];
  readonly fragments: Fragments;
  /** The document itself, as it arrived. */
  readonly xml: string;
}
