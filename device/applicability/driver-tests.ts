import type { XmlElement } from '../../protocol/metadata/xml-tree.ts';
import type { DeviceNode, InstalledDriver } from '../state/device-state.ts';
import { compareVersions, versionAtStart } from './comparisons.ts';
import { oncePerMetadata } from './once-per-metadata.ts';
import { type RuleContext, type RuleTest, textIn, unknown } from './rule.ts';
import { verdict } from './verdict.ts';
import { spend } from './work.ts';

/** Judges what `difference` says. */
type Judge = (difference: number | undefined) => boolean;

/** Tests of drivers, over the WindowsDriverMetaData of the update ([MS-WUSP] §3.1.5.7: date first, then version). */
export const driverTests: Readonly<Record<string, RuleTest>> = {
  'd.WindowsDriverInstalled': driver((difference) => difference === 0),
  'd.WindowsDriverSuperseded': driver((difference) => difference !== undefined && difference < 0),
  'd.WindowsDriverInstallable': driver((difference) => difference === undefined || difference > 0),
};

/** The WindowsDriverMetaData of the update by the ids they are for, in lower case. */
const offeredDrivers = oncePerMetadata(({ metadata }) => {
  const byId = new Map<string, XmlElement[]>();
  for (const one of metadata) {
    if (one.name !== 'd.WindowsDriverMetaData') continue;
    const id = textIn(one, 'HardwareID').toLowerCase();
    const others = byId.get(id);
    if (others === undefined) byId.set(id, [one]);
    else others.push(one);
  }
  return byId;
});

function driver(judge: Judge): RuleTest {
  return (rule, context) => {
    if (offeredDrivers(context).size === 0) return unknown(rule, context);
    return verdict(
      context.state.drivers.some((node) =>
        driversFor(node, context).some(({ offered }) =>
          offered.some((one) => judge(difference(one, node.driver))),
        ),
      ),
    );
  };
}

/** Offered drivers for one of the ids of a device. */
export interface MatchingDrivers {
  /** As the device has it. */
  readonly id: string;
  readonly offered: readonly XmlElement[];
}

/** The offered drivers that are for a device, by its ids, the best first. */
export function driversFor(
  { hardwareIds, compatibleIds }: DeviceNode,
  context: RuleContext,
): readonly MatchingDrivers[] {
  const byId = offeredDrivers(context);
  const ids = [...hardwareIds, ...compatibleIds];
  const found = ids.flatMap((id) => {
    const offered = byId.get(id.toLowerCase());
    return offered === undefined ? [] : [{ id, offered }];
  });
  const count = found.reduce((sum, { offered }) => sum + offered.length, ids.length);
  return spend(context, count) ? found : [];
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
