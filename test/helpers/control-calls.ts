import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Catalog } from '../../catalog/catalog.ts';
import type { OperationId, OperationInput } from '../../client/index.ts';
import { updateIdIn } from './control-catalogue.ts';

/** A call of an operation. */
export type AnyCall = {
  readonly [Id in OperationId]: { readonly id: Id; readonly input?: OperationInput<Id> };
}[OperationId];

/**
 * A call of every operation on a catalogue that `fillForControl` filled, in an order that leaves it as it was but for a
 * group, an approval and a revocation that end within it. `upstream` is a server to synchronise with.
 */
export function everyCall(catalog: Catalog, upstream: string): readonly AnyCall[] {
  const update = updateIdIn(catalog);
  return [
    { id: 'getHealth' },
    { id: 'getLiveness' },
    { id: 'getReadiness' },
    { id: 'getVersion' },
    { id: 'getState' },
    { id: 'listUpdates', input: { limit: 2, state: ['unapproved'], type: 'any' } },
    { id: 'getUpdate', input: { update } },
    { id: 'createGroup', input: { name: 'Ring 1', parent: 'All Computers' } },
    { id: 'changeGroup', input: { group: 'ring 1', name: 'Ring 2' } },
    { id: 'getGroup', input: { group: 'Ring 2' } },
    { id: 'listGroups' },
    { id: 'placeComputer', input: { computer: 'pc1.test', groups: ['Ring 2'] } },
    { id: 'listComputers', input: { group: 'Ring 2', limit: 1 } },
    { id: 'getComputer', input: { computer: 'pc1' } },
    {
      id: 'approveUpdates',
      input: {
        updates: [update],
        groups: ['Ring 2'],
        action: 'Install',
        deadline: '2026-12-24T18:00:00Z',
        acceptEula: true,
      },
    },
    { id: 'listApprovals', input: { group: 'Ring 2', update, action: 'Install' } },
    { id: 'getUpdate', input: { update } },
    { id: 'removeApprovals', input: { updates: [update], groups: ['Ring 2'] } },
    { id: 'declineUpdates', input: { updates: [update] } },
    { id: 'undeclineUpdates', input: { updates: [update] } },
    { id: 'listEvents', input: { computer: 'pc1', eventId: [182], update, hresult: '0x80240017', limit: 1 } },
    { id: 'getEvent', input: { sequence: '1' } },
    { id: 'deleteComputer', input: { computer: 'pc2' } },
    { id: 'deleteGroup', input: { group: 'Ring 2' } },
    { id: 'listCertificates' },
    { id: 'getCertificate', input: { certificate: 'code-a' } },
    { id: 'revokeCertificate', input: { certificate: 'publisher-b', reason: 'superseded' } },
    { id: 'listCertificates' },
    { id: 'getSyncStatus' },
    {
      id: 'changeSubscription',
      input: { url: upstream, content: 'none', products: null, schedule: { perDay: 4, firstMinute: 90 } },
    },
    { id: 'startSync', input: { extent: 'categories', wait: true } },
    { id: 'cancelSync' },
    {
      id: 'changeSubscription',
      input: {
        trust: { revocation: 'soft', pin: { kind: 'key', sha256: '00'.repeat(32) } },
        languages: ['de'],
      },
    },
    { id: 'getSyncStatus' },
    { id: 'listSyncRuns', input: { limit: 1 } },
    { id: 'importUpdates', input: { seed: '{"updates":[]}', format: 'json' } },
    { id: 'getConfiguration' },
    { id: 'changeConfiguration', input: { pageSize: 50, contentUrl: 'http://cache.test:8080' } },
    { id: 'changeConfiguration', input: { pageSize: null, contentUrl: null } },
    ...steeringCalls(update),
    { id: 'clearJournal' },
    { id: 'resetTenant' },
  ];
}

/** A call of every operation on journal, faults, clock, tenants, snapshots and scenarios. */
function steeringCalls(update: string): readonly AnyCall[] {
  const absence = { query: { operation: 'SyncUpdates', update }, count: 0 };
  return [
    { id: 'getJournalState' },
    { id: 'queryJournal', input: { query: { kind: 'call' }, limit: 2 } },
    { id: 'getJournalEntry', input: { sequence: '1' } },
    { id: 'waitForJournal', input: { query: { kind: 'call' }, timeout: 0 } },
    { id: 'verifyJournal', input: { expectations: [absence, { sequence: [{ kind: 'call' }] }] } },
    { id: 'exportJournal' },
    {
      id: 'addFault',
      input: {
        id: 'slow',
        note: 'for a moment',
        match: { operation: 'Sync*', client: 'pc-*' },
        when: { from: 2, every: 3, per: 'client', probability: 0.5, seed: 'a' },
        act: [
          { kind: 'http.delay', milliseconds: 5 },
          {
            kind: 'soap.edit',
            set: { 'SyncUpdatesResult.Truncated': true },
            remove: ['SyncUpdatesResult.NewCookie'],
          },
        ],
      },
    },
    { id: 'addFault', input: { hresult: '0x80244022' } },
    { id: 'listFaults' },
    { id: 'removeFault', input: { fault: 'slow' } },
    { id: 'clearFaults' },
    { id: 'listFaultActs' },
    { id: 'listHresults' },
    { id: 'listBrokenCertificates' },
    { id: 'freezeClock' },
    { id: 'freezeClock', input: { at: '2026-11-01T00:00:00Z' } },
    { id: 'advanceClock', input: { milliseconds: 60_000 } },
    { id: 'setClock', input: { at: '2027-01-01T00:00:00.5Z' } },
    { id: 'scaleClock', input: { factor: 60 } },
    { id: 'releaseClock' },
    { id: 'getClock' },
    { id: 'takeSnapshot', input: { name: 'before' } },
    { id: 'listSnapshots' },
    { id: 'restoreSnapshot', input: { snapshot: 'before' } },
    { id: 'createTenant', input: { name: 'team', hosts: ['*.team.test'], from: { snapshot: 'before' } } },
    { id: 'listTenants' },
    { id: 'getTenant', input: { tenant: 'team' } },
    { id: 'removeTenant', input: { tenant: 'team' } },
    { id: 'removeSnapshot', input: { snapshot: 'before' } },
    { id: 'saveCapsule', input: { file: path.join(tmpdir(), `mock-wu-capsule-${process.pid}`) } },
    { id: 'listScenarios' },
    { id: 'getScenario', input: { scenario: SCENARIO } },
    { id: 'openStage', input: { scenario: SCENARIO } },
    { id: 'strikeStage', input: { stage: SCENARIO } },
    { id: 'repairStage', input: { stage: SCENARIO } },
    { id: 'judgeStage', input: { stage: SCENARIO, isGood: true } },
    { id: 'removeTenant', input: { tenant: SCENARIO } },
  ];
}

const SCENARIO = 'content.wrong-bytes';
