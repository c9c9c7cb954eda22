// Texts as UTF-8 bytes in large blocks, out of which a string is made when somebody asks for it. Millions of strings
// would be millions of objects; a few blocks go to another thread without a copy.
//
// What must stay true: a text is known by one number (where it starts and how long it is), and reading it back gives the
// characters that the XML meant: references resolved, line ends as XML reads them, `_xHHHH_` turned back where it may
// stand. Half a surrogate pair survives (as the three bytes it would have). Source: XML 1.0, 2.11 and 4.1; ECMA-376
// Part 1, 22.9.2.19 (ST_Xstring).

import { MAX_CELL_CHARACTERS } from "./readLimits.ts";

const BLOCK_BYTES = 2 ** 20;
/** Longer ones are cut: four times what Excel allows in a cell, in bytes. */
const MAX_TEXT_BYTES = 2 ** 18;
const LENGTHS = 2 ** 20;

/** The blocks of a heap; every text lies in one of them. */
export type TextBlocks = readonly Uint8Array[];

export class TextHeap {
  /** How many texts were longer than Excel allows in a cell. */
  tooLong = 0;
  readonly #blocks: Uint8Array[] = [];
  #block = new Uint8Array(4096);
  #start = 0;
  #end = 0;

  /** Adds a text of one piece; see `append`. */
  add(bytes: Uint8Array, from: number, to: number, hasEscapes: boolean): number {
    this.begin();
    this.append(bytes, from, to, hasEscapes);
    return this.end();
  }

  /** Adds a text that is a string already. */
  addString(text: string): number {
    this.begin();
    const cut = text.length > MAX_CELL_CHARACTERS ? text.slice(0, MAX_CELL_CHARACTERS) : text;
    this.#makeRoom(cut.length * 3);
    for (let at = 0; at < cut.length; at += 1) {
      const code = cut.codePointAt(at) as number;
      if (code > 0xffff) at += 1;
      this.#end = putCode(this.#block, this.#end, code);
    }
    return this.end();
  }

  /** Starts a text that comes in pieces. */
  begin(): void {
    this.#start = this.#end;
  }

