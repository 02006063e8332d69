import { readFileSync } from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import { policyFromFlags } from '../../../device/policy/policy-flags.ts';
import type { DeviceProfile } from '../../../device/profile/profile.ts';
import { createVirtualClock } from '../../../platform/clock.ts';
import { openScanner, type ScanningDevice } from '../../helpers/scanning-device.ts';
import {
  pageOf,
  type Scripted,
  type ScriptedWsus,
  startScriptedWsus,
  type WuspCall,
} from '../../helpers/scripted-wsus.ts';
import { shared } from '../../helpers/shared.ts';

/** The recorded machine, as far as the recording tells of it. */
const RECORDED: DeviceProfile = {
  name: 'recorded',
  windows: { version: '10.0.26200.8037', edition: 'Professional' },
  architecture: 'x64',
  languages: ['en-US'],
  computer: {
    name: 'REDACTED3',
    manufacturer: 'QEMU',
    model: 'Standard PC (Q35 + ICH9, 2009)',
    biosVersion: 'unknown',
    biosName: 'unknown',
    biosDate: '2022-02-02',
    firmware: 'unknown',
    agentVersion: '1507.2601.30012.0',
  },
  registry: { 'HKLM\\SOFTWARE\\Microsoft\\Windows Defender': {} },
};
const CATEGORY = 'dd78b8a1-0b20-45c1-add6-4da72e9364cf';
/** The scan of the recording, call by call; capture 09, the driver pass, is not kept. */
const CALLS = [
  '01-getconfig',
  '02-getauthorizationcookie',
  '03-getcookie',
  '04-registercomputer',
  '05-startcategoryscan',
  '06-syncupdates-first',
  '07-syncupdates-second',
  '08-syncupdates-third',
  undefined,
  '10-getextendedupdateinfo-categories',
] as const;

/** Answers with what the recorded server answered. */
function replay(captures: string, name: string): Scripted {
  const body = readFileSync(path.join(captures, `${name}.response.xml`));
  return { raw: { status: 200, type: 'text/xml; charset=utf-8', body } };
}

async function startRecorded(t: Test, captures: string): Promise<ScriptedWsus> {
  return startScriptedWsus(t, {
    GetConfig: replay(captures, '01-getconfig'),
    GetAuthorizationCookie: replay(captures, '02-getauthorizationcookie'),
    GetCookie: replay(captures, '03-getcookie'),
    RegisterComputer: replay(captures, '04-registercomputer'),
    StartCategoryScan: replay(captures, '05-startcategoryscan'),
    SyncUpdates: [
      replay(captures, '06-syncupdates-first'),
      replay(captures, '07-syncupdates-second'),
      replay(captures, '08-syncupdates-third'),
      pageOf({ DriverSyncNotNeeded: 'true' }),
    ],
    GetExtendedUpdateInfo: replay(captures, '10-getextendedupdateinfo-categories'),
    ReportEventBatch: replay(captures, '13-reporteventbatch-detect'),
  });
}

/** The recorded device in front of `server`, at the moment of the recording. */
function recordedDevice(
  t: Test,
  server: string,
  more: Parameters<typeof openScanner>[2] = {},
): ScanningDevice {
  const clock = createVirtualClock('2026-10-04T15:03:36Z');
  return openScanner(t, server, { profile: RECORDED, caller: 'OOBE ZDP', clock, ...more });
}

