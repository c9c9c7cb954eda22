// What a save back writes, gathered: cells whose value the plan changed, formulas, columns, rows and assumptions.
//
// What must stay true: a cell whose mark says that the plan has not changed it is not written; one that the workbook changed too
// is a conflict.

import { isError, type Scalar } from "../../engine/values/value.ts";
import { isSameName } from "../../plan/names.ts";
import type { Column, Plan } from "../../plan/plan.ts";
import { type Problem, problem } from "../../plan/problem.ts";
import {
  type ColumnPlace,
  LEFT_AS_IT_WAS,
  MARK_LENGTH,
  markOf,
  type SourcePlaces,
} from "../import/sourcePlaces.ts";
import type { PatchEdit } from "../package/cellEdit.ts";
import type { WorkbookContent } from "../read/workbookContent.ts";
import { addColumns, addRows, planRows } from "./additions.ts";
import { type AddedAssumption, ASSUMPTIONS_SHEET, type TableGrowth } from "./addParts.ts";
import { type AssumptionCell, bookFormula, type FormulaBookPlaces, storedForm } from "./bookFormula.ts";
import { type BookRow, type BookTable, cellAt } from "./bookPlaces.ts";
import { editValue, fileValue, groupsAt, planColumn, valuesOf } from "./planValues.ts";
import type { SaveConflict, SavedItem } from "./saveBack.ts";

export interface SavingRequest {
  readonly plan: Plan;
  readonly content: WorkbookContent;
  readonly tables: readonly BookTable[];
  readonly places: SourcePlaces;
  readonly isSameFile: boolean;
  readonly overwrite: boolean;
  readonly problems: Problem[];
}

export interface MadeEdits {
  /** Constants, written before tables grow. */
  readonly values: readonly PatchEdit[];
  /** Formulas, which may name what has been added. */
  readonly formulas: readonly PatchEdit[];
  readonly growths: readonly TableGrowth[];
  readonly assumptions: readonly AddedAssumption[];
  readonly written: readonly SavedItem[];
  readonly conflicts: readonly SaveConflict[];
  readonly changedInFile: number;
}

/** The work of one save back. */
export class Saving {
  readonly request: SavingRequest;
  readonly values: PatchEdit[] = [];
  readonly formulas: PatchEdit[] = [];
  readonly growths = new Map<BookTable, { bottom: number; columns: { name: string; formula: string }[] }>();
  readonly written: SavedItem[] = [];
  readonly conflicts: SaveConflict[] = [];
  readonly appended = new Map<BookTable, Map<string, number>>();
  /** Rows that new practices get. */
  readonly newRows = new Map<BookTable, readonly BookRow[]>();
  readonly formulaPlaces: FormulaBookPlaces;
  readonly #added = new Map<string, AddedAssumption>();
  readonly assumptionCells: readonly AssumptionCell[];
  changedInFile = 0;

  constructor(request: SavingRequest) {
    this.request = request;
    this.assumptionCells = [...request.places.assumptions, ...earlierAssumptions(request)];
    this.formulaPlaces = {
      plan: request.plan,
      tables: request.tables,
      appended: this.appended,
      newRows: this.newRows,
      assumptions: this.assumptionCells,
      needName: (name) => this.#needName(name),
    };
  }

  get assumptions(): readonly AddedAssumption[] {
    return [...this.#added.values()];
  }

  lose(message: string, sheet: string): void {
    const { content, problems } = this.request;
    problems.push(
      problem("not-saved-back", message, { severity: "warning", where: { file: content.fileName, sheet } }),
    );
  }

  write(sheet: string, what: string, edits: readonly PatchEdit[]): void {
    const [first] = edits;
    if (first === undefined) return;
    this.values.push(...edits);
    this.written.push({ sheet, what, cells: edits.length, cell: first.cell });
  }

  /** Writes a formula into rows of a table; false when the workbook cannot hold it, which is told. */
  writeFormula(
    table: BookTable,
    index: number,
    formula: string,
    rows: readonly BookRow[],
    what: string,
  ): boolean {
    const sheet = table.sheet.name;
    const edits: PatchEdit[] = [];
    for (const { row } of rows) {
      const made = bookFormula(this.formulaPlaces, table, formula, row);
      if ("why" in made) {
        this.lose(`${what} was not written, because ${made.why}.`, sheet);
        return false;
      }
      edits.push({ sheet, cell: cellAt(row, index), value: { formula: made.formula } });
    }
    const [first] = edits;
    if (first === undefined) return true;
    this.formulas.push(...edits);
    this.written.push({ sheet, what, cells: edits.length, cell: first.cell });
    return true;
  }

  growth(table: BookTable): { bottom: number; columns: { name: string; formula: string }[] } {
    const known = this.growths.get(table);
    if (known !== undefined) return known;
    const made = { bottom: table.excelTable?.area.bottom ?? 0, columns: [] };
    this.growths.set(table, made);
    return made;
  }

  /** A defined name for an assumption that the workbook has not: the plan's, unless it is taken. */
  #needName(name: string): string {
    const { plan, content } = this.request;
    const known = this.#added.get(name);
    if (known !== undefined) return known.definedName;
    const assumption = plan.assumptions.find((each) => isSameName(each.name, name));
    const taken = new Set([...content.names, ...content.tables].map((each) => each.name.toLowerCase()));
    let definedName = name;
    while (taken.has(definedName.toLowerCase())) definedName = `${definedName}_Catchment`;
    this.#added.set(name, {
      definedName,
      name,
      value: assumption?.value ?? null,
      unit: assumption?.unit ?? "",
      source: assumption?.source ?? "",
    });
    return definedName;
  }
}

