// The table of shared texts from bytes into the heap, and what a text with formatted runs says.
//
// Source: ECMA-376 Part 1, 18.4.8 (si), 18.4.9 (sst), 18.4.4 (r), 18.4.6 (rPh: hints how to pronounce, no text).

import { Malformed } from "../package/xmlScan.ts";
import { GrowingList } from "./growingList.ts";
import type { ByteScanner } from "./pieceReader.ts";
import type { TextHeap } from "./textHeap.ts";
import { afterElement, afterSpecial, afterTag, localNameAt } from "./xmlBytes.ts";

/** More texts than a workbook may have cells. */
export class TooManyTexts extends Error {}

/** The text of an `si` or `is` from after its opening tag up to after its closing one; true when it has runs. */
export function appendItem(heap: TextHeap, bytes: Uint8Array, from: number, to: number): boolean {
  let isRich = false;
  for (let at = bytes.indexOf(0x3c, from); at >= 0 && at + 1 < to; ) {
    const kind = bytes[at + 1];
    let next: number;
    if (kind === 0x21 || kind === 0x3f) next = afterSpecial(bytes, at, to);
    else {
      next = afterTag(bytes, at, to);
      const name = localNameAt(bytes, at, to);
      if (name === "rPh") next = afterElement(bytes, at, to);
      else if (name === "r") isRich = true;
      else if (name === "t" && kind !== 0x2f && bytes[next - 2] !== 0x2f) {
        const after = afterElement(bytes, at, to);
        // The closing tag holds no "<", so the last one begins it.
        const close = bytes.lastIndexOf(0x3c, after - 1);
        heap.append(bytes, next, close, true);
        next = after;
      }
    }
    if (next < 0) throw new Malformed();
    at = bytes.indexOf(0x3c, next);
  }
  return isRich;
}

export class StringScan implements ByteScanner {
  /** Texts of the heap in their order. */
  readonly texts = new GrowingList<Float64Array>((length) => new Float64Array(length));
  richTexts = 0;
  readonly #heap: TextHeap;
  readonly #most: number;
  #depth = 0;
  #isClosed = false;

  constructor(heap: TextHeap, most: number) {
    this.#heap = heap;
    this.#most = most;
  }

  scan(bytes: Uint8Array, end: number, isLast: boolean): number {
    let at = 0;
    for (;;) {
      at = bytes.indexOf(0x3c, at);
      if (at < 0 || at >= end) {
        at = end;
        break;
      }
      const next = this.#step(bytes, at, end);
      if (next < 0) break;
      at = next;
    }
    if (isLast && (at < end || !this.#isClosed)) throw new Malformed();
    return at;
  }

  #step(bytes: Uint8Array, at: number, end: number): number {
    if (at + 1 >= end) return -1;
    const kind = bytes[at + 1];
    if (kind === 0x21 || kind === 0x3f) return afterSpecial(bytes, at, end);
    const after = afterTag(bytes, at, end);
    if (after < 0) return -1;
    if (kind === 0x2f) {
      this.#depth -= 1;
      this.#isClosed = this.#depth === 0;
      return after;
    }
    if (this.#isClosed) throw new Malformed();
    const isEmpty = bytes[after - 2] === 0x2f;
    if (this.#depth === 0) {
      this.#depth = isEmpty ? 0 : 1;
      this.#isClosed = isEmpty;
      return after;
    }
    const close = isEmpty ? after : afterElement(bytes, at, end);
    if (close < 0) return -1;
    if (localNameAt(bytes, at, end) === "si") {
      this.#heap.begin();
      if (!isEmpty && appendItem(this.#heap, bytes, after, close)) this.richTexts += 1;
      this.texts.push(this.#heap.end());
      if (this.texts.length > this.#most) throw new TooManyTexts();
    }
    return close;
  }
}
