// Where in its file everything stood that an import brought in, and what it was: kept with the plan's source, so that changed
// values can be put back into the very cells, and so that a file somebody else changed meanwhile is noticed cell by cell.
//
// What must stay true: plain JSON; values are kept as short marks, not as values, so that a plan does not hold its data
// twice; a mark tells two values apart but for one case in a quarter of a million.

import { strToU8 } from "fflate";
import type { Scalar } from "../../engine/values/value.ts";
import type { ImportData } from "../../plan/commands/command.ts";
import type { ImportedColumn } from "../../plan/commands/parts.ts";
import { type InputType, PRACTICES_TABLE } from "../../plan/plan.ts";
import { crc32 } from "../package/crc32.ts";
import type { ReadFile } from "../read/sourceFile.ts";
import type { Mapping } from "./mapping.ts";
import type { FileTables, SheetTable } from "./sheetTables.ts";

/** A column of the plan and where it stands in the file. */
export interface ColumnPlace {
  /** The plan's name of it; a level's for memberships. */
  readonly name: string;
  /** From 0, in the sheet. */
  readonly index: number;
  readonly kind: "input" | "formula" | "level";
  readonly type: InputType;
  /** The formula as it came in; "" for inputs and levels. */
  readonly formula: string;
  /** Of inputs and levels: a mark for each row's value, one after the other. */
  readonly marks: string;
  /** Of a formula column: places in the rows that held something else, with the marks of their values. */
  readonly overrides: Readonly<Record<string, string>>;
}

export interface TablePlaces {
  /** The plan's name. */
  readonly table: string;
  readonly sheet: string;
  /** From 1; null where the sheet has no headings. */
  readonly headingRow: number | null;
  /** The sheet's rows as runs from first to last, in the order of the marks. */
  readonly rows: readonly (readonly [number, number])[];
  /** Practices only: the codes in that order, separated by blanks, and their column. */
  readonly codes: string;
  readonly codeIndex: number;
  readonly columns: readonly ColumnPlace[];
}

export interface SourcePlaces {
  readonly tables: readonly TablePlaces[];
  /** Cells that became assumptions. */
  readonly assumptions: readonly {
    readonly name: string;
    readonly sheet: string;
    readonly cell: string;
    readonly mark: string;
  }[];
}

/** Characters of a mark. */
export const MARK_LENGTH = 3;
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** The mark of a value that the import left as the plan had it. */
export const LEFT_AS_IT_WAS = "...";

/** A short mark of a value. */
export function markOf(value: Scalar | undefined): string {
  if (value === undefined) return LEFT_AS_IT_WAS;
  const held = value === "" ? null : value;
  const sum = crc32(strToU8(`${typeof held}${String(held)}`));
  return [0, 6, 12].map((shift) => DIGITS[(sum >>> shift) & 63]).join("");
}

export function runsOf(rows: readonly number[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === row - 1) last[1] = row;
    else runs.push([row, row]);
  }
  return runs;
}

function columnPlace(column: ImportedColumn, index: number): ColumnPlace {
  const isFormula = column.formula !== undefined;
  return {
    name: column.name,
    index,
    kind: isFormula ? "formula" : "input",
    type: column.type,
    formula: column.formula ?? "",
    marks: isFormula ? "" : column.values.map(markOf).join(""),
    overrides: Object.fromEntries(
      (column.overrides ?? []).map(({ row, value }) => [String(row), markOf(value)]),
    ),
  };
}

/** For each row of the import the name of its group at a level; "" for none, undefined where it says nothing. */
function namesAt(command: ImportData, level: string): readonly (string | undefined)[] {
  return command.membership.map((own) => {
    if (own === undefined) return undefined;
    for (let at: number | null = own; at !== null; at = command.groups[at]?.parent ?? null) {
      const group = command.groups[at];
      if (group?.level === level) return group.name;
    }
    return "";
  });
}

export interface PlacesRequest {
  /** As it will be applied. */
  readonly command: ImportData;
  readonly sheet: string;
  readonly headingRow: number | null;
  readonly codeIndex: number;
  /** Rows of the practices brought, aligned with the command's practices. */
  readonly rows: readonly { readonly row: number }[];
  /** The practices' columns and levels by their places in the sheet. */
  readonly practiceColumns: ReadonlyMap<number, string>;
  /** The other tables, aligned with the command's. */
  readonly tables: readonly SheetTable[];
  readonly found: FileTables;
}

