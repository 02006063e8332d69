/** A signature carries certificates, and these the address they are served at: it varies by a few dozen bytes. */
const SIGNATURE_VARIATION_BYTES = 4_096;

/**
 * Whether two documents built from a seed differ at most in what signing its cabinets anew changes: their digests
 * and, a little, their sizes. Then the stored revision stays, with the files it has.
 */
export function sameButSignature(stored: string, arriving: string): boolean {
  const before = takenApart(stored);
  const after = takenApart(arriving);
  return (
    before.rest === after.rest &&
    before.sizes.length === after.sizes.length &&
    before.sizes.every((size, at) => Math.abs(size - (after.sizes[at] ?? 0)) <= SIGNATURE_VARIATION_BYTES)
  );
}

function takenApart(xml: string): { rest: string; sizes: number[] } {
  const sizes: number[] = [];
  const noted = (name: string) => (_whole: string, size: string) => {
    sizes.push(Number(size));
    return `${name}=""`;
  };
  const rest = xml
    .replace(
      /<upd:File [^>]*FileName="[^"]*\.cab"[^>]*>(?:<upd:AdditionalDigest[^>]*>[^<]*<\/upd:AdditionalDigest>)*/g,
      (file) =>
        file
          .replace(/ Digest="[^"]*"/, ' Digest=""')
          .replace(/ Size="(\d+)"/, noted(' Size'))
          .replace(/>[^<]*<\/upd:AdditionalDigest>/g, '></upd:AdditionalDigest>'),
    )
    .replace(/ MaxDownloadSize="(\d+)"/g, noted(' MaxDownloadSize'));
  return { rest, sizes };
}
