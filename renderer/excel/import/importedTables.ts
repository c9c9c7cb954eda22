// Tables and formula columns of a file in the shape that the import's command takes them: names of the plan, values read as
// their types, cells that break a formula by their places in the rows.
//
// What must stay true: values are aligned with the table's rows, or with the practices brought; a blank cell is null, so
// that an import again clears what the file no longer has.

import { isError } from "../../engine/index.ts";
import type { Scalar } from "../../engine/values/value.ts";
import type { ImportedColumn, ImportedOverride, ImportedTable } from "../../plan/commands/parts.ts";
import { isBlankCell } from "../read/cells.ts";
import type { Cell, ReadFile } from "../read/sourceFile.ts";
import { typedValue } from "./importColumns.ts";
import { findSheet } from "./mapping.ts";
import type { SheetTable, SheetTableColumn } from "./sheetTables.ts";

/** A formula column on its way in, in names of the plan. */
export interface Candidate {
  readonly table: SheetTable;
  readonly column: SheetTableColumn;
  readonly tableName: string;
  readonly name: string;
  readonly formula: string;
}

/** The cells of a table's data rows, aligned with `rows`: made once, because every row of a sheet is made when asked for. */
export type TableCells = readonly (readonly Cell[])[];

export function tableCells(file: ReadFile, table: SheetTable): TableCells {
  const sheet = findSheet(file, table.sheet);
  return table.rows.map((row) => sheet?.rows.at(row - 1) ?? []);
}

/** A table of the file; `formulas` by the column's place in the sheet, other columns come in as values. */
export function importedTable(
  file: ReadFile,
  table: SheetTable,
  cells: TableCells,
  called: { readonly name: string; readonly title: string; readonly columns: readonly string[] },
  formulas: ReadonlyMap<number, Candidate>,
): ImportedTable {
  const places = new Map(table.rows.map((row, at) => [row, at]));
  const where = file.sheets.length > 1 ? `Sheet ${table.sheet} of ${file.fileName}` : file.fileName;
  return {
    name: called.name,
    title: called.title,
    note: `${where}, rows ${table.rows[0] ?? 0} to ${table.rows.at(-1) ?? 0}.`,
    columns: table.columns.map((column, at): ImportedColumn => {
      const values = cells.map((row): Scalar => {
        const cell = row[column.index] ?? null;
        return isBlankCell(cell) ? null : (typedValue(cell, column.type) ?? null);
      });
      const { type, format } = column;
      const plain = { name: called.columns[at] ?? column.name, type, format, note: "", values };
      const candidate = formulas.get(column.index);
      return candidate === undefined ? plain : asFormula(plain, candidate, places);
    }),
  };
}

/** A column with its formula and the cells that break it; `places` gives each sheet row its place in the rows. */
export function asFormula(
  column: ImportedColumn,
  candidate: Candidate,
  places: ReadonlyMap<number, number>,
): ImportedColumn {
  const overrides = candidate.column.overrides.flatMap(({ row, value, cell, kind, formula }) => {
    const at = places.get(row);
    if (at === undefined || isError(value)) return [];
    return [{ row: at, value, cell, kind, formula } satisfies ImportedOverride];
  });
  const { format } = candidate.column;
  return {
    ...column,
    format,
    formula: candidate.formula,
    ...(overrides.length === 0 ? {} : { overrides }),
  };
}
