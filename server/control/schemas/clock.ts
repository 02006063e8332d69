import { Type } from '../../../platform/documents/schema-type.ts';
import { moment, object, oneOf } from './common.ts';

/** Some 3,000 years, either way. */
const MOST_MILLISECONDS = 1e14;

export const clockState = object(
  {
    mode: oneOf(['real', 'frozen', 'steered']),
    now: moment('What it shows'),
    offset: Type.Number({
      description: 'Milliseconds it is ahead of the clock of the machine; negative when behind',
    }),
    scale: Type.Number({ description: 'Its pace: 1 is that of the machine, 0 when frozen' }),
  },
  { title: 'Clock' },
);

export const clockMoment = Type.String({
  maxLength: 40,
  description: 'ISO 8601 in UTC, such as 2026-12-24T12:00:00Z',
});

export const steps = Type.Integer({
  minimum: -MOST_MILLISECONDS,
  maximum: MOST_MILLISECONDS,
  description: 'Milliseconds; negative goes back',
});

export const pace = Type.Number({
  minimum: 0,
  maximum: 1_000_000,
  description: '1 is the pace of the machine, 60 makes an hour a minute',
});
