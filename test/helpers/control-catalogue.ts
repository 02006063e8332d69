import type { Catalog } from '../../catalog/catalog.ts';
import { createUpdateReport } from '../../catalog/reports/update-report.ts';

/** Puts two computers, three events and a note of dropped ones into a catalogue that has updates; again is no harm. */
export function fillForControl(catalog: Catalog): void {
  const now = catalog.clock.now();
  const info = { OSMajorVersion: 10, OSMinorVersion: 0, OSBuildNumber: 26100, Names: ['a', { deep: true }] };
  for (const id of ['pc1', 'pc2']) {
    catalog.computers.introduce(id, `${id}.test`, 'Nobody', now);
    catalog.computers.register(id, JSON.stringify(info), now);
  }
  catalog.computers.keepInventory('pc1', {
    receivedAt: now,
    isCompressed: true,
    content: Buffer.from('xyz'),
  });
  catalog.database.prepare("INSERT OR REPLACE INTO dropped VALUES ('events', 5, ?)").run(now);
  for (const instance of ['e1', 'e2', 'e3']) addEvent(catalog, instance);
}

/** Keeps an event of `pc1`: the failed installation of the update of `updateIdIn`. */
export function addEvent(catalog: Catalog, eventInstanceId: string, more: object = {}): void {
  catalog.events.add({
    eventInstanceId,
    computerId: 'pc1',
    eventId: 182,
    namespaceId: 1,
    updateId: updateIdIn(catalog),
    revisionNumber: 100,
    win32HResult: 0x80240017 | 0,
    timeAtTarget: '2026-11-01T10:20:30Z',
    receivedAt: catalog.clock.now(),
    raw: JSON.stringify({ BasicData: { EventID: 182, List: [1, 'two', null] } }),
    ...more,
  });
}

/** The update that came last and can be approved. */
export function updateIdIn({ database }: Catalog): string {
  const { updates } = createUpdateReport(database).list({ states: ['unapproved'] }, 1);
  return updates[0]?.updateId ?? '';
}
