// A mapping for a file nobody recognised: where the practices are by the shape of their codes, where the headings are
// by what stands above them, and what the other columns are by their headings and cells. The user corrects it in the
// mapping screen, so a modest guess that is easy to read is better than a clever one.

import type { Problem } from "../../plan/problem.ts";
import { isBlankCell, isPracticeCodeShape, practiceCode } from "../read/cells.ts";
import type { ReadFile, SourceSheet } from "../read/sourceFile.ts";
import type { MappedColumn, Mapping } from "./mapping.ts";
import { firstHeaderRow, HEADER_ROWS_SCANNED, headerProblems, type Recognition } from "./recognition.ts";
import { sheetFacts } from "./sheetFacts.ts";
import {
  columnKind,
  groupColumnsOf,
  proposedColumn,
  type SheetView,
  sheetView,
} from "./sourceKinds/sheetView.ts";
import { optionalColumns } from "./sourceKinds/sourceKind.ts";

/** Rows looked at to find the column of codes. */
const SAMPLE_ROWS = 500;

interface CodeColumn {
  readonly sheet: SourceSheet;
  readonly index: number;
  /** 1-based row of the first code. */
  readonly firstRow: number;
  readonly codes: number;
}

/** The guess, with a warning when no column holds practice codes. */
export function guessMapping(file: ReadFile): Omit<Recognition, "tables"> {
  const found = file.sheets.flatMap(codeColumns).sort((left, right) => right.codes - left.codes)[0];
  const fullest = [...file.sheets].sort((left, right) => right.rows.length - left.rows.length)[0];
  const sheet = found?.sheet ?? fullest;
  if (sheet === undefined || sheet.rows.length === 0) return nothing(file);
  const headerRow = found === undefined ? firstHeaderRow(sheet) : headerAbove(sheet, found.firstRow);
  const view = sheetView(sheet, headerRow);
  const code =
    found?.index ??
    Math.max(
      0,
      view.keys.findIndex((key) => /\bcode\b/.test(key)),
    );
  const kinds = view.headers.map((_, index) => columnKind(view, index));
  const name = nameColumn(view, kinds, code);
  const listSize = listSizeColumn(view, kinds, code);
  const used = new Set([code, name, listSize]);
  const mapping: Mapping = {
    description: `Data from ${file.fileName}`,
    dataDate: "",
    sheet: sheet.name,
    headerRow,
    firstDataRow: view.firstDataRow,
    code,
    ...optionalColumns(name, listSize),
    listSizeIsAverage: false,
    listSizeUse: "always",
    columns: view.headers.flatMap((_, index) =>
      used.has(index) || kinds[index] === "blank" ? [] : [guessedColumn(view, index)],
    ),
    groupColumns: groupColumnsOf(view, new Set([...used].filter((index) => index !== undefined))),
    newPractices: "auto",
  };
  const problems: Problem[] = [...headerProblems(view, file.fileName)];
  if (found === undefined) problems.push(noCodes(file, sheet));
  const why =
    found === undefined
      ? "None of the known headings is there, and no column holds practice codes."
      : `None of the known headings is there; column "${view.headers[code]}" holds practice codes.`;
  return {
    kind: "unknown",
    description: "A table Catchment does not know",
    mapping,
    dataDate: "",
    confidence: "guess",
    why,
    problems,
  };
}

function codeColumns(sheet: SourceSheet): readonly CodeColumn[] {
  const sample = sheet.rows.slice(0, SAMPLE_ROWS);
  const width = sample.reduce((most, row) => Math.max(most, row.length), 0);
  return Array.from({ length: width }, (_, index) => {
    const rows = sample.flatMap((row, at) => (isPracticeCodeShape(practiceCode(row[index])) ? [at] : []));
    const first = rows[0] ?? 0;
    const filled = sample.slice(first).filter((row) => !isBlankCell(row[index])).length;
    return { sheet, index, firstRow: first + 1, codes: rows.length, filled };
  }).filter((column) => column.codes > 0 && column.codes * 2 >= column.filled);
}

