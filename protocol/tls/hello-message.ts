import { Buffer } from 'node:buffer';
import { HelloError } from './cursor.ts';

/** Content type of a record and type of a message, RFC 8446 §5.1 and §4. */
const HANDSHAKE = 22;
const CLIENT_HELLO = 1;
const RECORD_HEADER_BYTES = 5;
const MESSAGE_HEADER_BYTES = 4;
/** What one record holds, RFC 8446 §5.1. */
const MAX_RECORD_BYTES = 16_384;
/** What one hello may have; with a post-quantum key share it is below 2 KiB. */
const MAX_HELLO_BYTES = 16_384;
/** Records a hello may be cut into; tools that hide it from middleboxes make a handful. */
const MAX_RECORDS = 64;

/** The longest beginning of a connection that is still no whole hello. */
export const MAX_FIRST_BYTES = MESSAGE_HEADER_BYTES + MAX_HELLO_BYTES + MAX_RECORDS * RECORD_HEADER_BYTES;

/** A ClientHello out of its records. */
export interface HelloMessage {
  /** Of the first record. */
  readonly recordVersion: number;
  readonly body: Buffer;
}

interface TlsRecord {
  readonly version: number;
  /** What of it is here already. */
  readonly content: Buffer;
  readonly end: number;
}

/**
 * The first message of a connection, put together from its records. Undefined while it is not all there; throws
 * HelloError as soon as it can be no ClientHello.
 */
export function helloMessage(bytes: Buffer): HelloMessage | undefined {
  let recordVersion: number | undefined;
  let message: Buffer = Buffer.alloc(0);
  let offset = 0;
  for (let count = 0; count < MAX_RECORDS; count += 1) {
    const record = recordAt(bytes, offset);
    if (record === undefined) return undefined;
    recordVersion ??= record.version;
    message = message.length === 0 ? record.content : Buffer.concat([message, record.content]);
    const length = messageLength(message);
    if (length !== undefined && message.length >= length)
      return { recordVersion, body: message.subarray(MESSAGE_HEADER_BYTES, length) };
    if (record.end > bytes.length) return undefined;
    offset = record.end;
  }
  throw new HelloError(`the hello is cut into more than ${MAX_RECORDS} records`);
}

function recordAt(bytes: Buffer, offset: number): TlsRecord | undefined {
  const [type = HANDSHAKE, major = 3] = bytes.subarray(offset, offset + 2);
  if (offset === 0 && (type & 0x80) !== 0) throw new HelloError('no TLS: perhaps a hello of SSL 2.0');
  if (type !== HANDSHAKE || major !== 3)
    throw new HelloError(`no TLS handshake: a record begins with ${type} ${major} instead of ${HANDSHAKE} 3`);
  if (bytes.length < offset + RECORD_HEADER_BYTES) return undefined;
  const length = bytes.readUInt16BE(offset + 3);
  if (length === 0) throw new HelloError('a record of the hello is empty');
  if (length > MAX_RECORD_BYTES) throw new HelloError('a record of the hello is longer than records can be');
  const start = offset + RECORD_HEADER_BYTES;
  const end = start + length;
  return { version: bytes.readUInt16BE(offset + 1), content: bytes.subarray(start, end), end };
}

/** How long the message is with its header, as soon as that can be told. */
function messageLength(message: Buffer): number | undefined {
  const [type = CLIENT_HELLO] = message;
  if (type !== CLIENT_HELLO) throw new HelloError(`the first message is of type ${type}, no ClientHello`);
  if (message.length < MESSAGE_HEADER_BYTES) return undefined;
  const length = message.readUIntBE(1, 3);
  if (length > MAX_HELLO_BYTES) throw new HelloError(`the hello is longer than ${MAX_HELLO_BYTES} bytes`);
  return MESSAGE_HEADER_BYTES + length;
}
