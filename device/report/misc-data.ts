import type { ReporterFacts } from './device-facts.ts';
import type { EventDraft } from './event-draft.ts';
import { EVENT } from './event-kinds.ts';

/**
 * MiscData of an event: `Key=Value` in the order and with the keys of a native client (capture 13; [MS-WUSP] §2.2.2.3.1,
 * MiscData Table). What the published table does not explain has the value every recorded event has.
 */
export function miscDataOf(
  draft: EventDraft,
  { identity, computer, productType }: ReporterFacts,
): readonly string[] {
  const { appName } = draft;
  const isFound = draft.id === EVENT.detected;
  const isFailed = draft.id === EVENT.detectionFailed;
  const isDetection = isFound || isFailed;
  const pairs: readonly (readonly [key: string, value: string | number | undefined])[] = [
    ['B', draft.bytes ?? draft.judged],
    ['C', draft.trips ?? draft.failures],
    ['D', draft.isDone ? 1 : undefined],
    ['F', draft.lastError],
    ['G', identity.agentVersion],
    ['J', identity.sampling],
    ['K', computer.biosName],
    ['L', `${computer.biosDate}T00:00:00`],
    ['O', isFailed ? 1 : undefined],
    ['P', isFound ? 1 : undefined],
    ['Q', draft.isBundle ? 2 : 1],
    // The maker of the firmware, not its version.
    ['T', computer.manufacturer],
    ['U', listOf(draft.needed)],
    ['V', listOf(draft.installed)],
    ['W', listOf(draft.pending)],
    ['AppName', appName],
    ['CsiErrorType', 0],
    ['c', productType],
    ['f', draft.added],
    ['g', listOf(draft.failed)],
    ['h', listOf(draft.downloaded)],
    ['k', isDetection ? 'true' : undefined],
    ...CONSTANT,
  ];
  return pairs.flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]));
}

const CONSTANT: readonly (readonly [string, string | number])[] = [
  ['m', 0],
  ['n', 1],
  ['o', 0],
  ['p', 0],
  ['q', 0],
  ['r', 0],
  ['w', 0],
  ['x', 1],
  ['dd', 0],
  ['ff', 0],
  ['WUfBOn', 0],
  ['WUfBDS', 0],
  ['DisableDS', 1],
  ['PauseQU', 1],
  ['PauseFU', 1],
];

/** UpdateIDs in upper case; a key whose list is empty is left out (wire facts §2.10). */
function listOf(updateIds: readonly string[] | undefined): string | undefined {
  return updateIds === undefined || updateIds.length === 0
    ? undefined
    : updateIds.map((id) => id.toUpperCase()).join(';');
}