/** The places of everything a command brings in. */
export function sourcePlaces(request: PlacesRequest): SourcePlaces {
  const { command, found } = request;
  const practices = command.practices.length === 0 ? [] : [practicePlaces(request)];
  const tables = (command.tables ?? []).flatMap((table, at): readonly TablePlaces[] => {
    const from = request.tables[at];
    if (from === undefined) return [];
    const columns = table.columns.flatMap((column, place) => {
      const index = from.columns[place]?.index;
      return index === undefined ? [] : [columnPlace(column, index)];
    });
    const { sheet, headingRow, rows } = from;
    return [{ table: table.name, sheet, headingRow, rows: runsOf(rows), codes: "", codeIndex: -1, columns }];
  });
  return {
    tables: [...practices, ...tables],
    assumptions: (command.assumptions ?? []).flatMap(({ name, source, value }) => {
      const from = found.assumptions.find((each) => each.source === source);
      return from === undefined ? [] : [{ name, sheet: from.sheet, cell: from.cell, mark: markOf(value) }];
    }),
  };
}

function practicePlaces(request: PlacesRequest): TablePlaces {
  const { command, practiceColumns } = request;
  const byName = new Map(command.columns.map((column) => [column.name, column]));
  const levels = new Set(command.levels.map(({ name }) => name));
  // Groups that went into another option than the base are not the base's to give back.
  const isBase = command.option === undefined;
  const columns = [...practiceColumns].flatMap(([index, name]): readonly ColumnPlace[] => {
    const column = byName.get(name);
    if (column !== undefined) return [columnPlace(column, index)];
    if (!levels.has(name) || !isBase) return [];
    const marks = namesAt(command, name).map(markOf).join("");
    return [{ name, index, kind: "level", type: "text", formula: "", marks, overrides: {} }];
  });
  return {
    table: PRACTICES_TABLE,
    sheet: request.sheet,
    headingRow: request.headingRow,
    rows: runsOf(request.rows.map(({ row }) => row)),
    codes: command.practices.join(" "),
    codeIndex: request.codeIndex,
    columns,
  };
}

/** The command with what its source must know to find the file and its cells again. */
export function withPlaces(
  command: ImportData,
  file: ReadFile,
  mapping: Mapping,
  places: SourcePlaces,
): ImportData {
  // Nothing is saved back into a text file, so its places are not kept. Through JSON, as a plan's file holds it.
  const whole = file.workbook === undefined ? mapping : { ...mapping, places };
  const kept: unknown = JSON.parse(JSON.stringify(whole));
  return { ...command, source: { ...command.source, fingerprint: file.fingerprint ?? "", mapping: kept } };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The places in a source's mapping; null where it has none that can be used. */
export function placesIn(mapping: unknown): SourcePlaces | null {
  if (!isRecord(mapping) || !isRecord(mapping.places)) return null;
  const { tables, assumptions } = mapping.places;
  if (!Array.isArray(tables) || !Array.isArray(assumptions)) return null;
  const isColumn = (value: unknown) =>
    isRecord(value) &&
    [value.name, value.kind, value.type, value.formula, value.marks].every(
      (each) => typeof each === "string",
    ) &&
    Number.isSafeInteger(value.index) &&
    isRecord(value.overrides);
  const isRun = (value: unknown) =>
    Array.isArray(value) && value.length === 2 && value.every(Number.isSafeInteger);
  const isTable = (value: unknown) =>
    isRecord(value) &&
    [value.table, value.sheet, value.codes].every((each) => typeof each === "string") &&
    Array.isArray(value.rows) &&
    value.rows.every(isRun) &&
    Array.isArray(value.columns) &&
    value.columns.every(isColumn);
  const isFigure = (value: unknown) =>
    isRecord(value) &&
    [value.name, value.sheet, value.cell, value.mark].every((each) => typeof each === "string");
  if (!tables.every(isTable) || !assumptions.every(isFigure)) return null;
  return { tables, assumptions } as SourcePlaces;
}
