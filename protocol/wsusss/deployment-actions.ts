import type { DeploymentAction } from '../wusp/sync-types.ts';

/** The actions servers hand on, by their number: [MS-WSUSSS] §3.1.4.10.3.5. Optional is Install with IsAssigned false. */
const NUMBERS: readonly (readonly [DeploymentAction, number])[] = [
  ['Install', 0],
  ['OptionalInstall', 0],
  ['Uninstall', 1],
  ['PreDeploymentCheck', 2],
  ['Block', 3],
];

export const serverActions: Readonly<Partial<Record<DeploymentAction, number>>> = Object.fromEntries(NUMBERS);

/** The action of a deployment another server handed on; undefined for a number that is none. */
export function actionOfServer(number: number, isAssigned: boolean): DeploymentAction | undefined {
  if (number === 0 && !isAssigned) return 'OptionalInstall';
  return NUMBERS.find(([, known]) => known === number)?.[0];
}
