// Walks the data rows of a sheet as a mapping says and sorts them: rows that count, rows the filter leaves out,
// rows without a code, and repeated codes. The first row of a code counts.
//
// What must stay true: every row that is not blank is in exactly one of these, and each loss has a problem:
// rows = practices + filtered + withoutCode + duplicates.

import type { ProblemPlace } from "../../plan/problem.ts";
import { cellNumber, cellText, isBlankCell, isPracticeCodeShape, practiceCode } from "../read/cells.ts";
import type { Cell, SourceSheet } from "../read/sourceFile.ts";
import { isKept, type Mapping } from "./mapping.ts";
import { type ProblemList, wholeNumber } from "./problemList.ts";

export interface ImportRow {
  readonly code: string;
  /** 1-based row in the sheet. */
  readonly row: number;
  readonly cells: readonly Cell[];
}

export interface ImportRows {
  /** One for each code, in the order of the file. */
  readonly practices: readonly ImportRow[];
  /** Rows that hold anything. */
  readonly rows: number;
  readonly filtered: number;
  /** Codes that only stand in rows the filter leaves out (closed practices, ended memberships). */
  readonly filteredCodes: ReadonlySet<string>;
  readonly withoutCode: number;
  readonly duplicates: number;
}

/** What stands in the column of codes where a row adds the others up; codes are upper-cased. */
const SAYS_TOTAL = /^(GRAND |SUB-? ?|OVERALL )?TOTALS?\b[^A-Z0-9]*$|^(SUM|ENGLAND|ALL PRACTICES)$/;

/** Sorts the rows and reports what is wrong with their codes. */
export function collectRows(
  sheet: SourceSheet,
  mapping: Mapping,
  place: ProblemPlace,
  problems: ProblemList,
): ImportRows {
  const practices = new Map<string, ImportRow>();
  const filteredCodes = new Set<string>();
  let rows = 0;
  let filtered = 0;
  let withoutCode = 0;
  let duplicates = 0;
  for (let index = mapping.firstDataRow - 1; index < sheet.rows.length; index += 1) {
    const cells = sheet.rows.at(index) ?? [];
    if (cells.every(isBlankCell)) continue;
    rows += 1;
    const row = index + 1;
    const code = practiceCode(cells[mapping.code]);
    if (!isKept(cells, mapping.keep)) {
      filtered += 1;
      if (code !== "") filteredCodes.add(code);
      continue;
    }
    const patients = patientsOf(cells, mapping);
    if (SAYS_TOTAL.test(code)) {
      withoutCode += 1;
      problems.addRow({
        code: "total-row",
        severity: "note",
        message: `Row ${row} is a total ("${cellText(cells[mapping.code])}"), so it was left out.`,
        where: { ...place, row },
        ...patients,
      });
      continue;
    }
    if (code === "") {
      withoutCode += 1;
      problems.addRow(blankCode(place, row, cells, mapping, patients));
      continue;
    }
    const first = practices.get(code);
    if (first !== undefined) {
      duplicates += 1;
      const same = first.cells.every((cell, at) => cellText(cell) === cellText(cells[at]));
      problems.addRow({
        code: "duplicate-code",
        severity: "warning",
        message: `Practice ${code} is in row ${first.row} and again in row ${row}${same ? " with the same cells" : ""}; row ${first.row} was used.`,
        remedy: "Delete the row that is wrong and import again.",
        where: { ...place, row, subject: code },
        ...patients,
      });
      continue;
    }
    practices.set(code, { code, row, cells });
    if (!isPracticeCodeShape(code)) {
      problems.addRow({
        code: "unusual-code",
        severity: "warning",
        message: `"${code}" in row ${row} does not look like a practice code (a letter and five digits).`,
        remedy: "Check the code, and whether the row is a practice at all rather than a total.",
        where: { ...place, row, subject: code },
        ...patients,
      });
    }
  }
  for (const code of practices.keys()) filteredCodes.delete(code);
  return { practices: [...practices.values()], rows, filtered, filteredCodes, withoutCode, duplicates };
}

/** The patients a row tells of, for adding up what a problem concerns; nothing when it tells of none. */
function patientsOf(cells: readonly Cell[], mapping: Mapping): { readonly patients?: number } {
  const patients = mapping.listSize === undefined ? undefined : cellNumber(cells[mapping.listSize]);
  return patients === undefined || patients < 0 ? {} : { patients };
}

function blankCode(
  place: ProblemPlace,
  row: number,
  cells: readonly Cell[],
  mapping: Mapping,
  patients: { readonly patients?: number },
) {
  const name = mapping.name === undefined ? "" : cellText(cells[mapping.name]);
  const text = name || cells.map(cellText).find((each) => each !== "") || "";
  const people = patients.patients === undefined ? "" : `, ${wholeNumber(patients.patients)} patients`;
  return {
    code: "blank-code",
    severity: "error" as const,
    message: `Row ${row} ("${text}"${people}) has no practice code, so it was left out.`,
    remedy: "Put the ODS code in, unless the row is a total or a note.",
    where: { ...place, row },
    ...patients,
  };
}
