const FRAME_BYTES = 32_768;
/** Frames behind the first gigabyte are left alone. */
const MAX_FRAMES = 32_768;
const CALL = 0xe8;
/** The opcode and its 32-bit target. */
const CALL_BYTES = 5;
/** A call that starts in the last ten bytes of a frame is left alone. */
const FRAME_TAIL = 10;

/**
 * Undoes, in place, the preparation of Intel machine code: the packer turned the relative target behind each 0xE8
 * byte (CALL) into an absolute one, which repeats more often. `fileSize` is the value the packer wrote for it,
 * not the size of any file. Only for the finished output: matches refer to bytes before this step.
 */
export function restoreCalls(output: Uint8Array, fileSize: number): void {
  const view = new DataView(output.buffer, output.byteOffset, output.length);
  const end = Math.min(output.length, MAX_FRAMES * FRAME_BYTES);
  let at = output.indexOf(CALL);
  while (at !== -1 && at < end) {
    const frameEnd = Math.min(end, (Math.floor(at / FRAME_BYTES) + 1) * FRAME_BYTES);
    const inTail = at >= frameEnd - FRAME_TAIL;
    if (!inTail) restoreCall(view, at, fileSize);
    at = output.indexOf(CALL, inTail ? frameEnd : at + CALL_BYTES);
  }
}

function restoreCall(view: DataView, at: number, fileSize: number): void {
  const target = view.getInt32(at + 1, true);
  if (target < -at || target >= fileSize) return;
  view.setInt32(at + 1, target >= 0 ? target - at : target + fileSize, true);
}
