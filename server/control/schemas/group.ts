import { Type } from '../../../platform/documents/schema-type.ts';
import { count, name, nullable, object } from './common.ts';

export const groupName = name('Name or id of a target group');

/** The longest name the catalogue takes. */
export const newGroupName = Type.String({
  minLength: 1,
  maxLength: 256,
  description: 'A name no group has',
});

const identity = {
  groupId: Type.String(),
  name: Type.String(),
  parentId: nullable(Type.String({ description: 'The group it lies in; null for All Computers' })),
  isBuiltin: Type.Boolean({ description: 'Whether it can neither be changed nor deleted' }),
};

export const group = object(identity, { title: 'Group' });

/** A group with how its computers and those of the groups below it are. */
export const countedGroup = object(
  {
    ...identity,
    computers: count(),
    needingUpdates: count('Computers that need an update, or have one downloaded and not installed'),
    withErrors: count(),
    upToDate: count('Computers that reported and neither need anything nor failed'),
    unknown: count('Computers that never reported a status'),
  },
  { title: 'CountedGroup' },
);

export const groupList = object({ groups: Type.Array(countedGroup) }, { title: 'GroupList' });
