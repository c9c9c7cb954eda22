// Hands a part's bytes to a scanner piece by piece. What the scanner cannot finish yet (a cell that ends in the next
// piece) is kept and handed over again with what follows.
//
// What must stay true: an element that never ends does not make the work grow with the square of its length; parts that
// are not UTF-8 are turned into it first.

import { strToU8 } from "fflate";
import type { Problem, Result } from "../../plan/problem.ts";
import { inflateEntry, inflatePieces } from "../package/entryContent.ts";
import { openPart } from "../package/partText.ts";
import type { ZipEntry, ZipPackage } from "../package/zipRead.ts";
import { utf8Text } from "./textHeap.ts";

/** Reads what it can of `bytes` up to `end` and says how far it came; with `isLast` all of it must be read. */
export interface ByteScanner {
  scan(bytes: Uint8Array, end: number, isLast: boolean): number;
}

/** Enough to see how the part is encoded. */
const FIRST_LOOK = 512;

/** A rest up to this size is tried again with every piece; a longer one only when it has doubled. */
const SHORT_REST = 64 * 1024;

class OtherEncoding extends Error {}

/** Scans a part of the package. The problem when it is damaged; what the scanner throws goes through. */
export function scanPart(
  zip: ZipPackage,
  entry: ZipEntry,
  scanner: ByteScanner,
  onPiece: (done: number) => void,
): Problem | null {
  const feeder = new Feeder(scanner);
  try {
    const problem = inflatePieces(zip, entry, (piece, done) => {
      feeder.push(piece);
      onPiece(done);
    });
    if (problem === null) feeder.finish();
    return problem;
  } catch (error) {
    if (!(error instanceof OtherEncoding)) throw error;
  }
  const whole = asUtf8(inflateEntry(zip, entry), zip.fileName);
  if (!whole.ok) return whole.problem;
  scanner.scan(whole.value, whole.value.length, true);
  return null;
}

function asUtf8(content: Result<Uint8Array>, fileName: string): Result<Uint8Array> {
  if (!content.ok) return content;
  const part = openPart(content.value, fileName);
  if (!part.ok) return part;
  return { ok: true, value: strToU8(part.value.decode(part.value.text)) };
}

/** Whether a part begins as UTF-8 (or ASCII, which is part of it) does. */
function isUtf8(bytes: Uint8Array, end: number): boolean {
  const [first, second] = bytes;
  if (first === 0xff || first === 0xfe || first === 0 || second === 0) return false;
  const declared = /<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']/.exec(utf8Text(bytes, 0, Math.min(end, 200)));
  return declared === null || /^(utf-?8|us-ascii)$/i.test(declared[1] ?? "");
}

class Feeder {
  readonly #scanner: ByteScanner;
  #bytes = new Uint8Array(256 * 1024);
  #end = 0;
  #isChecked = false;
  /** Nothing is tried before there are so many bytes. */
  #wanted = FIRST_LOOK;

  constructor(scanner: ByteScanner) {
    this.#scanner = scanner;
  }

  push(piece: Uint8Array): void {
    const needed = this.#end + piece.length;
    if (needed > this.#bytes.length) {
      const wider = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      wider.set(this.#bytes.subarray(0, this.#end));
      this.#bytes = wider;
    }
    this.#bytes.set(piece, this.#end);
    this.#end = needed;
    if (this.#end >= this.#wanted) this.#scan(false);
  }

  finish(): void {
    this.#scan(true);
  }

  #scan(isLast: boolean): void {
    if (!this.#isChecked && !isUtf8(this.#bytes, this.#end)) throw new OtherEncoding();
    this.#isChecked = true;
    const read = this.#scanner.scan(this.#bytes, this.#end, isLast);
    this.#bytes.copyWithin(0, read, this.#end);
    this.#end -= read;
    this.#wanted = this.#end > SHORT_REST ? this.#end * 2 : 1;
  }
}
