import { messageOf } from '../../platform/errors/index.ts';
import { extendedElement } from '../../protocol/metadata/read-extended.ts';
import type { XmlElement } from '../../protocol/metadata/xml-tree.ts';
import { elementsAt, textIn } from '../applicability/rule.ts';
import { failWith } from '../failure.ts';

/** Whether an update restarts the computer (Windows SDK, InstallationRebootBehavior). */
export type RebootBehavior = 'NeverReboots' | 'AlwaysRequiresReboot' | 'CanRequestReboot';

/** How installing and removing an update behave. */
export interface Behaviors {
  readonly install: RebootBehavior;
  /** Left out: the update cannot be removed. */
  readonly uninstall?: RebootBehavior;
}

const REBOOTS: readonly string[] = ['NeverReboots', 'AlwaysRequiresReboot', 'CanRequestReboot'];

/** The elements of an Extended fragment. Throws WU_E_UH_INVALIDMETADATA for one that is no XML. */
export function readFragment(extended: string): XmlElement {
  try {
    return extendedElement(extended);
  } catch (error) {
    return failWith('WU_E_UH_INVALIDMETADATA', `its extended metadata: ${messageOf(error)}`, error);
  }
}

/** The behaviours in an Extended fragment. Throws WU_E_UH_INVALIDMETADATA for a RebootBehavior there is not. */
export function behaviorsOf(fragment: XmlElement): Behaviors {
  const [install] = elementsAt([fragment], 'ExtendedProperties', 'InstallationBehavior');
  const [uninstall] = elementsAt([fragment], 'ExtendedProperties', 'UninstallationBehavior');
  return { install: rebootOf(install), ...(uninstall && { uninstall: rebootOf(uninstall) }) };
}

/** Whether a restart is required of an installation that asks for one, or does not. */
export function isRebootRequired(behavior: RebootBehavior, asks: boolean): boolean {
  return behavior === 'AlwaysRequiresReboot' || (behavior === 'CanRequestReboot' && asks);
}

/** Real metadata leaves it out where the handler is to say, as capture 50 does. */
function rebootOf(behavior: XmlElement | undefined): RebootBehavior {
  const text = behavior === undefined ? '' : textIn(behavior, 'RebootBehavior');
  if (text === '') return 'CanRequestReboot';
  if (isReboot(text)) return text;
  return failWith('WU_E_UH_INVALIDMETADATA', `there is no RebootBehavior "${text.slice(0, 60)}"`);
}

function isReboot(text: string): text is RebootBehavior {
  return REBOOTS.includes(text);
}
