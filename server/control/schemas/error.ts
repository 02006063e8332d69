import type { Static } from 'typebox';
import { Type } from '../../../platform/documents/schema-type.ts';
import { object } from './common.ts';

export const errorReply = object(
  {
    error: object({
      code: Type.String({ description: 'One of the codes in docs/errors.md' }),
      path: Type.Optional(
        Type.String({ description: 'The value that is wrong, where one is, such as body.groups[0]' }),
      ),
      message: Type.String({ description: 'What is wrong' }),
      repair: Type.String({ description: 'What to do about it' }),
    }),
  },
  { title: 'ErrorReply' },
);

export type ErrorReply = Static<typeof errorReply>;
