import { XML } from './namespaces.ts';

/**
 * Which prefix stands for which namespace at the place being read. A lookup costs the same however many
 * declarations are in force, so that a document made of declarations stays linear to read.
 */
export class NamespaceScope {
  readonly #uris = new Map<string, string>([
    ['', ''],
    ['xml', XML],
  ]);
  readonly #undo: { readonly prefix: string; readonly before: string | undefined }[] = [];
  readonly #marks: number[] = [];

  /** Begins an element. */
  enter(): void {
    this.#marks.push(this.#undo.length);
  }

  /** Declares `prefix` (empty: the default namespace) on the element begun last. */
  declare(prefix: string, uri: string): void {
    const before = this.#uris.get(prefix);
    if (before === uri) return;
    this.#undo.push({ prefix, before });
    this.#uris.set(prefix, uri);
  }

  /** Ends the element begun last and takes its declarations back. */
  leave(): void {
    const mark = this.#marks.pop() ?? 0;
    while (this.#undo.length > mark) {
      const step = this.#undo.pop();
      if (step?.before !== undefined) this.#uris.set(step.prefix, step.before);
      else if (step !== undefined) this.#uris.delete(step.prefix);
    }
  }

  /** The namespace of `prefix`, or undefined where it is not declared. */
  uriOf(prefix: string): string | undefined {
    return this.#uris.get(prefix);
  }
}
