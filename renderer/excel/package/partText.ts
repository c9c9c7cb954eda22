// An XML part as text that can be cut and put together again without changing a byte of what stays. Every byte is
// one character, so nothing is lost in decoding, whatever the bytes are; what is put in is encoded first. (UTF-16,
// which no spreadsheet program writes but the standard allows, is decoded to real characters and back.)
//
// What must stay true: `bytesOf(text)` of an unchanged text gives the part's own bytes; document type
// declarations (entities!) are refused, never expanded.

import { strFromU8, strToU8 } from "fflate";
import { done, failed, type Result } from "../../plan/problem.ts";

export interface PartText {
  readonly text: string;
  /** Characters as this part spells them. */
  encode(text: string): string;
  /** Characters of this part as they are read: the inverse of `encode`. */
  decode(raw: string): string;
  bytesOf(text: string): Uint8Array;
}

/** An XML part opened for cutting. */
export function openPart(bytes: Uint8Array, fileName: string): Result<PartText> {
  const part = isUtf16(bytes) ? utf16Part(bytes) : bytePart(bytes);
  if (/<!DOCTYPE|<!ENTITY/i.test(part.text.slice(0, 10_000))) {
    return failed("xml-entities", `${fileName} declares XML entities, which no spreadsheet program writes.`, {
      remedy: "Do not trust this file. If it opens in Excel, copy the cells into a new workbook.",
      where: { file: fileName },
    });
  }
  return done(part);
}

function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || second === 0;
}

const NOT_ASCII = /[\u0080-\u{10ffff}]/u;

function bytePart(bytes: Uint8Array): PartText {
  const text = strFromU8(bytes, true);
  const declared = /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']/.exec(
    text.slice(0, 200),
  );
  const isUtf8 = declared === null || /^(utf-?8|us-ascii)$/i.test(declared[1] ?? "");
  const encode = isUtf8 ? (plain: string) => strFromU8(strToU8(plain), true) : references;
  return {
    text,
    encode: (plain) => (NOT_ASCII.test(plain) ? encode(plain) : plain),
    decode: (raw) => (isUtf8 && /[\u0080-\u00ff]/.test(raw) ? strFromU8(strToU8(raw, true)) : raw),
    bytesOf: (whole) => strToU8(whole, true),
  };
}

/** Character references, for encodings other than Unicode's: they mean the same in each. */
function references(plain: string): string {
  return plain.replace(/[\u0080-\u{10ffff}]/gu, (character) => `&#${character.codePointAt(0)};`);
}

function utf16Part(bytes: Uint8Array): PartText {
  const little = bytes[0] === 0xff || (bytes[0] !== 0xfe && bytes[1] === 0);
  const pieces: string[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const low = bytes[little ? at : at + 1] ?? 0;
    const high = bytes[little ? at + 1 : at] ?? 0;
    pieces.push(String.fromCharCode(low | (high << 8)));
  }
  return {
    text: pieces.join(""),
    encode: (plain) => plain,
    decode: (raw) => raw,
    bytesOf: (whole) => {
      const out = new Uint8Array(whole.length * 2);
      for (let at = 0; at < whole.length; at += 1) {
        const code = whole.charCodeAt(at);
        out[at * 2 + (little ? 0 : 1)] = code & 0xff;
        out[at * 2 + (little ? 1 : 0)] = code >>> 8;
      }
      return out;
    },
  };
}

export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with those places replaced. They must not overlap; insertions at one place keep their order. */
export function spliced(text: string, splices: readonly Splice[]): string {
  const inOrder = [...splices].sort((left, right) => left.start - right.start || left.end - right.end);
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, text: replacement } of inOrder) {
    pieces.push(text.slice(at, start), replacement);
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join("");
}
