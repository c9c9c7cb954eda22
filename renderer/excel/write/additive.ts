// Which columns may be added up. A total of list sizes or allowances is a fact; a total of rates, indices, chances or
// break-even sizes is nonsense that a board would read as one. So only what can be shown to add up gets a total: figures
// that are amounts by their format and name, and formulas that combine such amounts in a way that keeps them amounts.
//
// What must stay true: in doubt there is no total. A sum over a group's members is an amount only in the row of that
// group; the same sum repeated beside every practice is not.

import { parseFormula } from "../../engine/grammar/parser.ts";
import { walkTree } from "../../engine/grammar/rewrite.ts";
import type { SyntaxNode } from "../../engine/grammar/syntaxTree.ts";
import { nameKey } from "../../plan/names.ts";
import type { Column, FormulaColumn, InputColumn, Plan } from "../../plan/plan.ts";
import { findColumn, type PlanTable, planTables } from "../../plan/tables.ts";

/**
 * `amount` adds up over rows; `fixed` is an amount that every row has alike (a cost per body); `factor` scales and does not
 * add up; `nothing` is 0, "" or blank, which disturbs no total.
 */
type Nature = "amount" | "fixed" | "factor" | "nothing";

/** Names of figures that say how much per something, or where something ranks. */
const NO_AMOUNT =
  /%|\b(per|rate|ratio|index|indices|share|percent|percentage|proportion|average|avg|mean|median|age|score|rank|ranking|decile|quintile|quartile|band|factor|multiplier|weight|weighting|price|tariff|probability|chance|risk|spread|latitude|longitude|easting|northing|distance|id|code|reference)\b|^(year|month)\b|\byear of\b/i;

const PER_PERSON = /\bper (head|person|patient|capita)\b|÷|%/i;
const PER_ROW = /\bper (body|group|practice|organisation|site|member)\b|\beach\b/i;

const WRAPPERS = /^(ROUND|ROUNDUP|ROUNDDOWN|MROUND|INT|TRUNC|N|VALUE)$/;

type Variables = ReadonlyMap<string, Nature>;

/** Whether an input column's figures are amounts, by its format and name, and, where both say nothing, its values. */
function isAmountInput(column: InputColumn, values: () => readonly unknown[]): boolean {
  if (column.type !== "number" || column.format.includes("%") || NO_AMOUNT.test(column.name)) return false;
  const [format = ""] = column.format.split(";");
  if (format.includes("#,##0") || /[£$€]/.test(format)) return true;
  if (format !== "General" && format !== "0") return false;
  return values().every((value) => typeof value !== "number" || Number.isInteger(value));
}

/** Answers for one plan; every column is judged once. */
export class AdditiveColumns {
  readonly #plan: Plan;
  readonly #tables: ReadonlyMap<string, PlanTable>;
  readonly #fixed: ReadonlySet<string>;
  readonly #natures = new Map<string, Nature>();

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#tables = new Map(planTables(plan).map((table) => [nameKey(table.name), table]));
    const rowWords = plan.levels.map(({ name }) => `per ${name.toLowerCase()}`);
    const isFixed = (unit: string) =>
      !PER_PERSON.test(unit) &&
      (PER_ROW.test(unit) || rowWords.some((words) => unit.toLowerCase().includes(words)));
    this.#fixed = new Set(
      plan.assumptions.filter(({ unit }) => isFixed(unit)).map(({ name }) => nameKey(name)),
    );
  }

  /** Whether a total of the column means something. Options of a plan are alternatives: they never add up. */
  isAdditive(table: PlanTable, column: string): boolean {
    if (table.kind === "options") return false;
    const nature = this.#column(table, column);
    return nature === "amount" || nature === "fixed";
  }

  #column(table: PlanTable, name: string): Nature {
    const key = `${nameKey(table.name)}\n${nameKey(name)}`;
    const known = this.#natures.get(key);
    if (known !== undefined) return known;
    // Until it is judged, so that a circle of columns ends.
    this.#natures.set(key, "factor");
    const found = findColumn(table, name);
    const nature =
      found === undefined || (found.role !== "input" && found.role !== "formula")
        ? "factor"
        : this.#own(table, found.column);
    this.#natures.set(key, nature);
    return nature;
  }

  #own(table: PlanTable, column: Column): Nature {
    if (column.kind === "formula") return this.#formula(table, column);
    const values = () =>
      this.#plan.practiceInputs[column.id] ?? Object.values(this.#plan.keyedInputs[column.id] ?? {});
    return isAmountInput(column, values) ? "amount" : "factor";
  }

  #formula(table: PlanTable, column: FormulaColumn): Nature {
    const parsed = parseFormula(column.formula);
    return parsed.ok ? new FormulaNature(this, table).of(parsed.tree, new Map()) : "factor";
  }

  isFixed(name: string): boolean {
    return this.#fixed.has(nameKey(name));
  }

  /** The nature of a column of the table of that name. */
  columnOf(tableName: string, column: string): Nature {
    const table = this.#tables.get(nameKey(tableName));
    return table === undefined ? "factor" : this.#column(table, column);
  }
}

/** Alternatives of one cell, of which each row shows one. */
function eitherOf(natures: readonly Nature[]): Nature {
  const counted = natures.filter((nature) => nature !== "nothing");
  if (counted.length === 0) return "nothing";
  if (counted.includes("factor")) return "factor";
  return counted.includes("amount") ? "amount" : "fixed";
}