/** Assumptions that an earlier save back put on a sheet of their own. */
function earlierAssumptions({ plan, content }: SavingRequest): readonly AssumptionCell[] {
  return content.names.flatMap(({ name, refersTo }): readonly AssumptionCell[] => {
    const match = /^'(.+)'!\$([A-Z]+)\$(\d+)$/.exec(refersTo);
    if (match?.[1] !== ASSUMPTIONS_SHEET) return [];
    const plain = name.replace(/(_Catchment)+$/, "");
    const own = plan.assumptions.find((each) => isSameName(each.name, name) || isSameName(each.name, plain));
    return own === undefined
      ? []
      : [{ name: own.name, definedName: name, sheet: ASSUMPTIONS_SHEET, cell: `${match[2]}${match[3]}` }];
  });
}

export function makeEdits(request: SavingRequest): MadeEdits {
  const saving = new Saving(request);
  for (const table of request.tables) saving.newRows.set(table, planRows(saving, table));
  for (const table of request.tables) {
    for (const place of table.columns) {
      if (place.kind === "level") saveLevel(saving, table, place);
      else saveColumn(saving, table, place);
    }
  }
  saveAssumptions(saving);
  // Columns first, so that new rows have cells in them too.
  for (const table of request.tables) addColumns(saving, table);
  for (const table of request.tables) addRows(saving, table);
  tellWhatStays(saving);
  const growths = [...saving.growths].flatMap(([table, { bottom, columns }]): TableGrowth[] =>
    table.excelTable === null
      ? []
      : [{ sheet: table.sheet.name, table: table.excelTable.name, bottom, columns }],
  );
  const { values, formulas, assumptions, written, conflicts, changedInFile } = saving;
  return { values, formulas, growths, assumptions, written, conflicts, changedInFile };
}

function markAt({ marks }: ColumnPlace, position: number): string {
  return position < 0 ? "" : marks.slice(position * MARK_LENGTH, (position + 1) * MARK_LENGTH);
}

function saveColumn(saving: Saving, table: BookTable, place: ColumnPlace): void {
  const { plan } = saving.request;
  const column = planColumn(table, place);
  if (column === undefined) {
    const what = `The column ${place.name} of ${table.table.title} is not in the plan any more`;
    saving.lose(`${what}; the workbook keeps what it has.`, table.sheet.name);
    return;
  }
  if (column.kind === "formula") {
    saveFormulaColumn(saving, table, place, column);
    return;
  }
  const valueFor = valuesOf(plan, table, column);
  saveCells(saving, table, place, (key) => valueFor(key) ?? null);
}

function saveLevel(saving: Saving, table: BookTable, place: ColumnPlace): void {
  const nameOf = groupsAt(saving.request.plan, place.name);
  if (nameOf === null) {
    saving.lose(
      `The level ${place.name} is not in the plan any more; the workbook keeps what it has.`,
      table.sheet.name,
    );
    return;
  }
  saveCells(saving, table, place, (key) => nameOf(key) || null);
}

/** Cells of one column: those whose mark says that the plan has another value than was imported. */
function saveCells(
  saving: Saving,
  table: BookTable,
  place: ColumnPlace,
  valueFor: (key: string) => Scalar,
): void {
  const { isSameFile, overwrite } = saving.request;
  const sheet = table.sheet.name;
  const edits: PatchEdit[] = [];
  for (const { row, key, position } of table.rows) {
    if (key === null) continue;
    const value = valueFor(key);
    const held = fileValue(table.sheet.value(row, place.index + 1), place);
    const isSame = held === value || (value === null && (held === "" || held === null));
    const mark = markAt(place, position);
    if (isSame) continue;
    const isKnown = mark !== "" && mark !== LEFT_AS_IT_WAS;
    const isInFile = !isSameFile && isKnown && mark !== markOf(held);
    if (isKnown && mark === markOf(value)) {
      if (isInFile) saving.changedInFile += 1;
      continue;
    }
    const cell = cellAt(row, place.index);
    if (isInFile || (!isSameFile && !isKnown)) {
      saving.conflicts.push({ sheet, cell, what: `${place.name} of ${key}`, plan: value, workbook: held });
      if (!overwrite) continue;
    }
    edits.push({ sheet, cell, value: editValue(value, place.type) });
  }
  saving.write(sheet, `${place.name} of ${table.table.title}`, edits);
}

