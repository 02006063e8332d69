import type { Static } from 'typebox';
import { Type } from '../../platform/documents/schema-type.ts';
import { CALL_FLAGS } from './flags.ts';

/** Longest text of a query, and most values of a list in one. */
const MOST_TEXT = 1_000;
const MOST_VALUES = 100;
/** Most predicates of one query. */
const MOST_PREDICATES = 50;

const text = (description: string) => Type.String({ minLength: 1, maxLength: MOST_TEXT, description });
const oneOrMore = (description: string) =>
  Type.Union(
    [
      Type.String({ minLength: 1, maxLength: MOST_TEXT }),
      Type.Array(Type.String({ minLength: 1, maxLength: MOST_TEXT }), { minItems: 1, maxItems: MOST_VALUES }),
    ],
    { description: `${description}; one or a list of which any will do` },
  );

/** A value a predicate compares with. */
const Plain = Type.Union([Type.String({ maxLength: MOST_TEXT }), Type.Number(), Type.Boolean(), Type.Null()]);

/** What must be true of one value of an entry. */
export const Predicate = Type.Union(
  [
    Plain,
    Type.Object(
      {
        equals: Type.Optional(Plain),
        not: Type.Optional(Plain),
        in: Type.Optional(Type.Array(Plain, { minItems: 1, maxItems: MOST_VALUES })),
        contains: Type.Optional(Type.String({ maxLength: MOST_TEXT, description: 'a part of the text' })),
        like: Type.Optional(
          Type.String({ maxLength: MOST_TEXT, description: 'the whole text; * is any text' }),
        ),
        least: Type.Optional(Type.Number()),
        most: Type.Optional(Type.Number()),
        exists: Type.Optional(Type.Boolean()),
        length: Type.Optional(
          Type.Integer({ minimum: 0, description: 'items of a list, characters of a text' }),
        ),
      },
      { additionalProperties: false, minProperties: 1 },
    ),
  ],
  { description: 'a value to be equal to, or conditions that must all hold' },
);
export type Predicate = Static<typeof Predicate>;

/** An event a client reported ([MS-WUSP] §2.2.2.3). */
export const ReportedEvent = Type.Object(
  {
    eventId: Type.Optional(Type.Integer({ minimum: -32768, maximum: 32767 })),
    hresult: Type.Optional(
      Type.String({
        maxLength: 64,
        description: 'as 0x80246007 or by its name, WU_E_DM_NOTDOWNLOADED',
      }),
    ),
    update: Type.Optional(text('UpdateID, KB number or title')),
    revisionNumber: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  { additionalProperties: false, minProperties: 1, description: 'an event one of its batches holds' },
);
export type ReportedEvent = Static<typeof ReportedEvent>;

/** Which entries of the journal are meant: all conditions must hold. */
export const JournalQuery = Type.Object(
  {
    kind: Type.Optional(Type.Enum(['call', 'content', 'http', 'tls'], { description: 'what arrived' })),
    service: Type.Optional(text('name of the web service, such as Client or ReportingWebService')),
    operation: Type.Optional(oneOrMore('operation of a call, such as SyncUpdates')),
    client: Type.Optional(text('computer id or DNS name; * is any text')),
    address: Type.Optional(text('address the connection came from')),
    host: Type.Optional(text('Host header or TLS server name; * is any text')),
    method: Type.Optional(text('HTTP method')),
    path: Type.Optional(text('path of the URL in any case; * is any text')),
    status: Type.Optional(oneOrMoreStatus()),
    outcome: Type.Optional(Type.Enum(['ok', 'fault', 'refused', 'aborted'], { description: 'how it ended' })),
    flag: Type.Optional(
      Type.Enum(CALL_FLAGS, { description: 'something no honest client sends, noted of a call' }),
    ),
    fault: Type.Optional(oneOrMore('code of the SOAP fault, such as CookieExpired')),
    update: Type.Optional(text('UpdateID, KB number or title of an update it is about')),
    file: Type.Optional(text('SHA-1 in hex or name of the update file; * is any text')),
    injected: Type.Optional(
      Type.Union([Type.Boolean(), Type.String({ minLength: 1, maxLength: MOST_TEXT })], {
        description: 'whether a fault was injected, or the id of its rule',
      }),
    ),
    reported: Type.Optional(ReportedEvent),
    where: Type.Optional(
      Type.Record(Type.String({ maxLength: MOST_TEXT }), Predicate, {
        maxProperties: MOST_PREDICATES,
        description:
          'values of the entry by their path, such as "parameters.parameters.SkipSoftwareSync"; [*] is any item of a list',
      }),
    ),
    after: Type.Optional(Type.Integer({ minimum: 0, description: 'sequence numbers above this one' })),
    before: Type.Optional(Type.Integer({ minimum: 1, description: 'sequence numbers below this one' })),
  },
  { additionalProperties: false, description: 'which entries are meant; all conditions must hold' },
);
export type JournalQuery = Static<typeof JournalQuery>;

function oneOrMoreStatus() {
  const code = Type.Integer({ minimum: 100, maximum: 599 });
  return Type.Union([code, Type.Array(code, { minItems: 1, maxItems: MOST_VALUES })], {
    description: 'HTTP status, or a list of which any will do',
  });
}