function product(left: Nature, right: Nature): Nature {
  if (left === "nothing" || right === "nothing") return "nothing";
  if (left === "factor") return right;
  if (right === "factor") return left;
  // A cost per body times a number of bodies; patients times patients is nothing known.
  return left !== right ? "amount" : "factor";
}

class FormulaNature {
  readonly #columns: AdditiveColumns;
  readonly #table: PlanTable;
  readonly #key: string;

  constructor(columns: AdditiveColumns, table: PlanTable) {
    this.#columns = columns;
    this.#table = table;
    this.#key = nameKey(table.columns[0]?.name ?? "");
  }

  of(node: SyntaxNode, variables: Variables): Nature {
    switch (node.kind) {
      case "number":
        return node.value === 0 ? "nothing" : "factor";
      case "text":
        return node.value === "" ? "nothing" : "factor";
      case "missing":
        return "nothing";
      case "name":
        return variables.get(nameKey(node.name)) ?? (this.#columns.isFixed(node.name) ? "fixed" : "factor");
      case "structured":
        return node.columns === null || node.columns.first !== node.columns.last
          ? "factor"
          : this.#columns.columnOf(node.table ?? this.#table.name, node.columns.first);
      case "parentheses":
      case "unary":
        return this.of(node.operand, variables);
      case "binary":
        return this.#operation(node, variables);
      case "call":
        return this.#call(node, variables);
      default:
        return "factor";
    }
  }

  #operation(node: Extract<SyntaxNode, { kind: "binary" }>, variables: Variables): Nature {
    const [left, right] = [this.of(node.left, variables), this.of(node.right, variables)];
    switch (node.operator) {
      case "+":
      case "-":
        return eitherOf([left, right]);
      case "*":
        return product(left, right);
      case "/":
        if (left === "nothing") return "nothing";
        if (right !== "factor") return "factor";
        // What a body costs over what a head brings is a size, and sizes at which something happens do not add up.
        return left === "fixed" && node.right.kind !== "number" ? "factor" : left;
      default:
        return "factor";
    }
  }

  #call(node: Extract<SyntaxNode, { kind: "call" }>, variables: Variables): Nature {
    const { name, arguments: given } = node;
    const each = (picked: readonly SyntaxNode[]) => picked.map((argument) => this.of(argument, variables));
    const [first, second, third] = given;
    if (WRAPPERS.test(name)) return first === undefined ? "factor" : this.of(first, variables);
    switch (name) {
      case "IF": {
        const branches = given.slice(1);
        // A mark of 1 or 0 counts the rows that have it.
        const isMark = branches.length === 2 && branches.every(isZeroOrOne);
        return isMark ? "amount" : eitherOf(each(branches));
      }
      case "IFS":
        return eitherOf(each(given.filter((_, at) => at % 2 === 1)));
      case "IFERROR":
      case "IFNA":
        return eitherOf(each(given));
      case "CHOOSE":
        return eitherOf(each(given.slice(1)));
      case "MAX":
      case "MIN":
        return this.#isWhole(node) ? "factor" : eitherOf(each(given));
      case "LET":
        return this.#let(given, variables);
      case "SUM":
      case "SUMPRODUCT": {
        if (this.#isWhole(node) && !this.#namesRow(node)) return "factor";
        return name === "SUM" ? eitherOf(each(given)) : each(given).reduce(product, "factor");
      }
      case "SUMIFS":
        return first !== undefined && this.#namesRow(node) ? this.of(first, variables) : "factor";
      case "SUMIF": {
        const summed = third ?? first;
        return summed !== undefined && this.#namesRow(node) ? this.of(summed, variables) : "factor";
      }
      case "COUNTIFS":
      case "COUNTIF":
        return this.#namesRow(node) ? "amount" : "factor";
      case "XLOOKUP":
        return third !== undefined && this.#namesRow(node) ? this.of(third, variables) : "factor";
      case "INDEX":
        return first !== undefined && second !== undefined && this.#namesRow(second)
          ? this.of(first, variables)
          : "factor";
      default:
        return "factor";
    }
  }

  #let(given: readonly SyntaxNode[], outer: Variables): Nature {
    const variables = new Map(outer);
    for (let at = 0; at + 2 < given.length; at += 2) {
      const [variable, value] = [given[at], given[at + 1]];
      if (variable?.kind === "name" && value !== undefined)
        variables.set(nameKey(variable.name), this.of(value, variables));
    }
    const result = given.at(-1);
    return result === undefined ? "factor" : this.of(result, variables);
  }

  /** It reads a whole column, which is the same in every row unless the row's own name picks from it. */
  #isWhole(tree: SyntaxNode): boolean {
    let found = false;
    walkTree(tree, (node) => {
      found ||= node.kind === "structured" && !node.items.includes("thisRow");
    });
    return found;
  }

  /** It uses what names this row (its code, its group): `[@Place]` on Places, not on Practices. */
  #namesRow(tree: SyntaxNode): boolean {
    let found = false;
    walkTree(tree, (node) => {
      found ||=
        node.kind === "structured" &&
        node.items.includes("thisRow") &&
        node.columns !== null &&
        nameKey(node.columns.first) === this.#key;
    });
    return found;
  }
}

function isZeroOrOne(node: SyntaxNode): boolean {
  return node.kind === "number" && (node.value === 0 || node.value === 1);
}
