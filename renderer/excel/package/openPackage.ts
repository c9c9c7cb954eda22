// A package with its parts opened on demand and its changes gathered: what the rest of this room works on. Part names
// are found as Excel finds them (OPC 6.2.2: no difference in case; backslashes taken for slashes).
//
// What must stay true: a part is inflated once, and only when someone asks for it; its checksum is compared, so that
// a damaged part is never given a new, correct one.

import type { Problem, Result } from "../../plan/problem.ts";
import { inflateEntry } from "./entryContent.ts";
import { openPart, type PartText, type Splice, spliced } from "./partText.ts";
import { Malformed } from "./xmlScan.ts";
import { damaged, type ZipPackage } from "./zipRead.ts";
import { type PartChanges, writeZip } from "./zipWrite.ts";

/** Ends a piece of work that cannot go on; caught at this room's door and given back as the problem it carries. */
export class CannotPatch extends Error {
  readonly problem: Problem;

  constructor(why: Problem) {
    super(why.message);
    this.problem = why;
  }
}

/** The value of a result, or the end of the work with its problem. */
export function need<T>(result: Result<T>): T {
  if (!result.ok) throw new CannotPatch(result.problem);
  return result.value;
}

function slashes(name: string): string {
  return name.replaceAll("\\", "/").replace(/^\//, "");
}

export class OpenPackage {
  readonly zip: ZipPackage;
  readonly #names = new Map<string, string>();
  readonly #texts = new Map<string, PartText>();
  readonly #changes = new Map<string, Uint8Array | null>();

  constructor(zip: ZipPackage) {
    this.zip = zip;
    for (const { name } of zip.entries) this.#names.set(slashes(name).toLowerCase(), name);
    for (const { name } of zip.entries) this.#names.set(slashes(name), name);
  }

  get fileName(): string {
    return this.zip.fileName;
  }

  /** Part names as the directory spells them, in its order. */
  get names(): readonly string[] {
    return this.zip.entries.map((entry) => entry.name);
  }

  /** The entry a path means, or undefined. */
  find(path: string): string | undefined {
    const wanted = slashes(path);
    return this.#names.get(wanted) ?? this.#names.get(wanted.toLowerCase());
  }

  /** The part's own bytes, before any change. */
  bytes(name: string): Uint8Array {
    const entry = this.zip.byName.get(name);
    if (entry === undefined) return need(damaged(this.fileName, `its part ${name} is missing`));
    return need(inflateEntry(this.zip, entry));
  }

  /** The part as text to cut; changes made so far are not in it. */
  text(name: string): PartText {
    const known = this.#texts.get(name);
    if (known !== undefined) return known;
    const part = need(openPart(this.bytes(name), this.fileName));
    this.#texts.set(name, part);
    return part;
  }

  /** Replaces places of a part, once: a part that is asked for in two roles contradicts itself. */
  cut(name: string, splices: readonly Splice[]): void {
    if (splices.length === 0) return;
    if (this.#changes.has(name)) throw new Malformed();
    const part = this.text(name);
    this.#changes.set(name, part.bytesOf(spliced(part.text, splices)));
    // A big sheet need not stand in memory once more while the others are cut.
    this.#texts.delete(name);
  }

  remove(name: string): void {
    this.#changes.set(name, null);
  }

  /** A part that was not there. */
  add(name: string, bytes: Uint8Array): void {
    this.#changes.set(name, bytes);
  }

  get changes(): PartChanges {
    return this.#changes;
  }

  write(): Uint8Array {
    return writeZip(this.zip, this.#changes);
  }
}

/** Runs a piece of work on a package; what cannot be read or done comes back as its problem. */
export function guarded<T>(fileName: string, work: () => Result<T>): Result<T> {
  try {
    return work();
  } catch (error) {
    if (error instanceof CannotPatch) return { ok: false, problem: error.problem };
    if (error instanceof Malformed) return damaged(fileName, "the XML of one of its parts cannot be read");
    throw error;
  }
}
