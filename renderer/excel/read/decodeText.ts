// Bytes of a text file to text. CSV files say nothing about their encoding, so the bytes decide: a byte order
// mark first, then NUL bytes in every other place (UTF-16 without a mark), then whether they are valid UTF-8
// (Unicode 15, table 3-7), and what is left is Windows-1252, which is what "latin-1" files from Windows are.

import { strFromU8 } from "fflate";

export interface DecodedText {
  readonly text: string;
  /** In words, for the user: `UTF-8`, `UTF-16 little endian`, `Windows-1252`. */
  readonly encoding: string;
  /** True when nothing in the file said so and the bytes only allowed it. */
  readonly guessed: boolean;
}

// Windows-1252 at 0x80 to 0x9F; the five unused places stay as they are.
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** The text without its byte order mark. Never fails: every byte string is at least Windows-1252. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf)
    return known(utf8(bytes.subarray(3)), "UTF-8 with byte order mark");
  if (first === 0xff && second === 0xfe) return known(utf16(bytes, 2, true), "UTF-16 little endian");
  if (first === 0xfe && second === 0xff) return known(utf16(bytes, 2, false), "UTF-16 big endian");
  const unmarked = unmarkedUtf16(bytes);
  if (unmarked !== null)
    return {
      text: utf16(bytes, 0, unmarked === "little"),
      encoding: `UTF-16 ${unmarked} endian`,
      guessed: true,
    };
  if (isUtf8(bytes)) return known(utf8(bytes), "UTF-8");
  const text = strFromU8(bytes, true).replace(
    /[\u0080-\u009f]/g,
    (letter) => WINDOWS_1252[letter.charCodeAt(0) - 0x80] ?? letter,
  );
  return { text, encoding: "Windows-1252", guessed: true };
}

function known(text: string, encoding: string): DecodedText {
  return { text, encoding, guessed: false };
}

function utf8(bytes: Uint8Array): string {
  return isUtf8(bytes) ? strFromU8(bytes) : strFromU8(bytes, true);
}

/** Latin text in UTF-16 without a mark has a NUL in nearly every other byte. */
function unmarkedUtf16(bytes: Uint8Array): "little" | "big" | null {
  const length = Math.min(bytes.length, 2_000) & ~1;
  if (length < 4) return null;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) even += 1;
    if (bytes[at + 1] === 0) odd += 1;
  }
  const pairs = length / 2;
  if (odd > pairs * 0.7 && even < pairs * 0.1) return "little";
  if (even > pairs * 0.7 && odd < pairs * 0.1) return "big";
  return null;
}

function utf16(bytes: Uint8Array, from: number, little: boolean): string {
  const parts: string[] = [];
  const units: number[] = [];
  for (let at = from; at + 1 < bytes.length; at += 2) {
    const low = bytes[little ? at : at + 1] ?? 0;
    const high = bytes[little ? at + 1 : at] ?? 0;
    units.push(low | (high << 8));
    if (units.length === 8_192) parts.push(String.fromCharCode(...units.splice(0)));
  }
  parts.push(String.fromCharCode(...units));
  return parts.join("");
}

function isUtf8(bytes: Uint8Array): boolean {
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) {
      at += 1;
      continue;
    }
    const length =
      byte >= 0xc2 && byte < 0xe0 ? 2 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xf0 && byte < 0xf5 ? 4 : 0;
    if (length === 0 || at + length > bytes.length) return false;
    const second = bytes[at + 1] ?? 0;
    const lowest = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
    const highest = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
    if (second < lowest || second > highest) return false;
    for (let next = 2; next < length; next += 1) {
      if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return false;
    }
    at += length;
  }
  return true;
}