/** Header lines, in order and spelling, with what differs from run to run put out of sight. */
function headersOf({ rawHeaders }: WuspCall): string {
  const pairs = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1]}`] : []));
  return maskedHeaders(pairs.join('\r\n'));
}

function maskedHeaders(text: string): string {
  return text
    .replace(/^(Content-Length|Host): .*$/gm, '$1: …')
    .replace(/^MS-CV: [A-Za-z0-9+/]{16}\./m, 'MS-CV: ….');
}

/** A body without the identity of the client, and with the names of device attributes alone. */
function maskedBody(xml: string): string {
  return xml
    .replace(/<clientId>[^<]*</, '<clientId>…<')
    .replace(
      /<((?:D|d)eviceAttributes)>([^<]*)</g,
      (_all, tag: string, text: string) => `<${tag}>${keysOf(text)}<`,
    );
}

/** AIFabricCBSStableVer is a package of newer computers, not of every one. */
function keysOf(attributes: string): string {
  const keys = attributes.split(';').map((one) => one.split('=')[0] ?? '');
  return keys.filter((key) => key !== 'AIFabricCBSStableVer').join(';');
}

t.test('a scan for one category is, byte by byte, the recorded one', async (t) => {
  const captures = shared(t, 'captures');
  if (captures === undefined) return;
  const wsus = await startRecorded(t, captures);
  const one = recordedDevice(t, wsus.url);
  t.equal(await one.outcome([CATEGORY]), 'done');
  t.equal(wsus.calls.length, CALLS.length);
  for (const [at, name] of CALLS.entries()) {
    const call = wsus.calls[at];
    if (name === undefined || call === undefined) continue;
    const [line, ...headers] = readFileSync(path.join(captures, `${name}.request.headers`), 'latin1')
      .trim()
      .split('\r\n');
    t.equal(`POST ${call.path} HTTP/1.1`, line, name);
    t.equal(headersOf(call), maskedHeaders(headers.join('\r\n')), `${name}: headers`);
    const recorded = readFileSync(path.join(captures, `${name}.request.xml`), 'utf8');
    t.equal(maskedBody(call.body.toString()), maskedBody(recorded), `${name}: body`);
  }
});

/** Nobody listens there. */
const CLOSED = 'http://127.0.0.1:1';

/** The events in a batch, without their moments and identities. */
function eventsOf(xml: string): readonly string[] {
  const events = xml.match(/<ReportingEvent>.*?<\/ReportingEvent>/gs) ?? [];
  return events.map((one) =>
    one
      .replace(/<(TimeAtTarget|EventInstanceID|Sid)>[^<]*</g, '<$1>…<')
      // Drawn once a device; what makes the maker of the firmware up; what nobody knows the meaning of in a failure.
      .replace(/<string>(J|T)=[^<]*</g, '<string>$1=…<')
      .replace(/(<EventID>148<.*?<string>C)=\d+</s, '$1=…<'),
  );
}

t.test(
  'its events are the recorded ones, of a scan that went well and of one that reached nobody',
  async (t) => {
    const captures = shared(t, 'captures');
    if (captures === undefined) return;
    const wsus = await startRecorded(t, captures);
    const one = recordedDevice(t, wsus.url);
    t.equal(await one.outcome([CATEGORY]), 'done');
    const policy = policyFromFlags({ server: CLOSED, statusServer: wsus.url });
    const cutOff = recordedDevice(t, wsus.url, { policy, kept: one.kept, caller: 'Appraiser Driver Scan' });
    t.match(await cutOff.outcome(), /^WU_E_PT_ENDPOINT_UNREACHABLE/);
    wsus.clear();
    await cutOff.device.report();
    const [call] = wsus.calls;
    if (call === undefined) throw new Error('nothing was reported');
    const name = '13-reporteventbatch-detect.request';
    const [line, ...headers] = readFileSync(path.join(captures, `${name}.headers`), 'latin1')
      .trim()
      .split('\r\n');
    t.equal(`POST ${call.path} HTTP/1.1`, line);
    t.equal(headersOf(call), maskedHeaders(headers.join('\r\n')));
    const body = readFileSync(path.join(captures, `${name}.xml`), 'utf8');
    const [found, failed] = eventsOf(body);
    t.strictSame(eventsOf(call.body.toString()), [found, failed]);
    const around = (xml: string): string =>
      xml.replace(/<eventBatch>.*<\/eventBatch>/s, '').replace(/<clientTime>[^<]*</, '<clientTime>…<');
    t.equal(around(call.body.toString()), around(body));
    t.same(cutOff.events(), [], 'what was taken is not kept');
  },
);
