// The zip around the parts. A part is given as strings, one piece after the other, and is compressed as it
// comes, so that a sheet never stands in memory as a whole.
//
// What must stay true: the same parts give the same bytes, on any machine and at any time; so every entry has
// the earliest date a zip can express, and it is the local one because that is what a zip stores.

import { strToU8, Zip, ZipDeflate } from "fflate";

const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Characters gathered before they are encoded and compressed in one go. */
const PIECE = 1 << 16;

/** Sheets repeat themselves so much that the quick setting costs few bytes and saves most of the time. */
const COMPRESSION = 1;

export interface PartWriter {
  write(text: string): void;
  end(): void;
}

/** A package being written: open a part, write it, end it, open the next; then `finish`. */
export class PackageWriter {
  readonly #pieces: Uint8Array[] = [];
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
    let gathered = HEADER;
    return {
      write: (text) => {
        gathered += text;
        if (gathered.length < PIECE) return;
        // A pair of surrogates is one character; it must not be cut between two pieces.
        const last = gathered.charCodeAt(gathered.length - 1);
        const keep = last >= 0xd800 && last <= 0xdbff ? 1 : 0;
        entry.push(strToU8(gathered.slice(0, gathered.length - keep)));
        gathered = gathered.slice(gathered.length - keep);
      },
      end: () => {
        entry.push(strToU8(gathered), true);
      },
    };
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
