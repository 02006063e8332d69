import type { XmlElement } from '../../protocol/metadata/xml-tree.ts';
import type { DeviceNode, InstalledDriver } from '../state/device-state.ts';
import { compareVersions, versionAtStart } from './comparisons.ts';
import { type RuleContext, type RuleTest, textIn, unknown } from './rule.ts';
import { verdict } from './verdict.ts';

/** Judges what `difference` says. */
type Judge = (difference: number | undefined) => boolean;

/** Tests of drivers, over the WindowsDriverMetaData of the update ([MS-WUSP] §3.1.5.7: date first, then version). */
export const driverTests: Readonly<Record<string, RuleTest>> = {
  'd.WindowsDriverInstalled': driver((difference) => difference === 0),
  'd.WindowsDriverSuperseded': driver((difference) => difference !== undefined && difference < 0),
  'd.WindowsDriverInstallable': driver((difference) => difference === undefined || difference > 0),
};

/** The WindowsDriverMetaData of the update. */
export function offeredDrivers({ metadata }: Pick<RuleContext, 'metadata'>): readonly XmlElement[] {
  return metadata.filter(({ name }) => name === 'd.WindowsDriverMetaData');
}

function driver(judge: Judge): RuleTest {
  return (rule, context) => {
    const offered = offeredDrivers(context);
    if (offered.length === 0) return unknown(rule, context);
    return verdict(
      offered.some((one) =>
        context.state.drivers.some(
          (node) => positionIn(node, one) >= 0 && judge(difference(one, node.driver)),
        ),
      ),
    );
  };
}

/** Where among the ids of a device, the best first, the one of an offered driver stands; -1 where it is not for it. */
export function positionIn({ hardwareIds, compatibleIds }: DeviceNode, offered: XmlElement): number {
  const id = textIn(offered, 'HardwareID').toLowerCase();
  return [...hardwareIds, ...compatibleIds].findIndex((one) => one.toLowerCase() === id);
}

/** Negative, zero or positive: the offered driver is older than the installed one, the same, newer; undefined for none. */
export function difference(offered: XmlElement, installed: InstalledDriver | undefined): number | undefined {
  if (installed === undefined) return undefined;
  const [own, date] = [installed.date.slice(0, 10), textIn(offered, 'DriverVerDate').slice(0, 10)];
  if (own !== date) return date < own ? -1 : 1;
  const none = [0, 0, 0, 0] as const;
  return compareVersions(
    versionAtStart(textIn(offered, 'DriverVerVersion')) ?? none,
    versionAtStart(installed.version) ?? none,
  );
}
