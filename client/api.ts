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
    readonly "/api/v1/broken-certificates": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists the certificates with one defect that tls.certificate can show */
        readonly get: operations["listBrokenCertificates"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/capsule": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Writes catalogue, keys, content, clock, faults, seed and journal into one file of this machine
         * @description Only where the API is on loopback. `mock-wu capsule open` brings the double up again.
         */
        readonly post: operations["saveCapsule"];
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
    readonly "/api/v1/clock": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells what the clock shows and how it goes */
        readonly get: operations["getClock"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/clock/advance": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Moves it; a frozen one stays frozen */
        readonly post: operations["advanceClock"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/clock/freeze": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Has it stand still, at a moment or where it is */
        readonly post: operations["freezeClock"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/clock/release": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Lets it show the time of the machine again */
        readonly post: operations["releaseClock"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/clock/scale": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Sets its pace */
        readonly post: operations["scaleClock"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/clock/set": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Has it jump to a moment and go on as before */
        readonly post: operations["setClock"];
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
    readonly "/api/v1/fault-acts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists everything a rule can do */
        readonly get: operations["listFaultActs"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/faults": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists the rules in force, and how often each struck */
        readonly get: operations["listFaults"];
        readonly put?: never;
        /** Puts a rule in force: which requests, which of them, and what is done */
        readonly post: operations["addFault"];
        /** Takes all rules out of force */
        readonly delete: operations["clearFaults"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/faults/{fault}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Takes a rule out of force */
        readonly delete: operations["removeFault"];
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
    readonly "/api/v1/hresults": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists the codes a rule can be asked for by, and what raises each */
        readonly get: operations["listHresults"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
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
    readonly "/api/v1/journal": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells how much has arrived and what of it is kept */
        readonly get: operations["getJournalState"];
        readonly put?: never;
        readonly post?: never;
        /** Forgets everything and counts from 1 again */
        readonly delete: operations["clearJournal"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/journal/entries/{sequence}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells everything of one entry, its messages included */
        readonly get: operations["getJournalEntry"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/journal/har": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The journal as HTTP Archive 1.2, without credentials */
        readonly get: operations["exportJournal"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/journal/query": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Lists entries, oldest first: by operation, client, time, outcome, and what they hold
         * @description Where there are more, `next` is the `after` of the query for the next page.
         */
        readonly post: operations["queryJournal"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/journal/verify": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Judges expectations: counts, orders, absence */
        readonly post: operations["verifyJournal"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/journal/wait": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Answers as soon as so many entries are there that the query means
         * @description Nothing needs to poll. When they do not come in time the refusal tells the nearest miss.
         */
        readonly post: operations["waitForJournal"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/reset": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Goes back to the start: catalogue, clock and chance; no fault rule is left, and the journal is empty */
        readonly post: operations["resetTenant"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/scenarios": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists the scenarios */
        readonly get: operations["listScenarios"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/scenarios/{scenario}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Explains a scenario: what happens, what a correct client does, what it is judged by */
        readonly get: operations["getScenario"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/scenarios/{scenario}/stages": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Makes the honest state of a scenario on a tenant of its own
         * @description The client is to do what `client` says against `urls`; then comes the strike.
         */
        readonly post: operations["openStage"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/snapshots": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists the moments that were kept */
        readonly get: operations["listSnapshots"];
        readonly put?: never;
        /** Keeps this moment: catalogue, clock, fault rules, chance */
        readonly post: operations["takeSnapshot"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/snapshots/{snapshot}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Forgets a moment */
        readonly delete: operations["removeSnapshot"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/snapshots/{snapshot}/restore": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Goes back to a moment, between two requests; the journal stays */
        readonly post: operations["restoreSnapshot"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/stages/{stage}/judge": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Judges what the client did since the strike, and how it says it ended */
        readonly post: operations["judgeStage"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/stages/{stage}/repair": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Repairs what was struck, where the scenario has that: the client must find its way back */
        readonly post: operations["repairStage"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/stages/{stage}/strike": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Strikes: what arrives from now on is judged */
        readonly post: operations["strikeStage"];
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
    readonly "/api/v1/tenants": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Lists the tenants, the default one first */
        readonly get: operations["listTenants"];
        readonly put?: never;
        /** Makes a tenant on a copy of the catalogue: decisions, faults, clock and journal of its own */
        readonly post: operations["createTenant"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenant}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tells where its clients find it and what is told to be of it */
        readonly get: operations["getTenant"];
        readonly put?: never;
        readonly post?: never;
        /** Ends a tenant with everything that is of it */
        readonly delete: operations["removeTenant"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
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
        readonly ActList: {
            readonly acts: readonly {
                readonly description: string;
                readonly kind: string;
            }[];
        };
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
        readonly BrokenCertificateList: {
            readonly certificates: readonly {
                /** @description Which check finds it */
                readonly check: string;
                /** @description What a correct client does: refuses or accepts */
                readonly expect: string;
                /** @description The likely code */
                readonly hresult?: string;
                readonly kind: string;
                readonly title: string;
                /** @description Its one defect */
                readonly what: string;
            }[];
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
        readonly Clock: {
            /** @enum {string} */
            readonly mode: "real" | "frozen" | "steered";
            /**
             * Format: date-time
             * @description What it shows
             */
            readonly now: string;
            /** @description Milliseconds it is ahead of the clock of the machine; negative when behind */
            readonly offset: number;
            /** @description Its pace: 1 is that of the machine, 0 when frozen */
            readonly scale: number;
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
        readonly Done: Record<string, never>;
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
        readonly Fault: {
            readonly acts: readonly ({
                /** @description kind of the broken certificate */
                readonly certificate: string;
                /** @enum {string} */
                readonly kind: "tls.certificate";
            } | {
                /** @enum {string} */
                readonly kind: "tls.version";
                /** @enum {unknown} */
                readonly version: "TLSv1" | "TLSv1.1" | "TLSv1.2";
            } | {
                /** @enum {string} */
                readonly kind: "tls.delay";
                /** @description of real time */
                readonly milliseconds: number;
            } | {
                /** @enum {string} */
                readonly kind: "tls.reset";
            } | {
                /** @enum {string} */
                readonly kind: "tls.close";
            } | {
                /** @enum {string} */
                readonly kind: "tls.stall";
            } | {
                /** @description AlertDescription, RFC 8446 §6 */
                readonly alert: number;
                /** @enum {string} */
                readonly kind: "tls.alert";
            } | {
                /** @enum {string} */
                readonly kind: "tls.plain";
            } | {
                /** @description whether the body is bytes in Base64 */
                readonly base64?: boolean;
                readonly body?: string;
                /** @description headers to set */
                readonly headers?: {
                    readonly [key: string]: string;
                };
                /** @enum {string} */
                readonly kind: "http.status";
                readonly status: number;
            } | {
                /** @enum {string} */
                readonly kind: "http.redirect";
                /** @enum {unknown} */
                readonly status?: 301 | 302 | 303 | 307 | 308;
                /** @description Location; {url} is the URL that was asked for */
                readonly to: string;
            } | {
                /** @enum {string} */
                readonly kind: "http.delay";
                /** @description of real time */
                readonly milliseconds: number;
            } | {
                readonly bytesPerSecond: number;
                /** @enum {string} */
                readonly kind: "http.bandwidth";
            } | {
                /** @description bytes of the body that are sent first; none, and no head, when left out */
                readonly afterBytes?: number;
                /** @enum {string} */
                readonly kind: "http.reset";
            } | {
                /** @description bytes of the body that are sent first; none, and no head, when left out */
                readonly afterBytes?: number;
                /** @enum {string} */
                readonly kind: "http.close";
            } | {
                /** @description bytes of the body that are sent first; none, and no head, when left out */
                readonly afterBytes?: number;
                /** @enum {string} */
                readonly kind: "http.stall";
            } | {
                /** @description bytes of the body that are sent */
                readonly bytes: number;
                /** @enum {string} */
                readonly kind: "http.truncate";
            } | {
                /** @description added to the true length */
                readonly by: number;
                /** @enum {string} */
                readonly kind: "http.length";
            } | {
                /** @description bytes after which the connection is closed all the same; 1 GiB when left out */
                readonly atMost?: number;
                /** @enum {string} */
                readonly kind: "http.endless";
            } | {
                /** @description bytes; 1 when left out */
                readonly count?: number;
                /** @enum {string} */
                readonly kind: "http.corrupt";
                /** @description of the body as it is sent */
                readonly offset: number;
                /** @description 255 when left out */
                readonly xor?: number;
            } | {
                /** @enum {string} */
                readonly kind: "http.headers";
                readonly remove?: readonly string[];
                /** @description headers to set */
                readonly set?: {
                    readonly [key: string]: string;
                };
            } | {
                /** @enum {string} */
                readonly kind: "http.garbage";
            } | {
                /** @enum {unknown} */
                readonly code: "InvalidCookie" | "CookieExpired" | "InvalidAuthorizationCookie" | "ConfigChanged" | "RegistrationRequired" | "ServerChanged" | "InternalServerError" | "InvalidParameters" | "FileLocationChanged" | "RegistrationNotRequired" | "ServerBusy" | "IncompatibleProtocolVersion";
                /** @enum {string} */
                readonly kind: "soap.fault";
                readonly message?: string;
                /** @enum {unknown} */
                readonly side?: "Client" | "Server" | "VersionMismatch" | "MustUnderstand";
            } | {
                /** @enum {string} */
                readonly kind: "soap.edit";
                readonly remove?: readonly string[];
                /** @description values by their path, such as "SyncUpdatesResult.Truncated" */
                readonly set?: {
                    readonly [key: string]: unknown;
                };
            } | {
                /** @enum {string} */
                readonly kind: "soap.replace";
                readonly replace: readonly {
                    /** @description what stands there instead */
                    readonly by: string;
                    /** @description one * stands for all text up to the next ", <, > or & */
                    readonly found: string;
                }[];
            } | {
                readonly body: string;
                /**
                 * @description UTF-8 without a mark when left out; UTF-16 has one
                 * @enum {unknown}
                 */
                readonly encoding?: "utf-8" | "utf-16";
                /** @enum {string} */
                readonly kind: "soap.body";
            } | {
                /** @enum {string} */
                readonly kind: "soap.stale";
            } | {
                /** @description bytes; 1 when left out */
                readonly count?: number;
                /** @enum {string} */
                readonly kind: "content.corrupt";
                /** @description of the file */
                readonly offset: number;
                /** @description 255 when left out */
                readonly xor?: number;
            } | {
                /** @description SHA-1 in hex or name of the other file */
                readonly file: string;
                /** @enum {string} */
                readonly kind: "content.swap";
                /** @description with its own length, date and tag: as if it lay there in place of the file */
                readonly whole?: boolean;
            } | {
                /** @enum {string} */
                readonly kind: "content.ignore-range";
            } | {
                /** @enum {string} */
                readonly kind: "content.refuse-range";
            } | {
                readonly by: number;
                /** @enum {string} */
                readonly kind: "content.shift-range";
            } | {
                /** @enum {string} */
                readonly kind: "content.no-content-range";
            } | {
                /** @enum {string} */
                readonly kind: "content.new-version";
            })[];
            readonly hresult?: string;
            readonly id: string;
            /** @description which requests; every one when left out */
            readonly match: {
                /** @description address the connection came from */
                readonly address?: string;
                /** @description computer id or DNS name; * is any text */
                readonly client?: string;
                /** @description SHA-1 in hex or name of an update file; * is any text */
                readonly file?: string;
                /** @description Host header or TLS server name, without port; * is any text */
                readonly host?: string;
                /** @description HTTP method */
                readonly method?: string;
                /** @description operation of a call, such as SyncUpdates; * is any text */
                readonly operation?: string;
                /** @description path of the URL in any case; * is any text */
                readonly path?: string;
                /** @description web service, such as Client */
                readonly service?: string;
                /** @description UpdateID, KB number or title: its files, and calls about it */
                readonly update?: string;
            };
            /** @description Requests it was for */
            readonly matched: number;
            readonly note?: string;
            /** @description Those of them it struck */
            readonly struck: number;
            /** @description which of the matching requests: from the nth to the nth, every nth of those, and with a probability */
            readonly when: {
                readonly every?: number;
                readonly from?: number;
                /**
                 * @description whether requests are counted in all or for each client
                 * @enum {unknown}
                 */
                readonly per?: "rule" | "client";
                readonly probability?: number;
                /** @description of the chance; that of the tenant when left out */
                readonly seed?: string;
                readonly to?: number;
            };
        };
        readonly FaultList: {
            readonly faults: readonly components["schemas"]["Fault"][];
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
        readonly HresultList: {
            readonly hresults: readonly {
                readonly acts: readonly ({
                    /** @description kind of the broken certificate */
                    readonly certificate: string;
                    /** @enum {string} */
                    readonly kind: "tls.certificate";
                } | {
                    /** @enum {string} */
                    readonly kind: "tls.version";
                    /** @enum {unknown} */
                    readonly version: "TLSv1" | "TLSv1.1" | "TLSv1.2";
                } | {
                    /** @enum {string} */
                    readonly kind: "tls.delay";
                    /** @description of real time */
                    readonly milliseconds: number;
                } | {
                    /** @enum {string} */
                    readonly kind: "tls.reset";
                } | {
                    /** @enum {string} */
                    readonly kind: "tls.close";
                } | {
                    /** @enum {string} */
                    readonly kind: "tls.stall";
                } | {
                    /** @description AlertDescription, RFC 8446 §6 */
                    readonly alert: number;
                    /** @enum {string} */
                    readonly kind: "tls.alert";
                } | {
                    /** @enum {string} */
                    readonly kind: "tls.plain";
                } | {
                    /** @description whether the body is bytes in Base64 */
                    readonly base64?: boolean;
                    readonly body?: string;
                    /** @description headers to set */
                    readonly headers?: {
                        readonly [key: string]: string;
                    };
                    /** @enum {string} */
                    readonly kind: "http.status";
                    readonly status: number;
                } | {
                    /** @enum {string} */
                    readonly kind: "http.redirect";
                    /** @enum {unknown} */
                    readonly status?: 301 | 302 | 303 | 307 | 308;
                    /** @description Location; {url} is the URL that was asked for */
                    readonly to: string;
                } | {
                    /** @enum {string} */
                    readonly kind: "http.delay";
                    /** @description of real time */
                    readonly milliseconds: number;
                } | {
                    readonly bytesPerSecond: number;
                    /** @enum {string} */
                    readonly kind: "http.bandwidth";
                } | {
                    /** @description bytes of the body that are sent first; none, and no head, when left out */
                    readonly afterBytes?: number;
                    /** @enum {string} */
                    readonly kind: "http.reset";
                } | {
                    /** @description bytes of the body that are sent first; none, and no head, when left out */
                    readonly afterBytes?: number;
                    /** @enum {string} */
                    readonly kind: "http.close";
                } | {
                    /** @description bytes of the body that are sent first; none, and no head, when left out */
                    readonly afterBytes?: number;
                    /** @enum {string} */
                    readonly kind: "http.stall";
                } | {
                    /** @description bytes of the body that are sent */
                    readonly bytes: number;
                    /** @enum {string} */
                    readonly kind: "http.truncate";
                } | {
                    /** @description added to the true length */
                    readonly by: number;
                    /** @enum {string} */
                    readonly kind: "http.length";
                } | {
                    /** @description bytes after which the connection is closed all the same; 1 GiB when left out */
                    readonly atMost?: number;
                    /** @enum {string} */
                    readonly kind: "http.endless";
                } | {
                    /** @description bytes; 1 when left out */
                    readonly count?: number;
                    /** @enum {string} */
                    readonly kind: "http.corrupt";
                    /** @description of the body as it is sent */
                    readonly offset: number;
                    /** @description 255 when left out */
                    readonly xor?: number;
                } | {
                    /** @enum {string} */
                    readonly kind: "http.headers";
                    readonly remove?: readonly string[];
                    /** @description headers to set */
                    readonly set?: {
                        readonly [key: string]: string;
                    };
                } | {
                    /** @enum {string} */
                    readonly kind: "http.garbage";
                } | {
                    /** @enum {unknown} */
                    readonly code: "InvalidCookie" | "CookieExpired" | "InvalidAuthorizationCookie" | "ConfigChanged" | "RegistrationRequired" | "ServerChanged" | "InternalServerError" | "InvalidParameters" | "FileLocationChanged" | "RegistrationNotRequired" | "ServerBusy" | "IncompatibleProtocolVersion";
                    /** @enum {string} */
                    readonly kind: "soap.fault";
                    readonly message?: string;
                    /** @enum {unknown} */
                    readonly side?: "Client" | "Server" | "VersionMismatch" | "MustUnderstand";
                } | {
                    /** @enum {string} */
                    readonly kind: "soap.edit";
                    readonly remove?: readonly string[];
                    /** @description values by their path, such as "SyncUpdatesResult.Truncated" */
                    readonly set?: {
                        readonly [key: string]: unknown;
                    };
                } | {
                    /** @enum {string} */
                    readonly kind: "soap.replace";
                    readonly replace: readonly {
                        /** @description what stands there instead */
                        readonly by: string;
                        /** @description one * stands for all text up to the next ", <, > or & */
                        readonly found: string;
                    }[];
                } | {
                    readonly body: string;
                    /**
                     * @description UTF-8 without a mark when left out; UTF-16 has one
                     * @enum {unknown}
                     */
                    readonly encoding?: "utf-8" | "utf-16";
                    /** @enum {string} */
                    readonly kind: "soap.body";
                } | {
                    /** @enum {string} */
                    readonly kind: "soap.stale";
                } | {
                    /** @description bytes; 1 when left out */
                    readonly count?: number;
                    /** @enum {string} */
                    readonly kind: "content.corrupt";
                    /** @description of the file */
                    readonly offset: number;
                    /** @description 255 when left out */
                    readonly xor?: number;
                } | {
                    /** @description SHA-1 in hex or name of the other file */
                    readonly file: string;
                    /** @enum {string} */
                    readonly kind: "content.swap";
                    /** @description with its own length, date and tag: as if it lay there in place of the file */
                    readonly whole?: boolean;
                } | {
                    /** @enum {string} */
                    readonly kind: "content.ignore-range";
                } | {
                    /** @enum {string} */
                    readonly kind: "content.refuse-range";
                } | {
                    readonly by: number;
                    /** @enum {string} */
                    readonly kind: "content.shift-range";
                } | {
                    /** @enum {string} */
                    readonly kind: "content.no-content-range";
                } | {
                    /** @enum {string} */
                    readonly kind: "content.new-version";
                })[];
                /** @description Such as 0x80244010 */
                readonly hresult: string;
                /** @description which requests; every one when left out */
                readonly match: {
                    /** @description address the connection came from */
                    readonly address?: string;
                    /** @description computer id or DNS name; * is any text */
                    readonly client?: string;
                    /** @description SHA-1 in hex or name of an update file; * is any text */
                    readonly file?: string;
                    /** @description Host header or TLS server name, without port; * is any text */
                    readonly host?: string;
                    /** @description HTTP method */
                    readonly method?: string;
                    /** @description operation of a call, such as SyncUpdates; * is any text */
                    readonly operation?: string;
                    /** @description path of the URL in any case; * is any text */
                    readonly path?: string;
                    /** @description web service, such as Client */
                    readonly service?: string;
                    /** @description UpdateID, KB number or title: its files, and calls about it */
                    readonly update?: string;
                };
                /** @description In the SDK */
                readonly name: string;
                /** @description What the client is about: scan, download, report */
                readonly stage: string;
                /** @description What happens on the wire */
                readonly wire: string;
            }[];
        };
        /** @description HTTP Archive 1.2 */
        readonly HttpArchive: {
            readonly [key: string]: unknown;
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
        readonly JournalEntries: {
            readonly entries: readonly components["schemas"]["JournalEntry"][];
        };
        readonly JournalEntry: {
            /** @description Milliseconds since the epoch by the clock of the tenant */
            readonly at: number;
            /** @enum {string} */
            readonly kind: "call" | "content" | "http" | "tls";
            /** @enum {string} */
            readonly outcome: "ok" | "fault" | "refused" | "aborted";
            /** @description Counts what arrived for the tenant, from 1 */
            readonly sequence: number;
            readonly tenant: string;
        } & {
            readonly [key: string]: unknown;
        };
        readonly JournalPage: {
            /** @description Oldest first, 100 at most */
            readonly entries: readonly components["schemas"]["JournalEntry"][];
            /** @description `after` of the next page; null where there is nothing more */
            readonly next: number | null;
        };
        readonly JournalState: {
            /** @description About how much memory they take */
            readonly bytes: number;
            /** @description Entries let go for newer ones: those numbered 1 to this */
            readonly evicted: number;
            readonly kept: number;
            /** @description Number of the newest entry there ever was */
            readonly last: number;
            readonly limits: {
                readonly bytes: number;
                readonly entries: number;
            };
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
            readonly issuer: "root" | "tls" | "code" | "code-a" | "code-b" | "gallery-untrusted-root" | "gallery-untrusted" | "gallery-other" | "gallery-revoked" | "gallery-unsent" | "gallery-narrow" | "gallery-deep";
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
        readonly Scenario: {
            /** @description What a correct client does */
            readonly correct: string;
            /** @description What the client is to do: scan, download, install, run */
            readonly honest: readonly string[];
            readonly id: string;
            readonly layer: string;
            /** @description Codes a Windows client is likely to end with */
            readonly likely: readonly string[];
            /** @description What a client must be able to do for it */
            readonly needs: readonly string[];
            /** @description What the client is judged by */
            readonly oracles: readonly string[];
            /** @description What the client is to do: scan, download, install, run */
            readonly repair: readonly string[];
            /** @description What it is, in paragraphs */
            readonly story: readonly string[];
            /** @description What the client is to do: scan, download, install, run */
            readonly strike: readonly string[];
            readonly threat: string;
            readonly title: string;
        };
        readonly ScenarioList: {
            readonly scenarios: readonly {
                readonly id: string;
                readonly layer: string;
                readonly threat: string;
                readonly title: string;
            }[];
        };
        readonly ScenarioVerdict: {
            readonly isPassed: boolean;
            readonly oracles: readonly {
                readonly explanation: string;
                readonly result: string;
                readonly why: string;
            }[];
            readonly scenario: string;
        };
        readonly Snapshot: {
            /**
             * Format: date-time
             * @description When it was taken, by the clock of the tenant
             */
            readonly at: string;
            readonly change: number;
            readonly name: string;
        };
        readonly SnapshotList: {
            readonly snapshots: readonly components["schemas"]["Snapshot"][];
        };
        /** @description A scenario that is being played, and what the client is to do now */
        readonly Stage: {
            /** @description What the client is to do: scan, download, install, run */
            readonly client: readonly string[];
            readonly scenario: string;
            /** @description Name of its tenant */
            readonly stage: string;
            readonly urls: {
                readonly http: string;
                readonly https: string;
            };
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
        readonly Tenant: {
            readonly certificates: readonly string[];
            readonly clients: readonly string[];
            readonly hosts: readonly string[];
            readonly name: string;
            /** @description Of its own listeners */
            readonly ports: readonly number[];
            readonly urls: {
                readonly http: string;
                readonly https: string;
            };
        };
        readonly TenantList: {
            readonly tenants: readonly components["schemas"]["Tenant"][];
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
        readonly Verdicts: {
            /** @description Whether all are kept */
            readonly isKept: boolean;
            readonly verdicts: readonly {
                /** @description Numbers of the entries that are meant */
                readonly entries: readonly number[];
                /** @description What was expected, what came, and the nearest miss */
                readonly explanation: string;
                readonly isKept: boolean;
            }[];
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
        /** @description It takes entries the journal let go for newer ones */
        readonly LetGo: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorReply"];
            };
        };
        /** @description It did not come in time; the message tells what came nearest */
        readonly NotInTime: {
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
    readonly listBrokenCertificates: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Lists the certificates with one defect that tls.certificate can show */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BrokenCertificateList"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly saveCapsule: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Absolute path of the file */
                    readonly file: string;
                };
            };
        };
        readonly responses: {
            /** @description Writes catalogue, keys, content, clock, faults, seed and journal into one file of this machine */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Done"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            readonly 500: components["responses"]["Failed"];
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
    readonly getClock: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Tells what the clock shows and how it goes */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Clock"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly advanceClock: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Milliseconds; negative goes back */
                    readonly milliseconds: number;
                };
            };
        };
        readonly responses: {
            /** @description Moves it; a frozen one stays frozen */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Clock"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly freezeClock: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description ISO 8601 in UTC, such as 2026-12-24T12:00:00Z */
                    readonly at?: string;
                };
            };
        };
        readonly responses: {
            /** @description Has it stand still, at a moment or where it is */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Clock"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly releaseClock: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Lets it show the time of the machine again */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Clock"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly scaleClock: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description 1 is the pace of the machine, 60 makes an hour a minute */
                    readonly factor: number;
                };
            };
        };
        readonly responses: {
            /** @description Sets its pace */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Clock"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly setClock: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description ISO 8601 in UTC, such as 2026-12-24T12:00:00Z */
                    readonly at: string;
                };
            };
        };
        readonly responses: {
            /** @description Has it jump to a moment and go on as before */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Clock"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
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
    readonly listFaultActs: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Lists everything a rule can do */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ActList"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly listFaults: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Lists the rules in force, and how often each struck */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FaultList"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly addFault: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description a fault: what is done to which requests */
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description what is done: one act or several */
                    readonly act?: ({
                        /** @description kind of the broken certificate */
                        readonly certificate: string;
                        /** @enum {string} */
                        readonly kind: "tls.certificate";
                    } | {
                        /** @enum {string} */
                        readonly kind: "tls.version";
                        /** @enum {unknown} */
                        readonly version: "TLSv1" | "TLSv1.1" | "TLSv1.2";
                    } | {
                        /** @enum {string} */
                        readonly kind: "tls.delay";
                        /** @description of real time */
                        readonly milliseconds: number;
                    } | {
                        /** @enum {string} */
                        readonly kind: "tls.reset";
                    } | {
                        /** @enum {string} */
                        readonly kind: "tls.close";
                    } | {
                        /** @enum {string} */
                        readonly kind: "tls.stall";
                    } | {
                        /** @description AlertDescription, RFC 8446 §6 */
                        readonly alert: number;
                        /** @enum {string} */
                        readonly kind: "tls.alert";
                    } | {
                        /** @enum {string} */
                        readonly kind: "tls.plain";
                    } | {
                        /** @description whether the body is bytes in Base64 */
                        readonly base64?: boolean;
                        readonly body?: string;
                        /** @description headers to set */
                        readonly headers?: {
                            readonly [key: string]: string;
                        };
                        /** @enum {string} */
                        readonly kind: "http.status";
                        readonly status: number;
                    } | {
                        /** @enum {string} */
                        readonly kind: "http.redirect";
                        /** @enum {unknown} */
                        readonly status?: 301 | 302 | 303 | 307 | 308;
                        /** @description Location; {url} is the URL that was asked for */
                        readonly to: string;
                    } | {
                        /** @enum {string} */
                        readonly kind: "http.delay";
                        /** @description of real time */
                        readonly milliseconds: number;
                    } | {
                        readonly bytesPerSecond: number;
                        /** @enum {string} */
                        readonly kind: "http.bandwidth";
                    } | {
                        /** @description bytes of the body that are sent first; none, and no head, when left out */
                        readonly afterBytes?: number;
                        /** @enum {string} */
                        readonly kind: "http.reset";
                    } | {
                        /** @description bytes of the body that are sent first; none, and no head, when left out */
                        readonly afterBytes?: number;
                        /** @enum {string} */
                        readonly kind: "http.close";
                    } | {
                        /** @description bytes of the body that are sent first; none, and no head, when left out */
                        readonly afterBytes?: number;
                        /** @enum {string} */
                        readonly kind: "http.stall";
                    } | {
                        /** @description bytes of the body that are sent */
                        readonly bytes: number;
                        /** @enum {string} */
                        readonly kind: "http.truncate";
                    } | {
                        /** @description added to the true length */
                        readonly by: number;
                        /** @enum {string} */
                        readonly kind: "http.length";
                    } | {
                        /** @description bytes after which the connection is closed all the same; 1 GiB when left out */
                        readonly atMost?: number;
                        /** @enum {string} */
                        readonly kind: "http.endless";
                    } | {
                        /** @description bytes; 1 when left out */
                        readonly count?: number;
                        /** @enum {string} */
                        readonly kind: "http.corrupt";
                        /** @description of the body as it is sent */
                        readonly offset: number;
                        /** @description 255 when left out */
                        readonly xor?: number;
                    } | {
                        /** @enum {string} */
                        readonly kind: "http.headers";
                        readonly remove?: readonly string[];
                        /** @description headers to set */
                        readonly set?: {
                            readonly [key: string]: string;
                        };
                    } | {
                        /** @enum {string} */
                        readonly kind: "http.garbage";
                    } | {
                        /** @enum {unknown} */
                        readonly code: "InvalidCookie" | "CookieExpired" | "InvalidAuthorizationCookie" | "ConfigChanged" | "RegistrationRequired" | "ServerChanged" | "InternalServerError" | "InvalidParameters" | "FileLocationChanged" | "RegistrationNotRequired" | "ServerBusy" | "IncompatibleProtocolVersion";
                        /** @enum {string} */
                        readonly kind: "soap.fault";
                        readonly message?: string;
                        /** @enum {unknown} */
                        readonly side?: "Client" | "Server" | "VersionMismatch" | "MustUnderstand";
                    } | {
                        /** @enum {string} */
                        readonly kind: "soap.edit";
                        readonly remove?: readonly string[];
                        /** @description values by their path, such as "SyncUpdatesResult.Truncated" */
                        readonly set?: {
                            readonly [key: string]: unknown;
                        };
                    } | {
                        /** @enum {string} */
                        readonly kind: "soap.replace";
                        readonly replace: readonly {
                            /** @description what stands there instead */
                            readonly by: string;
                            /** @description one * stands for all text up to the next ", <, > or & */
                            readonly found: string;
                        }[];
                    } | {
                        readonly body: string;
                        /**
                         * @description UTF-8 without a mark when left out; UTF-16 has one
                         * @enum {unknown}
                         */
                        readonly encoding?: "utf-8" | "utf-16";
                        /** @enum {string} */
                        readonly kind: "soap.body";
                    } | {
                        /** @enum {string} */
                        readonly kind: "soap.stale";
                    } | {
                        /** @description bytes; 1 when left out */
                        readonly count?: number;
                        /** @enum {string} */
                        readonly kind: "content.corrupt";
                        /** @description of the file */
                        readonly offset: number;
                        /** @description 255 when left out */
                        readonly xor?: number;
                    } | {
                        /** @description SHA-1 in hex or name of the other file */
                        readonly file: string;
                        /** @enum {string} */
                        readonly kind: "content.swap";
                        /** @description with its own length, date and tag: as if it lay there in place of the file */
                        readonly whole?: boolean;
                    } | {
                        /** @enum {string} */
                        readonly kind: "content.ignore-range";
                    } | {
                        /** @enum {string} */
                        readonly kind: "content.refuse-range";
                    } | {
                        readonly by: number;
                        /** @enum {string} */
                        readonly kind: "content.shift-range";
                    } | {
                        /** @enum {string} */
                        readonly kind: "content.no-content-range";
                    } | {
                        /** @enum {string} */
                        readonly kind: "content.new-version";
                    }) | readonly ({
                        /** @description kind of the broken certificate */
                        readonly certificate: string;
                        /** @enum {string} */
                        readonly kind: "tls.certificate";
                    } | {
                        /** @enum {string} */
                        readonly kind: "tls.version";
                        /** @enum {unknown} */
                        readonly version: "TLSv1" | "TLSv1.1" | "TLSv1.2";
                    } | {
                        /** @enum {string} */
                        readonly kind: "tls.delay";
                        /** @description of real time */
                        readonly milliseconds: number;
                    } | {
                        /** @enum {string} */
                        readonly kind: "tls.reset";
                    } | {
                        /** @enum {string} */
                        readonly kind: "tls.close";
                    } | {
                        /** @enum {string} */
                        readonly kind: "tls.stall";
                    } | {
                        /** @description AlertDescription, RFC 8446 §6 */
                        readonly alert: number;
                        /** @enum {string} */
                        readonly kind: "tls.alert";
                    } | {
                        /** @enum {string} */
                        readonly kind: "tls.plain";
                    } | {
                        /** @description whether the body is bytes in Base64 */
                        readonly base64?: boolean;
                        readonly body?: string;
                        /** @description headers to set */
                        readonly headers?: {
                            readonly [key: string]: string;
                        };
                        /** @enum {string} */
                        readonly kind: "http.status";
                        readonly status: number;
                    } | {
                        /** @enum {string} */
                        readonly kind: "http.redirect";
                        /** @enum {unknown} */
                        readonly status?: 301 | 302 | 303 | 307 | 308;
                        /** @description Location; {url} is the URL that was asked for */
                        readonly to: string;
                    } | {
                        /** @enum {string} */
                        readonly kind: "http.delay";
                        /** @description of real time */
                        readonly milliseconds: number;
                    } | {
                        readonly bytesPerSecond: number;
                        /** @enum {string} */
                        readonly kind: "http.bandwidth";
                    } | {
                        /** @description bytes of the body that are sent first; none, and no head, when left out */
                        readonly afterBytes?: number;
                        /** @enum {string} */
                        readonly kind: "http.reset";
                    } | {
                        /** @description bytes of the body that are sent first; none, and no head, when left out */
                        readonly afterBytes?: number;
                        /** @enum {string} */
                        readonly kind: "http.close";
                    } | {
                        /** @description bytes of the body that are sent first; none, and no head, when left out */
                        readonly afterBytes?: number;
                        /** @enum {string} */
                        readonly kind: "http.stall";
                    } | {
                        /** @description bytes of the body that are sent */
                        readonly bytes: number;
                        /** @enum {string} */
                        readonly kind: "http.truncate";
                    } | {
                        /** @description added to the true length */
                        readonly by: number;
                        /** @enum {string} */
                        readonly kind: "http.length";
                    } | {
                        /** @description bytes after which the connection is closed all the same; 1 GiB when left out */
                        readonly atMost?: number;
                        /** @enum {string} */
                        readonly kind: "http.endless";
                    } | {
                        /** @description bytes; 1 when left out */
                        readonly count?: number;
                        /** @enum {string} */
                        readonly kind: "http.corrupt";
                        /** @description of the body as it is sent */
                        readonly offset: number;
                        /** @description 255 when left out */
                        readonly xor?: number;
                    } | {
                        /** @enum {string} */
                        readonly kind: "http.headers";
                        readonly remove?: readonly string[];
                        /** @description headers to set */
                        readonly set?: {
                            readonly [key: string]: string;
                        };
                    } | {
                        /** @enum {string} */
                        readonly kind: "http.garbage";
                    } | {
                        /** @enum {unknown} */
                        readonly code: "InvalidCookie" | "CookieExpired" | "InvalidAuthorizationCookie" | "ConfigChanged" | "RegistrationRequired" | "ServerChanged" | "InternalServerError" | "InvalidParameters" | "FileLocationChanged" | "RegistrationNotRequired" | "ServerBusy" | "IncompatibleProtocolVersion";
                        /** @enum {string} */
                        readonly kind: "soap.fault";
                        readonly message?: string;
                        /** @enum {unknown} */
                        readonly side?: "Client" | "Server" | "VersionMismatch" | "MustUnderstand";
                    } | {
                        /** @enum {string} */
                        readonly kind: "soap.edit";
                        readonly remove?: readonly string[];
                        /** @description values by their path, such as "SyncUpdatesResult.Truncated" */
                        readonly set?: {
                            readonly [key: string]: unknown;
                        };
                    } | {
                        /** @enum {string} */
                        readonly kind: "soap.replace";
                        readonly replace: readonly {
                            /** @description what stands there instead */
                            readonly by: string;
                            /** @description one * stands for all text up to the next ", <, > or & */
                            readonly found: string;
                        }[];
                    } | {
                        readonly body: string;
                        /**
                         * @description UTF-8 without a mark when left out; UTF-16 has one
                         * @enum {unknown}
                         */
                        readonly encoding?: "utf-8" | "utf-16";
                        /** @enum {string} */
                        readonly kind: "soap.body";
                    } | {
                        /** @enum {string} */
                        readonly kind: "soap.stale";
                    } | {
                        /** @description bytes; 1 when left out */
                        readonly count?: number;
                        /** @enum {string} */
                        readonly kind: "content.corrupt";
                        /** @description of the file */
                        readonly offset: number;
                        /** @description 255 when left out */
                        readonly xor?: number;
                    } | {
                        /** @description SHA-1 in hex or name of the other file */
                        readonly file: string;
                        /** @enum {string} */
                        readonly kind: "content.swap";
                        /** @description with its own length, date and tag: as if it lay there in place of the file */
                        readonly whole?: boolean;
                    } | {
                        /** @enum {string} */
                        readonly kind: "content.ignore-range";
                    } | {
                        /** @enum {string} */
                        readonly kind: "content.refuse-range";
                    } | {
                        readonly by: number;
                        /** @enum {string} */
                        readonly kind: "content.shift-range";
                    } | {
                        /** @enum {string} */
                        readonly kind: "content.no-content-range";
                    } | {
                        /** @enum {string} */
                        readonly kind: "content.new-version";
                    })[];
                    /** @description code to be raised, such as 0x80244010 or its name; GET /api/v1/hresults lists them */
                    readonly hresult?: string;
                    /** @description name of the rule; made when left out */
                    readonly id?: string;
                    /** @description which requests; every one when left out */
                    readonly match?: {
                        /** @description address the connection came from */
                        readonly address?: string;
                        /** @description computer id or DNS name; * is any text */
                        readonly client?: string;
                        /** @description SHA-1 in hex or name of an update file; * is any text */
                        readonly file?: string;
                        /** @description Host header or TLS server name, without port; * is any text */
                        readonly host?: string;
                        /** @description HTTP method */
                        readonly method?: string;
                        /** @description operation of a call, such as SyncUpdates; * is any text */
                        readonly operation?: string;
                        /** @description path of the URL in any case; * is any text */
                        readonly path?: string;
                        /** @description web service, such as Client */
                        readonly service?: string;
                        /** @description UpdateID, KB number or title: its files, and calls about it */
                        readonly update?: string;
                    };
                    /** @description for people */
                    readonly note?: string;
                    /** @description which of the matching requests: from the nth to the nth, every nth of those, and with a probability */
                    readonly when?: {
                        readonly every?: number;
                        readonly from?: number;
                        /**
                         * @description whether requests are counted in all or for each client
                         * @enum {unknown}
                         */
                        readonly per?: "rule" | "client";
                        readonly probability?: number;
                        /** @description of the chance; that of the tenant when left out */
                        readonly seed?: string;
                        readonly to?: number;
                    };
                };
            };
        };
        readonly responses: {
            /** @description Puts a rule in force: which requests, which of them, and what is done */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Fault"];
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
    readonly clearFaults: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Takes all rules out of force */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Done"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly removeFault: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of the rule */
                readonly fault: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Takes a rule out of force */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Done"];
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
    readonly listHresults: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Lists the codes a rule can be asked for by, and what raises each */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["HresultList"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 500: components["responses"]["Failed"];
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
    readonly getJournalState: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Tells how much has arrived and what of it is kept */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["JournalState"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly clearJournal: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Forgets everything and counts from 1 again */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Done"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly getJournalEntry: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Its number */
                readonly sequence: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Tells everything of one entry, its messages included */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["JournalEntry"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly exportJournal: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The journal as HTTP Archive 1.2, without credentials */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["HttpArchive"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly queryJournal: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Whether the messages themselves are told too */
                    readonly bodies?: boolean;
                    /** @description At most so many; 100 when left out */
                    readonly limit?: number;
                    /** @description which entries are meant; all conditions must hold */
                    readonly query?: {
                        /** @description address the connection came from */
                        readonly address?: string;
                        /** @description sequence numbers above this one */
                        readonly after?: number;
                        /** @description sequence numbers below this one */
                        readonly before?: number;
                        /** @description computer id or DNS name; * is any text */
                        readonly client?: string;
                        /** @description code of the SOAP fault, such as CookieExpired; one or a list of which any will do */
                        readonly fault?: string | readonly string[];
                        /** @description SHA-1 in hex or name of the update file; * is any text */
                        readonly file?: string;
                        /**
                         * @description something no honest client sends, noted of a call
                         * @enum {unknown}
                         */
                        readonly flag?: "foreign-cookie" | "oversized-cookie" | "serialized-object-marker";
                        /** @description Host header or TLS server name; * is any text */
                        readonly host?: string;
                        /** @description whether a fault was injected, or the id of its rule */
                        readonly injected?: boolean | string;
                        /**
                         * @description what arrived
                         * @enum {unknown}
                         */
                        readonly kind?: "call" | "content" | "http" | "tls";
                        /** @description HTTP method */
                        readonly method?: string;
                        /** @description operation of a call, such as SyncUpdates; one or a list of which any will do */
                        readonly operation?: string | readonly string[];
                        /**
                         * @description how it ended
                         * @enum {unknown}
                         */
                        readonly outcome?: "ok" | "fault" | "refused" | "aborted";
                        /** @description path of the URL in any case; * is any text */
                        readonly path?: string;
                        /** @description an event one of its batches holds */
                        readonly reported?: {
                            readonly eventId?: number;
                            /** @description as 0x80246007 or by its name, WU_E_DM_NOTDOWNLOADED */
                            readonly hresult?: string;
                            readonly revisionNumber?: number;
                            /** @description UpdateID, KB number or title */
                            readonly update?: string;
                        };
                        /** @description name of the web service, such as Client or ReportingWebService */
                        readonly service?: string;
                        /** @description HTTP status, or a list of which any will do */
                        readonly status?: number | readonly number[];
                        /** @description UpdateID, KB number or title of an update it is about */
                        readonly update?: string;
                        /** @description values of the entry by their path, such as "parameters.parameters.SkipSoftwareSync"; [*] is any item of a list */
                        readonly where?: {
                            readonly [key: string]: (string | number | boolean | null) | {
                                /** @description a part of the text */
                                readonly contains?: string;
                                readonly equals?: string | number | boolean | null;
                                readonly exists?: boolean;
                                readonly in?: readonly (string | number | boolean | null)[];
                                readonly least?: number;
                                /** @description items of a list, characters of a text */
                                readonly length?: number;
                                /** @description the whole text; * is any text */
                                readonly like?: string;
                                readonly most?: number;
                                readonly not?: string | number | boolean | null;
                            };
                        };
                    };
                };
            };
        };
        readonly responses: {
            /** @description Lists entries, oldest first: by operation, client, time, outcome, and what they hold */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["JournalPage"];
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
    readonly verifyJournal: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly expectations: readonly ({
                        /** @description so many, or at least and at most so many; at least one when left out, and 0 for none */
                        readonly count?: number | {
                            readonly least?: number;
                            readonly most?: number;
                        };
                        /** @description which entries are meant; all conditions must hold */
                        readonly query: {
                            /** @description address the connection came from */
                            readonly address?: string;
                            /** @description sequence numbers above this one */
                            readonly after?: number;
                            /** @description sequence numbers below this one */
                            readonly before?: number;
                            /** @description computer id or DNS name; * is any text */
                            readonly client?: string;
                            /** @description code of the SOAP fault, such as CookieExpired; one or a list of which any will do */
                            readonly fault?: string | readonly string[];
                            /** @description SHA-1 in hex or name of the update file; * is any text */
                            readonly file?: string;
                            /**
                             * @description something no honest client sends, noted of a call
                             * @enum {unknown}
                             */
                            readonly flag?: "foreign-cookie" | "oversized-cookie" | "serialized-object-marker";
                            /** @description Host header or TLS server name; * is any text */
                            readonly host?: string;
                            /** @description whether a fault was injected, or the id of its rule */
                            readonly injected?: boolean | string;
                            /**
                             * @description what arrived
                             * @enum {unknown}
                             */
                            readonly kind?: "call" | "content" | "http" | "tls";
                            /** @description HTTP method */
                            readonly method?: string;
                            /** @description operation of a call, such as SyncUpdates; one or a list of which any will do */
                            readonly operation?: string | readonly string[];
                            /**
                             * @description how it ended
                             * @enum {unknown}
                             */
                            readonly outcome?: "ok" | "fault" | "refused" | "aborted";
                            /** @description path of the URL in any case; * is any text */
                            readonly path?: string;
                            /** @description an event one of its batches holds */
                            readonly reported?: {
                                readonly eventId?: number;
                                /** @description as 0x80246007 or by its name, WU_E_DM_NOTDOWNLOADED */
                                readonly hresult?: string;
                                readonly revisionNumber?: number;
                                /** @description UpdateID, KB number or title */
                                readonly update?: string;
                            };
                            /** @description name of the web service, such as Client or ReportingWebService */
                            readonly service?: string;
                            /** @description HTTP status, or a list of which any will do */
                            readonly status?: number | readonly number[];
                            /** @description UpdateID, KB number or title of an update it is about */
                            readonly update?: string;
                            /** @description values of the entry by their path, such as "parameters.parameters.SkipSoftwareSync"; [*] is any item of a list */
                            readonly where?: {
                                readonly [key: string]: (string | number | boolean | null) | {
                                    /** @description a part of the text */
                                    readonly contains?: string;
                                    readonly equals?: string | number | boolean | null;
                                    readonly exists?: boolean;
                                    readonly in?: readonly (string | number | boolean | null)[];
                                    readonly least?: number;
                                    /** @description items of a list, characters of a text */
                                    readonly length?: number;
                                    /** @description the whole text; * is any text */
                                    readonly like?: string;
                                    readonly most?: number;
                                    readonly not?: string | number | boolean | null;
                                };
                            };
                        };
                    } | {
                        /** @description entries above this number */
                        readonly after?: number;
                        readonly sequence: readonly {
                            /** @description address the connection came from */
                            readonly address?: string;
                            /** @description sequence numbers above this one */
                            readonly after?: number;
                            /** @description sequence numbers below this one */
                            readonly before?: number;
                            /** @description computer id or DNS name; * is any text */
                            readonly client?: string;
                            /** @description code of the SOAP fault, such as CookieExpired; one or a list of which any will do */
                            readonly fault?: string | readonly string[];
                            /** @description SHA-1 in hex or name of the update file; * is any text */
                            readonly file?: string;
                            /**
                             * @description something no honest client sends, noted of a call
                             * @enum {unknown}
                             */
                            readonly flag?: "foreign-cookie" | "oversized-cookie" | "serialized-object-marker";
                            /** @description Host header or TLS server name; * is any text */
                            readonly host?: string;
                            /** @description whether a fault was injected, or the id of its rule */
                            readonly injected?: boolean | string;
                            /**
                             * @description what arrived
                             * @enum {unknown}
                             */
                            readonly kind?: "call" | "content" | "http" | "tls";
                            /** @description HTTP method */
                            readonly method?: string;
                            /** @description operation of a call, such as SyncUpdates; one or a list of which any will do */
                            readonly operation?: string | readonly string[];
                            /**
                             * @description how it ended
                             * @enum {unknown}
                             */
                            readonly outcome?: "ok" | "fault" | "refused" | "aborted";
                            /** @description path of the URL in any case; * is any text */
                            readonly path?: string;
                            /** @description an event one of its batches holds */
                            readonly reported?: {
                                readonly eventId?: number;
                                /** @description as 0x80246007 or by its name, WU_E_DM_NOTDOWNLOADED */
                                readonly hresult?: string;
                                readonly revisionNumber?: number;
                                /** @description UpdateID, KB number or title */
                                readonly update?: string;
                            };
                            /** @description name of the web service, such as Client or ReportingWebService */
                            readonly service?: string;
                            /** @description HTTP status, or a list of which any will do */
                            readonly status?: number | readonly number[];
                            /** @description UpdateID, KB number or title of an update it is about */
                            readonly update?: string;
                            /** @description values of the entry by their path, such as "parameters.parameters.SkipSoftwareSync"; [*] is any item of a list */
                            readonly where?: {
                                readonly [key: string]: (string | number | boolean | null) | {
                                    /** @description a part of the text */
                                    readonly contains?: string;
                                    readonly equals?: string | number | boolean | null;
                                    readonly exists?: boolean;
                                    readonly in?: readonly (string | number | boolean | null)[];
                                    readonly least?: number;
                                    /** @description items of a list, characters of a text */
                                    readonly length?: number;
                                    /** @description the whole text; * is any text */
                                    readonly like?: string;
                                    readonly most?: number;
                                    readonly not?: string | number | boolean | null;
                                };
                            };
                        }[];
                    })[];
                };
            };
        };
        readonly responses: {
            /** @description Judges expectations: counts, orders, absence */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Verdicts"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 409: components["responses"]["NotPossible"];
            readonly 410: components["responses"]["LetGo"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly waitForJournal: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Entries up to this number do not count; 0 when left out */
                    readonly after?: number;
                    /** @description Whether the messages themselves are told too */
                    readonly bodies?: boolean;
                    /** @description Entries to wait for; 1 */
                    readonly count?: number;
                    /** @description which entries are meant; all conditions must hold */
                    readonly query: {
                        /** @description address the connection came from */
                        readonly address?: string;
                        /** @description sequence numbers above this one */
                        readonly after?: number;
                        /** @description sequence numbers below this one */
                        readonly before?: number;
                        /** @description computer id or DNS name; * is any text */
                        readonly client?: string;
                        /** @description code of the SOAP fault, such as CookieExpired; one or a list of which any will do */
                        readonly fault?: string | readonly string[];
                        /** @description SHA-1 in hex or name of the update file; * is any text */
                        readonly file?: string;
                        /**
                         * @description something no honest client sends, noted of a call
                         * @enum {unknown}
                         */
                        readonly flag?: "foreign-cookie" | "oversized-cookie" | "serialized-object-marker";
                        /** @description Host header or TLS server name; * is any text */
                        readonly host?: string;
                        /** @description whether a fault was injected, or the id of its rule */
                        readonly injected?: boolean | string;
                        /**
                         * @description what arrived
                         * @enum {unknown}
                         */
                        readonly kind?: "call" | "content" | "http" | "tls";
                        /** @description HTTP method */
                        readonly method?: string;
                        /** @description operation of a call, such as SyncUpdates; one or a list of which any will do */
                        readonly operation?: string | readonly string[];
                        /**
                         * @description how it ended
                         * @enum {unknown}
                         */
                        readonly outcome?: "ok" | "fault" | "refused" | "aborted";
                        /** @description path of the URL in any case; * is any text */
                        readonly path?: string;
                        /** @description an event one of its batches holds */
                        readonly reported?: {
                            readonly eventId?: number;
                            /** @description as 0x80246007 or by its name, WU_E_DM_NOTDOWNLOADED */
                            readonly hresult?: string;
                            readonly revisionNumber?: number;
                            /** @description UpdateID, KB number or title */
                            readonly update?: string;
                        };
                        /** @description name of the web service, such as Client or ReportingWebService */
                        readonly service?: string;
                        /** @description HTTP status, or a list of which any will do */
                        readonly status?: number | readonly number[];
                        /** @description UpdateID, KB number or title of an update it is about */
                        readonly update?: string;
                        /** @description values of the entry by their path, such as "parameters.parameters.SkipSoftwareSync"; [*] is any item of a list */
                        readonly where?: {
                            readonly [key: string]: (string | number | boolean | null) | {
                                /** @description a part of the text */
                                readonly contains?: string;
                                readonly equals?: string | number | boolean | null;
                                readonly exists?: boolean;
                                readonly in?: readonly (string | number | boolean | null)[];
                                readonly least?: number;
                                /** @description items of a list, characters of a text */
                                readonly length?: number;
                                /** @description the whole text; * is any text */
                                readonly like?: string;
                                readonly most?: number;
                                readonly not?: string | number | boolean | null;
                            };
                        };
                    };
                    /** @description Milliseconds of real time; 5000 */
                    readonly timeout?: number;
                };
            };
        };
        readonly responses: {
            /** @description Answers as soon as so many entries are there that the query means */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["JournalEntries"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 408: components["responses"]["NotInTime"];
            readonly 409: components["responses"]["NotPossible"];
            readonly 410: components["responses"]["LetGo"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly resetTenant: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Goes back to the start: catalogue, clock and chance; no fault rule is left, and the journal is empty */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Done"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 409: components["responses"]["NotPossible"];
            readonly 500: components["responses"]["Failed"];
            readonly 503: components["responses"]["Busy"];
        };
    };
    readonly listScenarios: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Lists the scenarios */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ScenarioList"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly getScenario: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of the scenario, such as content.wrong-bytes */
                readonly scenario: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Explains a scenario: what happens, what a correct client does, what it is judged by */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Scenario"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly openStage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of the scenario, such as content.wrong-bytes */
                readonly scenario: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Makes the honest state of a scenario on a tenant of its own */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Stage"];
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
    readonly listSnapshots: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Lists the moments that were kept */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SnapshotList"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly takeSnapshot: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description Name of the snapshot */
                    readonly name: string;
                };
            };
        };
        readonly responses: {
            /** @description Keeps this moment: catalogue, clock, fault rules, chance */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Snapshot"];
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
    readonly removeSnapshot: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Name of the snapshot */
                readonly snapshot: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Forgets a moment */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Done"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly restoreSnapshot: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Name of the snapshot */
                readonly snapshot: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Goes back to a moment, between two requests; the journal stays */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Snapshot"];
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
    readonly judgeStage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Name of the tenant it is played on */
                readonly stage: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly codes?: readonly string[];
                    readonly installed?: readonly string[];
                    /** @description Whether the client says it ended well */
                    readonly isGood?: boolean;
                    /** @description What it says of itself */
                    readonly words?: string;
                };
            };
        };
        readonly responses: {
            /** @description Judges what the client did since the strike, and how it says it ended */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ScenarioVerdict"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 410: components["responses"]["LetGo"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["NotJson"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly repairStage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Name of the tenant it is played on */
                readonly stage: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Repairs what was struck, where the scenario has that: the client must find its way back */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Stage"];
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
    readonly strikeStage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Name of the tenant it is played on */
                readonly stage: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Strikes: what arrives from now on is judged */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Stage"];
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
    readonly listTenants: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Lists the tenants, the default one first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TenantList"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly createTenant: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description SHA-256 fingerprint of a client certificate */
                    readonly certificates?: readonly string[];
                    /** @description Id of one of its computers; * is any text */
                    readonly clients?: readonly string[];
                    readonly configuration?: components["schemas"]["ConfigurationChanges"];
                    /** @description What it branches from; the default tenant as it is when left out */
                    readonly from?: {
                        /** @description A snapshot of that tenant */
                        readonly snapshot?: string;
                        /** @description Name of the tenant */
                        readonly tenant?: string;
                    };
                    /** @description Host name clients ask it under; * is any text */
                    readonly hosts?: readonly string[];
                    /** @description What it keeps */
                    readonly journal?: {
                        readonly bytes?: number;
                        readonly entries?: number;
                    };
                    /** @description Letters, digits, dots, hyphens and underscores; made when left out */
                    readonly name?: string;
                    /** @description Gives it listeners of its own */
                    readonly ports?: {
                        /** @description 0 picks a free one */
                        readonly http?: number;
                        /** @description 0 picks a free one */
                        readonly https?: number;
                    };
                    /** @description Seed of its ids, cookies and chances */
                    readonly seed?: string;
                };
            };
        };
        readonly responses: {
            /** @description Makes a tenant on a copy of the catalogue: decisions, faults, clock and journal of its own */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Tenant"];
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
    readonly getTenant: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Name of the tenant */
                readonly tenant: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Tells where its clients find it and what is told to be of it */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Tenant"];
                };
            };
            readonly 400: components["responses"]["InputRefused"];
            readonly 401: components["responses"]["TokenRefused"];
            readonly 403: components["responses"]["CallerRefused"];
            readonly 404: components["responses"]["NotThere"];
            readonly 500: components["responses"]["Failed"];
        };
    };
    readonly removeTenant: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Name of the tenant */
                readonly tenant: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Ends a tenant with everything that is of it */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Done"];
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
