// A formula of the plan as it stands in the workbook the data came from: columns become its tables' columns or its cells, and
// assumptions the cells they came from, or names that the workbook gets.
//
// What must stay true: a formula that reads what the workbook has not (a level's table, another file's column) is refused with
// a reason; it is never written half.

import { readCell } from "../../engine/grammar/cellAddress.ts";
import { parseFormula } from "../../engine/grammar/parser.ts";
import { printFormula } from "../../engine/grammar/printer.ts";
import { mapTree } from "../../engine/grammar/rewrite.ts";
import type { SyntaxNode } from "../../engine/grammar/syntaxTree.ts";
import { isSameName } from "../../plan/names.ts";
import type { Plan } from "../../plan/plan.ts";
import { findTable } from "../../plan/tables.ts";
import type { BookRow, BookTable } from "./bookPlaces.ts";

export interface AssumptionCell {
  readonly name: string;
  /** The defined name by which formulas know it, where it has one. */
  readonly definedName?: string;
  readonly sheet: string;
  readonly cell: string;
}

/** Columns that this save back appends: the plan's name -> place in the sheet (from 0), by table. */
export type AppendedColumns = ReadonlyMap<BookTable, ReadonlyMap<string, number>>;

export interface FormulaBookPlaces {
  readonly plan: Plan;
  readonly tables: readonly BookTable[];
  readonly appended: AppendedColumns;
  /** Rows that come in below a table: a formula over a whole column reads them too. */
  readonly newRows: ReadonlyMap<BookTable, readonly BookRow[]>;
  readonly assumptions: readonly AssumptionCell[];
  /** Told when a formula needs an assumption that the workbook has not; gives the defined name it will have. */
  needName(assumption: string): string;
}

export type BookFormula =
  /** With "=", as Excel shows it. */
  { readonly formula: string } | { readonly why: string };

class NotInBook extends Error {}
type Node<Kind extends SyntaxNode["kind"]> = Extract<SyntaxNode, { kind: Kind }>;

/** The formula as it reads in a row of its table. */
export function bookFormula(
  places: FormulaBookPlaces,
  table: BookTable,
  formula: string,
  row: number,
): BookFormula {
  const parsed = parseFormula(formula);
  if (!parsed.ok) return { why: parsed.problem.message };
  try {
    const tree = mapTree(parsed.tree, (node) => convert(node, places, table, row));
    return { formula: printFormula(tree, { form: "display" }) };
  } catch (error) {
    if (error instanceof NotInBook) return { why: error.message };
    throw error;
  }
}

function convert(node: SyntaxNode, places: FormulaBookPlaces, own: BookTable, row: number): SyntaxNode {
  if (node.kind === "structured") return column(node, places, own, row);
  if (node.kind !== "name" || node.sheet !== null) return node;
  const assumption = places.plan.assumptions.find(({ name }) => isSameName(name, node.name));
  if (assumption === undefined) {
    if (findTable(places.plan, node.name) !== undefined)
      throw new NotInBook(`it reads the table ${node.name} as a whole`);
    return node;
  }
  const cell = places.assumptions.find(({ name }) => isSameName(name, assumption.name));
  if (cell === undefined) return { ...node, name: places.needName(assumption.name) };
  if (cell.definedName !== undefined) return { ...node, name: cell.definedName };
  const address = readCell(cell.cell);
  if (address === null) throw new NotInBook(`the cell of ${assumption.name} is not known`);
  const sheet = cell.sheet === own.sheet.name ? null : cell.sheet;
  const { start, end } = node;
  return {
    kind: "reference",
    sheet,
    lastSheet: null,
    first: { ...address, rowAbsolute: true, columnAbsolute: true },
    last: null,
    start,
    end,
  };
}

function column(
  node: Node<"structured">,
  places: FormulaBookPlaces,
  own: BookTable,
  row: number,
): SyntaxNode {
  const { columns, items, start, end } = node;
  const table =
    node.table === null ? own : places.tables.find((each) => isSameName(each.table.name, node.table ?? ""));
  if (table === undefined) throw new NotInBook(`the workbook has no table ${node.table}`);
  if (columns === null || items.some((item) => item !== "thisRow" && item !== "data"))
    throw new NotInBook(`it reads the table ${table.table.name} as a whole`);
  const index = (name: string) => indexOf(places, table, name);
  const [first, last] = [index(columns.first), index(columns.last)];
  const isThisRow = items.includes("thisRow");
  const { excelTable } = table;
  if (excelTable !== null) {
    const heading = (at: number, name: string) =>
      excelTable.columns[at + 1 - excelTable.area.left]?.name ?? name;
    return {
      ...node,
      table: excelTable.name,
      columns: { first: heading(first, columns.first), last: heading(last, columns.last) },
    };
  }
  const sheet = table.sheet === own.sheet ? null : table.sheet.name;
  const at = (line: number, place: number, isFixed: boolean) => ({
    row: line,
    column: place + 1,
    rowAbsolute: isFixed,
    columnAbsolute: isFixed,
  });
  if (isThisRow) {
    if (table !== own) throw new NotInBook(`it reads a row of ${table.table.name} beside its own`);
    const to = first === last ? null : at(row, last, false);
    return { kind: "reference", sheet, lastSheet: null, first: at(row, first, false), last: to, start, end };
  }
  const lines = [...table.rows, ...(places.newRows.get(table) ?? [])].map((each) => each.row);
  const [top, bottom] = [Math.min(...lines), Math.max(...lines)];
  if (bottom - top + 1 !== lines.length)
    throw new NotInBook(
      `the rows of ${table.table.name} do not stand together on the sheet "${table.sheet.name}"`,
    );
  return {
    kind: "reference",
    sheet,
    lastSheet: null,
    first: at(top, first, true),
    last: at(bottom, last, true),
    start,
    end,
  };
}

function indexOf({ appended }: FormulaBookPlaces, table: BookTable, name: string): number {
  const known = table.columns.find((each) => isSameName(each.name, name));
  if (known !== undefined) return known.index;
  const key = table.table.columns[0];
  if (key?.role === "key" && isSameName(key.name, name)) return table.places.codeIndex;
  for (const [planName, index] of appended.get(table) ?? []) if (isSameName(planName, name)) return index;
  throw new NotInBook(`the workbook has no column for ${name} of ${table.table.title}`);
}

/** A formula as a file stores it, without "=". */
export function storedForm(formula: string, { excelTable }: BookTable): string {
  const parsed = parseFormula(formula);
  return parsed.ok ? printFormula(parsed.tree, { form: "file", table: excelTable?.name ?? "" }).slice(1) : "";
}
