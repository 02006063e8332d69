/**
 * [MS-XCA] §2.4.4 line by line, slow and plain, as a judge of the real unpacker. Gives undefined where the specification
 * demands an error: reads outside the input, or writes more than `most` bytes.
 */
export function unpackByTheBook(input: Uint8Array, most: number): Buffer | undefined {
  const output: number[] = [];
  let bufferedFlags = 0;
  let bufferedFlagCount = 0;
  let inputPosition = 0;
  let lastLengthHalfByte = 0;
  const read = (bytes: number): number => {
    if (inputPosition + bytes > input.length) throw new RangeError('outside the input');
    let value = 0;
    for (let i = bytes - 1; i >= 0; i--) value = value * 256 + input[inputPosition + i]!;
    inputPosition += bytes;
    return value;
  };
  const write = (byte: number): void => {
    if (output.length >= most) throw new RangeError('outside the output');
    output.push(byte);
  };
  const readLength = (): number => {
    let length: number;
    if (lastLengthHalfByte === 0) {
      lastLengthHalfByte = inputPosition;
      length = read(1) % 16;
    } else {
      length = Math.floor(input[lastLengthHalfByte]! / 16);
      lastLengthHalfByte = 0;
    }
    if (length === 15) {
      length = read(1);
      if (length === 255) {
        length = read(2);
        if (length === 0) length = read(4);
        if (length < 15 + 7) throw new RangeError('a length that is too small');
        length -= 15 + 7;
      }
      length += 15;
    }
    return length + 7;
  };
  try {
    for (;;) {
      if (bufferedFlagCount === 0) {
        bufferedFlags = read(4);
        bufferedFlagCount = 32;
      }
      bufferedFlagCount--;
      if (Math.floor(bufferedFlags / 2 ** bufferedFlagCount) % 2 === 0) {
        write(read(1));
        continue;
      }
      if (inputPosition === input.length) return Buffer.from(output);
      const matchBytes = read(2);
      const matchOffset = Math.floor(matchBytes / 8) + 1;
      let matchLength = matchBytes % 8;
      if (matchLength === 7) matchLength = readLength();
      matchLength += 3;
      for (let i = 0; i < matchLength; i++) {
        const earlier = output[output.length - matchOffset];
        if (earlier === undefined) throw new RangeError('outside the output');
        write(earlier);
      }
    }
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
