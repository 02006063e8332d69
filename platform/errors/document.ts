import { errorCatalogue } from './index.ts';

/** The error catalogue as a page for people, sorted by code. */
export function errorDocument(): string {
  const rows = Object.entries(errorCatalogue)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { message, repair }]) => `| \`${code}\` | ${cell(message)} | ${cell(repair)} |`);
  return `# Errors

Every error the command line and the programming interface raise on purpose. \`{…}\` stands for a value given.
SOAP faults are those of [MS-WUSP] §2.2.2.4 and carry one sentence in their Message.

| code | what it says | what to do |
| --- | --- | --- |
${rows.join('\n')}
`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
