// Written by tools/write-control-client.mjs; a test fails when the control API is described otherwise.
export interface paths {
    readonly "/api/v1/approvals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists approvals, those made last first */
        readonly get: operations["listApprovals"];
        readonly put?: never;
        /** Approves updates for groups: all that are named, or none */
        readonly post: operations["approveUpdates"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/approvals/remove": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Takes approvals back; computers get what their group inherits, or nothing */
        readonly post: operations["removeApprovals"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/certificates": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists authorities, publishers, and what was revoked */
        readonly get: operations["listCertificates"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/certificates/{certificate}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells what one certificate says, with its chain in PEM */
        readonly get: operations["getCertificate"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/certificates/revoke": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Revokes a certificate, named in one of three ways
         * @description A server certificate stays in use, so that clients can be seen to refuse it.
         */
        readonly post: operations["revokeCertificate"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/computers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists computers in the order of their ids */
        readonly get: operations["listComputers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/computers/{computer}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells everything about one computer; its events have a list of their own */
        readonly get: operations["getComputer"];
        readonly put?: never;
        readonly post?: never;
        /** Forgets a computer with its status; it must register anew, and its events stay */
        readonly delete: operations["deleteComputer"];
        readonly options?: never;
        readonly head?: never;
        /** Puts a computer into groups and takes it out of all others */
        readonly patch: operations["placeComputer"];
        readonly trace?: never;
    };
    readonly "/api/v1/configuration": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells the configuration in force and what of it is stored */
        readonly get: operations["getConfiguration"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Stores values; null takes one back to its default
         * @description Values this run was started with go before what is stored.
         */
        readonly patch: operations["changeConfiguration"];
        readonly trace?: never;
    };
    readonly "/api/v1/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Lists what computers reported
         * @description Whoever wants what is new asks for the oldest first, `after` the sequence of the last one seen.
         */
        readonly get: operations["listEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/events/{sequence}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells everything a computer said in one event */
        readonly get: operations["getEvent"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/groups": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists all groups with how their computers are; those below a group are counted in */
        readonly get: operations["listGroups"];
        readonly put?: never;
        /** Makes a group */
        readonly post: operations["createGroup"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/groups/{group}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells how the computers of one group are */
        readonly get: operations["getGroup"];
        readonly put?: never;
        readonly post?: never;
        /** Removes a group and its approvals; its computers stay */
        readonly delete: operations["deleteGroup"];
        readonly options?: never;
        readonly head?: never;
        /** Renames a group, or moves it into another one whose approvals reach it from then on */
        readonly patch: operations["changeGroup"];
        readonly trace?: never;
    };
    readonly "/api/v1/import": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Imports a seed that is sent, the demo, or a file or folder of this machine
         * @description All of it, or nothing. Files are named only where the control API listens on loopback alone.
         */
        readonly post: operations["importUpdates"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/state": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells where the double is reached, who it is and how much it holds */
        readonly get: operations["getState"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/sync": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells what is synchronised, how far it is and what is next */
        readonly get: operations["getSyncStatus"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/sync/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Asks the synchronisation under way to stop, in whatever process it runs */
        readonly post: operations["cancelSync"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/sync/runs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists synchronisations, newest first */
        readonly get: operations["listSyncRuns"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/sync/start": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Starts a synchronisation; answers when it has begun, or when it has ended */
        readonly post: operations["startSync"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/sync/subscription": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Says what is synchronised and from where; what is not said stays, null takes a choice back
         * @description Another upstream server begins with defaults.
         */
        readonly patch: operations["changeSubscription"];
        readonly trace?: never;
    };
    readonly "/api/v1/updates": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists updates, those that came last first */
        readonly get: operations["listUpdates"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/updates/{update}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells everything about one update */
        readonly get: operations["getUpdate"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/updates/decline": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Hides updates from clients and drops their approvals: all that are named, or none */
        readonly post: operations["declineUpdates"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/updates/undo-decline": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Shows declined updates again; their approvals do not come back */
        readonly post: operations["undeclineUpdates"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/healthz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells that the process answers */
        readonly get: operations["getHealth"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/livez": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The same, under the name orchestrators use */
        readonly get: operations["getLiveness"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/readyz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells whether clients are served */
        readonly get: operations["getReadiness"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/version": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells which mock-windows-update this is */
        readonly get: operations["getVersion"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly Alive: {
            /** @enum {string} */
            readonly status: "ok";
        };
        readonly Approval: {
            /**
             * @description What clients do: install it, offer it, remove it, only look whether it is needed; Block ends what a group inherits
             * @enum {string}
             */
            readonly action: "Install" | "OptionalInstall" | "Uninstall" | "PreDeploymentCheck" | "Block";
            /** @description When it must be done, in UTC */
            readonly deadline: string | null;
            /** @description Another one after each change */
            readonly deploymentId: number;
            /** @description Name of the group */
            readonly group: string;
            readonly groupId: string;
            /**
             * Format: date-time
             * @description When it was made
             */
            readonly lastChange: string;
            readonly revisionNumber: number;
            readonly title: string;
            /** @description UpdateID */
            readonly updateId: string;
        };
        readonly ApprovalPage: {
            readonly approvals: readonly components["schemas"]["Approval"][];
            /** @description `after` of the next page; null where there is nothing more */
            readonly next: number | null;
        };
        readonly BundledRevision: {
            readonly revisionNumber: number;
            /** @description null for an update that has not arrived */
            readonly title: string | null;
            /** @description UpdateID */
            readonly updateId: string;
        };
        readonly CancelledSync: {
            /** @description The run that was asked to stop; null where none runs */
            readonly cancelled: number | null;
        };
        readonly CatalogueCounts: {
            /** @description What administrators and rules approved */
            readonly approvals: number;
            readonly computers: number;
            /** @description Updates hidden from clients */
            readonly declined: number;
            readonly events: number;
            /** @description The built-in ones included */
            readonly groups: number;
            readonly revisions: number;
            readonly updates: number;
        };
        readonly Certificate: {
            /**
             * @description An authority, or a publisher that signs files
             * @enum {string}
             */
            readonly id: "root" | "tls" | "code" | "code-a" | "code-b" | "publisher-a" | "publisher-b";
            readonly issuer: string;
            /**
             * Format: date-time
             * @description Valid until
             */
            readonly notAfter: string;
            /**
             * Format: date-time
             * @description Valid from
             */
            readonly notBefore: string;
            /** @description Upper-case hexadecimal */
            readonly serial: string;
            /** @description Of the DER form, in lower-case hexadecimal */
            readonly sha1: string;
            /** @description The same */
            readonly sha256: string;
            readonly subject: string;
        };
        readonly CertificateList: {
            /** @description From the root down */
            readonly authorities: readonly components["schemas"]["Certificate"][];
            readonly publishers: readonly components["schemas"]["Certificate"][];
            readonly revoked: readonly components["schemas"]["Revocation"][];
        };
        readonly CertificateWithChain: {
            /** @description It and its issuers below the root; of the root, the root */
            readonly chainPem: string;
            /**
             * @description An authority, or a publisher that signs files
             * @enum {string}
             */
            readonly id: "root" | "tls" | "code" | "code-a" | "code-b" | "publisher-a" | "publisher-b";
            readonly issuer: string;
            /**
             * Format: date-time
             * @description Valid until
             */
            readonly notAfter: string;
            /**
             * Format: date-time
             * @description Valid from
             */
            readonly notBefore: string;
            /** @description Upper-case hexadecimal */
            readonly serial: string;
            /** @description Of the DER form, in lower-case hexadecimal */
            readonly sha1: string;
            /** @description The same */
            readonly sha256: string;
            readonly subject: string;
        };
        readonly ComputerDetails: {
            /** @description Groups an administrator put it into */
            readonly assignedGroups: readonly string[];
            readonly computerId: string;
            readonly dnsName: string;
            /**
             * Format: date-time
             * @description First contact
             */
            readonly firstSeen: string;
            /** @description Names of the groups it is in */
            readonly groups: readonly string[];
            /**
             * Format: date-time
             * @description When it last said something else of itself
             */
            readonly infoChangedAt: string | null;
            readonly inventory: components["schemas"]["ComputerInventory"] | null;
            /**
             * Format: date-time
             * @description Last contact of any kind
             */
            readonly lastSeen: string;
            /**
             * Format: date-time
             * @description When it last reported a status
             */
            readonly lastStatusAt: string | null;
            /**
             * Format: date-time
             * @description When it last asked for updates
             */
            readonly lastSyncAt: string | null;
            /**
             * Format: date-time
             * @description Last RegisterComputer
             */
            readonly registeredAt: string | null;
            /** @description What it said of itself, as the protocol names it */
            readonly registration: {
                readonly [key: string]: unknown;
            } | null;
            /** @description Groups it asks for, made or not */
            readonly requestedGroups: readonly string[];
            readonly status: components["schemas"]["ComputerStates"];
        };
        /** @description What is kept of its last inventory, but for the content */
        readonly ComputerInventory: {
            readonly bytes: number;
            readonly isCompressed: boolean;
            /**
             * Format: date-time
             * @description When it came
             */
            readonly receivedAt: string;
        };
        readonly ComputerPage: {
            readonly computers: readonly components["schemas"]["ComputerSummary"][];
            /** @description `after` of the next page; null where there is nothing more */
            readonly next: string | null;
        };
        /** @description How many updates are in which state on it */
        readonly ComputerStates: {
            readonly Downloaded: number;
            readonly Failed: number;
            readonly Installed: number;
            readonly InstalledPendingReboot: number;
            readonly NotInstalled: number;
        };
        readonly ComputerSummary: {
            readonly computerId: string;
            readonly dnsName: string;
            /** @description Names of the groups it is in */
            readonly groups: readonly string[];
            /**
             * Format: date-time
             * @description Last contact of any kind
             */
            readonly lastSeen: string;
            /**
             * Format: date-time
             * @description When it last reported a status
             */
            readonly lastStatusAt: string | null;
            /**
             * Format: date-time
             * @description When it last asked for updates
             */
            readonly lastSyncAt: string | null;
            readonly status: components["schemas"]["ComputerStates"];
            /** @description Empty where it did not say */
            readonly windowsVersion: string;
        };
        readonly Configuration: {
            readonly bundleClosure: boolean;
            readonly carryApprovals: boolean;
            readonly catalogOnlySync: boolean;
            /** @enum {string} */
            readonly configDataOrder: "text" | "alphabetical";
            /** @description http:// or https:// with a host and perhaps a port */
            readonly contentUrl?: string;
            /** @enum {string} */
            readonly delivery: "staged" | "closure";
            readonly doDetailedRollup: boolean;
            readonly isInventoryRequired: boolean;
            readonly isRegistrationRequired: boolean;
            readonly keptComputers: number;
            readonly keptEventBytes: number;
            readonly keptEvents: number;
            /** @description "all" or short names with commas between, such as de,en */
            readonly languages: string;
            readonly lazySync: boolean;
            readonly maxBatchEvents: number;
            readonly maxCategories: number;
            readonly maxComputerIdsPerRequest: number;
            readonly maxDecryptionUpdatesPerRequest: number;
            readonly maxDriverSetsPerRequest: number;
            readonly maxExtendedUpdates: number;
            readonly maxFileDigests: number;
            readonly maxInstalledIds: number;
            readonly maxOutOfSyncComputers: number;
            readonly maxPnpHardwareIdsPerRequest: number;
            readonly maxRollupComputers: number;
            readonly maxRollupServers: number;
            readonly maxRollupStatuses: number;
            readonly maxUpdateDataBytes: number;
            readonly maxUpdatesPerRequest: number;
            readonly pageSize: number;
            /** @enum {string} */
            readonly profile: "wsus-2025" | "microsoft";
            /** @description a version in two parts such as 3.2 */
            readonly protocolVersion: string;
            readonly reportingLevel: number;
            readonly serverCookieMinutes: number;
            readonly serverHostsPsfFiles: boolean;
            /** @description a version of the server protocol such as 1.20 */
            readonly serverProtocolVersion: string;
            /** @description one to four numbers with points between */
            readonly serverVersion: string;
            readonly servesDeployments: boolean;
            /** @enum {string} */
            readonly targeting: "either" | "server" | "client";
            /** @enum {string} */
            readonly updateBlobs: "mszip" | "lzx-stored" | "plain";
        };
        readonly ConfigurationChanges: {
            readonly bundleClosure?: boolean | null;
            readonly carryApprovals?: boolean | null;
            readonly catalogOnlySync?: boolean | null;
            /** @enum {string|null} */
            readonly configDataOrder?: "text" | "alphabetical" | null;
            /** @description http:// or https:// with a host and perhaps a port */
            readonly contentUrl?: string | null;
            /** @enum {string|null} */
            readonly delivery?: "staged" | "closure" | null;
            readonly doDetailedRollup?: boolean | null;
            readonly isInventoryRequired?: boolean | null;
            readonly isRegistrationRequired?: boolean | null;
            readonly keptComputers?: number | null;
            readonly keptEventBytes?: number | null;
            readonly keptEvents?: number | null;
            /** @description "all" or short names with commas between, such as de,en */
            readonly languages?: string | null;
            readonly lazySync?: boolean | null;
            readonly maxBatchEvents?: number | null;
            readonly maxCategories?: number | null;
            readonly maxComputerIdsPerRequest?: number | null;
            readonly maxDecryptionUpdatesPerRequest?: number | null;
            readonly maxDriverSetsPerRequest?: number | null;
            readonly maxExtendedUpdates?: number | null;
            readonly maxFileDigests?: number | null;
            readonly maxInstalledIds?: number | null;
            readonly maxOutOfSyncComputers?: number | null;
            readonly maxPnpHardwareIdsPerRequest?: number | null;
            readonly maxRollupComputers?: number | null;
            readonly maxRollupServers?: number | null;
            readonly maxRollupStatuses?: number | null;
            readonly maxUpdateDataBytes?: number | null;
            readonly maxUpdatesPerRequest?: number | null;
            readonly pageSize?: number | null;
            /** @enum {string|null} */
            readonly profile?: "wsus-2025" | "microsoft" | null;
            /** @description a version in two parts such as 3.2 */
            readonly protocolVersion?: string | null;
            readonly reportingLevel?: number | null;
            readonly serverCookieMinutes?: number | null;
            readonly serverHostsPsfFiles?: boolean | null;
            /** @description a version of the server protocol such as 1.20 */
            readonly serverProtocolVersion?: string | null;
            /** @description one to four numbers with points between */
            readonly serverVersion?: string | null;
            readonly servesDeployments?: boolean | null;
            /** @enum {string|null} */
            readonly targeting?: "either" | "server" | "client" | null;
            /** @enum {string|null} */
            readonly updateBlobs?: "mszip" | "lzx-stored" | "plain" | null;
        };
        /** @description What is in force, options of this run included, and what is stored */
        readonly ConfigurationInForce: {
            readonly current: components["schemas"]["Configuration"];
            readonly stored: components["schemas"]["StoredConfiguration"];
        };
        readonly CountedGroup: {
            readonly computers: number;
            readonly groupId: string;
            /** @description Whether it can neither be changed nor deleted */
            readonly isBuiltin: boolean;
            readonly name: string;
            /** @description Computers that need an update, or have one downloaded and not installed */
            readonly needingUpdates: number;
            /** @description The group it lies in; null for All Computers */
            readonly parentId: string | null;
            /** @description Computers that never reported a status */
            readonly unknown: number;
            /** @description Computers that reported and neither need anything nor failed */
            readonly upToDate: number;
            readonly withErrors: number;
        };
        readonly DecidedUpdate: {
            readonly title: string;
            /** @description UpdateID */
            readonly updateId: string;
        };
        readonly DeclinedUpdates: {
            readonly isDeclined: boolean;
            readonly updates: readonly components["schemas"]["DecidedUpdate"][];
        };
        readonly Dropped: {
            readonly count: number;
            /** @enum {string} */
            readonly kind: "events" | "computers" | "inventories";
            /**
             * Format: date-time
             * @description When some were last dropped
             */
            readonly lastAt: string;
        };
        readonly ErrorReply: {
            readonly error: {
                /** @description One of the codes in docs/errors.md */
                readonly code: string;
                /** @description What is wrong */
                readonly message: string;
                /** @description The value that is wrong, where one is, such as body.groups[0] */
                readonly path?: string;
                /** @description What to do about it */
                readonly repair: string;
            };
        };
        readonly Event: {
            readonly computerId: string;
            /** @description What happened: 147 scan, 162 download, 183 installation, 182 its failure */
            readonly eventId: number;
            readonly eventInstanceId: string;
            /** @description Such as 0x80240017; 0x00000000 where nothing failed */
            readonly hresult: string;
            /** @description Its name in the SDK, such as WU_E_DM_INCORRECTFILEHASH */
            readonly hresultName: string | null;
            readonly namespaceId: number;
            /**
             * Format: date-time
             * @description When it came
             */
            readonly receivedAt: string;
            readonly revisionNumber: number | null;
            /** @description Counts events in the order they came */
            readonly sequence: number;
            /** @description As the computer said it */
            readonly timeAtTarget: string;
            /** @description Of the update, where it is here */
            readonly title: string | null;
            readonly updateId: string | null;
        };
        readonly EventPage: {
            readonly events: readonly components["schemas"]["Event"][];
            /** @description `after` of the next page; null where there is nothing more */
            readonly next: number | null;
        };
        readonly Group: {
            readonly groupId: string;
            /** @description Whether it can neither be changed nor deleted */
            readonly isBuiltin: boolean;
            readonly name: string;
            /** @description The group it lies in; null for All Computers */
            readonly parentId: string | null;
        };
        readonly GroupList: {
            readonly groups: readonly components["schemas"]["CountedGroup"][];
        };
        readonly ImportReport: {
            /** @description Revisions that were not here before */
            readonly added: number;
            /** @enum {string} */
            readonly kind: "seed" | "documents" | "export";
            /** @description Revisions that were */
            readonly known: number;
            readonly source: string;
        };
        readonly LastSync: {
            /**
             * Format: date-time
             * @description Its last sign of life
             */
            readonly at: string;
            /** @enum {string} */
            readonly result: "running" | "succeeded" | "completed with errors" | "failed" | "cancelled" | "interrupted";
            readonly runId: number;
        };
        readonly MadeApproval: {
            /**
             * @description What clients do: install it, offer it, remove it, only look whether it is needed; Block ends what a group inherits
             * @enum {string}
             */
            readonly action: "Install" | "OptionalInstall" | "Uninstall" | "PreDeploymentCheck" | "Block";
            readonly deadline?: string;
            /** @description Another one after each change */
            readonly deploymentId: number;
            /** @description Name of the group */
            readonly group: string;
            /** @description Where the call named one */
            readonly revisionNumber?: number;
            readonly title: string;
            /** @description UpdateID */
            readonly updateId: string;
        };
        readonly MadeApprovals: {
            readonly approved: readonly components["schemas"]["MadeApproval"][];
        };
        readonly NamedUpdate: {
            /** @description null for an update that has not arrived */
            readonly title: string | null;
            /** @description UpdateID */
            readonly updateId: string;
        };
        readonly Pin: {
            /**
             * @description What is pinned: one authority above the server, or its own key
             * @enum {string}
             */
            readonly kind: "issuer" | "key";
            /** @description Hexadecimal or base64 */
            readonly sha256: string;
        };
        readonly PlacedComputer: {
            readonly computerId: string;
            readonly dnsName: string;
            /** @description Names of the groups an administrator put it into */
            readonly groups: readonly string[];
        };
        readonly PrerequisiteCounts: {
            /** @description Clauses that must hold */
            readonly clauses: number;
            /** @description Updates named in them, categories too */
            readonly updates: number;
        };
        /** @description Starting: clients are not served yet */
        readonly Readiness: {
            /** @enum {string} */
            readonly status: "ready" | "starting";
        };
        readonly RemovedApproval: {
            /** @description Approvals that were taken back */
            readonly approvals: number;
            readonly title: string;
            /** @description UpdateID */
            readonly updateId: string;
        };
        readonly RemovedApprovals: {
            readonly removed: readonly components["schemas"]["RemovedApproval"][];
        };
        readonly RemovedComputer: {
            readonly computerId: string;
            readonly dnsName: string;
        };
        readonly Revocation: {
            /**
             * Format: date-time
             * @description When it was revoked
             */
            readonly at: string;
            /** @enum {string} */
            readonly issuer: "root" | "tls" | "code" | "code-a" | "code-b";
            /**
             * @description CRLReason of RFC 5280; unspecified when left out
             * @enum {string}
             */
            readonly reason: "unspecified" | "keyCompromise" | "cACompromise" | "affiliationChanged" | "superseded" | "cessationOfOperation" | "certificateHold" | "privilegeWithdrawn" | "aACompromise";
            /** @description Upper-case hexadecimal */
            readonly serial: string;
        };
        readonly RootCertificate: {
            /** @description The root certificate clients must trust */
            readonly pem: string;
            readonly sha256: string;
        };
        readonly RunningSync: {
            /** @description Whether it was asked to stop */
            readonly isCancelled: boolean;
            readonly processId: number;
            readonly runId: number;
            /** @description Since its last sign of life */
            readonly silentSeconds: number;
            /**
             * Format: date-time
             * @description When it began
             */
            readonly startedAt: string;
        };
        readonly State: {
            readonly ca: components["schemas"]["RootCertificate"];
            readonly counts: components["schemas"]["CatalogueCounts"];
            /** @description What went by the limits of the configuration */
            readonly dropped: readonly components["schemas"]["Dropped"][];
            /**
             * Format: date-time
             * @description What time it is for the double
             */
            readonly now: string;
            /** @description The server whose decisions are repeated here */
            readonly replicaOf: string | null;
            /** @description Identity of the catalogue; another one after a reset */
            readonly serverId: string;
            readonly urls: components["schemas"]["Urls"];
            /** @description Of mock-windows-update */
            readonly version: string;
        };
        readonly StateCounts: {
            readonly Downloaded: number;
            readonly Failed: number;
            readonly Installed: number;
            readonly InstalledPendingReboot: number;
            /** @description Computers that reported their status and did not name the update */
            readonly NotApplicable: number;
            readonly NotInstalled: number;
            /** @description Computers that never reported a status */
            readonly Unknown: number;
        };
        readonly StoredConfiguration: {
            readonly bundleClosure?: boolean;
            readonly carryApprovals?: boolean;
            readonly catalogOnlySync?: boolean;
            /** @enum {string} */
            readonly configDataOrder?: "text" | "alphabetical";
            /** @description http:// or https:// with a host and perhaps a port */
            readonly contentUrl?: string;
            /** @enum {string} */
            readonly delivery?: "staged" | "closure";
            readonly doDetailedRollup?: boolean;
            readonly isInventoryRequired?: boolean;
            readonly isRegistrationRequired?: boolean;
            readonly keptComputers?: number;
            readonly keptEventBytes?: number;
            readonly keptEvents?: number;
            /** @description "all" or short names with commas between, such as de,en */
            readonly languages?: string;
            readonly lazySync?: boolean;
            readonly maxBatchEvents?: number;
            readonly maxCategories?: number;
            readonly maxComputerIdsPerRequest?: number;
            readonly maxDecryptionUpdatesPerRequest?: number;
            readonly maxDriverSetsPerRequest?: number;
            readonly maxExtendedUpdates?: number;
            readonly maxFileDigests?: number;
            readonly maxInstalledIds?: number;
            readonly maxOutOfSyncComputers?: number;
            readonly maxPnpHardwareIdsPerRequest?: number;
            readonly maxRollupComputers?: number;
            readonly maxRollupServers?: number;
            readonly maxRollupStatuses?: number;
            readonly maxUpdateDataBytes?: number;
            readonly maxUpdatesPerRequest?: number;
            readonly pageSize?: number;
            /** @enum {string} */
            readonly profile?: "wsus-2025" | "microsoft";
            /** @description a version in two parts such as 3.2 */
            readonly protocolVersion?: string;
            readonly reportingLevel?: number;
            readonly serverCookieMinutes?: number;
            readonly serverHostsPsfFiles?: boolean;
            /** @description a version of the server protocol such as 1.20 */
            readonly serverProtocolVersion?: string;
            /** @description one to four numbers with points between */
            readonly serverVersion?: string;
            readonly servesDeployments?: boolean;
            /** @enum {string} */
            readonly targeting?: "either" | "server" | "client";
            /** @enum {string} */
            readonly updateBlobs?: "mszip" | "lzx-stored" | "plain";
        };
        readonly Subscription: {
            /** @description Classifications by title or UpdateID; all when absent */
            readonly classifications?: readonly string[];
            /**
             * @description Which files are fetched
             * @enum {string}
             */
            readonly content: "approved" | "all" | "none";
            /** @description Fetches files where Microsoft keeps them */
            readonly contentFromMicrosoft: boolean;
            /** @description Base of content URLs in place of those of the upstream server */
            readonly contentUrl?: string;
            readonly expressFiles: boolean;
            /** @description Short names of languages; updates for any when absent */
            readonly languages?: readonly string[];
            /** @description Host name this server introduces itself by */
            readonly name: string;
            /** @description Calls and downloads at once */
            readonly parallel: number;
            /** @description Products, families or companies by title or UpdateID; all when absent */
            readonly products?: readonly string[];
            /** @description Takes over groups, approvals, declines and licences too */
            readonly replica: boolean;
            /** @description Reports computers and their status upwards */
            readonly rollUp: boolean;
            readonly schedule?: components["schemas"]["SyncSchedule"];
            readonly trust: components["schemas"]["UpstreamTrust"];
            /** @description Address of the upstream server, such as https://wsus.test:8531 */
            readonly url: string;
        };
        readonly SubscriptionChanges: {
            /** @description Classifications by title or UpdateID; all when absent */
            readonly classifications?: readonly string[] | null;
            /**
             * @description Which files are fetched
             * @enum {string}
             */
            readonly content?: "approved" | "all" | "none";
            /** @description Fetches files where Microsoft keeps them */
            readonly contentFromMicrosoft?: boolean;
            /** @description Base of content URLs in place of those of the upstream server */
            readonly contentUrl?: string | null;
            readonly expressFiles?: boolean;
            /** @description Short names of languages; updates for any when absent */
            readonly languages?: readonly string[] | null;
            /** @description Host name this server introduces itself by */
            readonly name?: string;
            /** @description Calls and downloads at once */
            readonly parallel?: number;
            /** @description Products, families or companies by title or UpdateID; all when absent */
            readonly products?: readonly string[] | null;
            /** @description Takes over groups, approvals, declines and licences too */
            readonly replica?: boolean;
            /** @description Reports computers and their status upwards */
            readonly rollUp?: boolean;
            readonly schedule?: components["schemas"]["SyncSchedule"] | null;
            readonly trust?: components["schemas"]["UpstreamTrust"];
            /** @description Address of the upstream server, such as https://wsus.test:8531 */
            readonly url?: string;
        };
        /** @description How far it is with each list of the upstream server */
        readonly SyncAnchors: {
            readonly categories: string | null;
            readonly configuration: string | null;
            readonly deployments: string | null;
            readonly updates: string | null;
        };
        /** @description Empty while it runs, and of a run that was interrupted */
        readonly SyncReport: {
            /** @description Approvals taken over, or made by rules */
            readonly approvals?: number;
            /** @description How often each operation was called */
            readonly calls?: {
                readonly [key: string]: number;
            };
            readonly contentBytes?: number;
            /** @description Why it ended, where it did not end well */
            readonly error?: string;
            /** @description Of both, those that are expired */
            readonly expired?: number;
            readonly files?: number;
            /** @description Updates that were not here before */
            readonly fresh?: number;
            /** @description The first refusals and failures */
            readonly problems?: readonly string[];
            /** @description Revisions that were refused */
            readonly refused?: number;
            /** @description Further revisions of updates that were */
            readonly revised?: number;
        };
        readonly SyncRun: {
            /**
             * Format: date-time
             * @description When it ended
             */
            readonly endedAt: string | null;
            /** @description manual, schedule or downstream */
            readonly initiatedBy: string;
            readonly report: components["schemas"]["SyncReport"];
            /** @enum {string} */
            readonly result: "running" | "succeeded" | "completed with errors" | "failed" | "cancelled" | "interrupted";
            readonly runId: number;
            /**
             * Format: date-time
             * @description When it began
             */
            readonly startedAt: string;
            readonly url: string;
        };
        readonly SyncRuns: {
            readonly runs: readonly components["schemas"]["SyncRun"][];
        };
        readonly SyncSchedule: {
            /** @description The first time so many minutes after midnight, UTC */
            readonly firstMinute: number;
            /** @description So many times a day */
            readonly perDay: number;
        };
        /** @description Both are null where no upstream server was ever named */
        readonly SyncState: {
            readonly status: components["schemas"]["SyncStatus"] | null;
            readonly subscription: components["schemas"]["Subscription"] | null;
        };
        readonly SyncStatus: {
            readonly anchors: components["schemas"]["SyncAnchors"];
            readonly isReplica: boolean;
            readonly lastRun: components["schemas"]["LastSync"] | null;
            /**
             * Format: date-time
             * @description By the schedule
             */
            readonly nextStart: string | null;
            /** @description Revisions that could not be taken and are asked for again */
            readonly refusals: number;
            readonly running: components["schemas"]["RunningSync"] | null;
        };
        readonly UpdateApproval: {
            /**
             * @description What clients do: install it, offer it, remove it, only look whether it is needed; Block ends what a group inherits
             * @enum {string}
             */
            readonly action: "Install" | "OptionalInstall" | "Uninstall" | "PreDeploymentCheck" | "Block";
            readonly deadline: string | null;
            readonly group: string;
            readonly groupId: string;
            /**
             * Format: date-time
             * @description When it was made
             */
            readonly lastChange: string;
            readonly revisionNumber: number;
        };
        readonly UpdateDetails: {
            readonly approvals: readonly components["schemas"]["UpdateApproval"][];
            readonly bundledBy: readonly components["schemas"]["BundledRevision"][];
            readonly bundles: readonly components["schemas"]["BundledRevision"][];
            readonly canUninstall: boolean;
            readonly classifications: readonly components["schemas"]["NamedUpdate"][];
            readonly files: readonly components["schemas"]["UpdateFile"][];
            /** @description Whether it is hidden from clients */
            readonly isDeclined: boolean;
            /** @description Whether clients are offered it by itself, not with a bundle */
            readonly isOffered: boolean;
            readonly kbArticleIds: readonly string[];
            readonly licence: components["schemas"]["UpdateLicence"] | null;
            readonly prerequisites: components["schemas"]["PrerequisiteCounts"];
            readonly products: readonly components["schemas"]["NamedUpdate"][];
            /** @description Published or Expired */
            readonly publicationState: string;
            /** @description Of its newest revision, as all that revisions say */
            readonly revisionNumber: number;
            /** @description Newest first */
            readonly revisions: readonly components["schemas"]["UpdateRevision"][];
            readonly securityBulletinIds: readonly string[];
            /** @description Critical, Important, Moderate, Low */
            readonly severity: string | null;
            readonly status: components["schemas"]["StateCounts"];
            readonly supersededBy: readonly components["schemas"]["NamedUpdate"][];
            readonly supersedes: readonly components["schemas"]["NamedUpdate"][];
            readonly texts: readonly components["schemas"]["UpdateText"][];
            /** @description In the default language of the update */
            readonly title: string;
            /** @description Software, Driver, Category or Detectoid */
            readonly type: string;
            /** @description UpdateID */
            readonly updateId: string;
        };
        readonly UpdateFile: {
            readonly fileName: string;
            /** @description In hex */
            readonly sha1: string;
            /** @description Bytes */
            readonly size: number;
            /** @description The update itself, or the member of it the file belongs to */
            readonly updateId: string;
        };
        readonly UpdateLicence: {
            readonly eulaId: string;
            readonly isAccepted: boolean;
        };
        readonly UpdatePage: {
            /** @description `after` of the next page; null where there is nothing more */
            readonly next: number | null;
            readonly updates: readonly components["schemas"]["UpdateSummary"][];
        };
        readonly UpdateRevision: {
            /**
             * Format: date-time
             * @description When it came into the catalogue
             */
            readonly arrivedAt: string;
            readonly creationDate: string | null;
            /** @description Published or Expired */
            readonly publicationState: string;
            readonly revisionNumber: number;
            readonly title: string;
        };
        readonly UpdateSummary: {
            readonly classifications: readonly components["schemas"]["NamedUpdate"][];
            /** @description Whether some group has an approval for it */
            readonly isApproved: boolean;
            /** @description Whether it is hidden from clients */
            readonly isDeclined: boolean;
            /** @description Whether its publisher withdrew it */
            readonly isExpired: boolean;
            /** @description Whether a newer update takes its place */
            readonly isSuperseded: boolean;
            readonly kbArticleIds: readonly string[];
            readonly products: readonly components["schemas"]["NamedUpdate"][];
            /** @description Of its newest revision, as all that revisions say */
            readonly revisionNumber: number;
            /** @description Critical, Important, Moderate, Low */
            readonly severity: string | null;
            /** @description In the default language of the update */
            readonly title: string;
            /** @description Software, Driver, Category or Detectoid */
            readonly type: string;
            /** @description UpdateID */
            readonly updateId: string;
        };
        readonly UpdateText: {
            readonly description: string | null;
            readonly language: string;
            readonly title: string;
        };
        readonly UpstreamTrust: {
            /** @description Roots in PEM; those of the system without */
            readonly ca?: string;
            readonly pin?: components["schemas"]["Pin"];
            /**
             * @description hard refuses where nobody tells whether a certificate was revoked, soft goes on, off does not ask
             * @enum {string}
             */
            readonly revocation: "hard" | "soft" | "off";
        };
        readonly Urls: {
            readonly control: string;
            readonly http: string;
            readonly https: string;
        };
        readonly Version: {
            readonly version: string;
        };
        readonly WholeEvent: {
            readonly computerId: string;
            /** @description All of it, as the protocol names it */
            readonly content: {
                readonly [key: string]: unknown;
            };
            /** @description What happened: 147 scan, 162 download, 183 installation, 182 its failure */
            readonly eventId: number;
            readonly eventInstanceId: string;
            /** @description Such as 0x80240017; 0x00000000 where nothing failed */
            readonly hresult: string;
            /** @description Its name in the SDK, such as WU_E_DM_INCORRECTFILEHASH */
            readonly hresultName: string | null;
            readonly namespaceId: number;
            /**
             * Format: date-time
             * @description When it came
             */
            readonly receivedAt: string;
            readonly revisionNumber: number | null;
            /** @description Counts events in the order they came */
            readonly sequence: number;
            /** @description As the computer said it */
            readonly timeAtTarget: string;
            /** @description Of the update, where it is here */
            readonly title: string | null;
            readonly updateId: string | null;
        };
    };
    responses: {
        /** @description Another process is writing: try again after the seconds that retry-after names */
        readonly Busy: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorReply"];
            };
        };
        /** @description The caller comes from where it may not come from, or wants what only this machine may */
        readonly CallerRefused: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorReply"];
            };
        };
        /** @description The double failed; its log says why */
        readonly Failed: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorReply"];
            };
        };
        /** @description The input is refused: path names the value, repair what to do about it */
        readonly InputRefused: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorReply"];
            };
        };
        /** @description The body is not JSON */
        readonly NotJson: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorReply"];
            };
        };
        /** @description It cannot be done as things are, or a name stands for several things */
        readonly NotPossible: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorReply"];
            };
        };
        /** @description What is named is not there */
        readonly NotThere: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorReply"];
            };
        };
        /** @description The token is missing or wrong */
        readonly TokenRefused: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorReply"];
            };
        };
        /** @description The body is too large */
        readonly TooLarge: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorReply"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly listApprovals: {
        readonly parameters: {
            readonly query?: {
                /** @description What clients do: install it, offer it, remove it, only look whether it is needed; Block ends what a group inherits */
                readonly action?: "Install" | "OptionalInstall" | "Uninstall" | "PreDeploymentCheck" | "Block";
                /** @description Goes on behind this one: the `next` of the page before */
                readonly after?: number;
                /** @description Name or id of a target group */
                readonly group?: string;
                /** @description At most so many; 100 when left out */
                readonly limit?: number;
                /** @description UpdateID, KB number such as KB5001234, or the exact title */
                readonly update?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Lists approvals, those made last first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ApprovalPage"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 409: components["responses"]["NotPossible"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly approveUpdates: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Accepts the licences in the name of all clients */
                    readonly acceptEula?: boolean;
                    /**
                     * @description What clients do: install it, offer it, remove it, only look whether it is needed; Block ends what a group inherits
                     * @enum {string}
                     */
                    readonly action: "Install" | "OptionalInstall" | "Uninstall" | "PreDeploymentCheck" | "Block";
                    /** @description A moment such as 2026-12-24T18:00:00Z; UTC where no zone is named */
                    readonly deadline?: string;
                    /** @description Names or ids of groups; All Computers when left out */
                    readonly groups?: readonly string[];
                    /** @description An older revision than clients are offered */
                    readonly revisionNumber?: number;
                    /** @description UpdateIDs, KB numbers or exact titles */
                    readonly updates: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description Approves updates for groups: all that are named, or none */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MadeApprovals"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 409: components["responses"]["NotPossible"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            readonly 500: components["responses"]["Failed"];
            readonly 503: components["responses"]["Busy"];
        };
    };
    readonly removeApprovals: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Names or ids of groups; all when left out */
                    readonly groups?: readonly string[];
                    /** @description UpdateIDs, KB numbers or exact titles */
                    readonly updates: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description Takes approvals back; computers get what their group inherits, or nothing */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RemovedApprovals"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 409: components["responses"]["NotPossible"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            readonly 500: components["responses"]["Failed"];
            readonly 503: components["responses"]["Busy"];
        };
    };
    readonly listCertificates: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Lists authorities, publishers, and what was revoked */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CertificateList"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly getCertificate: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description An authority, or a publisher that signs files */
                readonly certificate: "root" | "tls" | "code" | "code-a" | "code-b" | "publisher-a" | "publisher-b";
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Tells what one certificate says, with its chain in PEM */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CertificateWithChain"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly revokeCertificate: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description An authority below the root, or a publisher
                     * @enum {string}
                     */
                    readonly certificate?: "tls" | "code" | "code-a" | "code-b" | "publisher-a" | "publisher-b";
                    /**
                     * @description CRLReason of RFC 5280; unspecified when left out
                     * @enum {string}
                     */
                    readonly reason?: "unspecified" | "keyCompromise" | "cACompromise" | "affiliationChanged" | "superseded" | "cessationOfOperation" | "certificateHold" | "privilegeWithdrawn" | "aACompromise";
                    /** @description Its serial number in hexadecimal */
                    readonly serial?: string;
                    /** @description The certificate shown to clients that ask for this server */
                    readonly serverName?: string;
                };
            };
        };
        readonly responses: {
            /** @description Revokes a certificate, named in one of three ways */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Revocation"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 409: components["responses"]["NotPossible"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly listComputers: {
        readonly parameters: {
            readonly query?: {
                /** @description Goes on behind this id: the `next` of the page before */
                readonly after?: string;
                /** @description Name or id of a target group */
                readonly group?: string;
                /** @description At most so many; 100 when left out */
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Lists computers in the order of their ids */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ComputerPage"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly getComputer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id or DNS name of a computer */
                readonly computer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Tells everything about one computer; its events have a list of their own */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ComputerDetails"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly deleteComputer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id or DNS name of a computer */
                readonly computer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Forgets a computer with its status; it must register anew, and its events stay */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RemovedComputer"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 500: components["responses"]["Failed"];
            readonly 503: components["responses"]["Busy"];
        };
    };
    readonly placeComputer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id or DNS name of a computer */
                readonly computer: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Names or ids; with none it is left to the computer */
                    readonly groups: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description Puts a computer into groups and takes it out of all others */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PlacedComputer"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            readonly 500: components["responses"]["Failed"];
            readonly 503: components["responses"]["Busy"];
        };
    };
    readonly getConfiguration: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Tells the configuration in force and what of it is stored */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ConfigurationInForce"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly changeConfiguration: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ConfigurationChanges"];
            };
        };
        readonly responses: {
            /** @description Stores values; null takes one back to its default */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ConfigurationInForce"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            readonly 500: components["responses"]["Failed"];
            readonly 503: components["responses"]["Busy"];
        };
    };
    readonly listEvents: {
        readonly parameters: {
            readonly query?: {
                /** @description Goes on behind this one: the `next` of the page before */
                readonly after?: number;
                /** @description Id or DNS name of a computer */
                readonly computer?: string;
                /** @description One of these, such as 182 */
                readonly eventId?: readonly number[];
                /** @description Eight digits behind 0x, such as 0x80240017, or the name in the SDK */
                readonly hresult?: string;
                /** @description At most so many; 100 when left out */
                readonly limit?: number;
                /** @description Which come first; newest when left out */
                readonly order?: "newest" | "oldest";
                /** @description UpdateID, KB number such as KB5001234, or the exact title */
                readonly update?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Lists what computers reported */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EventPage"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 409: components["responses"]["NotPossible"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly getEvent: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Its sequence */
                readonly sequence: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Tells everything a computer said in one event */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WholeEvent"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly listGroups: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Lists all groups with how their computers are; those below a group are counted in */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GroupList"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly createGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description A name no group has */
                    readonly name: string;
                    /** @description Name or id of a target group */
                    readonly parent?: string;
                };
            };
        };
        readonly responses: {
            /** @description Makes a group */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Group"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 409: components["responses"]["NotPossible"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            readonly 500: components["responses"]["Failed"];
            readonly 503: components["responses"]["Busy"];
        };
    };
    readonly getGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Name or id of a target group */
                readonly group: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Tells how the computers of one group are */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CountedGroup"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly deleteGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Name or id of a target group */
                readonly group: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Removes a group and its approvals; its computers stay */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Group"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 409: components["responses"]["NotPossible"];
            readonly 500: components["responses"]["Failed"];
            readonly 503: components["responses"]["Busy"];
        };
    };
    readonly changeGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Name or id of a target group */
                readonly group: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description A name no group has */
                    readonly name?: string;
                    /** @description Name or id of a target group */
                    readonly parent?: string;
                };
            };
        };
        readonly responses: {
            /** @description Renames a group, or moves it into another one whose approvals reach it from then on */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Group"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 409: components["responses"]["NotPossible"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            readonly 500: components["responses"]["Failed"];
            readonly 503: components["responses"]["Busy"];
        };
    };
    readonly importUpdates: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description Of the text; yaml when left out
                     * @enum {string}
                     */
                    readonly format?: "yaml" | "json";
                    /** @description Text of a seed file; it can name no other files */
                    readonly seed?: string;
                    /** @description demo, or the path of a seed file, an update document, a folder of them, or an export */
                    readonly source?: string;
                };
            };
        };
        readonly responses: {
            /** @description Imports a seed that is sent, the demo, or a file or folder of this machine */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ImportReport"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 409: components["responses"]["NotPossible"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            readonly 500: components["responses"]["Failed"];
            readonly 503: components["responses"]["Busy"];
        };
    };
    readonly getState: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Tells where the double is reached, who it is and how much it holds */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["State"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly getSyncStatus: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Tells what is synchronised, how far it is and what is next */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SyncState"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly cancelSync: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Asks the synchronisation under way to stop, in whatever process it runs */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CancelledSync"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 500: components["responses"]["Failed"];
            readonly 503: components["responses"]["Busy"];
        };
    };
    readonly listSyncRuns: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many; 20 when left out */
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Lists synchronisations, newest first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SyncRuns"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly startSync: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description All of it, what there is to choose among, or files alone; whole when left out
                     * @enum {string}
                     */
                    readonly extent?: "whole" | "categories" | "content";
                    /** @description Answers when it has ended */
                    readonly wait?: boolean;
                };
            };
        };
        readonly responses: {
            /** @description Starts a synchronisation; answers when it has begun, or when it has ended */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SyncRun"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 409: components["responses"]["NotPossible"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            readonly 500: components["responses"]["Failed"];
            readonly 503: components["responses"]["Busy"];
        };
    };
    readonly changeSubscription: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SubscriptionChanges"];
            };
        };
        readonly responses: {
            /** @description Says what is synchronised and from where; what is not said stays, null takes a choice back */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Subscription"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 409: components["responses"]["NotPossible"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            readonly 500: components["responses"]["Failed"];
            readonly 503: components["responses"]["Busy"];
        };
    };
    readonly listUpdates: {
        readonly parameters: {
            readonly query?: {
                /** @description Goes on behind this one: the `next` of the page before */
                readonly after?: number;
                /** @description It is in one of these classifications: title or UpdateID */
                readonly classification?: readonly string[];
                /** @description At most so many; 100 when left out */
                readonly limit?: number;
                /** @description It is in one of these products: title or UpdateID */
                readonly product?: readonly string[];
                /** @description All of these hold; tracked is what is approved or was reported */
                readonly state?: readonly ("approved" | "unapproved" | "declined" | "expired" | "superseded" | "tracked")[];
                /** @description In the title, in a KB number or in the UpdateID */
                readonly text?: string;
                /** @description Software and drivers that are offered by themselves when left out */
                readonly type?: "Software" | "Driver" | "Category" | "Detectoid" | "any";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Lists updates, those that came last first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UpdatePage"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly getUpdate: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description UpdateID, KB number such as KB5001234, or the exact title */
                readonly update: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Tells everything about one update */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UpdateDetails"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 409: components["responses"]["NotPossible"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly declineUpdates: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description UpdateIDs, KB numbers or exact titles */
                    readonly updates: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description Hides updates from clients and drops their approvals: all that are named, or none */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DeclinedUpdates"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 409: components["responses"]["NotPossible"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            readonly 500: components["responses"]["Failed"];
            readonly 503: components["responses"]["Busy"];
        };
    };
    readonly undeclineUpdates: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description UpdateIDs, KB numbers or exact titles */
                    readonly updates: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description Shows declined updates again; their approvals do not come back */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DeclinedUpdates"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 409: components["responses"]["NotPossible"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            readonly 500: components["responses"]["Failed"];
            readonly 503: components["responses"]["Busy"];
        };
    };
    readonly getHealth: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Tells that the process answers */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Alive"];
                };
            };
            readonly 403: components["responses"]["CallerRefused"];
        };
    };
    readonly getLiveness: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The same, under the name orchestrators use */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Alive"];
                };
            };
            readonly 403: components["responses"]["CallerRefused"];
        };
    };
    readonly getReadiness: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Tells whether clients are served */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Readiness"];
                };
            };
            readonly 403: components["responses"]["CallerRefused"];
            /** @description Starting: clients are not served yet */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    readonly getVersion: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Tells which mock-windows-update this is */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Version"];
                };
            };
            readonly 403: components["responses"]["CallerRefused"];
        };
    };
}
