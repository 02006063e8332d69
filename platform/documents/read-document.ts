import { fail } from '../errors/index.ts';
import type { SchemaProblem } from './check-schema.ts';
import type { DocumentErrors } from './document-errors.ts';
import { parseText, pathText, type ValuePath } from './parse-text.ts';

/** One kind of file that people write, such as seeds. */
export interface DocumentKind {
  readonly errors: Pick<DocumentErrors, 'tooLarge' | 'syntax' | 'invalid'>;
  /** The first thing about a value that makes it none of this kind. */
  readonly findProblem: (value: unknown) => SchemaProblem | undefined;
  /** What is checked and returned in place of what the text says; for texts that build on others. */
  readonly complete?: (value: unknown) => unknown;
}

/** A document that is of its kind. */
export interface CheckedDocument {
  readonly value: unknown;
  /** A place in it as errors name it: `demo.yaml:12, updates[3].files[0].size`. */
  readonly where: (path: ValuePath) => string;
}

/** Reads YAML, or JSON where `name` ends in `.json`, and checks it. Throws the errors of its kind. */
export function readDocument(text: string, name: string, kind: DocumentKind): CheckedDocument {
  const { value, lineOf } = parseText(text, name, kind.errors);
  const whole = kind.complete === undefined ? value : kind.complete(value);
  const where = (path: ValuePath): string => placeOf(name, path, lineOf(path));
  const found = kind.findProblem(whole);
  if (found !== undefined) {
    const { path, problem, repair } = found;
    fail(kind.errors.invalid, { where: where(path), problem, repair });
  }
  return { value: whole, where };
}

function placeOf(name: string, path: ValuePath, line: number | undefined): string {
  const inside = pathText(path);
  return `${name}${line === undefined ? '' : `:${line}`}${inside ? `, ${inside}` : ''}`;
}
