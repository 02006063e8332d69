import { CATEGORY_HANDLER } from './namespaces.ts';
import { badValue, optionalChild, readBoolean, readUpdateType, tokensOf } from './read-values.ts';
import type { CategoryType, UpdateDocument } from './update-document.ts';
import { attributeOf, childElements, type XmlElement } from './xml-tree.ts';

const CATEGORY_TYPES: readonly CategoryType[] = [
  'Company',
  'ProductFamily',
  'Product',
  'UpdateClassification',
];

type Properties = Pick<
  UpdateDocument,
  | 'updateType'
  | 'explicitlyDeployable'
  | 'publicationState'
  | 'creationDate'
  | 'eulaId'
  | 'requiresReacceptanceOfEula'
  | 'msrcSeverity'
  | 'isMandatory'
  | 'canUninstall'
  | 'kbArticleIds'
  | 'securityBulletinIds'
  | 'languages'
  | 'compatibleProtocolVersion'
>;

/** What the rules need of `upd:Properties`. */
export function readProperties(properties: XmlElement): Properties {
  const creationDate = attributeOf(properties, 'CreationDate');
  const eulaId = attributeOf(properties, 'EulaID');
  const msrcSeverity = attributeOf(properties, 'MsrcSeverity');
  const compatibleProtocolVersion = attributeOf(properties, 'CompatibleProtocolVersion');
  return {
    updateType: readUpdateType(properties),
    explicitlyDeployable: readBoolean(properties, 'ExplicitlyDeployable'),
    publicationState: readPublicationState(properties),
    requiresReacceptanceOfEula: readBoolean(properties, 'RequiresReacceptanceOfEula'),
    isMandatory: readBoolean(properties, 'IsMandatory'),
    canUninstall: optionalChild(properties, 'UninstallationBehavior') !== undefined,
    kbArticleIds: tokensOf(properties, 'KBArticleID'),
    securityBulletinIds: tokensOf(properties, 'SecurityBulletinID'),
    languages: tokensOf(properties, 'Language'),
    ...(creationDate && { creationDate }),
    ...(eulaId && { eulaId }),
    ...(msrcSeverity && { msrcSeverity }),
    ...(compatibleProtocolVersion && { compatibleProtocolVersion }),
  };
}

/**
 * The role of a category, from its handler data. Roles this project has no rules for, such as `Application`
 * of the Store, come out as undefined, like categories that name none.
 */
export function readCategoryType(handlerData: XmlElement | undefined): CategoryType | undefined {
  for (const child of handlerData ? childElements(handlerData) : []) {
    if (child.local !== 'CategoryInformation' || child.uri !== CATEGORY_HANDLER) continue;
    const value = attributeOf(child, 'CategoryType');
    return CATEGORY_TYPES.find((type) => type === value);
  }
  return undefined;
}

function readPublicationState(properties: XmlElement): 'Published' | 'Expired' {
  const value = attributeOf(properties, 'PublicationState') ?? 'Published';
  if (value === 'Published' || value === 'Expired') return value;
  return badValue(properties, 'PublicationState', value, 'Published or Expired');
}
