import { isoMoment } from '../../platform/clock.ts';
import { signedHresult } from '../../protocol/hresult/hresults.ts';
import { guid } from '../../protocol/soap/scalars.ts';
import type { ReportingEvent } from '../../protocol/wusp/reporting.ts';
import { architectureOf, type ReporterFacts } from './device-facts.ts';
import type { EventDraft } from './event-draft.ts';
import { miscDataOf } from './misc-data.ts';

/** "Client Agent" (online service facts §5.6). */
const SOURCE = 101;
/** What OSVersion/Revision says in every recorded event. */
const OS_REVISION = 65_792;

/** An event the way a native client writes it (capture 13; online service facts §5.7). */
export function reportingEvent(draft: EventDraft, facts: ReporterFacts): ReportingEvent {
  const { state, computer, identity } = facts;
  const [Major, Minor, Build] = state.os.version;
  const [ServicePackMajor, ServicePackMinor] = state.os.servicePack;
  return {
    BasicData: {
      TargetID: { Sid: identity.clientId },
      SequenceNumber: 0,
      TimeAtTarget: isoMoment(draft.at),
      EventInstanceID: draft.instanceId,
      NamespaceID: 1,
      EventID: draft.id,
      SourceID: SOURCE,
      UpdateID: {
        UpdateID: draft.update?.updateId ?? guid.absent ?? '',
        RevisionNumber: draft.update?.revisionNumber ?? 0,
      },
      Win32HResult: signedHresult(draft.code),
      AppName: draft.appName,
    },
    ExtendedData: {
      ...(draft.replacements && { ReplacementStrings: draft.replacements }),
      MiscData: miscDataOf(draft, facts),
      ComputerBrand: computer.manufacturer,
      ComputerModel: computer.model,
      BiosRevision: computer.biosVersion,
      ProcessorArchitecture: architectureOf(state),
      OSVersion: { Major, Minor, Build, Revision: OS_REVISION, ServicePackMajor, ServicePackMinor },
      OSLocaleID: facts.localeId,
    },
    PrivateData: {},
  };
}
