/** A Host header without its port. */
export function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}
