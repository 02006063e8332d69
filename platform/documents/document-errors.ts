import type { ErrorCode } from '../errors/index.ts';

/** The errors of one kind of file that people write. Their texts have these holes. */
export interface DocumentErrors {
  /** `{file}`, `{reason}` */
  readonly unreadable: ErrorCode;
  /** `{file}`, `{limit}` */
  readonly tooLarge: ErrorCode;
  /** Neither YAML nor JSON: `{file}`, `{problem}`. */
  readonly syntax: ErrorCode;
  /** Not what the schema wants: `{where}`, `{problem}`, `{repair}`. */
  readonly invalid: ErrorCode;
}
