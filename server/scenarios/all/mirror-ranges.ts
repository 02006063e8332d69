import type { Scenario } from '../scenario.ts';
import { LARGE } from './common.ts';
import { refusedFile } from './refused-file.ts';

const PORTAL =
  '<!DOCTYPE html><title>Welcome</title><form><input name="room"><button>Sign in</button></form>';

/** A content server that gives something else than was asked for: attack scenarios B1.10. */
export const mirrorRanges: readonly Scenario[] = [
  refusedFile(
    { kind: 'http.status', status: 200, headers: { 'Content-Type': 'text/html' }, body: PORTAL },
    {
      id: 'malicious-mirror.captive-portal',
      title: 'A page that wants somebody to sign in',
      story: [
        'In hotels and trains every request over plain HTTP is answered by the network: 200, and a page with a ' +
          'form. The status is good, so the page is saved under the name of the file.',
      ],
      correct:
        'Sees that no range came although one was asked for, or that length and digest do not fit; keeps nothing ' +
        'of it, and reports the failed download.',
      likely: ['DO_E_INSUFFICIENT_RANGE_SUPPORT', 'WU_E_DM_INCORRECTFILEHASH'],
    },
  ),
  refusedFile(
    { kind: 'content.ignore-range' },
    {
      id: 'malicious-mirror.no-ranges',
      title: 'The whole file for every range',
      story: [
        'Asked for one mebibyte, the server sends the whole file with 200, as a server may that knows no ranges. ' +
          'A client that writes each answer where its range belongs makes a file of nothing, and fetches it as ' +
          'many times as it has ranges.',
      ],
      correct:
        'Notices that it is no answer to a range, and either takes the one whole file or gives up; the open ' +
        'client of Delivery Optimization gives up.',
      likely: ['DO_E_INSUFFICIENT_RANGE_SUPPORT'],
    },
    { most: 12, changes: LARGE },
  ),
  refusedFile(
    { kind: 'content.refuse-range' },
    {
      id: 'malicious-mirror.range-refused',
      title: '416 for ranges that are in the file',
      story: [
        'Every range is answered with 416, as if it lay behind the end of the file. To a client that is what it ' +
          'would see if the file were shorter than the metadata says.',
      ],
      correct: 'Takes it for a failure of this server, reports it, and installs the others.',
      likely: ['DO_E_INVALID_RANGE'],
    },
    { most: 12, changes: LARGE },
  ),
  refusedFile(
    { kind: 'content.shift-range', by: 4_096 },
    {
      id: 'malicious-mirror.shifted-range',
      title: 'Bytes from another place than the answer says',
      story: [
        'Content-Range says what was asked for, and the bytes are from four kilobytes further on. Length and ' +
          'head are right, and each byte is a byte of the file. A cache that counts in blocks has done so.',
      ],
      correct: 'Finds the digest of the whole wrong, deletes it, and reports the failed download.',
      likely: ['WU_E_DM_INCORRECTFILEHASH'],
    },
    { most: 24, changes: LARGE },
  ),
  refusedFile(
    { kind: 'content.no-content-range' },
    {
      id: 'malicious-mirror.no-content-range',
      title: '206, and not a word which part it is',
      story: [
        'The status says that this is a part, and the header is missing that says which. RFC 9110 does not allow ' +
          'it; some caches drop headers they do not know.',
      ],
      correct: 'Does not guess: a part that does not say where it belongs is a failure.',
      likely: ['DO_E_INVALID_RANGE', 'DO_E_INSUFFICIENT_RANGE_SUPPORT'],
    },
    { most: 12, changes: LARGE },
  ),
  refusedFile(
    { kind: 'http.headers', set: { 'Content-Encoding': 'gzip' } },
    {
      id: 'malicious-mirror.coding-lie',
      title: 'A file that is said to be packed with gzip',
      story: [
        'A proxy adds Content-Encoding: gzip and packs nothing, or packs what was asked for as it is. A client ' +
          'whose library unpacks by itself gets other bytes than the ones that were sent, other lengths than the ' +
          'ones that were said, or an endless file from a small one.',
      ],
      correct:
        'Asks for no coding with files and takes none: what it cannot read as it came is a failure, or it reads ' +
        'the bytes as they are and has the digest decide.',
    },
    { most: 24, isSaved: true },
  ),
];
