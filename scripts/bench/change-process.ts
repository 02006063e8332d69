import { type Catalog, openCatalog } from '../../catalog/catalog.ts';
import { importDocuments } from '../../catalog/import/import-documents.ts';
import { systemClock } from '../../platform/clock.ts';
import { messageOf } from '../../platform/errors/index.ts';
import { systemRandomness } from '../../platform/randomness.ts';
import type { ChangeOrder, ChangeReply } from './change-message.ts';

// A process that changes a catalogue another one serves: orders come in and times go out over the channel.
let catalog: Catalog | undefined;

process.on('message', (order: ChangeOrder) => {
  process.send?.(replyTo(order));
});

function replyTo(order: ChangeOrder): ChangeReply {
  try {
    const started = systemClock.now();
    carryOut(order);
    return { times: { started, committed: systemClock.now() } };
  } catch (error) {
    return { error: messageOf(error) };
  }
}

function carryOut(order: ChangeOrder): void {
  if (order.kind === 'open') {
    catalog = openCatalog({ file: order.file, clock: systemClock, randomness: systemRandomness });
    // Worked out now, so that a later change is as quick as in a console that has been open for a while.
    catalog.view();
    return;
  }
  if (catalog === undefined) throw new Error('the catalogue is not open');
  const open = catalog;
  if (order.kind === 'import') {
    open.write(() => importDocuments(open, [{ xml: order.xml, source: 'arriving.xml' }]));
  } else if (order.kind === 'decline') {
    open.approvals.decline(order.updateId);
  } else {
    open.approvals.approve({ updateId: order.updateId, action: 'Install' });
  }
}
