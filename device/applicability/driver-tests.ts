import type { XmlElement } from '../../protocol/metadata/xml-tree.ts';
import type { DeviceNode, InstalledDriver } from '../state/device-state.ts';
import { compareVersions, versionAtStart } from './comparisons.ts';
import { type RuleContext, type RuleTest, textIn, unknown } from './rule.ts';
import { verdict } from './verdict.ts';

/** Negative, zero or positive: the offered driver is older than the installed one, the same, newer; undefined for none. */
type Judge = (difference: number | undefined) => boolean;

/** Tests of drivers, over the WindowsDriverMetaData of the update ([MS-WUSP] §3.1.5.7: date first, then version). */
export const driverTests: Readonly<Record<string, RuleTest>> = {
  'd.WindowsDriverInstalled': driver((difference) => difference === 0),
  'd.WindowsDriverSuperseded': driver((difference) => difference !== undefined && difference < 0),
  'd.WindowsDriverInstallable': driver((difference) => difference === undefined || difference > 0),
};

function driver(judge: Judge): RuleTest {
  return (rule, context) => {
    const offered = context.metadata.filter(({ name }) => name === 'd.WindowsDriverMetaData');
    if (offered.length === 0) return unknown(rule, context);
    return verdict(
      offered.some((one) => matching(one, context).some((node) => judge(difference(one, node.driver)))),
    );
  };
}

/** The devices of the machine a driver is for. */
function matching(offered: XmlElement, { state }: RuleContext): readonly DeviceNode[] {
  const id = textIn(offered, 'HardwareID').toLowerCase();
  return state.drivers.filter(({ hardwareIds, compatibleIds }) =>
    [...hardwareIds, ...compatibleIds].some((one) => one.toLowerCase() === id),
  );
}

function difference(offered: XmlElement, installed: InstalledDriver | undefined): number | undefined {
  if (installed === undefined) return undefined;
  const [own, date] = [installed.date.slice(0, 10), textIn(offered, 'DriverVerDate').slice(0, 10)];
  if (own !== date) return date < own ? -1 : 1;
  const none = [0, 0, 0, 0] as const;
  return compareVersions(
    versionAtStart(textIn(offered, 'DriverVerVersion')) ?? none,
    versionAtStart(installed.version) ?? none,
  );
}
