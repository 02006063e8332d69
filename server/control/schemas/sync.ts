import { Type } from '../../../platform/documents/schema-type.ts';
import { count, moment, name, names, nullable, object, oneOf } from './common.ts';

const trust = object(
  {
    revocation: oneOf(
      ['hard', 'soft', 'off'],
      'hard refuses where nobody tells whether a certificate was revoked, soft goes on, off does not ask',
    ),
    ca: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 1_000_000,
        description: 'Roots in PEM; those of the system without',
      }),
    ),
    pin: Type.Optional(
      object(
        {
          kind: oneOf(['issuer', 'key'], 'What is pinned: one authority above the server, or its own key'),
          sha256: Type.String({ minLength: 1, maxLength: 200, description: 'Hexadecimal or base64' }),
        },
        { title: 'Pin' },
      ),
    ),
  },
  { title: 'UpstreamTrust' },
);

const schedule = object(
  {
    perDay: Type.Integer({ minimum: 1, maximum: 24, description: 'So many times a day' }),
    firstMinute: Type.Integer({
      minimum: 0,
      maximum: 1439,
      description: 'The first time so many minutes after midnight, UTC',
    }),
  },
  { title: 'SyncSchedule' },
);

/** What has no default is there always; the rest may be absent, or taken back with null. */
const fixed = {
  url: name('Address of the upstream server, such as https://wsus.test:8531'),
  replica: Type.Boolean({ description: 'Takes over groups, approvals, declines and licences too' }),
  content: oneOf(['approved', 'all', 'none'], 'Which files are fetched'),
  expressFiles: Type.Boolean(),
  contentFromMicrosoft: Type.Boolean({ description: 'Fetches files where Microsoft keeps them' }),
  parallel: Type.Integer({ minimum: 1, maximum: 32, description: 'Calls and downloads at once' }),
  rollUp: Type.Boolean({ description: 'Reports computers and their status upwards' }),
  name: name('Host name this server introduces itself by'),
  trust,
};
const open = {
  products: names('Products, families or companies by title or UpdateID; all when absent'),
  classifications: names('Classifications by title or UpdateID; all when absent'),
  languages: names('Short names of languages; updates for any when absent'),
  contentUrl: name('Base of content URLs in place of those of the upstream server'),
  schedule,
};

export const subscription = object(
  {
    ...fixed,
    products: Type.Optional(open.products),
    classifications: Type.Optional(open.classifications),
    languages: Type.Optional(open.languages),
    contentUrl: Type.Optional(open.contentUrl),
    schedule: Type.Optional(open.schedule),
  },
  { title: 'Subscription' },
);

export const subscriptionChanges = object(
  {
    url: Type.Optional(fixed.url),
    replica: Type.Optional(fixed.replica),
    content: Type.Optional(fixed.content),
    expressFiles: Type.Optional(fixed.expressFiles),
    contentFromMicrosoft: Type.Optional(fixed.contentFromMicrosoft),
    parallel: Type.Optional(fixed.parallel),
    rollUp: Type.Optional(fixed.rollUp),
    name: Type.Optional(fixed.name),
    trust: Type.Optional(fixed.trust),
    products: Type.Optional(nullable(open.products)),
    classifications: Type.Optional(nullable(open.classifications)),
    languages: Type.Optional(nullable(open.languages)),
    contentUrl: Type.Optional(nullable(open.contentUrl)),
    schedule: Type.Optional(nullable(open.schedule)),
  },
  { title: 'SubscriptionChanges' },
);

const result = oneOf(['running', 'succeeded', 'completed with errors', 'failed', 'cancelled', 'interrupted']);

const report = object(
  {
    fresh: Type.Optional(count('Updates that were not here before')),
    revised: Type.Optional(count('Further revisions of updates that were')),
    expired: Type.Optional(count('Of both, those that are expired')),
    refused: Type.Optional(count('Revisions that were refused')),
    approvals: Type.Optional(count('Approvals taken over, or made by rules')),
    files: Type.Optional(count()),
    contentBytes: Type.Optional(count()),
    problems: Type.Optional(Type.Array(Type.String(), { description: 'The first refusals and failures' })),
    error: Type.Optional(Type.String({ description: 'Why it ended, where it did not end well' })),
    calls: Type.Optional(
      Type.Unsafe<Readonly<Record<string, number>>>({
        type: 'object',
        additionalProperties: { type: 'integer' },
        description: 'How often each operation was called',
      }),
    ),
  },
  { title: 'SyncReport', description: 'Empty while it runs, and of a run that was interrupted' },
);

export const syncRun = object(
  {
    runId: Type.Integer(),
    url: Type.String(),
    initiatedBy: Type.String({ description: 'manual, schedule or downstream' }),
    startedAt: moment('When it began'),
    endedAt: nullable(moment('When it ended')),
    result,
    report,
  },
  { title: 'SyncRun' },
);

export const syncRuns = object({ runs: Type.Array(syncRun) }, { title: 'SyncRuns' });

const anchor = nullable(Type.String());

const runningSync = object(
  {
    runId: Type.Integer(),
    processId: Type.Integer(),
    startedAt: moment('When it began'),
    silentSeconds: count('Since its last sign of life'),
    isCancelled: Type.Boolean({ description: 'Whether it was asked to stop' }),
  },
  { title: 'RunningSync' },
);

const status = object(
  {
    isReplica: Type.Boolean(),
    anchors: object(
      { configuration: anchor, categories: anchor, updates: anchor, deployments: anchor },
      { title: 'SyncAnchors', description: 'How far it is with each list of the upstream server' },
    ),
    running: nullable(runningSync),
    lastRun: nullable(
      object({ runId: Type.Integer(), result, at: moment('Its last sign of life') }, { title: 'LastSync' }),
    ),
    refusals: count('Revisions that could not be taken and are asked for again'),
    nextStart: nullable(moment('By the schedule')),
  },
  { title: 'SyncStatus' },
);

export const syncState = object(
  { subscription: nullable(subscription), status: nullable(status) },
  { title: 'SyncState', description: 'Both are null where no upstream server was ever named' },
);

export const cancelled = object(
  {
    cancelled: nullable(
      Type.Integer({ description: 'The run that was asked to stop; null where none runs' }),
    ),
  },
  { title: 'CancelledSync' },
);
