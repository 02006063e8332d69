import { type BrokenSigner, brokenSigners } from '../../../protocol/authenticode/broken-signers.ts';
import type { HresultName } from '../../../protocol/hresult/hresults.ts';
import type { Oracle, Scenario } from '../scenario.ts';
import { seed, update } from './common.ts';
import { came, ends, never } from './session-oracles.ts';

/** The update of the strike, its file signed by somebody with a defect. */
const KB = 'KB5090002';
const FILE = 'mock-kb5090002.cab';

const struckUpdate = (sign: BrokenSigner): object =>
  update({
    updateId: '5c000000-0000-4000-8000-000005090002',
    title: 'Mock: Security Update for Windows 11 (KB5090002)',
    kb: 5090002,
    files: [{ name: FILE, size: 20_000, sign }],
  });

interface SignerWords {
  readonly title: string;
  readonly story: string;
}

const FLAME =
  'In 2012 the malware called Flame passed for an update of Windows. Its file was signed, and the chain of the signature led to a root of Microsoft: through an authority for licences of terminal servers, whose certificates had never been kept from signing code.';

const WORDS: Readonly<Record<BrokenSigner, SignerWords>> = {
  'no-eku': {
    title: 'A publisher whose certificate names no purpose',
    story:
      'A certificate without extended key usage may be used for anything, by the letter of RFC 5280. That is how the certificates came about that signed Flame: nothing in them said that they were not for code.',
  },
  'licence-eku': {
    title: 'A certificate for licences signs an update',
    story:
      'The certificate is for one purpose, and that is not code. It stands below the same authority as those of the publishers, so only who looks at the purpose can tell.',
  },
  'any-eku': {
    title: 'A certificate for any purpose signs an update',
    story:
      'anyExtendedKeyUsage is a wildcard, and no statement that somebody may sign code. Update clients want codeSigning by name.',
  },
  'server-eku': {
    title: 'A certificate of a server signs an update',
    story:
      'Keys of servers lie on servers. If a file signed by one of them were taken, every web server that is broken into could publish updates.',
  },
  'unknown-critical-extension': {
    title: 'An extension that must be understood, and is not',
    story:
      'Newer versions of Windows refused the licence certificates of Flame because of an extension that was marked critical and that they could make nothing of. The attackers therefore needed a collision of MD5 to be rid of it. The rule behind it is old: who does not understand a critical extension does not accept the certificate.',
  },
  'unknown-noncritical-extension': {
    title: 'An extension nobody has to understand',
    story:
      'The counterpart of the scenario before: the same extension, not marked critical. Refusing it would be an error as well, since authorities add such extensions all the time.',
  },
  'ca-leaf': {
    title: 'An authority signs the update itself',
    story:
      'The certificate under the signature says CA:TRUE. Its key could issue certificates, and keys that do that are kept in vaults and not used for files.',
  },
  'below-publisher': {
    title: 'A publisher makes a publisher',
    story:
      'A publisher used its key, which is for files, to sign the certificate of another publisher. Clients that only follow signatures upwards and never ask who may issue have believed this in the past.',
  },
  'sha1-signature': {
    title: 'A certificate signed over SHA-1',
    story:
      'Two documents with one SHA-1 digest can be made for the price of a car. A certificate that is signed over SHA-1 may have been made from the harmless one of two.',
  },
  'md5-signature': {
    title: 'A certificate signed over MD5',
    story: `${FLAME} The extension that would have given it away was removed by a collision of MD5: the signature of the authority was over another certificate with the same digest. Nothing of the kind is needed here; who takes MD5 at all is broken.`,
  },
  'unknown-root': {
    title: 'The names are right and the keys are not',
    story:
      'All names in the chain are those of the trusted one, and the root at its end is another. Whoever compares names is deceived; whoever compares keys is not.',
  },
  'tls-branch': {
    title: 'The right root, the wrong branch',
    story:
      'The chain ends with the root the client trusts, and goes through the authority that issues certificates of servers. That authority may issue nothing for code, whatever the certificate below it says of itself.',
  },
  expired: {
    title: 'A publisher whose certificate is over',
    story:
      'The certificate ended before the file was signed, and no timestamp says otherwise. What an authority said of a key is good for the time it was said for.',
  },
  revoked: {
    title: 'A publisher who was revoked',
    story:
      'The key of the publisher was stolen, and the authority said so: its list and its status answers name the certificate. Files signed with it look as good as ever to who does not ask.',
  },
  'other-file': {
    title: 'A good signature, over another file',
    story:
      'Somebody took the signature of one file and put it behind another. Certificates and chain are the best; only that the signature is over these bytes is not so. Digests of the metadata do not tell: they are those of the changed file.',
  },
};

/** Other codes that say as much: the authority of servers has a constraint a judge of code need not understand. */
const ALSO: Partial<Record<BrokenSigner, readonly HresultName[]>> = { 'tls-branch': ['CERT_E_CRITICAL'] };

/** Files that whoever holds the metadata signed in the wrong way: attack scenario B2.5. */
export const codeSigningScenarios: readonly Scenario[] = brokenSigners.map(({ kind, what, hresult }) => ({
  id: `signing.${kind}`,
  title: WORDS[kind].title,
  layer: 'content',
  threat: 'forged signatures',
  story: [
    WORDS[kind].story,
    `The metadata is honest as far as it goes, and its digests are those of the file. ${what}`,
  ],
  correct:
    hresult === undefined
      ? 'Takes the file and installs it.'
      : 'Refuses the file because of that defect and says so, deletes it, installs nothing of it, and reports the failed update.',
  ...(hresult && { likely: [hresult] }),
  honest: { steps: [seed(update({ files: [{ size: 20_000 }] }))], client: ['run'] },
  strike: { steps: [seed(struckUpdate(kind))], client: ['run'] },
  oracles: [
    came('the file was asked for, or the scenario says nothing', { kind: 'content', file: FILE }),
    ...(hresult === undefined
      ? taken()
      : [...refused(), ends('it says which defect it found', false, hresult, ...(ALSO[kind] ?? []))]),
  ],
  needs: ['reports'],
}));

function refused(): readonly Oracle[] {
  return [
    { kind: 'installed', update: KB, is: false, why: 'nothing is installed of a file signed like that' },
    never('no success is reported', { reported: { eventId: 183, update: KB } }),
    came('the failure is reported', { reported: { eventId: 182, update: KB } }),
    came('the file is not fetched for ever', { kind: 'content', file: FILE }, { most: 6 }),
  ];
}

function taken(): readonly Oracle[] {
  return [
    { kind: 'installed', update: KB, is: true, why: 'there is nothing wrong with the signature' },
    came('success is reported', { reported: { eventId: 183, update: KB } }),
    ends('it ends well', true),
  ];
}
