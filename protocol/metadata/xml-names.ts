/** A name taken apart at its colon. */
export interface QName {
  /** As written. */
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
}

const START =
  'A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F' +
  '\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const NCNAME = `[${START}][${START}\\-.0-9\\xB7\\u0300-\\u036F\\u203F\\u2040]*`;
const QNAME = new RegExp(`^(?:(${NCNAME}):)?(${NCNAME})$`, 'u');

/** `name` split into prefix and local part, or undefined when it is no QName: Namespaces in XML 1.0 §4. */
export function splitName(name: string): QName | undefined {
  const match = QNAME.exec(name);
  return match === null ? undefined : { name, prefix: match[1] ?? '', local: match[2] ?? '' };
}
