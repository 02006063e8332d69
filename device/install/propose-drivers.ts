import { childElements, type XmlElement } from '../../protocol/metadata/xml-tree.ts';
import { difference, offeredDrivers, positionIn } from '../applicability/driver-tests.ts';
import { type RuleContext, textIn } from '../applicability/rule.ts';
import type { DeviceNode, InstalledDriver } from '../state/device-state.ts';
import type { Changes, Propose } from './proposal.ts';

/** The worst score a driver can have: two hexadecimal digits in real metadata, and the lower wins. */
const WORST_SCORE = 0xff;

/** Drivers: what `driverTests` judges. */
export const driverProposals: Readonly<Record<string, Propose>> = {
  'd.WindowsDriverInstalled': driverChanges,
  'd.WindowsDriverInstallable': driverChanges,
};

/** The best driver for each device it is better for than what the device has; and none where it has an offered one. */
function driverChanges(_: XmlElement, context: RuleContext): readonly Changes[] {
  const offered = offeredDrivers(context);
  const nodes = [...context.state.drivers.entries()];
  return [
    nodes.flatMap(([index, node]): Changes => {
      const best = bestFor(node, offered);
      if (best === undefined || (difference(best, node.driver) ?? 1) <= 0) return [];
      return [{ kind: 'device', index, node: { ...node, driver: driverOf(best, node) } }];
    }),
    nodes.flatMap(([index, node]): Changes => {
      const { driver, ...bare } = node;
      const isOffered = offered.some((one) => positionIn(node, one) >= 0 && difference(one, driver) === 0);
      return isOffered ? [{ kind: 'device', index, node: bare }] : [];
    }),
  ];
}

/** By the place of its id, then by feature score, then the newest (online service facts §8.5). */
function bestFor(node: DeviceNode, offered: readonly XmlElement[]): XmlElement | undefined {
  const matching = offered.filter((one) => positionIn(node, one) >= 0);
  return [...matching].sort(
    (a, b) =>
      positionIn(node, a) - positionIn(node, b) ||
      scoreOf(a) - scoreOf(b) ||
      (difference(b, driverOf(a, node)) ?? 0),
  )[0];
}

function scoreOf(offered: XmlElement): number {
  return childElements(offered)
    .filter(({ local }) => local === 'd.FeatureScore')
    .map((one) => Number.parseInt(textIn(one, 'FeatureScore'), 16))
    .reduce((best, one) => (one < best ? one : best), WORST_SCORE);
}

function driverOf(offered: XmlElement, node: DeviceNode): InstalledDriver {
  const matchingId = [...node.hardwareIds, ...node.compatibleIds][positionIn(node, offered)];
  return {
    date: textIn(offered, 'DriverVerDate').slice(0, 10),
    version: textIn(offered, 'DriverVerVersion'),
    provider: textIn(offered, 'Provider'),
    class: textIn(offered, 'Class'),
    manufacturer: textIn(offered, 'Manufacturer'),
    model: textIn(offered, 'Model'),
    ...(matchingId !== undefined && { matchingId }),
  };
}
