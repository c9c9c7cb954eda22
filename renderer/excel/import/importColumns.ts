// Turns the selected columns of a mapping into columns of the plan: names that do not clash with what the plan
// already has, and values read as the type the mapping says. A cell that does not fit is left as the plan has it
// (blank for a new practice) and reported with its row.
//
// What must stay true: values are aligned with the practices given; `undefined` leaves what the plan has.

import type { Scalar } from "../../engine/values/value.ts";
import { type InputType, LIST_SIZE, type Plan, PRACTICE_CODE, PRACTICE_NAME } from "../../plan/plan.ts";
import type { ProblemPlace } from "../../plan/problem.ts";
import { cellDate, cellErrorText, cellNumber, cellText, isBlankCell, serialOfIso } from "../read/cells.ts";
import type { Cell } from "../read/sourceFile.ts";
import type { ImportRow } from "./importRows.ts";
import type { Mapping } from "./mapping.ts";
import { counted, firstOf, ProblemList } from "./problemList.ts";

export interface ImportColumn {
  /** Where it stands in the sheet, from 0. */
  readonly index: number;
  readonly name: string;
  readonly type: InputType;
  readonly format: string;
  readonly note: string;
  readonly values: readonly (Scalar | undefined)[];
}

/** A column to be brought in: where it is and what it will be called. */
interface Wanted {
  readonly index: number;
  readonly header: string;
  readonly name: string;
  readonly type: InputType;
  readonly format: string;
}

export interface ColumnRequest {
  readonly plan: Plan;
  readonly mapping: Mapping;
  readonly headers: readonly string[];
  /** False when the plan's own list sizes stay. */
  readonly takesListSize: boolean;
  /** Names of levels, the plan's and the new ones. */
  readonly levelNames: readonly string[];
  /** Columns that come in as formulas: what cannot be read of their values is not said. */
  readonly formulas: ReadonlySet<number>;
}

/** Name, list size and the selected columns, for the rows given. */
export function importColumns(
  request: ColumnRequest,
  rows: readonly ImportRow[],
  place: ProblemPlace,
  problems: ProblemList,
): readonly ImportColumn[] {
  return wantedColumns(request, place, problems).map((column) => {
    const isListSize = column.name === LIST_SIZE;
    const said = request.formulas.has(column.index) ? new ProblemList() : problems;
    const values = rows.map((row) =>
      isListSize
        ? listSizeOf(row, column, request.mapping, place, problems)
        : cellValue(row, column, place, said),
    );
    if (isListSize) reportEmptyLists(values, place, problems);
    const note = `Column "${column.header}" of ${place.file ?? "the file"}.`;
    const { index, name, type, format } = column;
    return { index, name, type, format, note, values };
  });
}

function wantedColumns(
  request: ColumnRequest,
  place: ProblemPlace,
  problems: ProblemList,
): readonly Wanted[] {
  const { mapping, headers, takesListSize } = request;
  const header = (index: number) => headers[index] ?? `Column ${index + 1}`;
  const wanted: Wanted[] = [];
  if (mapping.name !== undefined) {
    wanted.push({
      index: mapping.name,
      header: header(mapping.name),
      name: PRACTICE_NAME,
      type: "text",
      format: "@",
    });
  }
  const taken = new TakenNames(request);
  if (mapping.listSize !== undefined) {
    const { listSize } = mapping;
    const base = { index: listSize, header: header(listSize), type: "number" as const, format: "#,##0" };
    if (takesListSize) {
      wanted.push({ ...base, name: LIST_SIZE });
    } else {
      const already = mapping.columns.some((column) => column.index === listSize && column.selected);
      if (!already) wanted.push({ ...base, name: taken.take(base.header, "number") });
      problems.add({
        code: "list-size-kept",
        severity: "note",
        message: `The plan keeps its own list sizes; "${base.header}" of ${place.file ?? "the file"} came in as a column of its own.`,
        remedy: "To use it as the list size instead, choose so in the mapping of the file.",
        where: { ...place, column: base.header },
      });
    }
  }
  for (const column of mapping.columns) {
    if (!column.selected) continue;
    const name = taken.take(column.name, request.formulas.has(column.index) ? "formula" : column.type);
    if (name !== column.name) {
      problems.add({
        code: "column-renamed",
        severity: "warning",
        message: `The plan already uses the name "${column.name}" for something else, so the column came in as "${name}".`,
        where: { ...place, column: column.header },
      });
    }
    wanted.push({ ...column, name });
  }
  reportReplaced(request.plan, wanted, place, problems);
  return wanted;
}

/** Columns the plan already has get the file's values: expected when a new year comes in, but never unsaid. */
function reportReplaced(
  plan: Plan,
  wanted: readonly Wanted[],
  place: ProblemPlace,
  problems: ProblemList,
): void {
  const present = new Set(plan.practiceColumns.map((column) => column.name.toLowerCase()));
  const names = wanted.map((column) => column.name).filter((name) => present.has(name.toLowerCase()));
  if (names.length === 0) return;
  problems.add({
    code: "columns-replaced",
    severity: "note",
    message: `The plan already had ${counted(names.length, "column")} of these names, which now ${names.length === 1 ? "takes" : "take"} the values of ${place.file ?? "the file"}: ${firstOf(names)}.`,
    remedy: "To keep both, give the columns of the file other names in its mapping.",
    where: place,
  });
}

