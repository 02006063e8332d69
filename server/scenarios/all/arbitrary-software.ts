import type { Replacement, Scenario } from '../scenario.ts';
import {
  askedFor,
  atMostBytes,
  came,
  endsBadly,
  FILE,
  FILE_SIZE,
  failedDownload,
  fault,
  fewTries,
  isInstalled,
  LARGE,
  noSuccess,
  notInstalled,
  OTHER_FILE,
  OTHER_KB,
  onFile,
  other,
  seed,
  struck,
  update,
} from './common.ts';

/** Software of an attacker's choice in place of what was asked for: attack scenarios B1.1. */
export const arbitrarySoftware: readonly Scenario[] = [
  {
    id: 'content.wrong-bytes',
    title: 'The content server sends other bytes of the same length',
    layer: 'content',
    threat: 'arbitrary software',
    story: [
      'The metadata is honest and came over a channel the client trusts. The file comes over plain HTTP, and on ' +
        'the way, or on the content server, its bytes were changed. The length is right, and so are the headers.',
      'What protects the client is the digest in the metadata, and nothing else: whoever installs what came ' +
        'without looking at it installs whatever an attacker likes.',
    ],
    correct:
      'Finds that SHA-1 and SHA-256 differ, deletes the file, reports the failed download (event 161), installs ' +
      'nothing, and tries again later, not at once and for ever.',
    likely: ['WU_E_DM_INCORRECTFILEHASH'],
    honest: { steps: [seed(update(LARGE))], client: ['scan'] },
    strike: { steps: [onFile({ kind: 'content.corrupt', offset: 100_000 })], client: ['run'] },
    oracles: [
      askedFor(),
      notInstalled('nothing is installed of a file whose digest is wrong'),
      noSuccess(),
      failedDownload,
      atMostBytes(40 * 1024 * 1024, 'it does not download the same wrong bytes for ever'),
      endsBadly('it says why', 'WU_E_DM_INCORRECTFILEHASH'),
    ],
    needs: ['reports'],
  },
  {
    id: 'content.other-length',
    title: 'The content server sends another file of another length',
    layer: 'content',
    threat: 'arbitrary software',
    story: [
      'At the address of the file lies another one, whole and well, with its own length, date and entity tag. ' +
        'Any web server gives such an answer after somebody exchanged a file on its disk.',
      'The metadata says how long the file is. A client can tell from the first answer that this is another one, ' +
        'before it has taken a single byte more than it wanted.',
    ],
    correct:
      'Holds what is said of the length against the Size of the metadata, takes no more than that, installs ' +
      'nothing and reports the failed download.',
    likely: ['WU_E_DM_INCORRECTFILEHASH'],
    honest: {
      steps: [seed(update(), other({ files: [{ name: OTHER_FILE, size: FILE_SIZE * 2 }], approvals: [] }))],
      client: ['scan'],
    },
    strike: { steps: [onFile({ kind: 'content.swap', file: OTHER_FILE, whole: true })], client: ['run'] },
    oracles: [
      askedFor(),
      notInstalled('nothing is installed of a file of another length'),
      noSuccess(),
      failedDownload,
      fewTries(),
      endsBadly('it says that something failed'),
    ],
    needs: ['reports'],
  },
  {
    id: 'arbitrary-software.unsigned',
    title: 'A new revision brings a file nobody signed',
    layer: 'metadata',
    threat: 'arbitrary software',
    story: [
      'Whoever has the update server, or its channel where that is not authenticated, writes the metadata: he ' +
        'puts his own file there and has its true digests, its true size and its address in a new revision. ' +
        'Everything a digest can prove is right.',
      'What is left is the signature of the publisher on the file. This file is a cabinet without any. It is as ' +
        'inert as all files here; what counts is that nobody vouches for it.',
    ],
    correct:
      'Looks for a signature of a publisher it trusts for updates before anything of the file is used, finds ' +
      'none, and refuses the file although both digests fit.',
    likely: ['TRUST_E_NOSIGNATURE', 'WU_E_FILETRUST_SHA2SIGNATURE_MISSING'],
    honest: { steps: [seed(update())], client: ['scan'] },
    strike: {
      steps: [seed(update({ revision: 200, files: [{ name: FILE, size: FILE_SIZE + 1024, sign: 'none' }] }))],
      client: ['run'],
    },
    oracles: [
      askedFor(),
      notInstalled('a file without signature is not installed'),
      noSuccess(),
      came('the refusal is reported', { reported: { eventId: 161 } }),
      endsBadly('it says why', 'TRUST_E_NOSIGNATURE', 'WU_E_FILETRUST_SHA2SIGNATURE_MISSING'),
    ],
    needs: ['reports'],
  },
  digestLie({
    id: 'arbitrary-software.sha256-wrong',
    title: 'SHA-1 is right and SHA-256 is wrong',
    story: [
      'Two files can be made that have the same SHA-1. The metadata therefore carries SHA-256 beside it, and a ' +
        'client has to look at both: [MS-WUSP] says so in a note of its own.',
      'Here the bytes are honest, and SHA-1 and size fit. Only the SHA-256 of the metadata is that of another ' +
        'file, as it would be for one half of a colliding pair. No such pair is needed to see whether a client ' +
        'looks.',
    ],
    correct: 'Works out both digests and refuses the file because one of them differs.',
    replace: ['Algorithm="SHA256">*<', `Algorithm="SHA256">${Buffer.alloc(32, 7).toString('base64')}<`],
    why: 'a file whose SHA-256 is wrong is not installed',
    codes: ['WU_E_DM_INCORRECTFILEHASH'],
  }),
  digestLie({
    id: 'arbitrary-software.sha256-missing',
    title: 'The metadata has SHA-1 alone',
    story: [
      'A revision leaves the SHA-256 of its file out, as metadata of fifteen years ago did. Whoever can make two ' +
        'files with one SHA-1 needs a client that is content with that.',
      'The element is not wrong, it is not there. A client that looks at SHA-256 “where there is one” can be led ' +
        'around it.',
    ],
    correct:
      'Does not take SHA-1 alone for proof: it refuses the file for want of a digest that can be trusted.',
    replace: ['<upd:AdditionalDigest Algorithm="SHA256">*</upd:AdditionalDigest>', ''],
    why: 'a file that only SHA-1 vouches for is not installed',
    codes: ['WU_E_DM_UNKNOWNALGORITHM'],
  }),
  digestLie({
    id: 'arbitrary-software.unknown-digest',
    title: 'The second digest is of an algorithm nobody knows',
    story: [
      'In place of SHA-256 the metadata has a digest it calls SHA512, which the schema of updates does not know. ' +
        'It is what a client of today sees of a future server, and what an attacker would write who wants the ' +
        'second digest not to count.',
      'To skip what one does not know is good manners for most elements. For the one that proves a file it opens ' +
        'the door.',
    ],
    correct:
      'Treats a digest it cannot work out as one that is not there, and refuses the file as it does without SHA-256.',
    replace: ['Algorithm="SHA256"', 'Algorithm="SHA512"'],
    why: 'a file that no known digest vouches for is not installed',
    codes: ['WU_E_DM_UNKNOWNALGORITHM'],
  }),
  {
    id: 'arbitrary-software.swapped-address',
    title: 'The server says the file is where another one is',
    layer: 'soap',
    threat: 'arbitrary software',
    story: [
      'GetExtendedUpdateInfo tells the address of each file. The reply is forged so that the address leads to a ' +
        'page of somebody else. Metadata and digests stay as they were.',
      'An address proves nothing, and nobody signs it. A client may ask there; what it gets has to be the file ' +
        'of the metadata all the same.',
    ],
    correct:
      'Asks there, sees that what comes is not the file, installs nothing and reports the failed download.',
    honest: { steps: [seed(other())], client: ['scan'] },
    strike: {
      steps: [
        fault(
          { operation: 'GetExtendedUpdateInfo' },
          { kind: 'soap.replace', replace: [{ found: '/Content/*<', by: '/Content/elsewhere.cab<' }] },
        ),
        seed(update()),
      ],
      client: ['run'],
    },
    oracles: [
      struck('GetExtendedUpdateInfo'),
      came('it asks at the address it was told', { path: '*/Content/elsewhere.cab' }),
      notInstalled('what is not there is not installed'),
      noSuccess(),
      isInstalled('an update whose address it knew from before is installed all the same', OTHER_KB),
      endsBadly('it says that something failed'),
    ],
  },
];

interface DigestLie extends Pick<Scenario, 'id' | 'title' | 'story' | 'correct'> {
  readonly replace: Replacement;
  readonly why: string;
  readonly codes: NonNullable<Scenario['likely']>;
}

/** A new revision with a lie about a digest; its file is there and well. */
function digestLie({ replace, why, codes, ...texts }: DigestLie): Scenario {
  return {
    ...texts,
    layer: 'metadata',
    threat: 'arbitrary software',
    likely: codes,
    honest: { steps: [seed(update(), other())], client: ['scan'] },
    strike: {
      steps: [{ do: 'revise', update: 'KB5090001', replaceInMembers: [replace] }],
      client: ['run'],
    },
    oracles: [
      came('the forged metadata was fetched', { operation: 'GetExtendedUpdateInfo' }),
      notInstalled(why),
      noSuccess(),
      isInstalled('the other update is installed', OTHER_KB),
      endsBadly('it says why', ...codes),
    ],
  };
}
