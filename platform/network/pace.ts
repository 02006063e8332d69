/** How fast a body must come at least: so many bytes a second, measured over so many milliseconds of waiting. */
export interface Slowest {
  readonly bytesPerSecond: number;
  readonly milliseconds: number;
}

/** Keeps count of one body. */
export interface Pace {
  /** How long may still be waited, in milliseconds, for the bytes that are due. */
  left(): number;
  /** After `waited` milliseconds `bytes` came. */
  add(waited: number, bytes: number): void;
}

/** Each time all bytes due in one measure are there, the next begins; so a burst does not pay for a trickle behind it. */
export function createPace({ bytesPerSecond, milliseconds }: Slowest): Pace {
  const due = (bytesPerSecond * milliseconds) / 1_000;
  let came = 0;
  let spent = 0;
  return {
    left: () => Math.max(0, milliseconds - spent),
    add: (waited, bytes) => {
      came += bytes;
      spent += waited;
      if (came < due) return;
      came = 0;
      spent = 0;
    },
  };
}
