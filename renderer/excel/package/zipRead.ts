// The zip around a workbook, seen as byte ranges: which bytes belong to which entry. Nothing is inflated and nothing is
// interpreted that need not be, so that zipWrite.ts can copy every untouched entry as it stands.
//
// What must stay true: the ranges of the entries do not overlap and lie before the central directory; a package
// whose directory can be read in two ways (two entries of one name, ranges over each other) is refused.
// Source: PKWARE APPNOTE.TXT 6.3.10, 4.3 (records) and 4.5.3 (zip64).

import { done, failed, type Result } from "../../plan/problem.ts";
import { countProblem, sizeProblem } from "../read/packageLimits.ts";

export interface ZipEntry {
  /** As in the directory, slashes untouched. */
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Everything up to the next entry: local header, data, data descriptor, padding. */
  readonly start: number;
  readonly end: number;
  readonly dataStart: number;
  /** The entry's record in the central directory. */
  readonly recordStart: number;
  readonly recordEnd: number;
  /** Where the record says where the local header is; 8 bytes wide in zip64, else 4. */
  readonly offsetField: { readonly at: number; readonly width: 4 | 8 };
}

export interface ZipPackage {
  readonly fileName: string;
  /** The file from the package's first byte on: what other offsets count from. */
  readonly bytes: Uint8Array;
  /** Bytes that stand before the package (a self-extracting program, a mail header), kept as they are. */
  readonly prefix: Uint8Array;
  /** In the order of the directory. */
  readonly entries: readonly ZipEntry[];
  readonly byName: ReadonlyMap<string, ZipEntry>;
  readonly directoryStart: number;
  readonly directoryEnd: number;
  /** The end record (22 bytes); what follows it (comment, anything appended) is kept. */
  readonly endRecord: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const ALL_ONES = 0xffffffff;
const ENCRYPTED = 1;
const UTF8 = 0x800;

/** Little-endian numbers out of bytes; beyond the end everything is 0. */
export function readU16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}

export function readU32(bytes: Uint8Array, at: number): number {
  return (readU16(bytes, at) | (readU16(bytes, at + 2) << 16)) >>> 0;
}

/** Exact up to 2^53, far beyond the largest file that is read. */
function readU64(bytes: Uint8Array, at: number): number {
  return readU32(bytes, at) + readU32(bytes, at + 4) * 2 ** 32;
}

/** The package's entries as byte ranges; the limits on their number and sizes are checked. */
export function readZip(given: Uint8Array, fileName: string): Result<ZipPackage> {
  // Node's own kind of byte array shares its memory where others copy; here every slice must be a copy.
  const file = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  const end = endRecordOf(file);
  if (end === null) return damaged(fileName, "its zip directory is missing or cut short");
  let directorySize = readU32(file, end + 12);
  let directoryStart = readU32(file, end + 16);
  let count = readU16(file, end + 10);
  let directoryEnd = end;
  if (end >= 20 && readU32(file, end - 20) === LOCATOR64) {
    directoryEnd = findEnd64(file, end - 20);
    if (directoryEnd < 0) return damaged(fileName, "its zip directory is missing or cut short");
    count = readU64(file, directoryEnd + 32);
    directorySize = readU64(file, directoryEnd + 40);
    directoryStart = readU64(file, directoryEnd + 48);
  }
  // Bytes glued on in front shift every offset by their number; the directory still ends where it ends.
  const shift = directoryEnd - directorySize - directoryStart;
  if (shift < 0) return damaged(fileName, "its zip directory lies outside the file");
  const bytes = file.subarray(shift);
  const tooMany = countProblem(count, fileName);
  if (tooMany !== null) return { ok: false, problem: tooMany };
  const zip = {
    fileName,
    bytes,
    prefix: file.subarray(0, shift),
    directoryStart,
    directoryEnd: directoryEnd - shift,
    endRecord: end - shift,
  };
  const entries = readDirectory(zip, count);
  if (!entries.ok) return entries;
  const tooBig = sizeProblem(entries.value, fileName);
  if (tooBig !== null) return { ok: false, problem: tooBig };
  const byName = new Map(entries.value.map((entry) => [entry.name, entry]));
  if (byName.size < entries.value.length) {
    const twice = entries.value.find((entry) => byName.get(entry.name) !== entry);
    return failed(
      "duplicate-part",
      `${fileName} holds two parts called ${twice?.name}; programs disagree which of them counts.`,
      { remedy: "Open it in Excel and save it under a new name.", where: { file: fileName } },
    );
  }
  return done({ ...zip, entries: entries.value, byName });
}

/** The last end record of the file, whose comment (or what was appended) may be up to 64 KB long. */
function endRecordOf(file: Uint8Array): number | null {
  const first = Math.max(0, file.length - 22 - 0xffff);
  for (let at = file.length - 22; at >= first; at -= 1) {
    if (readU32(file, at) === END) return at;
  }
  return null;
}

