import { fail } from '../../platform/errors/index.ts';
import { clip } from '../../platform/plain-text.ts';
import type { EulaFileSpec, FileSpec, RuleNode } from './build-document-spec.ts';
import { digestBytes } from './read-values.ts';
import { node } from './spec-nodes.ts';

/** `upd:File` or `upd:EulaFile`: METADATA_BAD_DIGEST when a digest is not hex of the right length. */
export function fileNode(name: string, file: FileSpec & Partial<EulaFileSpec>): RuleNode {
  const attributes = {
    Digest: base64(file.sha1, 'SHA1', file.fileName),
    DigestAlgorithm: 'SHA1',
    FileName: file.fileName,
    Size: file.size,
    Modified: file.modified,
    PatchingType: file.patchingType,
    PatchingTypePreferred: file.patchingTypePreferred,
    IsEncrypted: file.isEncrypted || undefined,
    Language: file.language,
    GeoId: file.geoId,
  };
  return node(name, attributes, file.sha256 === undefined ? [] : [digestNode(file.sha256, file.fileName)]);
}

function digestNode(sha256: string, fileName: string): RuleNode {
  return {
    name: 'upd:AdditionalDigest',
    attributes: { Algorithm: 'SHA256' },
    text: base64(sha256, 'SHA256', fileName),
  };
}

function base64(digest: string, algorithm: keyof typeof digestBytes, element: string): string {
  const bytes = digestBytes[algorithm];
  if (digest.length !== bytes * 2 || !/^[0-9A-Fa-f]+$/.test(digest)) {
    fail('METADATA_BAD_DIGEST', {
      algorithm,
      value: clip(digest),
      element: clip(element),
      bytes,
      encoding: 'hex',
    });
  }
  return Buffer.from(digest, 'hex').toString('base64');
}
