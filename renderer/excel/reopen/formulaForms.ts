// Formulas of cells in the words of the plan: an option's own tables and names become the plan's, addresses of cells in
// tables become columns. Two formulas mean the same when their forms are equal, however a program spelled them.
//
// What must stay true: a formula that reads what the plan cannot say (another option's table, a cell of no table) keeps a
// form of its own and a reason in words, so it is never taken for another one.
// Source: [MS-XLSX] 2.2.2 (stored names); ECMA-376 Part 1, 18.17.2.4 (structured references).

import { LAST_ROW } from "../../engine/grammar/cellAddress.ts";
import { parseFormula } from "../../engine/grammar/parser.ts";
import { printFormula } from "../../engine/grammar/printer.ts";
import { mapTree } from "../../engine/grammar/rewrite.ts";
import type { SyntaxNode } from "../../engine/grammar/syntaxTree.ts";
import { nameKey } from "../../plan/names.ts";
import { withoutImplied } from "../write/arrayFormula.ts";
import type { TableView } from "./tableView.ts";

export interface FormulaForm {
  /** As the plan would hold it, with "="; null when the plan cannot say it. */
  readonly formula: string | null;
  /** Equal for formulas that mean the same. */
  readonly key: string;
  /** Why `formula` is null, to follow "because ". */
  readonly why: string;
}

/** A plan table as it stands in the workbook for one option. */
export interface PlacedTable {
  /** The plan's name of it. */
  readonly planTable: string;
  /** The options it is for: one, or all that share it. */
  readonly options: ReadonlySet<string>;
  readonly view: TableView;
  /** Headings as they are now -> the plan's names, by key. */
  readonly columnNames: ReadonlyMap<string, string>;
}

/** A defined name of an assumption and the cell it stands for. */
export interface PlacedName {
  readonly name: string;
  /** The plan's name. */
  readonly assumption: string;
  readonly optionId: string;
  readonly sheetIndex: number;
  readonly row: number;
  readonly column: number;
}

export interface Place {
  readonly optionId: string;
  readonly table: PlacedTable | null;
  readonly sheetIndex: number;
  readonly row: number;
}

class NotInPlan extends Error {}

type Node<Kind extends SyntaxNode["kind"]> = Extract<SyntaxNode, { kind: Kind }>;

export class FormulaForms {
  readonly #sheetNames: readonly string[];
  readonly #tables: readonly PlacedTable[];
  readonly #names: readonly PlacedName[];
  readonly #byName: ReadonlyMap<string, PlacedTable>;
  readonly #byDefinedName: ReadonlyMap<string, PlacedName>;
  readonly #known = new Map<string, FormulaForm>();

  constructor(sheetNames: readonly string[], tables: readonly PlacedTable[], names: readonly PlacedName[]) {
    this.#sheetNames = sheetNames.map(nameKey);
    this.#tables = tables;
    this.#names = names;
    this.#byName = new Map(tables.map((table) => [nameKey(table.view.tableName), table]));
    this.#byDefinedName = new Map(names.map((each) => [nameKey(each.name), each]));
  }

  /** `text` as the file holds it, without "=". */
  form(text: string, place: Place): FormulaForm {
    const own = place.table?.view.tableName ?? "";
    // Only addresses make the row matter.
    const hasAddress = /\$?[A-Za-z]{1,3}\$?\d|\$?[A-Za-z]{1,3}:\$?[A-Za-z]/.test(text);
    const cacheKey = `${place.optionId}\n${own}\n${hasAddress ? place.row : ""}\n${text}`;
    const known = this.#known.get(cacheKey);
    if (known !== undefined) return known;
    const made = this.#make(text, place);
    this.#known.set(cacheKey, made);
    return made;
  }

  #make(text: string, place: Place): FormulaForm {
    const parsed = parseFormula(`=${text}`);
    if (!parsed.ok) return { formula: null, key: `!${text}`, why: parsed.problem.message };
    try {
      const tree = mapTree(parsed.tree, (node) => this.#convert(node, place));
      const table = place.table?.planTable;
      const print = (each: SyntaxNode) =>
        printFormula(each, { form: "display", ...(table === undefined ? {} : { table }) });
      return { formula: print(tree), key: print(withoutImplied(mapTree(tree, bare))), why: "" };
    } catch (error) {
      if (!(error instanceof NotInPlan)) throw error;
      const key = `!${printFormula(withoutImplied(mapTree(parsed.tree, bare)), { form: "file", table: place.table?.view.tableName ?? "" })}`;
      return { formula: null, key: key.toLowerCase(), why: error.message };
    }
  }

