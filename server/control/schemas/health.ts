import { Type } from '../../../platform/documents/schema-type.ts';
import { object, oneOf } from './common.ts';

export const alive = object({ status: oneOf(['ok']) }, { title: 'Alive' });
export const readiness = object(
  { status: oneOf(['ready', 'starting']) },
  { title: 'Readiness', description: 'Starting: clients are not served yet' },
);
export const version = object({ version: Type.String() }, { title: 'Version' });
