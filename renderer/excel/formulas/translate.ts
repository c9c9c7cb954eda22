// A column's A1 formula as a column formula: cells of its own row become `[@Column]`, ranges that are tables become
// their columns, single cells elsewhere become assumptions, whatever else there is becomes a reason in words.
//
// What must stay true: a translated formula means the same in every row of the block; where that is not certain from
// the formula (a total inside a whole column, blanks) agreesWithCache.ts compares the values. Positions that MATCH
// gives and INDEX takes are corrected for the headings above the data, unless the two cancel out.

import { argumentAt } from "../../engine/functions/define.ts";
import { functionList, isError, parseFormula, printFormula, type SyntaxNode } from "../../engine/index.ts";
import type { Area } from "../package/areas.ts";
import { type BlockColumn, formulaInRow, type SheetBlock, type UnderstoodBook } from "./blocks.ts";
import { type ProposedAssumption, ProposedAssumptions } from "./proposedAssumptions.ts";
import { formulaAt } from "./sheetGrid.ts";
import { type TableArea, tableArea, wholeColumns } from "./tableAreas.ts";
import {
  folded,
  inParentheses,
  isOneCell,
  NOWHERE,
  type Node,
  number,
  ordered,
  otherRow,
  plus,
  positionInTable,
  sameRowElsewhere,
  structured,
  thisRow,
} from "./treeParts.ts";

export type ColumnTranslation =
  | {
      /** As Excel shows it, with "=". */
      readonly formula: string;
      /** The assumptions it uses, by name. */
      readonly assumptions: readonly string[];
      /** Other blocks it reads, by name. */
      readonly tables: readonly string[];
    }
  /** Why the column cannot come in as a formula: a sentence. */
  | { readonly reason: string };

/** Ends a translation; never leaves this file. */
class NotTranslatable extends Error {}

/** Where a formula stands while it is translated. */
interface Frame {
  /** The block whose column it becomes. */
  readonly block: SheetBlock;
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
  /** The formula stands in one cell outside the rows: every address in it is fixed. */
  readonly isFixed: boolean;
  readonly depth: number;
  readonly uses: { readonly assumptions: Set<string>; readonly tables: Set<string> };
}

/** Whether a range here is cut to one value: Excel before dynamic arrays takes the one in the formula's own row. */
type Wanted = "value" | "range";

/** Formulas of single cells are taken in to this depth and length; beyond, their value is an assumption. */
const DEEPEST = 3;
const LONGEST_INLINE = 200;

const NOT_IN_COLUMNS: Readonly<Record<string, string>> = {
  OFFSET: "it finds cells by counting from another cell (OFFSET)",
  INDIRECT: "it finds cells by an address made as text (INDIRECT)",
  ADDRESS: "it makes an address as text (ADDRESS)",
  CELL: "it asks about a cell's place or format (CELL)",
  FORMULATEXT: "it shows another cell's formula (FORMULATEXT)",
  ISFORMULA: "it asks whether a cell has a formula (ISFORMULA)",
  GETPIVOTDATA: "it reads a pivot table (GETPIVOTDATA)",
};

const FUNCTIONS = new Map(functionList.map((each) => [each.name, each]));

/** Translates the columns of one workbook; the assumptions they share are gathered in it. */
export class BookTranslator {
  readonly #understood: UnderstoodBook;
  readonly #assumptions: ProposedAssumptions;

  /** `taken`: names that assumptions cannot have besides the workbook's tables: those of the plan. */
  constructor(understood: UnderstoodBook, taken: Iterable<string> = []) {
    this.#understood = understood;
    const blocks = understood.blocks.map((block) => block.name);
    const { fileName } = understood.book;
    this.#assumptions = new ProposedAssumptions(fileName, understood.grids, [...blocks, ...taken]);
  }

  get assumptions(): readonly ProposedAssumption[] {
    return this.#assumptions.list;
  }