function saveFormulaColumn(saving: Saving, table: BookTable, place: ColumnPlace, column: Column): void {
  if (column.kind !== "formula") return;
  const { plan } = saving.request;
  const sheet = table.sheet.name;
  const overrideOf = valuesOf(plan, table, column);
  const rows = table.rows.filter(({ key }) => key !== null);
  const isOverridden = ({ key }: BookRow) => overrideOf(key ?? "") !== undefined;
  if (place.kind === "input") {
    saving.writeFormula(
      table,
      place.index,
      column.formula,
      rows.filter((row) => !isOverridden(row)),
      `Formula of ${place.name}`,
    );
    return;
  }
  if (place.formula.trim() !== column.formula.trim() || isOutdated(saving, table, place, column.formula))
    saving.writeFormula(
      table,
      place.index,
      column.formula,
      rows.filter((row) => !isOverridden(row)),
      `Formula of ${place.name}`,
    );
  else {
    const restored = rows.filter(
      (row) => !isOverridden(row) && Object.hasOwn(place.overrides, String(row.position)),
    );
    saving.writeFormula(table, place.index, column.formula, restored, `Formula of ${place.name} restored`);
  }
  const edits: PatchEdit[] = [];
  for (const row of rows) {
    const value = overrideOf(row.key ?? "");
    if (value === undefined || place.overrides[String(row.position)] === markOf(value)) continue;
    const held = table.sheet.value(row.row, place.index + 1);
    const isTyped = table.sheet.formula(row.row, place.index + 1) === undefined;
    if (isTyped && !isError(held) && (held === value || (held === "" && value === null))) continue;
    edits.push({ sheet, cell: cellAt(row.row, place.index), value });
  }
  saving.write(sheet, `Values in place of the formula of ${place.name}`, edits);
}

/** A column that an earlier save back appended, and whose cells hold another formula than the plan now. */
function isOutdated(saving: Saving, table: BookTable, place: ColumnPlace, formula: string): boolean {
  const row = table.rows.find(({ row: at }) => table.sheet.formula(at, place.index + 1) !== undefined)?.row;
  if (row === undefined || table.places.columns.includes(place)) return false;
  const made = bookFormula(saving.formulaPlaces, table, formula, row);
  if ("why" in made) return false;
  return storedForm(made.formula, table) !== table.sheet.formula(row, place.index + 1);
}

/** Assumptions that came from cells, or stand on the sheet of an earlier save back. */
function saveAssumptions(saving: Saving): void {
  const { plan, content, places, isSameFile, overwrite } = saving.request;
  for (const { name, sheet: sheetName, cell } of saving.assumptionCells) {
    const assumption = plan.assumptions.find((each) => isSameName(each.name, name));
    const sheet = content.sheets.find((each) => isSameName(each.name, sheetName));
    const match = /^\$?([A-Z]+)\$?(\d+)$/.exec(cell);
    if (assumption === undefined || sheet === undefined || match === null) continue;
    const [, letters = "", row = "0"] = match;
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    const held = sheet.value(Number(row), column);
    if (held === assumption.value || isError(held)) continue;
    const mark = places.assumptions.find((each) => each.name === name)?.mark;
    if (mark !== undefined && mark === markOf(assumption.value)) {
      if (mark !== markOf(held)) saving.changedInFile += 1;
      continue;
    }
    if (!isSameFile && mark !== undefined && mark !== markOf(held)) {
      saving.conflicts.push({ sheet: sheet.name, cell, what: name, plan: assumption.value, workbook: held });
      if (!overwrite) continue;
    }
    saving.write(sheet.name, `Assumption ${name}`, [{ sheet: sheet.name, cell, value: assumption.value }]);
  }
}

/** What of the plan has no place in the workbook. */
function tellWhatStays(saving: Saving): void {
  const { plan, tables } = saving.request;
  const sheet = tables[0]?.sheet.name ?? "";
  const others = plan.options.slice(1).map(({ name }) => name);
  if (others.length > 0)
    saving.lose(
      `The workbook has no place for other options: ${others.join(", ")} stay in the plan; what is written is the base, ${plan.options[0]?.name}.`,
      sheet,
    );
  const columns = plan.levels.flatMap(({ id, plural }) => {
    const count = plan.levelColumns[id]?.length ?? 0;
    return count === 0 ? [] : [`${count} of ${plural}`];
  });
  if (columns.length > 0 || plan.optionColumns.length > 0)
    saving.lose(
      `Columns of groups and options have no place in the workbook and stay in the plan: ${[...columns, ...(plan.optionColumns.length > 0 ? [`${plan.optionColumns.length} of Options`] : [])].join(", ")}.`,
      sheet,
    );
  for (const table of tables) {
    const gone = table.rows.filter(({ key }) => key === null).length;
    if (gone > 0)
      saving.lose(
        `${gone} ${gone === 1 ? "row" : "rows"} of ${table.table.title} that the plan no longer has ${gone === 1 ? "stays" : "stay"} in the workbook.`,
        table.sheet.name,
      );
  }
}
