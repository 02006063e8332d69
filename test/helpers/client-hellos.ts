import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import tls, { type ConnectionOptions } from 'node:tls';
import { readClientHello } from '../../protocol/tls/read-client-hello.ts';

/** What a hello is built of; lengths are worked out, everything else is taken as it is. */
export interface HelloParts {
  readonly version?: number;
  readonly sessionId?: Buffer;
  readonly cipherSuites?: readonly number[];
  /** Number and content of each; `undefined` leaves out even their length. */
  readonly extensions?: readonly (readonly [number, Buffer])[] | undefined;
}

/** 16-bit numbers one behind the other. */
export const words = (...numbers: readonly number[]): Buffer =>
  Buffer.from(numbers.flatMap((number) => [number >> 8, number & 0xff]));

/** Bytes behind their length in one or two bytes. */
export const vector8 = (...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(content.length), content]);
};
export const vector16 = (...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([words(content.length), content]);
};

/** A server_name extension with `names`. */
export function serverNames(...names: readonly string[]): readonly [number, Buffer] {
  return [
    0,
    vector16(...names.map((name) => Buffer.concat([Buffer.of(0), vector16(Buffer.from(name, 'latin1'))]))),
  ];
}

/** A ClientHello message without records. */
export function helloMessageOf(parts: HelloParts): Buffer {
  const extensions = 'extensions' in parts ? parts.extensions : [];
  const body = Buffer.concat([
    words(parts.version ?? 0x0303),
    Buffer.alloc(32, 7),
    vector8(parts.sessionId ?? Buffer.alloc(0)),
    vector16(words(...(parts.cipherSuites ?? [0x1301]))),
    vector8(Buffer.of(0)),
    ...(extensions === undefined
      ? []
      : [
          vector16(
            ...extensions.map(([number, content]) => Buffer.concat([words(number), vector16(content)])),
          ),
        ]),
  ]);
  return Buffer.concat([Buffer.of(1, body.length >> 16), words(body.length & 0xffff), body]);
}

/** `message` in records of at most `size` bytes. */
export function recordsOf(message: Buffer, size = 16_384, version = 0x0301): Buffer {
  const records: Buffer[] = [];
  for (let offset = 0; offset < message.length; offset += size) {
    const content = message.subarray(offset, offset + size);
    records.push(Buffer.of(22), words(version), vector16(content));
  }
  return Buffer.concat(records);
}

/** A ClientHello in one record. */
export const helloBytes = (parts: HelloParts): Buffer => recordsOf(helloMessageOf(parts));

/** The content of the first record of `bytes`. */
export const messageIn = (bytes: Buffer): Buffer => bytes.subarray(5, 5 + bytes.readUInt16BE(3));

/** The hello of whatever `connect` points at the port it is given; the connection is closed once it is there. */
export async function captureHello(connect: (port: number) => unknown): Promise<Buffer> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const captured = new Promise<Buffer>((resolve) => {
    server.once('connection', (socket) => {
      let bytes = Buffer.alloc(0);
      socket.on('error', () => {});
      socket.on('data', (chunk: Buffer) => {
        bytes = Buffer.concat([bytes, chunk]);
        if (readClientHello(bytes).kind === 'more') return;
        socket.destroy();
        resolve(bytes);
      });
    });
  });
  const connected = connect((server.address() as AddressInfo).port);
  const bytes = await captured;
  server.close();
  await connected;
  return bytes;
}

/** The hello of `node:tls` with these options. */
export function nodeHello(options: ConnectionOptions): Promise<Buffer> {
  return captureHello((port) => {
    const socket = tls.connect({ ...options, port, host: '127.0.0.1' }).on('error', () => {});
    return new Promise((resolve) => socket.once('close', resolve));
  });
}
