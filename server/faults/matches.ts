import { isLike } from '../journal/predicate.ts';
import { type Act, layerOf } from './acts.ts';
import type { FaultMatch } from './rule.ts';
import type { HttpSubject, Subject } from './subject.ts';

/** What telling clients, updates and files by their names takes. */
export interface MatchPorts {
  readonly dnsName: (computerId: string) => string | undefined;
  readonly fileName: (sha1: string) => string | undefined;
}

/** Whether a subject is of a kind the act can be done to. */
export function fits(act: Act, { kind }: Subject): boolean {
  switch (layerOf(act)) {
    case 'tls':
      return kind === 'tls';
    case 'soap':
      return kind === 'call';
    case 'content':
      return kind === 'content';
    case 'http':
      return kind !== 'tls';
  }
}

/** Whether a rule with `match` is for `subject`; `updateId` is the update it names, in lower case. */
export function isFor(
  match: FaultMatch,
  updateId: string | undefined,
  subject: Subject,
  ports: MatchPorts,
): boolean {
  if (!like(match.address, subject.address) || !like(match.host, subject.host)) return false;
  if (subject.kind === 'tls') return isForAnyRequest(match);
  return (
    like(match.method, subject.method) &&
    like(match.path, subject.path) &&
    like(match.service, subject.service) &&
    like(match.operation, subject.operation) &&
    isFile(match.file, subject, ports) &&
    isClient(match.client, subject, ports) &&
    (match.update === undefined || (updateId !== undefined && subject.updates().includes(updateId)))
  );
}

/** A handshake has nothing of a request: a rule that asks for something of one is not for it. */
function isForAnyRequest({ method, path, service, operation, file, client, update }: FaultMatch): boolean {
  return [method, path, service, operation, file, client, update].every((one) => one === undefined);
}

function like(wanted: string | undefined, found: string | undefined): boolean {
  return wanted === undefined || (found !== undefined && isLike(found, wanted));
}

function isFile(wanted: string | undefined, { sha1 }: HttpSubject, { fileName }: MatchPorts): boolean {
  if (wanted === undefined) return true;
  return sha1 !== undefined && (isLike(sha1, wanted) || isLike(fileName(sha1) ?? '', wanted));
}

function isClient(wanted: string | undefined, subject: HttpSubject, { dnsName }: MatchPorts): boolean {
  if (wanted === undefined) return true;
  const id = subject.client();
  return id !== undefined && (isLike(id, wanted) || isLike(dnsName(id) ?? '', wanted));
}
