import { Type } from '../../../platform/documents/schema-type.ts';
import { moment, next, nullable, object } from './common.ts';

const properties = {
  sequence: Type.Integer({ description: 'Counts events in the order they came' }),
  eventInstanceId: Type.String(),
  computerId: Type.String(),
  eventId: Type.Integer({
    description: 'What happened: 147 scan, 162 download, 183 installation, 182 its failure',
  }),
  namespaceId: Type.Integer(),
  updateId: nullable(Type.String()),
  revisionNumber: nullable(Type.Integer()),
  title: nullable(Type.String({ description: 'Of the update, where it is here' })),
  hresult: Type.String({ description: 'Such as 0x80240017; 0x00000000 where nothing failed' }),
  hresultName: nullable(
    Type.String({ description: 'Its name in the SDK, such as WU_E_DM_INCORRECTFILEHASH' }),
  ),
  timeAtTarget: Type.String({ description: 'As the computer said it' }),
  receivedAt: moment('When it came'),
};

export const listedEvent = object(properties, { title: 'Event' });

export const eventPage = object({ events: Type.Array(listedEvent), next }, { title: 'EventPage' });

export const wholeEvent = object(
  {
    ...properties,
    content: Type.Unsafe<Readonly<Record<string, unknown>>>({
      type: 'object',
      additionalProperties: true,
      description: 'All of it, as the protocol names it',
    }),
  },
  { title: 'WholeEvent' },
);