  /** The formula of a block's column in the language of columns, or why it has none; null for a column of values. */
  column(block: SheetBlock, column: BlockColumn): ColumnTranslation | null {
    if (column.kind === "values") return null;
    const because = (why: string) => ({ reason: `${column.name} comes in as values: ${why}.` });
    if (block.headingRow === null) return because("its table has no headings");
    const rows = block.lastRow - block.firstRow + 1;
    const blanks = column.breaks.filter((each) => each.kind === "blank").length;
    if (blanks > rows / 2) return because(`only ${rows - blanks} of its ${rows} rows have the formula`);
    const text = formulaInRow(column, column.exampleRow) ?? "";
    const parsed = parseFormula(text);
    if (!parsed.ok) return because(`its formula ${text} cannot be read`);
    const uses = { assumptions: new Set<string>(), tables: new Set<string>() };
    const frame: Frame = {
      block,
      sheet: block.sheet,
      row: column.exampleRow,
      column: column.number,
      isFixed: false,
      depth: 0,
      uses,
    };
    try {
      const tree = this.#convert(parsed.tree, frame, column.isArray ? "range" : "value", column.isArray);
      const formula = printFormula(tree, { form: "display", table: block.name });
      return { formula, assumptions: [...uses.assumptions], tables: [...uses.tables] };
    } catch (error) {
      if (error instanceof NotTranslatable) return because(error.message);
      throw error;
    }
  }

  #convert(node: SyntaxNode, frame: Frame, wanted: Wanted, inArray: boolean): SyntaxNode {
    const value = (child: SyntaxNode) => this.#convert(child, frame, inArray ? "range" : "value", inArray);
    switch (node.kind) {
      case "unary":
      case "percent":
        return { ...node, operand: value(node.operand) };
      case "parentheses":
        return { ...node, operand: this.#convert(node.operand, frame, wanted, inArray) };
      case "binary":
        return folded({ ...node, left: value(node.left), right: value(node.right) }, node);
      case "reference":
        return this.#reference(node, frame, wanted);
      case "name":
        return this.#name(node, frame, wanted, inArray);
      case "structured":
        return this.#structured(node, frame, wanted);
      case "call":
        return this.#call(node, frame, wanted, inArray);
      case "spill":
      case "range":
      case "union":
      case "intersection":
        throw new NotTranslatable("it puts ranges together while it is calculated");
      case "apply":
        return {
          ...node,
          callee: value(node.callee),
          arguments: node.arguments.map((argument) => this.#convert(argument, frame, "range", inArray)),
        };
      default:
        return node;
    }
  }

  #call(node: Node<"call">, frame: Frame, wanted: Wanted, inArray: boolean): SyntaxNode {
    const why = NOT_IN_COLUMNS[node.name];
    if (why !== undefined) throw new NotTranslatable(why);
    if (node.name === "LET" || node.name === "LAMBDA")
      throw new NotTranslatable("it has variables of its own (LET or LAMBDA)");
    if (node.name === "ROW" || node.name === "COLUMN") return this.#place(node, frame);
    if (node.name === "INDEX" || node.name === "MATCH" || node.name === "XMATCH")
      return this.#position(node, frame, inArray);
    return { ...node, arguments: this.#arguments(node, frame, wanted, inArray) };
  }

  #arguments(node: Node<"call">, frame: Frame, wanted: Wanted, inArray: boolean): SyntaxNode[] {
    const entry = FUNCTIONS.get(node.name);
    const takesAll = entry === undefined || node.name === "SUMPRODUCT";
    return node.arguments.map((argument, place) => {
      const kind = entry === undefined ? "array" : (argumentAt(entry, place)?.kind ?? "any");
      const passes =
        kind === "any" && (node.name === "IF" || node.name.startsWith("IFE") || node.name === "CHOOSE");
      const range = takesAll || inArray || kind === "array";
      return this.#convert(argument, frame, range ? "range" : passes ? wanted : "value", inArray || takesAll);
    });
  }

