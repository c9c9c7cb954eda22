// Looks at a zip package before anything in it is inflated: the central directory says how many parts there are
// and how big each will be, and a package that asks for too much is refused here.
//
// What must stay true: nothing is inflated that this has not let through, and fflate inflates a part into a
// buffer of the size the directory promised, so a directory that lies cannot make it grow.

import { unzipSync } from "fflate";
import { done, failed, type Result } from "../../plan/problem.ts";
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

/** Parts of a zip package in the order of its central directory, or why it must not be opened. */
export function listPackage(bytes: Uint8Array, fileName: string): Result<readonly PackageEntry[]> {
  const entries: PackageEntry[] = [];
  const where = { file: fileName };
  try {
    unzipSync(bytes, {
      filter: (file) => {
        entries.push({ name: file.name, packedBytes: file.size, bytes: file.originalSize });
        return false;
      },
    });
  } catch {
    return failed("damaged-package", `${fileName} is damaged: its zip directory is missing or cut short.`, {
      remedy: "Download or copy the file again; if it opens in Excel, save it there under a new name.",
      where,
    });
  }
  const total = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  const biggest = entries.find((entry) => entry.bytes > MAX_PART_BYTES);
  const bomb = entries.find(
    (entry) =>
      entry.bytes > RATIO_FREE_BYTES && entry.bytes > Math.max(entry.packedBytes, 1) * MAX_INFLATE_RATIO,
  );
  const refuse = (message: string) =>
    failed<readonly PackageEntry[]>("package-too-big", message, {
      remedy:
        "A workbook of practices is a few megabytes. Copy the sheet you need into a new workbook and import that.",
      where,
    });
  if (entries.length > MAX_PACKAGE_ENTRIES)
    return refuse(`${fileName} holds ${counted(entries.length, "part")}, more than Catchment opens.`);
  if (biggest !== undefined)
    return refuse(
      `${fileName} holds a part (${shownName(biggest.name)}) of ${megabytes(biggest.bytes)} when unpacked.`,
    );
  if (total > MAX_PACKAGE_BYTES)
    return refuse(`${fileName} would unpack to ${megabytes(total)}, more than Catchment opens.`);
  if (bomb !== undefined)
    return refuse(
      `${fileName} holds a part (${shownName(bomb.name)}) packed ${Math.round(bomb.bytes / Math.max(bomb.packedBytes, 1))} times smaller than it is, as files made to exhaust memory are.`,
    );
  return done(entries);
}

/** Inflates the parts asked for; call `listPackage` first. A damaged part is a problem, never an exception. */
export function inflateParts(
  bytes: Uint8Array,
  names: ReadonlySet<string>,
  fileName: string,
): Result<ReadonlyMap<string, Uint8Array>> {
  try {
    return done(new Map(Object.entries(unzipSync(bytes, { filter: (file) => names.has(file.name) }))));
  } catch {
    return failed("damaged-package", `${fileName} is damaged: a part of it cannot be unpacked.`, {
      remedy: "Download or copy the file again; if it opens in Excel, save it there under a new name.",
      where: { file: fileName },
    });
  }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / (1024 * 1024))} MB`;
}

/** Names in a damaged package may be any bytes; the user is shown the readable start. */
function shownName(name: string): string {
  const readable = name.replace(/[^\w./ -]/g, "");
  return readable.length > 60 ? `${readable.slice(0, 60)}...` : readable || "without a name";
}
