import type { BehaviorSpec, DocumentSpec, RuleNode } from './build-document-spec.ts';
import { handlerUri } from './build-handler.ts';
import { leaves, node, present } from './spec-nodes.ts';

/** `upd:Properties`, attributes in the order of real documents. */
export function propertiesNode({ updateType, properties: given, handler }: DocumentSpec): RuleNode {
  return node(
    'upd:Properties',
    {
      UpdateType: updateType,
      ProductName: given.productName,
      ReleaseVersion: given.releaseVersion,
      DefaultPropertiesLanguage: given.defaultLanguage,
      AutoSelectOnWebSites: given.autoSelectOnWebSites,
      ExplicitlyDeployable: given.explicitlyDeployable,
      OSUpgrade: given.osUpgrade,
      PerUser: given.perUser,
      IsPublic: given.isPublic,
      IsBeta: given.isBeta,
      IsMandatory: given.isMandatory,
      IsLocallyPublished: given.isLocallyPublished,
      BrowseOnly: given.browseOnly,
      DetectoidType: given.detectoidType,
      MsrcSeverity: given.msrcSeverity,
      EulaID: given.eulaId,
      RequiresReacceptanceOfEula: given.requiresReacceptanceOfEula,
      LegacyName: given.legacyName,
      Handler: handler && handlerUri(handler),
      MaxDownloadSize: given.maxDownloadSize,
      MinDownloadSize: given.minDownloadSize,
      PublicationState: given.publicationState ?? 'Published',
      CreationDate: given.creationDate,
      PublisherID: given.publisherId,
    },
    propertyElements(given),
  );
}

function propertyElements(given: DocumentSpec['properties']): RuleNode[] {
  return present([
    behaviorNode('upd:InstallationBehavior', given.installationBehavior),
    behaviorNode('upd:UninstallationBehavior', given.uninstallationBehavior),
    ...leaves('upd:Language', given.languages),
    ...leaves('upd:SupportUrl', given.supportUrl === undefined ? [] : [given.supportUrl]),
    ...leaves('upd:MoreInfoUrl', given.moreInfoUrl === undefined ? [] : [given.moreInfoUrl]),
    ...leaves('upd:SecurityBulletinID', given.securityBulletinIds),
    ...leaves('upd:KBArticleID', given.kbArticleIds),
    ...leaves('upd:CveID', given.cveIds),
  ]);
}

function behaviorNode(name: string, behavior: BehaviorSpec | undefined): RuleNode | undefined {
  return (
    behavior &&
    node(name, {
      Impact: behavior.impact,
      RebootBehavior: behavior.rebootBehavior,
      CanRequestUserInput: behavior.canRequestUserInput,
      RequiresNetworkConnectivity: behavior.requiresNetworkConnectivity,
    })
  );
}