  /** The text in numbers: where it starts and its bytes. */
  end(): number {
    const length = this.#end - this.#start;
    const place = this.#blocks.length * BLOCK_BYTES + this.#start;
    if (
      length > MAX_CELL_CHARACTERS &&
      textAt([this.#block], this.#start * LENGTHS + length).length > MAX_CELL_CHARACTERS
    )
      this.tooLong += 1;
    return place * LENGTHS + length;
  }

  /** Adds the characters that this piece of an element's content means. `hasEscapes`: `_xHHHH_` may stand in it. */
  append(bytes: Uint8Array, from: number, to: number, hasEscapes: boolean): void {
    const room = Math.min(to - from, MAX_TEXT_BYTES - (this.#end - this.#start));
    this.#makeRoom(room);
    const block = this.#block;
    const limit = this.#end + room;
    let end = this.#end;
    let at = from;
    while (at < to && end < limit) {
      const byte = bytes[at] as number;
      at += 1;
      if (byte === 0x26) {
        const semicolon = entityEnd(bytes, at, to);
        const code = semicolon < 0 ? -1 : entityCode(bytes, at, semicolon);
        if (code < 0) block[end++] = byte;
        else {
          end = putCode(block, end, code);
          at = semicolon + 1;
        }
      } else if (byte === 0x0d) {
        block[end++] = 0x0a;
        if (bytes[at] === 0x0a && at < to) at += 1;
      } else if (byte === 0x5f && hasEscapes && at + 6 <= to && isEscape(bytes, at)) {
        end = putCode(block, end, hexValue(bytes, at + 1, at + 5));
        at += 6;
      } else if (byte === 0x3c) {
        this.#end = end;
        at = this.#special(bytes, at - 1, to, limit);
        end = this.#end;
      } else block[end++] = byte;
    }
    this.#end = Math.min(end, limit);
  }

  /** Everything, in blocks of exactly the length they need. The heap is not to be used afterwards. */
  taken(): TextBlocks {
    return [...this.#blocks, this.#block.slice(0, this.#end)];
  }

  /** A CDATA section gives its characters as they stand; a comment gives none. */
  #special(bytes: Uint8Array, at: number, to: number, limit: number): number {
    const isCdata = bytes[at + 2] === 0x5b;
    const [first, second] = isCdata ? [0x5d, 0x5d] : [0x2d, 0x2d];
    const start = at + (isCdata ? 9 : 4);
    let close = start;
    while (
      close < to &&
      !(bytes[close] === first && bytes[close + 1] === second && bytes[close + 2] === 0x3e)
    )
      close += 1;
    if (isCdata) {
      const part = bytes.subarray(start, Math.min(close, start + Math.max(0, limit - this.#end)));
      this.#block.set(part, this.#end);
      this.#end += part.length;
    }
    return close + 3;
  }

  /** So many more bytes after the text that is being written, in one block. */
  #makeRoom(bytes: number): void {
    const needed = this.#end + bytes;
    if (needed <= this.#block.length) return;
    const text = this.#block.subarray(this.#start, this.#end);
    if (needed <= BLOCK_BYTES) {
      const wider = new Uint8Array(Math.min(BLOCK_BYTES, Math.max(needed, this.#block.length * 2)));
      wider.set(this.#block.subarray(0, this.#end));
      this.#block = wider;
      return;
    }
    const next = new Uint8Array(BLOCK_BYTES);
    next.set(text);
    this.#blocks.push(this.#block);
    this.#block = next;
    this.#end -= this.#start;
    this.#start = 0;
  }
}

function entityEnd(bytes: Uint8Array, from: number, to: number): number {
  const last = Math.min(to, from + 12);
  for (let at = from; at < last; at += 1) if (bytes[at] === 0x3b) return at;
  return -1;
}

/** The five names XML knows, without making a text: `&amp;` stands in every second name of a practice. */
function namedCode(bytes: Uint8Array, from: number, length: number): number {
  const first = bytes[from];
  const second = bytes[from + 1];
  if (length === 2 && second === 0x74) return first === 0x6c ? 0x3c : first === 0x67 ? 0x3e : -1;
  if (length === 3 && first === 0x61 && second === 0x6d && bytes[from + 2] === 0x70) return 0x26;
  if (length !== 4 || bytes[from + 3] !== (first === 0x71 ? 0x74 : 0x73)) return -1;
  if (first === 0x71 && second === 0x75 && bytes[from + 2] === 0x6f) return 0x22;
  return first === 0x61 && second === 0x70 && bytes[from + 2] === 0x6f ? 0x27 : -1;
}

/** The character that a reference means; -1 for one that XML does not know, which stays as it is written. */
function entityCode(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from] !== 0x23) return namedCode(bytes, from, to - from);
  let name = "";
  for (let at = from; at < to; at += 1) name += String.fromCharCode(bytes[at] as number);
  const code = /^#x[0-9a-f]+$/i.test(name)
    ? Number.parseInt(name.slice(2), 16)
    : /^#\d+$/.test(name)
      ? Number(name.slice(1))
      : -1;
  return code <= 0x10ffff ? code : -1;
}

/** Whether `xHHHH_` stands here. */
function isEscape(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== 0x78 || bytes[at + 5] !== 0x5f) return false;
  for (let digit = at + 1; digit < at + 5; digit += 1) if (hexDigit(bytes[digit] as number) < 0) return false;
  return true;
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

function hexValue(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 16 + hexDigit(bytes[at] as number);
  return value;
}

function putCode(block: Uint8Array, at: number, code: number): number {
  let end = at;
  if (code < 0x80) block[end++] = code;
  else {
    if (code < 0x800) block[end++] = 0xc0 | (code >> 6);
    else {
      if (code < 0x10000) block[end++] = 0xe0 | (code >> 12);
      else {
        block[end++] = 0xf0 | (code >> 18);
        block[end++] = 0x80 | ((code >> 12) & 0x3f);
      }
      block[end++] = 0x80 | ((code >> 6) & 0x3f);
    }
    block[end++] = 0x80 | (code & 0x3f);
  }
  return end;
}

/** The text that a number of `TextHeap.end` stands for. */
export function textAt(blocks: TextBlocks, text: number): string {
  const place = Math.floor(text / LENGTHS);
  const block = blocks[Math.floor(place / BLOCK_BYTES)];
  const start = place % BLOCK_BYTES;
  return block === undefined ? "" : utf8Text(block, start, start + (text % LENGTHS));
}

/** How many characters are put together at once: as arguments of one call, which engines limit. */
const AT_ONCE = 4096;

/** UTF-8 as a string; bytes that are none become U+FFFD, halves of surrogate pairs stay. */
export function utf8Text(bytes: Uint8Array, from: number, to: number): string {
  let isAscii = to - from <= AT_ONCE;
  for (let at = from; isAscii && at < to; at += 1) isAscii = (bytes[at] as number) < 0x80;
  if (isAscii) return String.fromCharCode.apply(null, bytes.subarray(from, to) as unknown as number[]);
  let text = "";
  let units: number[] = [];
  for (let at = from; at < to; ) {
    const [code, length] = codeAt(bytes, at, to);
    at += length;
    if (code < 0x10000) units.push(code);
    else units.push(0xd7c0 + (code >> 10), 0xdc00 + (code & 0x3ff));
    if (units.length >= AT_ONCE) {
      text += String.fromCharCode.apply(null, units);
      units = [];
    }
  }
  return text + String.fromCharCode.apply(null, units);
}

function codeAt(bytes: Uint8Array, at: number, to: number): readonly [number, number] {
  const first = bytes[at] as number;
  if (first < 0x80) return [first, 1];
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + length > to) return [0xfffd, 1];
  let code = first & (0x7f >> length);
  for (let next = at + 1; next < at + length; next += 1) {
    const byte = bytes[next] as number;
    if ((byte & 0xc0) !== 0x80) return [0xfffd, 1];
    code = (code << 6) | (byte & 0x3f);
  }
  const least = length === 4 ? 0x10000 : length === 3 ? 0x800 : 0x80;
  return code < least || code > 0x10ffff ? [0xfffd, 1] : [code, length];
}
