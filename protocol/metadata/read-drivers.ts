import { WINDOWS_DRIVER } from './namespaces.ts';
import { badValue, requiredAttribute } from './read-values.ts';
import type { DriverMetadata } from './update-document.ts';
import { childElements, childrenNamed, textOf, type XmlElement } from './xml-tree.ts';

/** The rows of the Driver Table: [MS-WUSP] §3.1.1.1; an absent required attribute is METADATA_MISSING_ATTRIBUTE. */
export function readDrivers(rules: XmlElement | undefined): DriverMetadata[] {
  return childrenNamed(rules, 'Metadata')
    .flatMap(childElements)
    .filter(({ local, uri }) => local === 'WindowsDriverMetaData' && uri === WINDOWS_DRIVER)
    .map(readDriver);
}

function readDriver(metadata: XmlElement): DriverMetadata {
  return {
    hardwareId: requiredAttribute(metadata, 'HardwareID'),
    driverVerDate: requiredAttribute(metadata, 'DriverVerDate'),
    driverVerVersion: requiredAttribute(metadata, 'DriverVerVersion'),
    class: requiredAttribute(metadata, 'Class'),
    manufacturer: requiredAttribute(metadata, 'Manufacturer'),
    provider: requiredAttribute(metadata, 'Provider'),
    model: requiredAttribute(metadata, 'Model'),
    whqlDriverId: requiredAttribute(metadata, 'WhqlDriverID'),
    featureScores: childrenNamed(metadata, 'FeatureScore').map(readFeatureScore),
    distributionComputerHardwareIds: idsOf(metadata, 'DistributionComputerHardwareId'),
    targetComputerHardwareIds: idsOf(metadata, 'TargetComputerHardwareId'),
  };
}

/** The score is written as two hexadecimal digits; the lower one wins. */
function readFeatureScore(score: XmlElement): DriverMetadata['featureScores'][number] {
  const value = requiredAttribute(score, 'FeatureScore');
  if (!/^[0-9A-Fa-f]{1,8}$/.test(value)) badValue(score, 'FeatureScore', value, 'a hexadecimal number');
  return {
    operatingSystem: requiredAttribute(score, 'OperatingSystem'),
    featureScore: Number.parseInt(value, 16),
  };
}

function idsOf(metadata: XmlElement, local: string): string[] {
  return childrenNamed(metadata, local).map((id) => textOf(id).trim());
}
