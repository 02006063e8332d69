/** Everything that can end one request, in one signal. */
export interface Life {
  /** Aborted with what the request shall throw. */
  readonly signal: AbortSignal;
  /** Ends it, unless it has ended. */
  end(reason: unknown): void;
  /** Ends it with `reason()` after `milliseconds`, unless the function returned is called before. */
  limit(milliseconds: number, reason: () => unknown): () => void;
  /** The request is over: lets go of timers and of the caller's signal. */
  dispose(): void;
}

/** The requests under way. */
export interface Lives {
  /** A new one, ended by `signal` too. */
  begin(signal?: AbortSignal): Life;
  /** Ends all there are, and from now on each as it begins. */
  endAll(reason: unknown): void;
}

/** Begins without any. */
export function createLives(): Lives {
  const running = new Set<Life>();
  let ended: { readonly reason: unknown } | undefined;
  return {
    begin: (signal) => {
      const life = beginLife(signal, (over) => running.delete(over));
      running.add(life);
      if (ended !== undefined) life.end(ended.reason);
      return life;
    },
    endAll: (reason) => {
      ended = { reason };
      for (const life of running) life.end(reason);
    },
  };
}

function beginLife(outer: AbortSignal | undefined, onOver: (life: Life) => void): Life {
  const controller = new AbortController();
  const timers = new Set<NodeJS.Timeout>();
  const end = (reason: unknown): void => {
    if (!controller.signal.aborted) controller.abort(reason);
  };
  const letGo = outer === undefined ? () => {} : onAbort(outer, () => end(outer.reason));
  const life: Life = {
    signal: controller.signal,
    end,
    limit: (milliseconds, reason) => {
      const timer = setTimeout(() => end(reason()), milliseconds);
      timers.add(timer);
      return () => {
        clearTimeout(timer);
        timers.delete(timer);
      };
    },
    dispose: () => {
      letGo();
      for (const timer of timers) clearTimeout(timer);
      onOver(life);
    },
  };
  return life;
}

/** Calls `listener` once when `signal` aborts, at once when it has; the function returned takes it back. */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) {
    listener();
    return () => {};
  }
  signal.addEventListener('abort', listener, { once: true });
  return () => signal.removeEventListener('abort', listener);
}
