// What understanding somebody else's workbook needs of it: the calculator's snapshot and a little more. It stands apart
// from the reader, so that the rooms `formulas`, `findings` and `check` depend on one small shape.
//
// What must stay true: dates are as the workbook stores them, because its formulas count with them.

import type { SnapshotCell, WorkbookSnapshot } from "../../engine/index.ts";
import type { SheetContent, WorkbookContent } from "../read/workbookContent.ts";
import { relativeForm } from "./relativeForm.ts";

export interface FormulaBook {
  readonly fileName: string;
  readonly snapshot: WorkbookSnapshot;
  /** The formulas of the tables' calculated columns as stored, in the order of `snapshot.tables`; null for a column without. */
  readonly calculatedColumns: readonly (readonly (string | null)[])[];
  /** The file asks to be calculated when it is opened: its saved values may be nobody's results. */
  readonly isStale: boolean;
}

/** The book of a workbook that was read with `dates: "asStored"`. */
export function formulaBook(content: WorkbookContent): FormulaBook {
  const tables = content.tables.map(({ name, sheet, area, columns, hasHeaders, hasTotals }) => ({
    name,
    sheet,
    row: area.top,
    column: area.left,
    rows: area.bottom - area.top + 1,
    columns: columns.map((column) => column.name),
    hasHeaders,
    hasTotals,
  }));
  return {
    fileName: content.fileName,
    snapshot: {
      sheets: content.sheets.map((sheet) => ({
        name: sheet.name,
        cells: snapshotCells(sheet),
        hiddenRows: sheet.hiddenRows,
        filteredRows: sheet.filteredRows,
      })),
      tables,
      names: content.names.map(({ name, sheet, refersTo }) => ({ name, sheet, formula: refersTo })),
      dateSystem: content.date1904 ? 1904 : 1900,
    },
    calculatedColumns: content.tables.map(({ columns }) =>
      columns.map((column) => column.calculatedColumnFormula ?? null),
    ),
    isStale: content.isStale,
  };
}

/** A formula and the cell it was first met in. */
interface Master {
  readonly text: string;
  readonly row: number;
  readonly column: number;
}

/**
 * The cells of a sheet. Formulas that were filled without being shared are shared here: thousands of equal ones are
 * then compiled once.
 */
function snapshotCells(sheet: SheetContent): readonly SnapshotCell[] {
  const cells: SnapshotCell[] = [];
  const masters = new Map<string, Master>();
  sheet.forEachCell((row, column, value) => {
    const numberFormat = sheet.numberFormat(row, column);
    const formula = sheet.formulaCell(row, column);
    if (formula === undefined) {
      cells.push({ row, column, value, numberFormat });
      return;
    }
    const { text, array } = formula;
    const own = formula.writtenFor ?? { row, column };
    if (array !== undefined) {
      cells.push({ row, column, value, numberFormat, formula: text, array });
      return;
    }
    const form = relativeForm(text, own);
    const master = masters.get(form) ?? { text, ...own };
    masters.set(form, master);
    const writtenFor = { row: master.row, column: master.column };
    const isOwn = master.row === row && master.column === column;
    cells.push({ row, column, value, numberFormat, formula: master.text, ...(!isOwn && { writtenFor }) });
  });
  return cells;
}
