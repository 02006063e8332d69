import { escapeText } from '../../protocol/soap/xml-text.ts';
import type { ServedService } from './service-operations.ts';

/** What a browser gets at a service's address: that it is here, and which operations answer. */
export function servicePage({ contract, handlers }: ServedService): string {
  const items = Object.keys(contract.operations).map((name) => {
    const note = handlers[name] === undefined ? ' (declared, not built yet)' : '';
    return `<li>${escapeText(name)}${note}</li>`;
  });
  return (
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${contract.name}</title></head><body>` +
    `<h1>${contract.name}</h1><p>A web service of mock-windows-update, a test double. ` +
    `Its contract is at <a href="?wsdl">?wsdl</a>.</p><ul>${items.join('')}</ul></body></html>\n`
  );
}