  #convert(node: SyntaxNode, place: Place): SyntaxNode {
    switch (node.kind) {
      case "structured":
        return this.#structured(node, place);
      case "name":
        return this.#name(node, place);
      case "reference":
        return this.#reference(node, place);
      default:
        return node;
    }
  }

  #structured(node: Node<"structured">, place: Place): SyntaxNode {
    const { table: name, columns } = node;
    const table = name === null ? place.table : this.#byName.get(nameKey(name));
    if (table === null || table === undefined)
      throw new NotInPlan(name === null ? "its cell is in no table" : `the plan has no table ${name}`);
    this.#mustBeInReach(table, place);
    const plan = (column: string) => {
      const known = table.columnNames.get(nameKey(column));
      if (known === undefined)
        throw new NotInPlan(`the plan's table ${table.planTable} has no column ${column}`);
      return known;
    };
    return {
      ...node,
      table: table === place.table ? null : table.planTable,
      columns: columns === null ? null : { first: plan(columns.first), last: plan(columns.last) },
    };
  }

  #mustBeInReach(table: PlacedTable, { optionId }: Place): void {
    if (!table.options.has(optionId))
      throw new NotInPlan(`it reads ${table.view.tableName}, which is another option's`);
  }

  #name(node: Node<"name">, place: Place): SyntaxNode {
    const named = node.sheet === null ? this.#byDefinedName.get(nameKey(node.name)) : undefined;
    if (named === undefined) {
      const table = node.sheet === null ? this.#byName.get(nameKey(node.name)) : undefined;
      if (table === undefined) return node;
      this.#mustBeInReach(table, place);
      return { ...node, name: table.planTable };
    }
    if (named.optionId !== place.optionId)
      throw new NotInPlan(`it reads ${named.name}, which is another option's`);
    return { ...node, name: named.assumption };
  }

  /** Cells and ranges of tables as columns, cells of assumptions as names. */
  #reference(node: Node<"reference">, place: Place): SyntaxNode {
    const sheetIndex = node.sheet === null ? place.sheetIndex : this.#sheetNames.indexOf(nameKey(node.sheet));
    if (sheetIndex < 0 || node.lastSheet !== null)
      throw new NotInPlan("it refers to cells of another workbook or of several sheets");
    const { first, start, end } = node;
    const last = node.last ?? first;
    const area = {
      top: Math.min(first.row ?? 1, last.row ?? LAST_ROW),
      bottom: Math.max(first.row ?? 1, last.row ?? LAST_ROW),
      left: Math.min(first.column ?? 1, last.column ?? 1),
      right: Math.max(first.column ?? 1, last.column ?? 1),
    };
    const isCell = area.top === area.bottom && area.left === area.right;
    const named = isCell
      ? this.#names.find(
          (each) =>
            each.sheetIndex === sheetIndex &&
            each.row === area.top &&
            each.column === area.left &&
            each.optionId === place.optionId,
        )
      : undefined;
    if (named !== undefined) return { kind: "name", name: named.assumption, sheet: null, start, end };
    const table = this.#tables.find(
      ({ view }) =>
        view.sheetIndex === sheetIndex &&
        view.columns.some(({ column }) => column === area.left) &&
        view.columns.some(({ column }) => column === area.right),
    );
    if (table === undefined) throw new NotInPlan("it refers to cells that are in no table of the plan");
    this.#mustBeInReach(table, place);
    const heading = (at: number) => {
      const now = table.view.columns.find(({ column }) => column === at)?.name ?? "";
      const name = table.columnNames.get(nameKey(now));
      if (name === undefined) throw new NotInPlan(`the plan's table ${table.planTable} has no column ${now}`);
      return name;
    };
    const columns = { first: heading(area.left), last: heading(area.right) };
    const rows = table.view.rows.map(({ row }) => row);
    const isWhole =
      rows.length > 0 &&
      area.top <= Math.min(...rows) &&
      area.top > table.view.headRow &&
      area.bottom >= Math.max(...rows);
    const isWholeColumn = first.row === null;
    const made = { kind: "structured" as const, columns, columnSpan: null, start, end };
    if (table === place.table && area.top === place.row && area.bottom === place.row)
      return { ...made, table: null, items: ["thisRow"] };
    if (!isWhole && !isWholeColumn)
      throw new NotInPlan(
        "it refers to cells of some rows, and a formula of the plan is the same in every row",
      );
    return { ...made, table: table === place.table ? null : table.planTable, items: [] };
  }
}

/** What has no meaning: parentheses that were typed, `TRUE()` for TRUE, capitals of names. */
function bare(node: SyntaxNode): SyntaxNode {
  if (node.kind === "parentheses") return node.operand;
  if (node.kind === "call" && node.arguments.length === 0 && (node.name === "TRUE" || node.name === "FALSE"))
    return { kind: "boolean", value: node.name === "TRUE", start: node.start, end: node.end };
  if (node.kind === "name") return { ...node, name: nameKey(node.name) };
  if (node.kind === "structured" && node.items.length === 1 && node.items[0] === "data")
    return { ...node, items: [] };
  return node;
}
