import type { Static } from 'typebox';
import { Type } from '../../platform/documents/schema-type.ts';
import { Act } from './acts.ts';

const text = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 300, description }));
const nth = Type.Integer({ minimum: 1, maximum: 1_000_000_000 });

/** What a rule is for: all that is given must hold. */
export const FaultMatch = Type.Object(
  {
    client: text('computer id or DNS name; * is any text'),
    address: text('address the connection came from'),
    host: text('Host header or TLS server name, without port; * is any text'),
    method: text('HTTP method'),
    path: text('path of the URL in any case; * is any text'),
    service: text('web service, such as Client'),
    operation: text('operation of a call, such as SyncUpdates; * is any text'),
    update: text('UpdateID, KB number or title: its files, and calls about it'),
    file: text('SHA-1 in hex or name of an update file; * is any text'),
  },
  { additionalProperties: false, description: 'which requests; every one when left out' },
);
export type FaultMatch = Static<typeof FaultMatch>;

/** Which of the requests that match. */
export const FaultWhen = Type.Object(
  {
    from: Type.Optional(nth),
    to: Type.Optional(nth),
    every: Type.Optional(nth),
    per: Type.Optional(
      Type.Enum(['rule', 'client'], {
        description: 'whether requests are counted in all or for each client',
      }),
    ),
    probability: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    seed: Type.Optional(
      Type.String({ maxLength: 200, description: 'of the chance; that of the tenant when left out' }),
    ),
  },
  {
    additionalProperties: false,
    description:
      'which of the matching requests: from the nth to the nth, every nth of those, and with a probability',
  },
);
export type FaultWhen = Static<typeof FaultWhen>;

/** What rules have in common, whatever they do. */
const ruleCommon = {
  id: Type.Optional(
    Type.String({ pattern: '^[A-Za-z0-9._:-]{1,100}$', description: 'name of the rule; made when left out' }),
  ),
  note: Type.Optional(Type.String({ maxLength: 1_000, description: 'for people' })),
  match: Type.Optional(FaultMatch),
  when: Type.Optional(FaultWhen),
};

const acts = Type.Union([Act, Type.Array(Act, { minItems: 1, maxItems: 20 })], {
  description: 'what is done: one act or several',
});

/** A rule as it is given; it has `act`, or the `hresult` a client shall end with. */
export const GivenRule = Type.Object(
  {
    ...ruleCommon,
    act: Type.Optional(acts),
    hresult: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: 'code to be raised, such as 0x80244010 or its name; GET /api/v1/hresults lists them',
      }),
    ),
  },
  { additionalProperties: false, description: 'a fault: what is done to which requests' },
);

type Common = Omit<Static<typeof GivenRule>, 'act' | 'hresult'>;

/** What rules are: with the acts, or with the code a client shall end with. */
export type FaultRule = Common & ({ readonly act: Act | Act[] } | { readonly hresult: string });
