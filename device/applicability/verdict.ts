/** What a rule comes to; `unknown` where this device cannot tell. */
export type Verdict = 'true' | 'false' | 'unknown';

export function verdict(holds: boolean): Verdict {
  return holds ? 'true' : 'false';
}

/** Three-valued as Kleene has it: what is not known matters only where it decides. */
export function not(one: Verdict): Verdict {
  if (one === 'unknown') return one;
  return one === 'true' ? 'false' : 'true';
}

/** True when all of `parts` are; ends with the first that is false. */
export function all<Part>(parts: Iterable<Part>, judge: (part: Part) => Verdict): Verdict {
  return decidedBy('false', parts, judge);
}

/** True when one of `parts` is; ends with the first that is true. */
export function some<Part>(parts: Iterable<Part>, judge: (part: Part) => Verdict): Verdict {
  return decidedBy('true', parts, judge);
}

function decidedBy<Part>(
  decisive: 'true' | 'false',
  parts: Iterable<Part>,
  judge: (part: Part) => Verdict,
): Verdict {
  let isKnown = true;
  for (const part of parts) {
    const one = judge(part);
    if (one === decisive) return one;
    if (one === 'unknown') isKnown = false;
  }
  return isKnown ? not(decisive) : 'unknown';
}
