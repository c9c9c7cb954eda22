// XML looked at as bytes: where a tag ends, what it is called, what its attributes say. For the parts that are too big to
// become a string; the small ones are read with package/xmlScan.ts.
//
// What must stay true: -1 means that the bytes so far do not tell, never that something is wrong; what can be told to be
// wrong is Malformed; a document type declaration (entities!) is refused, never looked into. Source: XML 1.0, 2 and 3.

import { Malformed } from "../package/xmlScan.ts";
import { utf8Text } from "./textHeap.ts";

/** A document type declaration was met. */
export class HasEntities extends Error {}

export function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Whether a name ends before this byte. */
export function isNameEnd(byte: number | undefined): boolean {
  return byte === 0x3e || byte === 0x2f || isBlank(byte);
}

/** After the ">" of the tag that starts at `at`; quoted ones do not end it. */
export function afterTag(bytes: Uint8Array, at: number, end: number): number {
  for (let next = at + 1; next < end; next += 1) {
    const byte = bytes[next];
    if (byte === 0x3e) return next + 1;
    if (byte === 0x3c) throw new Malformed();
    if (byte === 0x22 || byte === 0x27) {
      for (next += 1; next < end && bytes[next] !== byte; next += 1)
        // A "<" cannot stand in a value (XML 1.0, 2.3): a quote is missing, and tags would be taken for text.
        if (bytes[next] === 0x3c) throw new Malformed();
      if (next >= end) return -1;
    }
  }
  return -1;
}

/** After the comment, CDATA section or processing instruction at `at`. */
export function afterSpecial(bytes: Uint8Array, at: number, end: number): number {
  if (end - at < 9) return -1;
  if (bytes[at + 1] === 0x3f) return afterBytes(bytes, at + 2, end, [0x3f, 0x3e]);
  if (bytes[at + 2] === 0x2d && bytes[at + 3] === 0x2d)
    return afterBytes(bytes, at + 4, end, [0x2d, 0x2d, 0x3e]);
  if (bytes[at + 2] === 0x5b) return afterBytes(bytes, at + 9, end, [0x5d, 0x5d, 0x3e]);
  throw new HasEntities();
}

function afterBytes(bytes: Uint8Array, from: number, end: number, wanted: readonly number[]): number {
  const [first = 0] = wanted;
  for (
    let at = bytes.indexOf(first, from);
    at >= 0 && at + wanted.length <= end;
    at = bytes.indexOf(first, at + 1)
  ) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at + wanted.length;
  }
  return -1;
}

/** The name of the tag at `at` without its prefix. */
export function localNameAt(bytes: Uint8Array, at: number, end: number): string {
  let from = bytes[at + 1] === 0x2f ? at + 2 : at + 1;
  let to = from;
  while (to < end && !isNameEnd(bytes[to])) {
    if (bytes[to] === 0x3a) from = to + 1;
    to += 1;
  }
  if (to === from) throw new Malformed();
  return utf8Text(bytes, from, to);
}

/** After the end of the element at `at`, whatever is in it. It must end with a tag of its own name. */
export function afterElement(bytes: Uint8Array, at: number, end: number): number {
  let depth = 0;
  for (let next = at; ; ) {
    next = bytes.indexOf(0x3c, next);
    if (next < 0 || next + 1 >= end) return -1;
    const kind = bytes[next + 1];
    if (kind === 0x21 || kind === 0x3f) {
      next = afterSpecial(bytes, next, end);
      if (next < 0) return -1;
      continue;
    }
    const after = afterTag(bytes, next, end);
    if (after < 0) return -1;
    if (kind === 0x2f) depth -= 1;
    else if (bytes[after - 2] !== 0x2f) depth += 1;
    if (depth <= 0) {
      if (next !== at && !isSameName(bytes, at + 1, next + 2)) throw new Malformed();
      return after;
    }
    next = after;
  }
}

function isSameName(bytes: Uint8Array, open: number, close: number): boolean {
  for (let at = 0; ; at += 1) {
    const isEnd = isNameEnd(bytes[open + at]);
    if (isEnd || bytes[open + at] !== bytes[close + at]) return isEnd && isNameEnd(bytes[close + at]);
  }
}

/** The value of an attribute of the tag between `at` and `after`, or null. For tags that do not come by the million. */
export function attributeIn(bytes: Uint8Array, at: number, after: number, name: string): string | null {
  const text = utf8Text(bytes, at, after);
  const found = new RegExp(`\\s(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(text);
  return found === null ? null : (found[1] ?? found[2] ?? "");
}
