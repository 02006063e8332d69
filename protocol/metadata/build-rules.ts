import type { DriverSpec, RuleNode, RulesSpec } from './build-document-spec.ts';
import { group, leaves, node, present } from './spec-nodes.ts';

/** The rules of every driver: the client itself knows how to match and rank drivers. */
export const driverRules: RulesSpec = {
  isInstalled: { name: 'drv:WindowsDriverInstalled' },
  isSuperseded: { name: 'drv:WindowsDriverSuperseded' },
  isInstallable: { name: 'drv:WindowsDriverInstallable' },
};

/** `upd:ApplicabilityRules`, its parts in the order a real server publishes them. */
export function rulesNode(
  rules: RulesSpec | undefined,
  drivers: readonly DriverSpec[] | undefined,
): RuleNode | undefined {
  return group(
    'upd:ApplicabilityRules',
    present([
      group('upd:IsInstalled', present([rules?.isInstalled])),
      group('upd:IsSuperseded', present([rules?.isSuperseded])),
      group('upd:IsInstallable', present([rules?.isInstallable])),
      group('upd:Metadata', [...(rules?.metadata ?? []), ...(drivers ?? []).map(driverNode)]),
    ]),
  );
}

function driverNode(driver: DriverSpec): RuleNode {
  return node(
    'drv:WindowsDriverMetaData',
    {
      HardwareID: driver.hardwareId,
      DriverVerDate: driver.driverVerDate,
      DriverVerVersion: driver.driverVerVersion,
      WhqlDriverID: driver.whqlDriverId,
      Class: driver.class,
      Company: driver.company ?? driver.provider,
      Provider: driver.provider,
      Manufacturer: driver.manufacturer,
      Model: driver.model,
    },
    [
      ...leaves('drv:CompatibleProvider', driver.compatibleProviders),
      ...driver.featureScores.map(featureScoreNode),
      ...leaves('drv:DistributionComputerHardwareId', driver.distributionComputerHardwareIds),
      ...leaves('drv:TargetComputerHardwareId', driver.targetComputerHardwareIds),
    ],
  );
}

function featureScoreNode(score: DriverSpec['featureScores'][number]): RuleNode {
  return node('drv:FeatureScore', {
    OperatingSystem: score.operatingSystem,
    FeatureScore: score.featureScore.toString(16).toUpperCase().padStart(2, '0'),
  });
}
