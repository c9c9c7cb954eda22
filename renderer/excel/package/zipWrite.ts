// A package with some parts replaced, removed or added. Every other entry is copied with its local header, its
// compressed bytes, its extra fields and its date, in the same place of the same order; so are the bytes before the
// package, the archive's comment and whatever was appended after it.
//
// What must stay true: an untouched entry is never inflated; a replaced one keeps its name, date, attributes and
// extra fields, and loses only what describes its old bytes (sizes, checksum, data descriptor).
// Source: PKWARE APPNOTE.TXT 6.3.10, 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (end record).

import { deflateSync } from "fflate";
import { crc32 } from "./crc32.ts";
import { readU16, type ZipEntry, type ZipPackage } from "./zipRead.ts";

/** New content by part name; null removes the part; a name that is not there yet is added at the end. */
export type PartChanges = ReadonlyMap<string, Uint8Array | null>;

/** Sizes follow the data instead of standing in the header (bit 3); how hard it was compressed (bits 1 and 2). */
const STALE_FLAGS = 0b1110;
const UTF8 = 0x800;
const DEFLATED = 8;

interface Packed {
  readonly data: Uint8Array;
  readonly crc: number;
  readonly bytes: number;
}

interface Placed {
  readonly record: Uint8Array;
}

/** The whole file with those changes. Changing nothing gives back the same bytes. */
export function writeZip(zip: ZipPackage, changes: PartChanges): Uint8Array {
  if (changes.size === 0) return joined([zip.prefix, zip.bytes]);
  const pieces: Uint8Array[] = [];
  let at = 0;
  const put = (piece: Uint8Array) => {
    pieces.push(piece);
    at += piece.length;
  };
  const inPlace = [...zip.entries].sort((left, right) => left.start - right.start);
  put(zip.bytes.subarray(0, inPlace[0]?.start ?? zip.directoryStart));
  const placed = new Map<ZipEntry, Placed>();
  for (const entry of inPlace) {
    const content = changes.get(entry.name);
    if (content === null) continue;
    const start = at;
    if (content === undefined) {
      put(zip.bytes.subarray(entry.start, entry.end));
      placed.set(entry, { record: movedRecord(zip, entry, start) });
      continue;
    }
    const packed = pack(content);
    put(localHeader(zip, entry, packed));
    put(packed.data);
    placed.set(entry, { record: changedRecord(zip, entry, packed, start) });
  }
  const records: Uint8Array[] = zip.entries.flatMap((entry) => placed.get(entry)?.record ?? []);
  for (const [name, content] of changes) {
    if (content === null || zip.byName.has(name)) continue;
    const packed = pack(content);
    const start = at;
    const added = addedHeaders(zip, name, packed, start);
    put(added.local);
    put(packed.data);
    records.push(added.record);
  }
  const directoryStart = at;
  for (const record of records) put(record);
  put(endRecords(zip, records.length, directoryStart, at - directoryStart));
  return joined([zip.prefix, ...pieces]);
}

function pack(content: Uint8Array): Packed {
  return { data: deflateSync(content, { level: 6 }), crc: crc32(content), bytes: content.length };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function writeU16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value & 0xff;
  bytes[at + 1] = (value >>> 8) & 0xff;
}

function writeU32(bytes: Uint8Array, at: number, value: number): void {
  writeU16(bytes, at, value & 0xffff);
  writeU16(bytes, at + 2, value >>> 16);
}

function movedRecord(zip: ZipPackage, entry: ZipEntry, start: number): Uint8Array {
  const record = zip.bytes.slice(entry.recordStart, entry.recordEnd);
  const at = entry.offsetField.at - entry.recordStart;
  writeU32(record, at, start);
  if (entry.offsetField.width === 8) writeU32(record, at + 4, 0);
  return record;
}

/** Extra fields without zip64's, which would describe the old sizes; dates and owners stay. */
function extraFields(bytes: Uint8Array, start: number, length: number): Uint8Array {
  const kept: Uint8Array[] = [];
  let at = start;
  while (at + 4 <= start + length) {
    const end = at + 4 + readU16(bytes, at + 2);
    if (readU16(bytes, at) !== 1) kept.push(bytes.subarray(at, Math.min(end, start + length)));
    at = end;
  }
  return joined(kept);
}