/** The zip64 end record: where the locator says, or before the locator where something was glued on in front. */
function findEnd64(file: Uint8Array, locator: number): number {
  const said = readU64(file, locator + 8);
  if (said < locator && readU32(file, said) === END64) return said;
  const usual = locator - 56;
  return usual >= 0 && readU32(file, usual) === END64 ? usual : -1;
}

type Frame = Pick<ZipPackage, "bytes" | "fileName" | "directoryStart" | "directoryEnd">;

function readDirectory(zip: Frame, count: number): Result<readonly ZipEntry[]> {
  const { bytes, fileName, directoryStart, directoryEnd } = zip;
  const entries: ZipEntry[] = [];
  let at = directoryStart;
  for (let index = 0; index < count; index += 1) {
    const recordEnd = at + 46 + readU16(bytes, at + 28) + readU16(bytes, at + 30) + readU16(bytes, at + 32);
    if (readU32(bytes, at) !== CENTRAL || recordEnd > directoryEnd)
      return damaged(fileName, "its zip directory is missing or cut short");
    const flags = readU16(bytes, at + 8);
    const nameEnd = at + 46 + readU16(bytes, at + 28);
    const name = nameOf(bytes.subarray(at + 46, nameEnd), (flags & UTF8) !== 0);
    if ((flags & ENCRYPTED) !== 0) {
      return failed("encrypted-part", `${fileName} holds an encrypted part (${name}).`, {
        remedy: "Open it with its password, save it without, and use that file.",
        where: { file: fileName },
      });
    }
    const sizes = sizesOf(bytes, at, nameEnd);
    const start = sizes.offset;
    if (start + 30 > directoryStart || readU32(bytes, start) !== LOCAL)
      return damaged(fileName, `its part ${name} is not where the zip directory says`);
    const dataStart = start + 30 + readU16(bytes, start + 26) + readU16(bytes, start + 28);
    entries.push({
      name,
      method: readU16(bytes, at + 10),
      crc: readU32(bytes, at + 16),
      packedBytes: sizes.packed,
      bytes: sizes.size,
      start,
      end: directoryStart,
      dataStart,
      recordStart: at,
      recordEnd,
      offsetField: sizes.offsetField,
    });
    at = recordEnd;
  }
  return withEnds(entries, directoryStart, fileName);
}

/** Names are UTF-8 where marked so; otherwise each byte is kept as one character, which is all a lookup needs. */
function nameOf(bytes: Uint8Array, utf8: boolean): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  if (!utf8) return text;
  try {
    return decodeURIComponent(text.replace(/[%\u0080-\u00ff]/g, percent));
  } catch {
    return text;
  }
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}

interface Sizes {
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  readonly offsetField: ZipEntry["offsetField"];
}

/** Sizes and offset; those that are all ones stand in the zip64 extra field, in this order (APPNOTE 4.5.3). */
function sizesOf(bytes: Uint8Array, record: number, extraStart: number): Sizes {
  let size = readU32(bytes, record + 24);
  let packed = readU32(bytes, record + 20);
  let offset = readU32(bytes, record + 42);
  let offsetField: ZipEntry["offsetField"] = { at: record + 42, width: 4 };
  let at = zip64Field(bytes, extraStart, extraStart + readU16(bytes, record + 30));
  if (at < 0) return { packed, size, offset, offsetField };
  if (size === ALL_ONES) {
    size = readU64(bytes, at);
    at += 8;
  }
  if (packed === ALL_ONES) {
    packed = readU64(bytes, at);
    at += 8;
  }
  if (offset === ALL_ONES) {
    offset = readU64(bytes, at);
    offsetField = { at, width: 8 };
  }
  return { packed, size, offset, offsetField };
}

/** Where the content of the zip64 field starts within the extra fields, or -1. */
function zip64Field(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at + 4 <= end; at += 4 + readU16(bytes, at + 2)) {
    if (readU16(bytes, at) === 1) return at + 4;
  }
  return -1;
}

function withEnds(
  entries: readonly ZipEntry[],
  directoryStart: number,
  fileName: string,
): Result<readonly ZipEntry[]> {
  const inPlace = [...entries].sort((left, right) => left.start - right.start);
  const ends = new Map<ZipEntry, number>();
  for (const [index, entry] of inPlace.entries()) {
    const end = inPlace[index + 1]?.start ?? directoryStart;
    if (entry.dataStart + entry.packedBytes > end)
      return damaged(fileName, `its part ${entry.name} runs into the next one`);
    ends.set(entry, end);
  }
  return done(entries.map((entry) => ({ ...entry, end: ends.get(entry) ?? directoryStart })));
}

/** A sentence for a package that cannot be taken apart. */
export function damaged<T>(fileName: string, why: string): Result<T> {
  return failed("damaged-package", `${fileName} is damaged: ${why}.`, {
    remedy: "Download or copy the file again; if it opens in Excel, save it there under a new name.",
    where: { file: fileName },
  });
}
