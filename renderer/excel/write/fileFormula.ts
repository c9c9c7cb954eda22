// A formula of the plan as the workbook holds it for one option: with that option's own tables and names, in the form
// a file stores, escaped for XML. What cannot stand in a workbook is refused with a problem.
//
// What must stay true: a formula that Excel would not accept never reaches the file, because Excel would then call
// the whole workbook damaged; a formula that it accepts and cannot calculate (an unknown function) goes in as
// it is, for the user to see.

import { parseFormula } from "../../engine/grammar/parser.ts";
import { printFormula } from "../../engine/grammar/printer.ts";
import { mapTree, rewriteFormula, walkTree } from "../../engine/grammar/rewrite.ts";
import type { SyntaxNode } from "../../engine/grammar/syntaxTree.ts";
import type { ColumnProblem } from "../../engine/model.ts";
import { nameKey } from "../../plan/names.ts";
import { done, failed, type Result } from "../../plan/problem.ts";
import { isArrayFormula, withoutImplied } from "./arrayFormula.ts";
import type { OptionNames } from "./names.ts";
import { xmlFormula } from "./xmlText.ts";

export interface FileFormula {
  /** File form without "=", escaped for XML. */
  readonly xml: string;
  /** Stored with the mark of a dynamic-array formula. */
  readonly isArray: boolean;
}

/** The `<calculatedColumnFormula>` that Excel fills new rows with. */
export function calculatedElement(formula: FileFormula): string {
  return `<calculatedColumnFormula${formula.isArray ? ' array="1"' : ""}>${formula.xml}</calculatedColumnFormula>`;
}

/** Excel's longest formula, in characters. (The parser already refuses texts in it that Excel would refuse.) */
const LONGEST_FORMULA = 8_192;

/** What Excel calls damage when it reads a file, or asks the user about on opening. */
const REFUSED: ReadonlySet<ColumnProblem["code"]> = new Set<ColumnProblem["code"]>([
  "syntax",
  "unknown-table",
  "unknown-column",
  "argument-count",
  "cycle",
]);

/** Names looked up as Excel does, without regard to case. */
function lookup(names: ReadonlyMap<string, string>): (name: string) => string | null {
  const byKey = new Map([...names].map(([name, renamed]) => [nameKey(name), renamed]));
  return (name) => byKey.get(nameKey(name)) ?? null;
}

/** First and last of the plan's columns, by the plan's table name. */
export type TableSpans = ReadonlyMap<string, { readonly first: string; readonly last: string }>;

/** Turns formulas of plan tables into one option's file form. */
export class OptionFormulas {
  readonly #table: (name: string) => string | null;
  readonly #assumption: (name: string) => string | null;
  readonly #fileTables: ReadonlySet<string>;
  readonly #spans: TableSpans;
  readonly #problems: ReadonlyMap<string, ColumnProblem>;

  /**
   * `spans`: tables that hold a column more in the workbook than in the plan (inheritance.ts); a formula that names
   * such a table whole gets the plan's columns spelled out.
   */
  constructor(names: OptionNames, problems: readonly ColumnProblem[], spans: TableSpans = new Map()) {
    this.#table = lookup(names.tables);
    this.#assumption = lookup(names.assumptions);
    this.#fileTables = new Set([...names.tables.values()].map(nameKey));
    this.#spans = new Map([...spans].map(([name, span]) => [nameKey(names.tables.get(name) ?? name), span]));
    this.#problems = new Map(
      problems.map((each) => [`${nameKey(each.table)}\n${nameKey(each.column)}`, each]),
    );
  }

  /** `table` and `column`: where the formula stands, by the plan's names. */
  fileForm(table: string, column: string, formula: string): Result<FileFormula> {
    const known = this.#problems.get(`${nameKey(table)}\n${nameKey(column)}`);
    if (known !== undefined && REFUSED.has(known.code)) return refuse(table, column, known.message);
    const renamed = rewriteFormula(formula, {
      ownTable: table,
      table: this.#table,
      name: this.#assumption,
    });
    const parsed = parseFormula(renamed);
    if (!parsed.ok) return refuse(table, column, parsed.problem.message);
    const why = whyNot(parsed.tree);
    if (why !== null) return refuse(table, column, why);
    const fileTable = this.#table(table) ?? table;
    const tree = mapTree(parsed.tree, (node) =>
      letInParentheses(this.#wholeTable(this.#bareTable(node), fileTable)),
    );
    const isArray = isArrayFormula(tree);
    const text = printFormula(isArray ? tree : withoutImplied(tree), {
      form: "file",
      table: fileTable,
    }).slice(1);
    if (text.length > LONGEST_FORMULA)
      return refuse(
        table,
        column,
        `The formula has ${text.length} characters in a workbook; Excel allows ${LONGEST_FORMULA}.`,
      );
    return done({ xml: xmlFormula(text), isArray });
  }

  /** `ROWS(Practices)` names a table without a bracket; a file stores `ROWS(Practices[])`. */
  #bareTable(node: SyntaxNode): SyntaxNode {
    if (node.kind !== "name" || node.sheet !== null || !this.#fileTables.has(nameKey(node.name))) return node;
    const { start, end, name } = node;
    return { kind: "structured", table: name, items: [], columns: null, columnSpan: null, start, end };
  }

  #wholeTable(node: SyntaxNode, ownTable: string): SyntaxNode {
    if (node.kind !== "structured" || node.columns !== null) return node;
    const columns = this.#spans.get(nameKey(node.table ?? ownTable));
    return columns === undefined ? node : { ...node, columns };
  }
}

/**
 * LibreOffice 25.2 takes the next variable of a LET for an unknown name when a cell of this row stands bare in the value
 * before it; in parentheses, which mean nothing to Excel, it reads both.
 */
function letInParentheses(node: SyntaxNode): SyntaxNode {
  if (node.kind !== "call" || node.name !== "LET") return node;
  const values = node.arguments.map((value, index) => {
    const isFollowed = index % 2 === 1 && index < node.arguments.length - 2;
    const { start, end } = value;
    return isFollowed && hasBareCell(value)
      ? { kind: "parentheses" as const, operand: value, start, end }
      : value;
  });
  return { ...node, arguments: values };
}

function hasBareCell(value: SyntaxNode): boolean {
  if (value.kind === "call" || value.kind === "parentheses") return false;
  let found = false;
  walkTree(value, (node) => {
    found ||= node.kind === "structured" && node.items.includes("thisRow");
  });
  return found;
}

function refuse(table: string, column: string, why: string): Result<FileFormula> {
  return failed(
    "formula-not-exported",
    `The formula of ${column} in ${table} is not live in the workbook: ${why}`,
    {
      severity: "warning",
      remedy:
        "The workbook shows its results as they are now and its text on the sheet Read me. Correct the formula, then export again.",
      where: { subject: table, column },
    },
  );
}

/** Why a formula that parses cannot stand in a new workbook, as a sentence, or null. */
function whyNot(tree: SyntaxNode): string | null {
  let why: string | null = null;
  walkTree(tree, (node) => {
    if (node.kind === "reference" || node.kind === "spill" || (node.kind === "name" && node.sheet !== null))
      why = "It refers to cells, which stand elsewhere in the new workbook. Refer to a column instead.";
    else if (node.kind === "structured" && node.table?.includes("!"))
      why = "It refers to a table of another workbook.";
  });
  return why;
}
