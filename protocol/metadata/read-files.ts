import { badValue, readBoolean, readDigest, readSize, requiredAttribute } from './read-values.ts';
import type { UpdateDocument, UpdateFile } from './update-document.ts';
import { attributeOf, childrenNamed, textOf, type XmlElement } from './xml-tree.ts';

/** The payload named in `upd:Files`. */
export function readFiles(files: XmlElement | undefined): UpdateFile[] {
  return childrenNamed(files, 'File').map(readFile);
}

/** The licence texts named in `upd:LocalizedPropertiesCollection`. */
export function readEulaFiles(collection: XmlElement): UpdateDocument['eulaFiles'] {
  return childrenNamed(collection, 'EulaFile').map((element) => {
    const geoId = geoIdOf(element);
    return {
      ...readFile(element),
      language: requiredAttribute(element, 'Language').trim(),
      ...(geoId && { geoId }),
    };
  });
}

/** The region of an EulaFile; absent and empty both mean the rest of the world: [MS-WUSP] §3.1.1.1, Eula. */
export function geoIdOf(eulaFile: XmlElement): string | undefined {
  return attributeOf(eulaFile, 'GeoId')?.trim() || undefined;
}

function readFile(file: XmlElement): UpdateFile {
  const algorithm = attributeOf(file, 'DigestAlgorithm') ?? 'SHA1';
  if (algorithm !== 'SHA1') badValue(file, 'DigestAlgorithm', algorithm, 'SHA1');
  const sha256 = childrenNamed(file, 'AdditionalDigest').find(
    (digest) => attributeOf(digest, 'Algorithm') === 'SHA256',
  );
  const modified = attributeOf(file, 'Modified');
  const patchingType = attributeOf(file, 'PatchingType');
  return {
    sha1: readDigest(requiredAttribute(file, 'Digest'), 'SHA1', file.local),
    ...(sha256 && { sha256: readDigest(textOf(sha256), 'SHA256', file.local) }),
    fileName: requiredAttribute(file, 'FileName'),
    size: readSize(file, 'Size'),
    ...(modified && { modified }),
    ...(patchingType && { patchingType }),
    isEncrypted: readBoolean(file, 'IsEncrypted'),
  };
}
