import { brokenKinds } from '../../../pki/index.ts';
import { actKinds } from '../../faults/acts.ts';
import { hresultRecipes } from '../../faults/hresult-table.ts';
import { type FaultRule, GivenRule } from '../../faults/rule.ts';
import { type ControlRoute, route } from '../route.ts';
import { object } from '../schemas/common.ts';
import {
  actList,
  brokenCertificateList,
  fault,
  faultList,
  faultName,
  hresultList,
} from '../schemas/fault.ts';
import { nothingMore } from '../schemas/nothing.ts';

/** What is done to requests on purpose. */
export const faultRoutes: readonly ControlRoute[] = [
  route({
    method: 'GET',
    url: '/faults',
    operationId: 'listFaults',
    summary: 'Lists the rules in force, and how often each struck',
    tags: ['faults'],
    response: faultList,
    handler: ({ tenant }) => ({ faults: tenant.faults.list() }),
  }),
  route({
    method: 'POST',
    url: '/faults',
    operationId: 'addFault',
    summary: 'Puts a rule in force: which requests, which of them, and what is done',
    tags: ['faults'],
    body: GivenRule,
    response: fault,
    status: 201,
    refusals: [404, 409],
    handler: ({ tenant }, { body }) => tenant.faults.add(body as FaultRule),
  }),
  route({
    method: 'DELETE',
    url: '/faults/:fault',
    operationId: 'removeFault',
    summary: 'Takes a rule out of force',
    tags: ['faults'],
    params: object({ fault: faultName }),
    response: nothingMore,
    refusals: [404],
    handler: ({ tenant }, { params }) => {
      tenant.faults.remove(params.fault);
      return {};
    },
  }),
  route({
    method: 'DELETE',
    url: '/faults',
    operationId: 'clearFaults',
    summary: 'Takes all rules out of force',
    tags: ['faults'],
    response: nothingMore,
    handler: ({ tenant }) => {
      tenant.faults.clear();
      return {};
    },
  }),
];

/** What rules can say; the same for all tenants. */
export const faultTableRoutes: readonly ControlRoute[] = [
  route({
    method: 'GET',
    url: '/fault-acts',
    operationId: 'listFaultActs',
    summary: 'Lists everything a rule can do',
    tags: ['faults'],
    response: actList,
    handler: () => ({ acts: actKinds }),
  }),
  route({
    method: 'GET',
    url: '/hresults',
    operationId: 'listHresults',
    summary: 'Lists the codes a rule can be asked for by, and what raises each',
    tags: ['faults'],
    response: hresultList,
    handler: () => ({ hresults: hresultRecipes }),
  }),
  route({
    method: 'GET',
    url: '/broken-certificates',
    operationId: 'listBrokenCertificates',
    summary: 'Lists the certificates with one defect that tls.certificate can show',
    tags: ['faults'],
    response: brokenCertificateList,
    handler: () => ({ certificates: brokenKinds }),
  }),
];