/** Names that a column of this import must not take: fixed ones, levels, formula columns, other types, its own. */
class TakenNames {
  private readonly used: Set<string>;
  private readonly planColumns: ReadonlyMap<string, InputType | "formula">;

  constructor(request: ColumnRequest) {
    const fixed = [PRACTICE_CODE, PRACTICE_NAME, LIST_SIZE, ...request.levelNames];
    this.used = new Set(fixed.map((name) => name.toLowerCase()));
    this.planColumns = new Map(
      request.plan.practiceColumns.map((column) => [
        column.name.toLowerCase(),
        column.kind === "input" ? column.type : "formula",
      ]),
    );
  }

  take(name: string, type: InputType | "formula"): string {
    const isFree = (candidate: string) => {
      const key = candidate.toLowerCase();
      const inPlan = this.planColumns.get(key);
      return !this.used.has(key) && (inPlan === undefined || inPlan === type);
    };
    let free = name;
    for (let count = 1; !isFree(free); count += 1)
      free = count === 1 ? `${name} (from file)` : `${name} (from file ${count})`;
    this.used.add(free.toLowerCase());
    return free;
  }
}

function listSizeOf(
  row: ImportRow,
  column: Wanted,
  mapping: Mapping,
  place: ProblemPlace,
  problems: ProblemList,
): number | undefined {
  const cell = row.cells[column.index];
  const where = () => ({ ...place, row: row.row, column: column.header, subject: row.code });
  if (isBlankCell(cell)) {
    problems.addRow({
      code: "missing-list-size",
      severity: "warning",
      message: `Practice ${row.code} in row ${row.row} has no list size.`,
      remedy: "Type its list size in, or remove the practice if it is closed.",
      where: where(),
    });
    return undefined;
  }
  const value = cellValue(row, column, place, problems);
  if (typeof value !== "number") return undefined;
  if (value < 0) {
    problems.addRow({
      code: "negative-list-size",
      severity: "error",
      message: `Practice ${row.code} in row ${row.row} has a negative list size (${value}), which was left out.`,
      remedy: "Correct the figure in the file or type the list size in.",
      where: where(),
    });
    return undefined;
  }
  if (!Number.isInteger(value) && !mapping.listSizeIsAverage) {
    problems.addRow({
      code: "fractional-list-size",
      severity: "warning",
      message: `Practice ${row.code} in row ${row.row} has a list size that is not a whole number (${value}); it was kept.`,
      remedy: "Check that this column holds patients and not an average or a weighted list.",
      where: where(),
      patients: value,
    });
  }
  return value;
}

function cellValue(
  row: ImportRow,
  column: Wanted,
  place: ProblemPlace,
  problems: ProblemList,
): Scalar | undefined {
  const cell = row.cells[column.index];
  if (cell === undefined || isBlankCell(cell)) return undefined;
  const error = cellErrorText(cell);
  const value = error === null ? typedValue(cell, column.type) : undefined;
  if (value !== undefined) return value;
  const where = { ...place, row: row.row, column: column.header, subject: row.code };
  if (error !== null) {
    problems.addRow({
      code: "error-value",
      severity: "warning",
      message: `The cell of practice ${row.code} under "${column.header}" in row ${row.row} holds the error ${error}, so it was left blank.`,
      remedy: "Put the formula behind it right in Excel and import again, or type the value in.",
      where,
    });
    return undefined;
  }
  const what = { number: "a number", date: "a date", boolean: "yes or no", text: "text" }[column.type];
  problems.addRow({
    code: column.type === "number" ? "text-in-number-column" : "wrong-type",
    severity: "warning",
    message: `The cell of practice ${row.code} under "${column.header}" in row ${row.row} holds "${cellText(cell).slice(0, 60)}", which is not ${what}, so it was left blank.`,
    remedy: "Correct the cell and import again, or type the value in.",
    where,
  });
  return undefined;
}

/** A cell as a value of a type; undefined when it is none. */
export function typedValue(cell: Cell, type: InputType): Scalar | undefined {
  switch (type) {
    case "number":
      return cellNumber(cell);
    case "date": {
      const date = cellDate(cell);
      return date === undefined ? undefined : serialOfIso(date);
    }
    case "boolean": {
      if (typeof cell === "boolean") return cell;
      const text = cellText(cell).toLowerCase();
      return ["yes", "true", "y", "1"].includes(text)
        ? true
        : ["no", "false", "n", "0"].includes(text)
          ? false
          : undefined;
    }
    case "text":
      return cellText(cell);
  }
}

function reportEmptyLists(
  values: readonly (Scalar | undefined)[],
  place: ProblemPlace,
  problems: ProblemList,
): void {
  const empty = values.filter((value) => value === 0).length;
  if (empty === 0) return;
  problems.add({
    code: "no-patients",
    severity: "note",
    message: `${counted(empty, "practice")} of ${place.file ?? "the file"} ${empty === 1 ? "has" : "have"} a list size of 0; such practices are usually closed or opening.`,
    where: place,
    rows: empty,
    patients: 0,
  });
}
