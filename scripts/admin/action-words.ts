import type { ApprovalAction } from '../../catalog/deployment-action.ts';

/** What `--action` may say: the words of the product's console, in short. */
export type ActionWord = 'install' | 'optional' | 'uninstall' | 'scan' | 'not-approved';

const ACTIONS: Readonly<Record<ActionWord, ApprovalAction>> = {
  install: 'Install',
  optional: 'OptionalInstall',
  uninstall: 'Uninstall',
  scan: 'PreDeploymentCheck',
  'not-approved': 'Block',
};

/** Every word, the one that stands for itself first. */
export const actionWords = Object.keys(ACTIONS) as readonly ActionWord[];

export function actionOf(word: ActionWord): ApprovalAction {
  return ACTIONS[word];
}

export function wordOf(action: ApprovalAction): ActionWord {
  return actionWords.find((word) => ACTIONS[word] === action) ?? 'install';
}
