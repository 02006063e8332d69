import { Type } from '../../../platform/documents/schema-type.ts';
import { Act } from '../../faults/acts.ts';
import { FaultMatch, FaultWhen } from '../../faults/rule.ts';
import { count, name, object } from './common.ts';

export const fault = object(
  {
    id: Type.String(),
    note: Type.Optional(Type.String()),
    match: FaultMatch,
    when: FaultWhen,
    acts: Type.Array(Act),
    hresult: Type.Optional(Type.String()),
    matched: count('Requests it was for'),
    struck: count('Those of them it struck'),
  },
  { title: 'Fault' },
);

export const faultList = object({ faults: Type.Array(fault) }, { title: 'FaultList' });

export const faultName = name('Id of the rule');

export const actList = object(
  { acts: Type.Array(object({ kind: Type.String(), description: Type.String() })) },
  { title: 'ActList' },
);

export const hresultList = object(
  {
    hresults: Type.Array(
      object({
        hresult: Type.String({ description: 'Such as 0x80244010' }),
        name: Type.String({ description: 'In the SDK' }),
        stage: Type.String({ description: 'What the client is about: scan, download, report' }),
        wire: Type.String({ description: 'What happens on the wire' }),
        acts: Type.Array(Act),
        match: FaultMatch,
      }),
    ),
  },
  { title: 'HresultList' },
);

export const brokenCertificateList = object(
  {
    certificates: Type.Array(
      object({
        kind: Type.String(),
        title: Type.String(),
        what: Type.String({ description: 'Its one defect' }),
        expect: Type.String({ description: 'What a correct client does: refuses or accepts' }),
        check: Type.String({ description: 'Which check finds it' }),
        hresult: Type.Optional(Type.String({ description: 'The likely code' })),
      }),
    ),
  },
  { title: 'BrokenCertificateList' },
);
