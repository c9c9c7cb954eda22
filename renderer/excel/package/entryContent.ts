// What is packed in a zip entry: at once for small parts, piece by piece for sheets, so that a sheet of any size is
// never in memory as a whole.
//
// What must stay true: never more bytes come out than the directory promised (and packageLimits.ts let through); what
// comes out has the promised length and checksum, or it is a problem, so that damage is never taken for content.

import { Inflate, inflateSync } from "fflate";
import type { Problem, Result } from "../../plan/problem.ts";
import { crc32 } from "./crc32.ts";
import { damaged, type ZipEntry, type ZipPackage } from "./zipRead.ts";

const STORED = 0;
const DEFLATED = 8;

/** Packed bytes handed to the inflater at once: they become at most a thousand times as many before anybody can look. */
const PIECE_BYTES = 16 * 1024;

/** The whole content. */
export function inflateEntry(zip: ZipPackage, entry: ZipEntry): Result<Uint8Array> {
  const packed = packedBytes(zip, entry);
  let content = packed;
  try {
    if (entry.method === DEFLATED) content = inflateSync(packed, { out: new Uint8Array(entry.bytes) });
    else if (entry.method === STORED) content = packed.slice();
    else return cannotUnpack(zip, entry);
  } catch {
    return cannotUnpack(zip, entry);
  }
  if (content.length !== entry.bytes || crc32(content) !== entry.crc) return wrongSum(zip, entry);
  return { ok: true, value: content };
}

/**
 * Hands the content over piece by piece; a piece is only good until the call returns. The problem when the entry is
 * damaged (pieces that came before it must then be thrown away), else null. What `onPiece` throws goes through.
 */
export function inflatePieces(
  zip: ZipPackage,
  entry: ZipEntry,
  onPiece: (piece: Uint8Array, done: number) => void,
): Problem | null {
  const packed = packedBytes(zip, entry);
  const problemOf = (result: Result<never>) => (result.ok ? null : result.problem);
  let total = 0;
  let sum = 0;
  let thrown: unknown = null;
  const take = (piece: Uint8Array) => {
    total += piece.length;
    if (total > entry.bytes) throw new RangeError("longer than the directory says");
    sum = crc32(piece, sum);
    try {
      if (piece.length > 0) onPiece(piece, total / Math.max(entry.bytes, 1));
    } catch (error) {
      thrown = error;
      throw error;
    }
  };
  try {
    if (entry.method === DEFLATED) {
      const inflate = new Inflate(take);
      for (let at = 0; at < packed.length; at += PIECE_BYTES)
        inflate.push(packed.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= packed.length);
    } else if (entry.method === STORED) {
      for (let at = 0; at < packed.length; at += PIECE_BYTES) take(packed.subarray(at, at + PIECE_BYTES));
    } else return problemOf(cannotUnpack(zip, entry));
  } catch (error) {
    if (thrown !== null) throw error;
    return problemOf(cannotUnpack(zip, entry));
  }
  return total === entry.bytes && sum === entry.crc ? null : problemOf(wrongSum(zip, entry));
}

function packedBytes(zip: ZipPackage, entry: ZipEntry): Uint8Array {
  return zip.bytes.subarray(entry.dataStart, entry.dataStart + entry.packedBytes);
}

function cannotUnpack(zip: ZipPackage, entry: ZipEntry): Result<never> {
  return damaged(zip.fileName, `its part ${entry.name} cannot be unpacked`);
}

function wrongSum(zip: ZipPackage, entry: ZipEntry): Result<never> {
  return damaged(zip.fileName, `its part ${entry.name} does not match its checksum`);
}