/** The nearest row above the first code that holds two texts or more. */
function headerAbove(sheet: SourceSheet, firstRow: number): number | null {
  for (let row = firstRow - 1; row >= 1 && row >= firstRow - HEADER_ROWS_SCANNED; row -= 1) {
    if ((sheet.rows.at(row - 1) ?? []).filter((cell) => typeof cell === "string").length >= 2) return row;
  }
  return firstRow > 1 && !(sheet.rows.at(firstRow - 2) ?? []).every(isBlankCell) ? firstRow - 1 : null;
}

function nameColumn(view: SheetView, kinds: readonly string[], code: number): number | undefined {
  const facts = sheetFacts(view.sheet, view.firstDataRow);
  const candidates = view.headers.flatMap((_, index) => {
    if (index === code || kinds[index] !== "text") return [];
    const { named = 0, distinct = 0 } = facts.columns[index] ?? {};
    return [{ index, variety: distinct / Math.max(named, 1), key: view.keys[index] ?? "" }];
  });
  const named = candidates.filter(
    ({ key }) => /name|practice|surgery/.test(key) && !/\bcode\b/.test(key) && !isGroupHeading(key),
  );
  const best = (
    named.length > 0 ? named : candidates.filter(({ key }) => !/post ?code|address|code|phone/.test(key))
  )
    .filter(({ variety }) => variety > 0.6)
    .sort((left, right) => right.variety - left.variety)[0];
  return best?.index;
}

function isGroupHeading(key: string): boolean {
  return /\b(pcn|ccg|icb|ics|stp|region|locality|place|federation|cluster|network|borough|authority)\b/.test(
    key,
  );
}

const LIST_SIZE_HEADINGS = [
  /^list size|^practice list|\blist size\b/,
  /registered (patients|population|list)/,
  /number of patients|^patients$/,
  /\bpatients\b/,
  /population|^pop\b/,
  // "Raw list" is what primary care calls the list before weighting.
  /^list$|\b(raw|registered) list\b|^registered$/,
];

function listSizeColumn(view: SheetView, kinds: readonly string[], code: number): number | undefined {
  for (const heading of LIST_SIZE_HEADINGS) {
    const index = view.keys.findIndex(
      (key, at) => at !== code && kinds[at] === "number" && heading.test(key) && !/weight|per /.test(key),
    );
    if (index >= 0) return index;
  }
  return undefined;
}

/** Numbers and dates come in, unless they say where something is; texts when the user ticks them. */
function guessedColumn(view: SheetView, index: number): MappedColumn {
  const column = proposedColumn(view, index, true);
  return { ...column, selected: column.type !== "text" && !isPlaceColumn(view, index) };
}

/** Numbers that say where something is are no quantities. */
function isPlaceColumn(view: SheetView, index: number): boolean {
  return /latitude|longitude|easting|northing|\bcode\b|phone|\bid\b/.test(view.keys[index] ?? "");
}

function noCodes(file: ReadFile, sheet: SourceSheet): Problem {
  return {
    code: "no-practice-codes",
    severity: "warning",
    message: `No column of "${sheet.name}" in ${file.fileName} holds practice codes such as A81001.`,
    remedy: "Choose the column of practice codes, or another file: practices are joined by their ODS code.",
    where: { file: file.fileName, sheet: sheet.name },
  };
}

function nothing(file: ReadFile): Omit<Recognition, "tables"> {
  return {
    kind: "unknown",
    description: "An empty table",
    mapping: null,
    dataDate: "",
    confidence: "guess",
    why: "There is nothing in it.",
    problems: [
      {
        code: "empty-file",
        severity: "error",
        message: `${file.fileName} has no rows.`,
        remedy: "Choose the file that has the practices in it.",
        where: { file: file.fileName },
      },
    ],
  };
}
