import { childElements, type XmlElement } from '../../protocol/metadata/xml-tree.ts';
import { difference, driversFor } from '../applicability/driver-tests.ts';
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
  const nodes = [...context.state.drivers.entries()];
  return [
    nodes.flatMap(([index, node]): Changes => {
      const best = bestFor(node, context);
      if (best === undefined || (difference(best.offered, node.driver) ?? 1) <= 0) return [];
      return [{ kind: 'device', index, node: { ...node, driver: driverOf(best) } }];
    }),
    nodes.flatMap(([index, node]): Changes => {
      const { driver, ...bare } = node;
      const isOffered = driversFor(node, context).some(({ offered }) =>
        offered.some((one) => difference(one, driver) === 0),
      );
      return isOffered ? [{ kind: 'device', index, node: bare }] : [];
    }),
  ];
}

/** An offered driver, and the id of the device it is for. */
interface Match {
  readonly id: string;
  readonly offered: XmlElement;
}

/** By the place of its id, then by feature score, then the newest (online service facts §8.5). */
function bestFor(node: DeviceNode, context: RuleContext): Match | undefined {
  const [first] = driversFor(node, context);
  if (first === undefined) return undefined;
  const { id } = first;
  const scored = first.offered.map((offered) => ({ offered, score: scoreOf(offered) }));
  const better = (a: (typeof scored)[number], b: (typeof scored)[number]): boolean =>
    a.score < b.score ||
    (a.score === b.score && (difference(a.offered, driverOf({ id, offered: b.offered })) ?? 0) > 0);
  const best = scored.reduce((found, one) => (better(one, found) ? one : found));
  return { id, offered: best.offered };
}

function scoreOf(offered: XmlElement): number {
  return childElements(offered)
    .filter(({ local }) => local === 'd.FeatureScore')
    .map((one) => Number.parseInt(textIn(one, 'FeatureScore'), 16))
    .reduce((best, one) => (one < best ? one : best), WORST_SCORE);
}

function driverOf({ id, offered }: Match): InstalledDriver {
  return {
    date: textIn(offered, 'DriverVerDate').slice(0, 10),
    version: textIn(offered, 'DriverVerVersion'),
    provider: textIn(offered, 'Provider'),
    class: textIn(offered, 'Class'),
    manufacturer: textIn(offered, 'Manufacturer'),
    model: textIn(offered, 'Model'),
    matchingId: id,
  };
}