/** What local header and directory record have in common, starting at the flags. */
function describe(header: Uint8Array, flagsAt: number, packed: Packed, extraLength: number): void {
  writeU16(header, flagsAt, readU16(header, flagsAt) & ~STALE_FLAGS);
  writeU16(header, flagsAt + 2, DEFLATED);
  writeU32(header, flagsAt + 8, packed.crc);
  writeU32(header, flagsAt + 12, packed.data.length);
  writeU32(header, flagsAt + 16, packed.bytes);
  writeU16(header, flagsAt + 22, extraLength);
  const versionAt = flagsAt - 2;
  if (readU16(header, versionAt) < 20) writeU16(header, versionAt, 20);
}

function localHeader(zip: ZipPackage, entry: ZipEntry, packed: Packed): Uint8Array {
  const { bytes } = zip;
  const nameLength = readU16(bytes, entry.start + 26);
  const extra = extraFields(bytes, entry.start + 30 + nameLength, readU16(bytes, entry.start + 28));
  const header = bytes.slice(entry.start, entry.start + 30 + nameLength);
  describe(header, 6, packed, extra.length);
  return joined([header, extra]);
}

function changedRecord(zip: ZipPackage, entry: ZipEntry, packed: Packed, start: number): Uint8Array {
  const { bytes } = zip;
  const nameEnd = entry.recordStart + 46 + readU16(bytes, entry.recordStart + 28);
  const extraLength = readU16(bytes, entry.recordStart + 30);
  const extra = extraFields(bytes, nameEnd, extraLength);
  const head = bytes.slice(entry.recordStart, nameEnd);
  describe(head, 8, packed, extra.length);
  writeU32(head, 42, start);
  return joined([head, extra, bytes.subarray(nameEnd + extraLength, entry.recordEnd)]);
}

/** Headers of a part that was not there; its date is the one of the package's first entry, so no clock is needed. */
function addedHeaders(
  zip: ZipPackage,
  name: string,
  packed: Packed,
  start: number,
): { readonly local: Uint8Array; readonly record: Uint8Array } {
  const nameBytes = Uint8Array.from(unescape8(name), (letter) => letter.charCodeAt(0));
  const first = zip.entries[0];
  const record = new Uint8Array(46 + nameBytes.length);
  writeU32(record, 0, 0x02014b50);
  writeU16(record, 4, 20);
  writeU16(record, 8, UTF8);
  if (first !== undefined) record.set(zip.bytes.subarray(first.recordStart + 12, first.recordStart + 16), 12);
  describe(record, 8, packed, 0);
  writeU16(record, 28, nameBytes.length);
  writeU32(record, 42, start);
  record.set(nameBytes, 46);
  const local = new Uint8Array(30 + nameBytes.length);
  writeU32(local, 0, 0x04034b50);
  // Version to flags, method, date, checksum, sizes and name length stand in the same order in both.
  local.set(record.subarray(6, 30), 4);
  local.set(nameBytes, 30);
  return { local, record };
}

/** A name as the characters of its UTF-8 bytes. */
function unescape8(name: string): string {
  return encodeURIComponent(name).replace(/%([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/**
 * The old end records (zip64's too, where there are) with the new numbers; the comment and anything appended stay.
 * zip64's are needed where entries have zip64 fields: some readers look for those only then.
 */
function endRecords(zip: ZipPackage, count: number, directoryStart: number, size: number): Uint8Array {
  const records = zip.bytes.slice(zip.directoryEnd);
  const end = zip.endRecord - zip.directoryEnd;
  if (end > 0) {
    for (const [at, value] of [
      [24, count],
      [32, count],
      [40, size],
      [48, directoryStart],
      [end - 12, directoryStart + size],
    ] as const) {
      writeU32(records, at, value);
      writeU32(records, at + 4, 0);
    }
  }
  writeU16(records, end + 4, 0);
  writeU16(records, end + 6, 0);
  writeU16(records, end + 8, count);
  writeU16(records, end + 10, count);
  writeU32(records, end + 12, size);
  writeU32(records, end + 16, directoryStart);
  return records;
}
