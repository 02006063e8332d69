import { appendFileSync } from 'node:fs';
import type { DeviceEvent, DeviceWatcher } from '../../device/events.ts';
import { isoMoment } from '../../platform/clock.ts';
import { fail, messageOf } from '../../platform/errors/index.ts';
import { plainLine } from '../../platform/plain-text.ts';
import { ownProcessId } from '../../platform/processes.ts';
import { hresultText } from '../../protocol/hresult/hresults.ts';
import { eventLines } from './event-lines.ts';

/** The component that speaks, as WindowsUpdate.log names them. */
const COMPONENTS: Readonly<Record<DeviceEvent['kind'], string>> = {
  phase: 'Agent',
  check: 'WebServices',
  warning: 'Misc',
  call: 'ProtocolTalker',
  recovery: 'ProtocolTalker',
  page: 'ProtocolTalker',
  offer: 'Agent',
  withheld: 'Agent',
  scanned: 'Agent',
  download: 'DownloadManager',
  bytes: 'DownloadManager',
  downloaded: 'DownloadManager',
  installing: 'Handler',
  installed: 'Handler',
  removed: 'Handler',
  failed: 'Agent',
  rebooted: 'Agent',
  reported: 'Reporter',
};
const COMPONENT_CHARACTERS = 16;

/**
 * Appends what happens to `file`, a line an event: date, time, process, thread, component, text, as Get-WindowsUpdateLog writes
 * them. Throws DEVICE_LOG_UNWRITABLE.
 */
export function traceTo(file: string, now: () => number): DeviceWatcher {
  const append = (text: string): void => {
    try {
      appendFileSync(file, text);
    } catch (error) {
      fail('DEVICE_LOG_UNWRITABLE', { file, reason: messageOf(error) }, error);
    }
  };
  // Before anything is done that would be in vain.
  append('');
  return (event) => {
    const [date = '', time = ''] = isoMoment(now()).slice(0, -1).split('T');
    const head = `${date.replaceAll('-', '/')} ${time}0000 ${ownProcessId()}  1  ${componentOf(event).padEnd(COMPONENT_CHARACTERS)}`;
    const lines = textsOf(event).map((text) => `${head} ${plainLine(text)}\n`);
    if (lines.length > 0) append(lines.join(''));
  };
}

function componentOf(event: DeviceEvent): string {
  return event.kind === 'check' && event.of === 'file' ? 'DownloadManager' : COMPONENTS[event.kind];
}

function textsOf(event: DeviceEvent): readonly string[] {
  switch (event.kind) {
    case 'phase':
      return [`*** START *** ${event.phase} ${event.about}`];
    case 'check':
      return [`${event.about}: ${event.check} passed: ${event.found}`];
    case 'call': {
      const { operation, status, sent, received, milliseconds } = event;
      return [
        `${operation}: HTTP ${status}, ${sent} bytes sent, ${received} received, ${milliseconds.toFixed(1)} ms`,
      ];
    }
    case 'page':
      return [`SyncUpdates round trip ${event.trip}: ${event.added} new updates, ${event.cached} cached`];
    case 'download':
      return [`Downloading ${event.file}, ${event.size} bytes, from ${event.from.join(' then ')}`];
    case 'installing':
      return [`Installing ${event.updateId} ${event.title}`];
    case 'installed':
      return [`Installed ${event.updateId}, result ${hresultText(event.code)}, ${event.changes} changes`];
    case 'failed':
      return [`FAILED [${hresultText(event.failure.code)}] ${event.about}: ${event.failure.message}`];
    default:
      return eventLines(event).map((text) => text.trim());
  }
}
