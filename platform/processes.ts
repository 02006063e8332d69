/** The id of this process. */
export function ownProcessId(): number {
  return process.pid;
}

/** Whether a process of this machine lives; one of another user does too. */
export function isProcessAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
