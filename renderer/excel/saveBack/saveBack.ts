// Saving back: what was changed in the plan, put into the workbook the data came from. Only cells that the plan changed are
// touched; columns, practices and assumptions that the workbook has not are added beside and below.
//
// What must stay true: nothing is written over that somebody else changed meanwhile, unless it is asked for; what cannot be
// written is said; every part that need not change stays byte for byte.

import type { Scalar } from "../../engine/values/value.ts";
import type { Plan, Source } from "../../plan/plan.ts";
import { done, failed, type Problem, problem, type Result } from "../../plan/problem.ts";
import { placesIn, type SourcePlaces, type TablePlaces } from "../import/sourcePlaces.ts";
import type { PatchEdit } from "../package/cellEdit.ts";
import { type PartDifference, partDifferences } from "../package/partDifferences.ts";
import { patchWorkbook } from "../package/patchWorkbook.ts";
import { sha256 } from "../package/sha256.ts";
import { readWorkbook } from "../read/readWorkbook.ts";
import { carriedPlan } from "../reopen/carriedPlan.ts";
import { addParts } from "./addParts.ts";
import { bookTables } from "./bookPlaces.ts";
import { makeEdits } from "./makeEdits.ts";

/** What is written into one place: a column of a table, a row, a sheet. */
export interface SavedItem {
  readonly sheet: string;
  /** `List size of 3 practices`. */
  readonly what: string;
  readonly cells: number;
  /** The first cell, "" where there is none. */
  readonly cell: string;
}

/** A cell that both the plan and somebody else have changed since the import. */
export interface SaveConflict {
  readonly sheet: string;
  readonly cell: string;
  /** `List size of A81001`. */
  readonly what: string;
  readonly plan: Scalar;
  readonly workbook: Scalar;
}

export interface SavedBack {
  /** The new workbook; the very bytes given when nothing had to change. */
  readonly bytes: Uint8Array;
  /** The workbook is another one than the one that was imported. */
  readonly fileChanged: boolean;
  /** Cells that only the workbook's side has changed since; they are left as they are. */
  readonly changedInFile: number;
  readonly written: readonly SavedItem[];
  /** Written over only with `overwrite`. */
  readonly conflicts: readonly SaveConflict[];
  readonly differences: readonly PartDifference[];
  readonly problems: readonly Problem[];
}

export interface SaveBackOptions {
  readonly fileName: string;
  /** Conflicts get the plan's values. */
  readonly overwrite?: boolean;
  readonly allowSigned?: boolean;
}

/** The workbook with the plan's changes. Fails, with nothing to write, when it is not the one the data came from. */
export function saveBack(plan: Plan, bytes: Uint8Array, options: SaveBackOptions): Result<SavedBack> {
  const { fileName } = options;
  const read = readWorkbook(bytes, { fileName });
  if (!read.ok) return read;
  const content = read.value;
  if (carriedPlan(content) !== null)
    return failed(
      "own-workbook",
      `${fileName} was exported by Catchment, with the plan in it; it is opened again, not saved back into.`,
      {
        remedy: "Open the workbook to take over what was edited in it, or export the plan to a new workbook.",
        where: { file: fileName },
      },
    );
  const fingerprint = sha256(bytes);
  const sources = sourcesOf(plan, fileName, fingerprint);
  if (sources.length === 0) return notTheSource(plan, fileName);
  const isSameFile = sources.some((source) => source.fingerprint === fingerprint);
  const problems: Problem[] = [...content.problems];
  if (!isSameFile)
    problems.push(
      problem("file-changed", `${fileName} is not the file that was imported: it has been changed since.`, {
        severity: "warning",
        remedy: "What only the workbook changed is left as it is; import it again to take it into the plan.",
        where: { file: fileName },
      }),
    );
  const places = joined(sources);
  const tables = bookTables(plan, content, places.tables, isSameFile, problems);
  const made = makeEdits({
    plan,
    content,
    tables,
    places,
    isSameFile,
    overwrite: options.overwrite ?? false,
    problems,
  });
  const steps: readonly (readonly PatchEdit[])[] = [made.values, made.formulas];
  let at = bytes;
  for (const [step, edits] of steps.entries()) {
    if (edits.length > 0) {
      const patched = patchWorkbook(at, edits, { fileName, allowSigned: options.allowSigned ?? false });
      if (!patched.ok) return patched;
      at = patched.value.bytes;
      problems.push(...patched.value.problems.map(asLoss));
    }
    if (step > 0) continue;
    const added = addParts(at, fileName, made.growths, made.assumptions);
    if (!added.ok) return added;
    at = added.value;
  }
  const compared = partDifferences(bytes, at, fileName);
  if (!compared.ok) return compared;
  const { written, conflicts, changedInFile } = made;
  return done({
    bytes: at,
    fileChanged: !isSameFile,
    changedInFile,
    written,
    conflicts,
    differences: compared.value.differences,
    problems: uniqueProblems(problems),
  });
}

/** A cell that could not be set is part of the loss report: the others were set. */
function asLoss(each: Problem): Problem {
  return each.severity === "error"
    ? { ...each, severity: "warning", message: `Not written: ${each.message}` }
    : each;
}

function uniqueProblems(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Map(problems.map((each) => [`${each.code}\n${each.message}`, each]));
  return [...seen.values()];
}

/** The plan's sources that this file is, with places to find its cells. */
function sourcesOf(plan: Plan, fileName: string, fingerprint: string): readonly Source[] {
  const usable = plan.sources.filter(({ mapping }) => placesIn(mapping) !== null);
  const same = usable.filter((source) => source.fingerprint === fingerprint);
  if (same.length > 0) return same;
  return usable.filter((source) => source.fileName.toLowerCase() === fileName.toLowerCase());
}

function notTheSource(plan: Plan, fileName: string): Result<never> {
  const names = plan.sources
    .filter(({ mapping }) => placesIn(mapping) !== null)
    .map((source) => source.fileName);
  const known =
    names.length === 0
      ? "None of the plan's data came from a workbook."
      : `Its data came from: ${names.join(", ")}.`;
  return failed("not-the-source", `The plan's data did not come from ${fileName}. ${known}`, {
    remedy:
      names.length === 0
        ? "Export the plan to a new workbook instead; data imported by an older version must be imported again first."
        : "Choose that workbook, under the name it had, or export the plan to a new one.",
    where: { file: fileName },
  });
}

/** The places of several imports from one file; the last import of a table counts. */
function joined(sources: readonly Source[]): SourcePlaces {
  const tables = new Map<string, TablePlaces>();
  const assumptions = new Map<string, SourcePlaces["assumptions"][number]>();
  for (const { mapping } of sources) {
    const places = placesIn(mapping);
    for (const table of places?.tables ?? []) tables.set(`${table.table}\n${table.sheet}`, table);
    for (const assumption of places?.assumptions ?? []) assumptions.set(assumption.name, assumption);
  }
  return { tables: [...tables.values()], assumptions: [...assumptions.values()] };
}
