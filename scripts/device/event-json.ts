import type { DeviceEvent } from '../../device/events.ts';
import type { Offer } from '../../device/offers/offer.ts';
import { hresultText } from '../../protocol/hresult/hresults.ts';
import { failureJson } from './failure-line.ts';

/** An offer as data: the update, and what is installed for it. */
export function offerJson({ kind, revision, parts, deadline }: Offer, title: string): object {
  const { updateId, revisionNumber } = revision.core;
  return {
    offer: kind,
    updateId,
    revisionNumber,
    title,
    ...(deadline !== undefined && { deadline }),
    parts: parts.map(({ core }) => core.updateId),
  };
}

/** An event as data, without what only the device itself can read. */
export function eventJson(event: DeviceEvent): object {
  switch (event.kind) {
    case 'offer':
      return { event: event.kind, ...offerJson(event.offer, event.title) };
    case 'withheld': {
      const { updateId, revisionNumber } = event.revision.core;
      return { event: event.kind, updateId, revisionNumber, title: event.title, reason: event.reason };
    }
    case 'failed':
      return { event: event.kind, about: event.about, failure: failureJson(event.failure) };
    case 'installed': {
      const { kind, code, ...rest } = event;
      return { event: kind, ...rest, code: hresultText(code) };
    }
    default: {
      const { kind, ...rest } = event;
      return { event: kind, ...rest };
    }
  }
}
