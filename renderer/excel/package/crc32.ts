// The checksum of zip entries (CRC-32, ISO 3309; APPNOTE.TXT 4.4.7). fflate keeps its own to itself.

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest >>> 0;
});

/** The unsigned 32-bit checksum of the bytes. */
export function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  // By index: over a whole sheet an iterator takes several times as long.
  for (let at = 0; at < bytes.length; at += 1)
    sum = (TABLE[(sum ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}
