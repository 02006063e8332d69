/** `3 updates`, `1 update`. */
export function counted(count: number, noun: 'update' | 'file' | 'revision'): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
