// Two packages compared part by part: what a change of a workbook really touched. It is the loss report shown after a
// patch, and what the tests hold every patch to.
//
// What must stay true: parts are compared by their inflated bytes, so that a part packed anew is not called changed;
// a part whose packed bytes are the same is not inflated.

import { done, type Result } from "../../plan/problem.ts";
import { counted } from "../import/problemList.ts";
import { guarded, OpenPackage } from "./openPackage.ts";
import { partWords } from "./partWords.ts";
import { readZip } from "./zipRead.ts";

export interface PartDifference {
  readonly part: string;
  readonly change: "changed" | "removed" | "added";
  /** What the part is: `sheet`, `chart`, `macro project (VBA)`. */
  readonly what: string;
}

export interface PartComparison {
  readonly differences: readonly PartDifference[];
  /** Names of the parts that are the same, in their order. */
  readonly same: readonly string[];
  /** The parts that are in both stand in the same order. */
  readonly sameOrder: boolean;
}

/** Which parts differ; packages that cannot be read give their problem. */
export function partDifferences(
  before: Uint8Array,
  after: Uint8Array,
  fileName = "The workbook",
): Result<PartComparison> {
  const [first, second] = [readZip(before, fileName), readZip(after, fileName)];
  if (!first.ok) return first;
  if (!second.ok) return second;
  return guarded(fileName, () => done(compare(new OpenPackage(first.value), new OpenPackage(second.value))));
}

function compare(before: OpenPackage, after: OpenPackage): PartComparison {
  const differences: PartDifference[] = [];
  const same: string[] = [];
  const add = (part: string, change: PartDifference["change"]) =>
    differences.push({ part, change, what: partWords(part).one });
  for (const part of before.names) {
    if (!after.zip.byName.has(part)) add(part, "removed");
    else if (isSame(before, after, part)) same.push(part);
    else add(part, "changed");
  }
  for (const part of after.names) if (!before.zip.byName.has(part)) add(part, "added");
  const common = (book: OpenPackage, other: OpenPackage) =>
    book.names.filter((name) => other.zip.byName.has(name));
  const order = common(after, before);
  return { differences, same, sameOrder: common(before, after).every((name, at) => order[at] === name) };
}

function isSame(before: OpenPackage, after: OpenPackage, part: string): boolean {
  const [left, right] = [before.zip.byName.get(part), after.zip.byName.get(part)];
  if (left === undefined || right === undefined || left.bytes !== right.bytes) return false;
  const packed = (book: OpenPackage, entry: typeof left) =>
    book.zip.bytes.subarray(entry.dataStart, entry.dataStart + entry.packedBytes);
  if (left.method === right.method && equalBytes(packed(before, left), packed(after, right))) return true;
  return equalBytes(before.bytes(part), after.bytes(part));
}

function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

/** The kinds of some parts with their numbers, the most frequent first: `3 charts, 1 macro project (VBA)`. */
export function kindsInWords(parts: readonly string[]): string {
  const counts = new Map<string, { one: string; many: string; count: number }>();
  for (const part of parts) {
    const { one, many } = partWords(part);
    const known = counts.get(one);
    if (known === undefined) counts.set(one, { one, many, count: 1 });
    else known.count += 1;
  }
  return [...counts.values()]
    .sort((left, right) => right.count - left.count)
    .map(({ one, many, count }) => counted(count, one, many))
    .join(", ");
}

/** What a patch did to the parts, as sentences for the user; one line each. */
export function comparisonInWords({ differences, same }: PartComparison): readonly string[] {
  if (differences.length === 0) return ["Nothing in the workbook had to change."];
  const parts = (change: PartDifference["change"]) =>
    differences.filter((each) => each.change === change).map((each) => each.part);
  const lines: string[] = [];
  const tell = (words: string, list: readonly string[]) => {
    if (list.length > 0) lines.push(`${words}: ${kindsInWords(list)}.`);
  };
  tell("Changed", parts("changed"));
  tell("Added", parts("added"));
  tell("Left out, to be made again by the program that opens the workbook", parts("removed"));
  tell("Kept byte for byte", same);
  return lines;
}
