import type { DocumentSpec, RuleNode, TextSpec } from './build-document-spec.ts';
import { fileNode } from './build-files.ts';
import { handlerNode } from './build-handler.ts';
import { propertiesNode } from './build-properties.ts';
import { relationshipsNode, revisionNode } from './build-relationships.ts';
import { rulesNode } from './build-rules.ts';
import { group, node, present } from './spec-nodes.ts';
import { writeUpdate } from './write-update.ts';

/**
 * Writes the update document `spec` describes, with the prefixes, child order and attribute order of real
 * ones: one line, no XML declaration. What `parseUpdateDocument` reads from it is what `spec` says.
 *
 * Throws METADATA_SPEC_CHARACTER, METADATA_SPEC_NAME, METADATA_SPEC_PREFIX and METADATA_BAD_DIGEST; all
 * other mistakes are found when the document is parsed.
 */
export function buildUpdateDocument(spec: DocumentSpec): string {
  return writeUpdate(
    present([
      revisionNode(spec.identity),
      propertiesNode(spec),
      node('upd:LocalizedPropertiesCollection', {}, [
        ...spec.texts.map(textNode),
        ...(spec.eulaFiles ?? []).map((file) => fileNode('upd:EulaFile', file)),
      ]),
      relationshipsNode(spec),
      rulesNode(spec.rules, spec.drivers),
      group(
        'upd:Files',
        (spec.files ?? []).map((file) => fileNode('upd:File', file)),
      ),
      spec.handler && handlerNode(spec.handler),
    ]),
  );
}

function textNode(text: TextSpec): RuleNode {
  const leaf = (name: string, value: string | undefined): RuleNode | undefined =>
    value === undefined ? undefined : { name, text: value };
  return node(
    'upd:LocalizedProperties',
    {},
    present([
      leaf('upd:Language', text.language),
      leaf('upd:Title', text.title),
      leaf('upd:Description', text.description),
      leaf('upd:UninstallNotes', text.uninstallNotes),
      ...(text.moreInfoUrls ?? []).map((url) => leaf('upd:MoreInfoUrl', url)),
      leaf('upd:SupportUrl', text.supportUrl),
    ]),
  );
}
