import { escapeText } from '../../../protocol/soap/xml-text.ts';
import type { Step } from '../scenario.ts';

/** RevisionID of what the odd reply brings: a detectoid that holds nowhere. */
export const ODD_REVISION = 987_654;

const CORE =
  '<UpdateIdentity UpdateID="5c000000-0000-4000-8000-000000987654" RevisionNumber="1"/>' +
  '<Properties UpdateType="Detectoid"/><ApplicabilityRules><IsInstalled><False/></IsInstalled></ApplicabilityRules>';

/** The first SyncUpdates is answered with that detectoid, in odd but lawful writing. */
export function oddReply(writing: 'byte order mark' | 'cdata' | 'utf-16'): Step {
  const xml = writing === 'cdata' ? `<![CDATA[${CORE}]]>` : escapeText(CORE);
  const encoding = writing === 'utf-16' ? 'utf-16' : 'utf-8';
  const body = `${writing === 'byte order mark' ? '\ufeff' : ''}<?xml version="1.0" encoding="${encoding}"?>${envelope(xml)}`;
  return {
    do: 'fault',
    rule: {
      match: { operation: 'SyncUpdates' },
      when: { to: 1 },
      act: { kind: 'soap.body', body, encoding },
    },
  };
}

/** [MS-WUSP] §3.1.5.7, with no cookie: the client has one. */
function envelope(xml: string): string {
  return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
<SyncUpdatesResponse xmlns="http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService"><SyncUpdatesResult>
<NewUpdates><UpdateInfo><ID>${ODD_REVISION}</ID>
<Deployment><ID>1</ID><Action>Evaluate</Action><IsAssigned>true</IsAssigned><LastChangeTime>2026-10-13</LastChangeTime></Deployment>
<IsLeaf>true</IsLeaf><Xml>${xml}</Xml></UpdateInfo></NewUpdates>
<Truncated>false</Truncated></SyncUpdatesResult></SyncUpdatesResponse></s:Body></s:Envelope>`;
}
