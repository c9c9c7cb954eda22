// `patch`: changes single cells of any workbook and touches nothing else in it.
//
// What must stay true: the workbook is never half changed: if one of the cells cannot be set, nothing is written; the
// input file stays as it is unless --in-place says otherwise.

import { realpath } from "node:fs/promises";
import { basename, extname, resolve } from "node:path";
import type { PatchEdit } from "../../renderer/excel/package/cellEdit.ts";
import { comparisonInWords, partDifferences } from "../../renderer/excel/package/partDifferences.ts";
import { patchWorkbook } from "../../renderer/excel/package/patchWorkbook.ts";
import { typedValue } from "../../renderer/excel/package/typedValue.ts";
import { problem } from "../../renderer/plan/problem.ts";
import { parseArguments, UsageError, type Verb } from "./arguments.ts";
import { CannotBeDone, expectValue, printJson, printLine, printProblems } from "./output.ts";
import { readBytes, write } from "./planFiles.ts";

export const patchVerb: Verb = {
  name: "patch",
  usage:
    'patch BOOK.xlsx --set "Sheet1!B3=42" [--set "\'My sheet\'!C4==SUM(A1:A3)"] --out OUT.xlsx | --in-place [--allow-signed] [--json]',
  help: "Changes those cells of a workbook, as if typed, and keeps every other part of it byte for byte.",
  async run(argumentList) {
    const given = parseArguments(argumentList, {
      texts: ["out"],
      lists: ["set"],
      flags: ["in-place", "allow-signed", "json"],
    });
    const [bookPath, ...more] = given.files;
    if (bookPath === undefined || more.length > 0) throw new UsageError("Name one workbook.");
    const edits = given.list("set").map((text) => parseSetting(text, new Date().getFullYear()));
    if (edits.length === 0) throw new UsageError('Say what to change, such as --set "Sheet1!B3=42".');
    const outPath = await outputPath(bookPath, given.text("out"), given.flag("in-place"));
    const bytes = await readBytes(bookPath);
    const fileName = basename(bookPath);
    const patched = expectValue(
      patchWorkbook(bytes, edits, { fileName, allowSigned: given.flag("allow-signed") }),
    );
    const errors = patched.problems.filter((each) => each.severity === "error");
    if (errors.length > 0) throw new CannotBeDone(errors);
    const comparison = expectValue(partDifferences(bytes, patched.bytes, fileName));
    if (given.flag("in-place")) await refuseIfChanged(bookPath, bytes);
    await write(outPath, patched.bytes);
    printProblems(patched.problems);
    if (given.flag("json")) {
      const { differences, same } = comparison;
      printJson({ workbook: outPath, cells: patched.applied, differences, same, problems: patched.problems });
      return;
    }
    printLine(`Wrote ${outPath}: ${patched.applied} ${patched.applied === 1 ? "cell" : "cells"} set.`);
    for (const line of comparisonInWords(comparison)) printLine(line);
  },
};

/** `Sheet1!B3=42`, `'It''s'!C4=text`: what follows the first "=" is what would be typed. */
export function parseSetting(text: string, currentYear: number): PatchEdit {
  const match = /^(?:'((?:[^']|'')+)'|([^'!][^!]*))!\s*(\$?[A-Za-z]{1,3}\$?\d{1,7})\s*=(.*)$/s.exec(text);
  const sheet = match?.[1]?.replaceAll("''", "'") ?? match?.[2];
  const [cell, typed] = [match?.[3], match?.[4]];
  if (sheet === undefined || cell === undefined || typed === undefined) {
    throw new UsageError(
      `--set takes a sheet, a cell and a value, such as "Sheet1!B3=42"; "${text}" is not that.`,
    );
  }
  return { sheet, cell, value: typedValue(typed, currentYear) };
}

async function outputPath(bookPath: string, out: string | undefined, inPlace: boolean): Promise<string> {
  if (inPlace && out !== undefined) throw new UsageError("Give --out or --in-place, not both.");
  if (inPlace) return bookPath;
  if (out === undefined)
    throw new UsageError("Say where to write with --out OUT.xlsx, or change the file with --in-place.");
  if ((await realPathOf(out)) === (await realPathOf(bookPath)))
    throw new UsageError("--out is the workbook itself. To change it, give --in-place instead.");
  if (extname(out).toLowerCase() !== extname(bookPath).toLowerCase())
    throw new UsageError(`The new workbook's name must end in ${extname(bookPath)}, like the old one's.`);
  return out;
}

/** Two names may be one file; one that is not there yet is its own. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return resolve(path);
  }
}

/** Somebody may have saved the workbook since it was read: their work must not be written over. */
async function refuseIfChanged(path: string, read: Uint8Array): Promise<void> {
  const now = await readBytes(path);
  if (Buffer.compare(now, read) === 0) return;
  throw new CannotBeDone([
    problem("changed-on-disk", `${basename(path)} was changed by another program in the meantime.`, {
      remedy: "Nothing was written. Run the command again to change the new version.",
    }),
  ]);
}
