// The zip around the parts. A part is written piece by piece into one buffer of bytes, which goes through the
// compressor whenever it is full, so that neither a sheet's text nor its bytes ever stand in memory as a whole.
//
// What must stay true: the same parts give the same bytes, on any machine and at any time; so every entry has
// the earliest date a zip can express, and it is the local one because that is what a zip stores. One part is open
// at a time: they share the buffer, which the compressor has copied from when `push` returns.

import { strToU8, Zip, ZipDeflate } from "fflate";

const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Bytes gathered before they are compressed in one go. */
const BUFFER = 1 << 16;

/** Texts up to this length are copied character by character, which beats the platform's encoder. */
const SHORT = 96;

/** Sheets repeat themselves so much that the quick setting costs few bytes and saves most of the time. */
const COMPRESSION = 1;

/** One part being written. */
export class PartWriter {
  readonly #buffer: Uint8Array;
  readonly #entry: ZipDeflate;
  #length = 0;

  constructor(buffer: Uint8Array, entry: ZipDeflate) {
    this.#buffer = buffer;
    this.#entry = entry;
  }

  /** A text, whole characters only (half a surrogate pair would be lost). */
  write(text: string): void {
    const { length } = text;
    if (length > SHORT) {
      this.writeBytes(strToU8(text));
      return;
    }
    if (this.#length + length > BUFFER) this.#flush();
    const buffer = this.#buffer;
    const start = this.#length;
    for (let at = 0; at < length; at += 1) {
      const code = text.charCodeAt(at);
      if (code > 127) {
        this.writeBytes(strToU8(text));
        return;
      }
      buffer[start + at] = code;
    }
    this.#length = start + length;
  }

  /** UTF-8 bytes; they may be used again by the caller. */
  writeBytes(bytes: Uint8Array): void {
    const { length } = bytes;
    if (this.#length + length > BUFFER) this.#flush();
    if (length > BUFFER) {
      this.#entry.push(bytes);
      return;
    }
    // Copying a few bytes by hand costs less than the call that copies many.
    if (length > 24) this.#buffer.set(bytes, this.#length);
    else for (let at = 0; at < length; at += 1) this.#buffer[this.#length + at] = bytes[at] as number;
    this.#length += length;
  }

  /** A whole number, 0 or more and below 2^31, in decimal digits. */
  writeCount(count: number): void {
    if (this.#length + 10 > BUFFER) this.#flush();
    let digits = 1;
    for (let rest = count; rest >= 10; rest = (rest / 10) | 0) digits += 1;
    let at = this.#length + digits;
    this.#length = at;
    let rest = count;
    do {
      const tens = (rest / 10) | 0;
      at -= 1;
      this.#buffer[at] = 48 + rest - tens * 10;
      rest = tens;
    } while (rest > 0);
  }

  end(): void {
    this.#entry.push(this.#buffer.subarray(0, this.#length), true);
    this.#length = 0;
  }

  #flush(): void {
    if (this.#length === 0) return;
    this.#entry.push(this.#buffer.subarray(0, this.#length));
    this.#length = 0;
  }
}

/** A package being written: open a part, write it, end it, open the next; then `finish`. */
export class PackageWriter {
  readonly #pieces: Uint8Array[] = [];
  readonly #buffer = new Uint8Array(BUFFER);
  readonly #zip: Zip;

  constructor() {
    this.#zip = new Zip((error, data) => {
      if (error !== null) throw error;
      this.#pieces.push(data);
    });
  }

  /** Opens the part of that path (without a leading slash) and writes the XML declaration into it. */
  open(path: string): PartWriter {
    const entry = new ZipDeflate(path, { level: COMPRESSION });
    entry.mtime = new Date(1980, 0, 1);
    this.#zip.add(entry);
    const part = new PartWriter(this.#buffer, entry);
    part.write(HEADER);
    return part;
  }

  /** A whole part at once. */
  part(path: string, xml: string): void {
    const part = this.open(path);
    part.write(xml);
    part.end();
  }

  finish(): Uint8Array {
    this.#zip.end();
    const bytes = new Uint8Array(this.#pieces.reduce((sum, piece) => sum + piece.length, 0));
    let offset = 0;
    for (const piece of this.#pieces) {
      bytes.set(piece, offset);
      offset += piece.length;
    }
    return bytes;
  }
}
