import { Buffer } from 'node:buffer';
import { ocspPath } from '../locations.ts';

/** Clients use GET up to 255 bytes of base64, RFC 5019 §5; percent signs may triple it. */
const MAX_PATH_CHARACTERS = 4096;

/**
 * The request in the path of a GET, RFC 6960 appendix A.1: base64, percent-encoded or not, behind the
 * responder's address. Undefined for another path; bytes that are no request make the responder say so.
 */
export function ocspRequestFromPath(path: string): Buffer | undefined {
  if (!path.startsWith(`${ocspPath}/`)) return undefined;
  const text = path.slice(ocspPath.length + 1);
  if (text.length > MAX_PATH_CHARACTERS) return Buffer.alloc(0);
  try {
    return Buffer.from(decodeURIComponent(text), 'base64');
  } catch {
    return Buffer.alloc(0);
  }
}
