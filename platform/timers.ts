/** Calls `work` every `milliseconds` of real time until it is stopped; it keeps no process alive. */
export function every(milliseconds: number, work: () => void): { stop(): void } {
  const timer = setInterval(work, milliseconds);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

/** Calls `work` after `milliseconds` of real time unless it is stopped; it keeps no process alive. */
export function after(milliseconds: number, work: () => void): { stop(): void } {
  const timer = setTimeout(work, milliseconds);
  timer.unref();
  return { stop: () => clearTimeout(timer) };
}
