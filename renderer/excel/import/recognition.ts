// What recognising a file gives, and what both the recognisers and the guess say of its headings.

import type { Problem } from "../../plan/problem.ts";
import type { SourceSheet } from "../read/sourceFile.ts";
import { headerText, type Mapping } from "./mapping.ts";
import type { FileTables } from "./sheetTables.ts";
import type { SheetView } from "./sourceKinds/sheetView.ts";
import type { SourceKindName } from "./sourceKinds/sourceKind.ts";

export interface Recognition {
  readonly kind: SourceKindName;
  /** What the file is, in words. */
  readonly description: string;
  /** Null when the file holds nothing that can be imported; `problems` says why. */
  readonly mapping: Mapping | null;
  /** ISO date of the data as the file states it, or "". */
  readonly dataDate: string;
  /** `guess`: show the mapping screen before importing. */
  readonly confidence: "certain" | "guess";
  /** What it was recognised by, as a sentence. */
  readonly why: string;
  readonly problems: readonly Problem[];
  /** Tables of the file that can come in so that formulas look them up, and the formulas of all its tables. */
  readonly tables: FileTables;
}

/** Headings are looked for in this many rows: title and note rows above them are common, more than this are not. */
export const HEADER_ROWS_SCANNED = 30;

/** The first row of a sheet that could be headings: at least two texts; null when none could. */
export function firstHeaderRow(sheet: SourceSheet): number | null {
  const rows = sheet.rows.slice(0, HEADER_ROWS_SCANNED);
  const at = rows.findIndex(
    (row) => row.length > 0 && row.filter((cell) => typeof cell === "string").length >= 2,
  );
  return at < 0 ? null : at + 1;
}

/** Headings that had to be changed to be told apart or read: reported, because the plan shows the changed ones. */
export function headerProblems(view: SheetView, fileName: string): readonly Problem[] {
  if (view.headerRow === null) return [];
  const row = view.sheet.rows.at(view.headerRow - 1) ?? [];
  const where = { file: fileName, sheet: view.sheet.name, row: view.headerRow };
  const shown = row.map(headerText);
  const seen = new Set<string>();
  const repeated = shown.filter((header) => {
    const key = header.toLowerCase();
    if (key === "") return false;
    if (seen.has(key)) return true;
    seen.add(key);
    return false;
  });
  const untidy = shown.filter((header, index) => header !== "" && String(row[index]) !== header);
  const problems: Problem[] = [];
  if (repeated.length > 0) {
    problems.push({
      code: "repeated-heading",
      severity: "warning",
      message: `These headings of ${fileName} stand over more than one column, so a number was put after the later ones: ${repeated.slice(0, 10).join(", ")}.`,
      remedy: "Check that the right one of them is used.",
      where,
    });
  }
  if (untidy.length > 0) {
    problems.push({
      code: "untidy-heading",
      severity: "note",
      message: `Line breaks and surplus blanks were taken out of these headings of ${fileName}: ${untidy.slice(0, 10).join(", ")}.`,
      where,
    });
  }
  return problems;
}
