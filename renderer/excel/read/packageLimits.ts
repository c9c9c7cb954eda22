// Looks at what a zip package asks for before anything in it is inflated: its directory says how many parts there
// are and how big each will be, and a package that asks for too much is refused here.
//
// What must stay true: nothing is inflated that this has not let through. A directory that lies is caught by
// package/entryContent.ts, which never lets out more than was promised.

import { type Problem, problem } from "../../plan/problem.ts";
import { counted } from "../import/problemList.ts";
import {
  MAX_INFLATE_RATIO,
  MAX_PACKAGE_BYTES,
  MAX_PACKAGE_ENTRIES,
  MAX_PART_BYTES,
  RATIO_FREE_BYTES,
} from "./readLimits.ts";

export interface PackageEntry {
  readonly name: string;
  readonly packedBytes: number;
  readonly bytes: number;
}

/** Why a package with so many parts is not opened, or null. */
export function countProblem(count: number, fileName: string): Problem | null {
  if (count <= MAX_PACKAGE_ENTRIES) return null;
  return tooBig(
    `${fileName} holds ${counted(count, "part")}, more than any workbook has (${MAX_PACKAGE_ENTRIES}).`,
    fileName,
  );
}

/** Why a package whose parts have these sizes is not opened, or null. */
export function sizeProblem(entries: readonly PackageEntry[], fileName: string): Problem | null {
  const total = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  const biggest = entries.find((entry) => entry.bytes > MAX_PART_BYTES);
  const bomb = entries.find(
    (entry) =>
      entry.bytes > RATIO_FREE_BYTES && entry.bytes > Math.max(entry.packedBytes, 1) * MAX_INFLATE_RATIO,
  );
  if (biggest !== undefined)
    return tooBig(
      `${fileName} holds a part (${shownName(biggest.name)}) that would unpack to ${megabytes(biggest.bytes)}, more than Catchment opens.`,
      fileName,
    );
  if (total > MAX_PACKAGE_BYTES)
    return tooBig(`${fileName} would unpack to ${megabytes(total)}, more than Catchment opens.`, fileName);
  if (bomb !== undefined)
    return tooBig(
      `${fileName} holds a part (${shownName(bomb.name)}) packed ${Math.round(bomb.bytes / Math.max(bomb.packedBytes, 1))} times smaller than it is, as files made to exhaust memory are.`,
      fileName,
    );
  return null;
}

function tooBig(message: string, fileName: string): Problem {
  return problem("package-too-big", message, {
    remedy:
      "A workbook of practices is a few megabytes. Copy the sheet you need into a new workbook and import that.",
    where: { file: fileName },
  });
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / (1024 * 1024))} MB`;
}

/** Names in a damaged package may be any bytes; the user is shown the readable start. */
function shownName(name: string): string {
  const readable = name.replace(/[^\w./ -]/g, "");
  return readable.length > 60 ? `${readable.slice(0, 60)}...` : readable || "without a name";
}
