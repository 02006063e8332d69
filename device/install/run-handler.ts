import { clip } from '../../platform/plain-text.ts';
import type { CommandLineHandler } from '../../protocol/metadata/handler-spec.ts';
import { failWith } from '../failure.ts';
import type { Handler } from './handlers.ts';

/** How an installation went that did not fail. */
export interface HandlerResult {
  /** Whether the handler asks for a restart. */
  readonly asksReboot: boolean;
}

/** Exit codes of msiexec that say it is done after a restart. */
const DONE_AFTER_RESTART: ReadonlySet<number> = new Set([3010, 1641]);

/**
 * What comes of a handler that ended with `exitCode`. Nothing is run, here as everywhere in this device: the code is what a
 * test says it is. A program is judged by the table of its update; Windows Installer and the others by the codes of
 * msiexec. Throws WU_E_UH_INSTALLERFAILURE, ERROR_INSTALL_FAILURE for Windows Installer, and WU_E_UH_OPERATIONCANCELLED.
 */
export function runHandler(handler: Handler, exitCode: number): HandlerResult {
  if (handler.kind === 'CommandLineInstallation') return byTable(handler, exitCode);
  if (exitCode === 0) return { asksReboot: false };
  if (DONE_AFTER_RESTART.has(exitCode)) return { asksReboot: true };
  const isMsi = handler.kind === 'WindowsInstaller' || handler.kind === 'WindowsInstallerApp';
  return failWith(
    isMsi ? 'ERROR_INSTALL_FAILURE' : 'WU_E_UH_INSTALLERFAILURE',
    `the handler ${handler.kind} ended with exit code ${exitCode}`,
  );
}

/** A code the table does not have is what the update says of all others, and a failure where it says nothing. */
function byTable(handler: CommandLineHandler, exitCode: number): HandlerResult {
  const { program, returnCodes = [], defaultResult = 'Failed', rebootByDefault = false } = handler;
  // Codes are written signed as well as unsigned.
  const row = returnCodes.find(({ code }) => (code | 0) === (exitCode | 0));
  const { result, reboot = false } = row ?? { result: defaultResult, reboot: rebootByDefault };
  if (result === 'Succeeded') return { asksReboot: reboot };
  const reason = `${clip(program)} ended with exit code ${exitCode}, which the update calls ${result}`;
  return failWith(result === 'Cancelled' ? 'WU_E_UH_OPERATIONCANCELLED' : 'WU_E_UH_INSTALLERFAILURE', reason);
}
