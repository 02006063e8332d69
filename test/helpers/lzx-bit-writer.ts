/** Writes LZX frames: bits highest first into little-endian 16-bit words, and raw bytes between them. */
export class LzxBitWriter {
  private bytes: number[] = [];
  private word = 0;
  private filled = 0;

  bits(value: number, width: number): this {
    for (let bit = width - 1; bit >= 0; bit--) {
      this.word = (this.word << 1) | ((value >>> bit) & 1);
      if (++this.filled === 16) this.flush();
    }
    return this;
  }

  /** Pads to a whole word; with `always`, by a whole word where nothing is open. */
  align(always = false): this {
    if (this.filled > 0 || always) this.bits(0, 16 - this.filled);
    return this;
  }

  raw(data: Uint8Array): this {
    for (const byte of data) this.bytes.push(byte);
    return this;
  }

  /** The bytes of the frame, padded; the writer starts over. */
  take(): Uint8Array {
    const frame = Uint8Array.from(this.align().bytes);
    this.bytes = [];
    return frame;
  }

  private flush(): void {
    this.bytes.push(this.word & 0xff, (this.word >> 8) & 0xff);
    this.word = 0;
    this.filled = 0;
  }
}