  /** ROW() counts from the sheet's first row; a column formula knows the distance to its headings. COLUMN() is a number. */
  #place(node: Node<"call">, frame: Frame): SyntaxNode {
    const [argument] = node.arguments;
    if (node.name === "COLUMN") {
      if (argument === undefined) return number(frame.column);
      if (argument.kind === "reference" && argument.first.column !== null)
        return number(argument.first.column);
    }
    const isOwnRow =
      argument === undefined ||
      (argument.kind === "reference" &&
        argument.last === null &&
        argument.first.row === frame.row &&
        !argument.first.rowAbsolute);
    if (node.name === "ROW" && isOwnRow && !frame.isFixed)
      return plus(positionInTable(frame.block), frame.block.firstRow - 1);
    throw new NotTranslatable(`it asks where a cell stands (${node.name})`);
  }

  /** INDEX and MATCH over ranges that begin above the data: the rows above are counted in neither. */
  #position(node: Node<"call">, frame: Frame, inArray: boolean): SyntaxNode {
    const listed = node.name === "INDEX" ? 0 : 1;
    const list = node.arguments[listed];
    const area = list?.kind === "reference" ? this.#areaOf(list, frame) : null;
    const found = area === null ? null : this.#table(area.sheet, area.area, frame);
    const others = this.#arguments(node, frame, "value", inArray);
    const converted = others.map((argument, place) =>
      place === listed && found !== null ? this.#columns(found, frame) : argument,
    );
    const above = found?.above ?? 0;
    if (node.name !== "INDEX") return plus({ ...node, arguments: converted }, above);
    const row = converted[1];
    if (row === undefined || row.kind === "missing" || above === 0) return { ...node, arguments: converted };
    if (row.kind === "number" && row.value === 0) return { ...node, arguments: converted };
    converted[1] = plus(row, -above);
    return { ...node, arguments: converted };
  }

  #reference(node: Node<"reference">, frame: Frame, wanted: Wanted): SyntaxNode {
    if (node.lastSheet !== null) throw new NotTranslatable("it reads several sheets at once");
    const { first, last } = node;
    if (!frame.isFixed && last !== null && first.row !== null && first.rowAbsolute !== last.rowAbsolute)
      throw new NotTranslatable("it reads a range that grows from row to row, as running totals do");
    if (first.row !== null && first.column !== null && (last === null || isOneCell(node)))
      return this.#cell(node, frame);
    const { sheet, area } = this.#areaOf(node, frame);
    const moves = first.row !== null && first.column !== null && !first.rowAbsolute;
    if (moves && !frame.isFixed) return this.#rowArea(sheet, area, frame);
    if (first.column === null) throw new NotTranslatable("it reads whole rows of a sheet");
    const isOwnRow = frame.row >= area.top && frame.row <= area.bottom;
    const own = frame.block;
    if (wanted === "value" && !frame.isFixed && sheet === own.sheet && area.left === area.right && isOwnRow) {
      const column = own.columns.find((each) => each.number === area.left);
      if (column !== undefined) return thisRow(column.name, column.name);
    }
    if (wanted === "value")
      throw new NotTranslatable("it takes one cell out of a range by the place of its own row");
    const heading = this.#headings(sheet, area);
    return heading ?? this.#columns(this.#table(sheet, area, frame), frame);
  }

  /** A range of the row of headings. */
  #headings(sheet: number, area: Area): SyntaxNode | null {
    if (area.top !== area.bottom) return null;
    const block = this.#understood.blocks.find(
      (each) => each.sheet === sheet && each.headingRow === area.top,
    );
    const first = block?.columns.find((each) => each.number === area.left);
    const last = block?.columns.find((each) => each.number === area.right);
    if (block === undefined || first === undefined || last === undefined) return null;
    return { ...structured(block.name, first.name, last.name), items: ["headers"] };
  }

  #areaOf(node: Node<"reference">, frame: Frame): { readonly sheet: number; readonly area: Area } {
    const { first } = node;
    const last = node.last ?? first;
    const sheet = this.#sheet(node.sheet, frame);
    const [left, right] = ordered(first.column ?? 1, last.column ?? first.column ?? 1);
    if (first.row === null || last.row === null) return { sheet, area: wholeColumns(left, right) };
    const [top, bottom] = ordered(first.row, last.row);
    return { sheet, area: { top, bottom, left, right } };
  }

  #sheet(name: string | null, frame: Frame): number {
    if (name === null) return frame.sheet;
    if (name.includes("[")) throw new NotTranslatable("it reads another workbook");
    const found = this.#understood.grids.findIndex((grid) => grid.name.toLowerCase() === name.toLowerCase());
    if (found < 0) throw new NotTranslatable(`it reads the sheet ${name}, which is not there`);
    return found;
  }

  #table(sheet: number, area: Area, _frame: Frame): TableArea {
    const found = tableArea(this.#understood, sheet, area);
    if (typeof found === "string") throw new NotTranslatable(found);
    return found;
  }

  #columns({ block, first, last }: TableArea, frame: Frame): SyntaxNode {
    if (block !== frame.block) frame.uses.tables.add(block.name);
    return structured(block.name, first, last);
  }

  /** A range whose rows move with the formula: only its own row is known to a column. */
  #rowArea(sheet: number, area: Area, frame: Frame): SyntaxNode {
    const { block, row } = frame;
    if (area.top !== row || area.bottom !== row) throw new NotTranslatable(otherRow(area.top - row));
    if (sheet !== block.sheet) throw new NotTranslatable(sameRowElsewhere(this.#understood, sheet));
    const inside = block.columns.filter(({ number }) => number >= area.left && number <= area.right);
    const [first, last] = [inside[0], inside.at(-1)];
    const isInside = area.left >= block.firstColumn && area.right <= block.lastColumn;
    if (first === undefined || last === undefined || !isInside)
      throw new NotTranslatable("it reads cells beside its table");
    return thisRow(first.name, last.name);
  }

  #cell(node: Node<"reference">, frame: Frame): SyntaxNode {
    const sheet = this.#sheet(node.sheet, frame);
    const [row, column] = [node.first.row ?? 1, node.first.column ?? 1];
    const { block } = frame;
    if (node.first.rowAbsolute || frame.isFixed) return this.#fixedCell(sheet, row, column, frame, null);
    if (sheet !== block.sheet) throw new NotTranslatable(sameRowElsewhere(this.#understood, sheet));
    if (row !== frame.row) throw new NotTranslatable(otherRow(row - frame.row));
    const own = block.columns.find((each) => each.number === column);
    if (own === undefined) throw new NotTranslatable("it reads cells beside its table");
    return thisRow(own.name, own.name);
  }

  /** One cell that stays the same for all rows. */
  #fixedCell(sheet: number, row: number, column: number, frame: Frame, name: string | null): SyntaxNode {
    const { block } = frame;
    const own = sheet === block.sheet ? block.columns.find((each) => each.number === column) : undefined;
    const cell = this.#understood.grids[sheet]?.at(row, column);
    if (own !== undefined && row === block.headingRow) {
      if (typeof cell?.value === "number") return number(cell.value);
      return { ...structured(block.name, own.name, own.name), items: ["headers"] };
    }
    if (own !== undefined && row >= block.firstRow && row <= block.lastRow && !block.totalRows.has(row)) {
      const position = number(row - block.firstRow + 1);
      const list = structured(block.name, own.name, own.name);
      return { kind: "call", name: "INDEX", arguments: [list, position], ...NOWHERE };
    }
    const inline = this.#inline(sheet, row, column, frame);
    if (inline !== null) return inline;
    const made = this.#assumptions.ofCell(sheet, row, column, name);
    if (made === null) throw new NotTranslatable("it reads a single cell that shows an error");
    frame.uses.assumptions.add(made.name);
    return { kind: "name", name: made.name, sheet: null, ...NOWHERE };
  }

  /** The formula of a single cell in place of the cell, where that is short and can be translated; else null. */
  #inline(sheet: number, row: number, column: number, frame: Frame): SyntaxNode | null {
    const cell = this.#understood.grids[sheet]?.at(row, column);
    const text = cell === undefined ? null : formulaAt(cell);
    if (cell === undefined || text === null || frame.depth >= DEEPEST || text.length > LONGEST_INLINE)
      return null;
    const parsed = parseFormula(text);
    if (!parsed.ok || isError(cell.value)) return null;
    const uses = { assumptions: new Set<string>(), tables: new Set<string>() };
    const inner: Frame = { ...frame, sheet, row, column, isFixed: true, depth: frame.depth + 1, uses };
    const isArray = cell.given.array !== undefined;
    try {
      const tree = this.#convert(parsed.tree, inner, isArray ? "range" : "value", isArray);
      for (const name of uses.assumptions) frame.uses.assumptions.add(name);
      for (const name of uses.tables) frame.uses.tables.add(name);
      return tree.kind === "binary" || tree.kind === "unary" ? inParentheses(tree) : tree;
    } catch (error) {
      if (error instanceof NotTranslatable) return null;
      throw error;
    }
  }

  #name(node: Node<"name">, frame: Frame, wanted: Wanted, inArray: boolean): SyntaxNode {
    const { snapshot } = this.#understood.book;
    const wantedName = node.name.toLowerCase();
    const sheet = node.sheet === null ? frame.sheet : this.#sheet(node.sheet, frame);
    const all = snapshot.names.filter((each) => each.name.toLowerCase() === wantedName);
    const found = all.find((each) => each.sheet === sheet) ?? all.find((each) => each.sheet === null);
    if (found === undefined) {
      const table = this.#understood.blocks.find(
        (each) => each.isTable && each.name.toLowerCase() === wantedName,
      );
      if (table === undefined)
        throw new NotTranslatable(`it uses the name ${node.name}, which is not defined`);
      if (table !== frame.block) frame.uses.tables.add(table.name);
      return {
        kind: "structured",
        table: table.name,
        items: [],
        columns: null,
        columnSpan: null,
        ...NOWHERE,
      };
    }
    const parsed = parseFormula(`=${found.formula.replace(/^=/, "")}`);
    if (!parsed.ok || frame.depth >= DEEPEST)
      throw new NotTranslatable(`the name ${node.name} stands for something that cannot be read`);
    const { tree } = parsed;
    if (tree.kind === "number" || tree.kind === "text" || tree.kind === "boolean") {
      const { name } = this.#assumptions.ofName(found.name, tree.value);
      frame.uses.assumptions.add(name);
      return { kind: "name", name, sheet: null, ...NOWHERE };
    }
    if (tree.kind === "reference" && tree.lastSheet === null && tree.first.row !== null && isOneCell(tree)) {
      if (!tree.first.rowAbsolute)
        throw new NotTranslatable(`the name ${node.name} means another cell in each row`);
      const target = this.#sheet(tree.sheet, frame);
      return this.#fixedCell(target, tree.first.row, tree.first.column ?? 1, frame, found.name);
    }
    const inner: Frame = { ...frame, isFixed: true, depth: frame.depth + 1 };
    return this.#convert(tree, inner, wanted, inArray);
  }

  #structured(node: Node<"structured">, frame: Frame, wanted: Wanted): SyntaxNode {
    const wantedName = node.table?.toLowerCase();
    if (node.table?.includes("[") || node.table?.includes("!"))
      throw new NotTranslatable("it reads another workbook");
    const block =
      wantedName === undefined
        ? frame.block
        : this.#understood.blocks.find((each) => each.isTable && each.name.toLowerCase() === wantedName);
    if (block === undefined)
      throw new NotTranslatable(`it reads the table ${node.table}, which is not there`);
    if (node.items.includes("totals")) return this.#totals(node, block, frame);
    const isOwn = block === frame.block;
    if (node.items.includes("thisRow") && (!isOwn || frame.isFixed))
      throw new NotTranslatable(`it reads the row of ${block.name} that stands beside its own`);
    if (!isOwn) frame.uses.tables.add(block.name);
    const isPlain = node.items.length === 0 || (node.items.length === 1 && node.items[0] === "data");
    const isOneColumn = node.columns !== null && node.columns.first === node.columns.last;
    if (wanted === "value" && isPlain && isOneColumn) {
      if (!isOwn || frame.isFixed)
        throw new NotTranslatable(`it reads the row of ${block.name} that stands beside its own`);
      return { ...node, table: block.name, items: ["thisRow"] };
    }
    return { ...node, table: block.name };
  }

  /** `T[[#Totals],[x]]`: the totals cell's own formula, or its value. */
  #totals(node: Node<"structured">, block: SheetBlock, frame: Frame): SyntaxNode {
    const column = block.columns.find(
      (each) => each.name.toLowerCase() === node.columns?.first.toLowerCase(),
    );
    const row = [...block.totalRows].at(-1);
    if (node.items.length > 1 || column === undefined || row === undefined)
      throw new NotTranslatable(`it reads the totals of ${block.name}`);
    return this.#fixedCell(block.sheet, row, column.number, frame, null);
  }
}
