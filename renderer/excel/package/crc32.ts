// The checksum of zip entries (CRC-32, ISO 3309; APPNOTE.TXT 4.4.7). fflate keeps its own to itself.
//
// Four bytes at a time with four tables ("slicing by 4"), because a sheet of a hundred megabytes is checked as it is read.

/** TABLES[k * 256 + byte]: the byte's share of the sum after k more bytes. */
const TABLES = new Int32Array(4 * 256);
for (let byte = 0; byte < 256; byte += 1) {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  TABLES[byte] = rest;
}
for (let at = 256; at < TABLES.length; at += 1) {
  const shorter = TABLES[at - 256] ?? 0;
  TABLES[at] = (TABLES[shorter & 0xff] ?? 0) ^ (shorter >>> 8);
}

/** The unsigned 32-bit checksum of the bytes; `before` is the checksum of what came before them. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let sum = ~before;
  let at = 0;
  // By index: over a whole sheet an iterator takes several times as long.
  for (const last = bytes.length - 4; at <= last; at += 4) {
    const word =
      sum ^
      ((bytes[at] as number) |
        ((bytes[at + 1] as number) << 8) |
        ((bytes[at + 2] as number) << 16) |
        ((bytes[at + 3] as number) << 24));
    sum =
      (TABLES[768 + (word & 0xff)] as number) ^
      (TABLES[512 + ((word >>> 8) & 0xff)] as number) ^
      (TABLES[256 + ((word >>> 16) & 0xff)] as number) ^
      (TABLES[word >>> 24] as number);
  }
  for (; at < bytes.length; at += 1)
    sum = (TABLES[(sum ^ (bytes[at] as number)) & 0xff] as number) ^ (sum >>> 8);
  return ~sum >>> 0;
}
