import type { ShownCertificate } from './shown-certificates.ts';

/** The certificates as a tree for people: each with its facts below it. */
export function certificateTree(certificates: readonly ShownCertificate[]): string {
  const below = (issuerId?: string) => certificates.filter((one) => one.issuerId === issuerId);
  const branch = (one: ShownCertificate, own: string, deeper: string): readonly string[] => {
    const children = below(one.id);
    const bar = children.length > 0 ? '│' : ' ';
    return [
      `${own}${one.id}`,
      ...facts(one).map(([name, value]) => `${deeper}${bar}  ${name.padEnd(8)} ${value}`),
      ...children.flatMap((child, index) => {
        const isLast = index === children.length - 1;
        return branch(child, `${deeper}${isLast ? '└─ ' : '├─ '}`, `${deeper}${isLast ? '   ' : '│  '}`);
      }),
    ];
  };
  const lines = below().flatMap((root) => branch(root, '', ''));
  return `${lines.join('\n')}\n`;
}

function facts(one: ShownCertificate): readonly (readonly [string, string])[] {
  return [
    ['subject', one.subject.replaceAll('\\,', ',')],
    ['valid', `${day(one.notBefore)} to ${day(one.notAfter)}`],
    ['serial', one.serial],
    ['SHA-1', fingerprint(one.sha1)],
    ['SHA-256', fingerprint(one.sha256)],
    one.file === undefined ? ['file', 'none, made when a client connects'] : ['file', one.file],
    ...(one.names === undefined ? [] : [['names', one.names.join(', ')] as const]),
  ];
}

const day = (moment: string): string => moment.slice(0, 10);

/** As openssl prints it. */
const fingerprint = (hex: string): string => hex.toUpperCase().replace(/..(?!$)/g, '$&:');
