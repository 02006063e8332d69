import { createSchemaCheck } from '../../platform/documents/check-schema.ts';
import { fail } from '../../platform/errors/index.ts';
import { HRESULTS } from '../../protocol/hresult/hresults.ts';
import { readPending } from '../install/pending.ts';
import { EVENT } from '../report/event-kinds.ts';
import { readChanges } from '../state/read-changes.ts';
import type { DeviceRecord } from './device-record.ts';
import { MOST_LISTED, MOST_OUTCOMES, MOST_READ_EVENTS } from './record-limits.ts';

const LONGEST_TEXT = 2_000;

const text = { type: 'string', maxLength: LONGEST_TEXT } as const;
const moment = { type: 'integer', minimum: 0, maximum: 8_640_000_000_000_000 } as const;
const code = { enum: Object.keys(HRESULTS) } as const;
const whole = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER } as const;
const texts = { type: 'array', items: text, maxItems: MOST_LISTED } as const;

const event = {
  type: 'object',
  required: ['id', 'instanceId', 'at', 'code', 'appName'],
  additionalProperties: false,
  properties: {
    id: { enum: Object.values(EVENT) },
    instanceId: text,
    at: moment,
    update: {
      type: 'object',
      required: ['updateId', 'revisionNumber'],
      additionalProperties: false,
      properties: { updateId: text, revisionNumber: whole },
    },
    code,
    replacements: texts,
    appName: text,
    bytes: whole,
    trips: whole,
    judged: whole,
    added: whole,
    failures: whole,
    lastError: text,
    isBundle: { type: 'boolean' },
    isDone: { type: 'boolean' },
    needed: texts,
    installed: texts,
    pending: texts,
    failed: texts,
    downloaded: texts,
  },
} as const;

const outcome = {
  type: 'object',
  required: ['kind', 'failures'],
  additionalProperties: false,
  properties: { kind: { enum: ['downloaded', 'failed', 'pending'] }, failures: whole, code },
} as const;

const check = createSchemaCheck(() => ({
  type: 'object',
  required: ['version', 'profile', 'clientId', 'sampling', 'changes', 'pending', 'events', 'outcomes'],
  additionalProperties: false,
  properties: {
    version: { const: 1 },
    // It must be the profile that was given, which was checked.
    profile: { type: 'object', required: ['name'], properties: { name: text } },
    clientId: text,
    sampling: whole,
    changes: { type: 'array' },
    pending: { type: 'array' },
    events: { type: 'array', items: event, maxItems: MOST_READ_EVENTS },
    outcomes: { type: 'object', additionalProperties: outcome, maxProperties: MOST_OUTCOMES },
  },
}));

/** The record of a device as it was written to `file`. Throws DEVICE_STATE_DAMAGED. */
export function readRecord(json: unknown, file: string): DeviceRecord {
  const found = check(json);
  if (found !== undefined)
    fail('DEVICE_STATE_DAMAGED', { file, reason: `${found.path.join('.')}: ${found.problem}` });
  const record = json as DeviceRecord;
  readChanges(record.changes, file);
  readPending(record.pending, file);
  return record;
}
