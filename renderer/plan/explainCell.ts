// Why a figure of the plan is what it is, in words a finance officer uses: the formula with every figure named, its
// value, the assumption's source, the file an input came from, the columns that use it, and where an error began.

import {
  type CellPlace,
  type ErrorStep,
  type Explanation,
  formatValue,
  isError,
  type Value,
} from "../engine/index.ts";
import { keyNames, type PlanCalculation } from "./calculation.ts";
import { isOverridden } from "./effective.ts";
import { plainly, tellFormula, type WordSource } from "./explainWords.ts";
import { type Finding, type Option, type Plan, PRACTICE_NAME, PRACTICES_TABLE, type Source } from "./plan.ts";
import { rowNameOf } from "./rowNames.ts";
import { findColumn, findTable, type PlanTable, planTables, rowKeys, type TableColumn } from "./tables.ts";

export interface CellExplanation {
  /** `Running-cost allowance of NHS Vale CCG` */
  readonly title: string;
  /** The figure as its column shows it. */
  readonly shown: string;
  /** The title, the figure and how it comes about, as one sentence. */
  readonly sentence: string;
  /** The conditions that decided which branch was taken: `List size is at least 100,000: no`. */
  readonly because: readonly string[];
  /** What the column's note says; "" for none. */
  readonly note: string;
  /** What stands in place of the formula's result; null when the cell holds that result. */
  readonly override: CellOverride | null;
  /** Where an error began and why; null when the figure is none. */
  readonly error: string | null;
  /** Columns that use the figure: `Balance`, `CCGs: Members`. */
  readonly usedBy: readonly string[];
  /** The same as data, with the tree of the formula. */
  readonly explanation: Explanation;
}

/** A value in place of a formula. */
export interface CellOverride {
  /** What the formula would give, as the column shows it. */
  readonly formulaShown: string;
  /** The option has it as its own; otherwise it is the base's. */
  readonly ofOption: boolean;
  /** Of the base's: where it came from and what the user said of it; null when nothing is known. */
  readonly finding: Finding | null;
  /** `A value stands here in place of the formula, from book.xlsx, Sheet1!C17; the formula would give £25.00.` */
  readonly sentence: string;
}

/** Explains one cell. Null when the plan has no such table, row, column or option. */
export function explainCell(
  plan: Plan,
  calculation: PlanCalculation,
  tableName: string,
  rowKey: string,
  columnName: string,
  optionId: string,
): CellExplanation | null {
  const table = findTable(plan, tableName);
  const option = plan.options.find((each) => each.id === optionId);
  const column = table === undefined ? undefined : findColumn(table, columnName);
  if (table === undefined || option === undefined || column === undefined) return null;
  const row = rowKeys(plan, table, option).indexOf(rowKey);
  if (row < 0) return null;
  const explanation = calculation.explain(table.name, column.name, row, optionId);
  const source = new PlanWords(plan, calculation);
  const shown = source.shown(explanation);
  const title = `${column.name} of ${source.rowName(table.name, row, optionId)}`;
  const { tree } = explanation;
  const told = tree === null ? null : tellFormula(tree, source);
  const override = explanation.overridden ? source.override(explanation) : null;
  const how =
    override !== null
      ? `${shown}, ${override.sentence.slice(0, 1).toLowerCase()}${override.sentence.slice(1, -1)}${told === null ? "" : ` = ${told.words}`}`
      : told === null
        ? `${shown}: ${source.sourceOf(explanation)}`
        : `${shown} = ${told.words}`;
  return {
    title,
    shown,
    sentence: `${title}: ${how}.`,
    because: told?.because ?? [],
    note: "column" in column ? column.column.note : "",
    override,
    error: isError(explanation.value) ? errorInWords(explanation, source) : null,
    usedBy: explanation.dependents.map((each) =>
      each.table === table.name ? each.column : `${each.table}: ${each.column}`,
    ),
    explanation,
  };
}

const REASONS: Readonly<Record<string, string>> = {
  "#DIV/0!": "divides by zero or by a blank cell",
  "#N/A": "looks for something that is not there",
  "#VALUE!": "calculates with a text or with a value of the wrong kind",
  "#REF!": "refers to something that is not there",
  "#NAME?": "uses a name that is not known",
  "#NUM!": "gives no number that can be shown",
  "#CALC!": "cannot be calculated",
  "#SPILL!": "gives several values where a cell holds one",
};

/** `The error began in Ratio of A81003: Cost ÷ List size (0) divides by zero or by a blank cell.` */
function errorInWords(explanation: Explanation, source: PlanWords): string {
  const origin: ErrorStep | undefined = explanation.error.at(-1);
  if (origin === undefined) return "";
  const where = `${origin.column} of ${source.rowName(origin.table, origin.row, origin.scope)}`;
  const began = explanation.error.length === 1 ? "The error begins here" : `The error began in ${where}`;
  const problem = source.problem(origin);
  if (problem !== null) return `${began}: ${problem}`;
  if (origin.part === null) return `${began}: ${source.sourceOf(origin)}.`;
  const reason = REASONS[origin.error.error] ?? `gives ${origin.error.error}`;
  return `${began}: ${tellFormula(origin.part, source).words} ${reason}.`;
}

/** The words of one plan. */
export class PlanWords implements WordSource {
  readonly #plan: Plan;
  readonly #calculation: PlanCalculation;
  readonly #tables: readonly PlanTable[];

  constructor(plan: Plan, calculation: PlanCalculation) {
    this.#plan = plan;
    this.#calculation = calculation;
    this.#tables = planTables(plan);
  }

  #column({ table, column }: CellPlace): TableColumn | undefined {
    const owner = this.#table(table);
    return owner === undefined ? undefined : findColumn(owner, column);
  }

  #table(name: string): PlanTable | undefined {
    return this.#tables.find((each) => each.name === name);
  }

  #option(id: string): Option {
    return this.#plan.options.find((each) => each.id === id) ?? (this.#plan.options[0] as Option);
  }

  #value({ table, column, row, scope }: CellPlace): Value {
    return this.#calculation.table(table, scope).value(row, column);
  }

  shown(place: CellPlace): string {
    const value = this.#value(place);
    return value === null ? "blank" : formatValue(value, this.#column(place)?.format ?? "General");
  }

  title(table: string): string {
    return this.#table(table)?.title ?? table;
  }

  /** A practice by its code and name, a group or option by its name. */
  rowName(tableName: string, row: number, scope: string): string {
    const table = this.#table(tableName);
    if (table === undefined) return `row ${row + 1}`;
    const key =
      table.kind === "supporting"
        ? this.#supportingName(table, row, scope)
        : (keyNames(this.#plan, table, this.#option(scope))[row] ?? `row ${row + 1}`);
    if (table.name !== PRACTICES_TABLE || findColumn(table, PRACTICE_NAME) === undefined) return key;
    const name = this.#value({ table: table.name, column: PRACTICE_NAME, row, scope });
    return typeof name === "string" && name !== "" ? `${key} ${name}` : key;
  }

  #supportingName(table: PlanTable, row: number, scope: string): string {
    const first = table.supporting?.columns[0];
    const value = first && this.#value({ table: table.name, column: first.name, row, scope });
    return rowNameOf(value ?? null, first, row);
  }

  assumption(name: string, optionId: string): { shown: string; origin: string } {
    const found = this.#plan.assumptions.find((each) => each.name === name);
    const value = this.#calculation.assumption(name, optionId);
    const figure = typeof value === "string" ? `“${value}”` : formatValue(value, found?.format ?? "General");
    // the figure itself shows the currency
    const unit = typeof value === "number" ? (found?.unit ?? "").replace(/^£\s*/, "") : "";
    const own = Object.hasOwn(this.#option(optionId).assumptionOverrides, name);
    const stated = (found?.source ?? "").replace(/\.$/, "");
    const origin = own ? "this option's own" : stated === "" ? "" : `source: ${stated}`;
    return { shown: unit === "" ? figure : `${figure} ${unit}`, origin };
  }

  /** What stands in an overridden cell, where it came from, and what the formula would give. */
  override(explanation: Explanation): CellOverride {
    const column = this.#column(explanation);
    const format = column?.format ?? "General";
    const { formulaValue } = explanation;
    const formulaShown = formulaValue === null ? "blank" : formatValue(formulaValue, format);
    const { ofOption, finding } = this.#overrideSource(explanation);
    const words = ofOption ? "a value of this option alone" : overrideInWords(finding);
    const accepted = finding?.status === "accepted" ? ", accepted" : "";
    const sentence = `${words.slice(0, 1).toUpperCase()}${words.slice(1)}${accepted}; the formula would give ${formulaShown}.`;
    return { formulaShown, ofOption, finding, sentence };
  }

  #overrideSource(place: CellPlace): { readonly ofOption: boolean; readonly finding: Finding | null } {
    const option = this.#option(place.scope);
    const table = this.#table(place.table);
    const key = table === undefined ? "" : (rowKeys(this.#plan, table, option)[place.row] ?? "");
    const column = this.#column(place);
    const id = column?.role === "formula" ? column.column.id : "";
    const ofOption = isOverridden(id, key, option);
    const finding = ofOption
      ? undefined
      : this.#plan.findings.find((each) => each.columnId === id && each.rowKey === key);
    return { ofOption, finding: finding ?? null };
  }

  origin(place: CellPlace): string {
    const column = this.#column(place);
    if (
      column?.role === "formula" &&
      this.#calculation.table(place.table, place.scope).isOverridden(place.row, place.column)
    ) {
      const { ofOption, finding } = this.#overrideSource(place);
      return ofOption ? "a value of this option alone" : overrideInWords(finding);
    }
    if (column?.role !== "formula") return column?.role === "input" ? this.#inputOrigin(place, column) : "";
    const { tree } = this.#calculation.explain(place.table, place.column, place.row, place.scope);
    const range = tree?.parts.find((each) => each.precedent?.kind === "rows")?.precedent;
    const word = BRIEF[tree?.label ?? ""];
    if (tree?.kind !== "call" || word === undefined || range?.kind !== "rows") return "";
    return `${word} ${plainly(range.taken?.length ?? range.count)} ${this.title(range.table)}`;
  }

  /** Where a figure that is not calculated comes from. */
  sourceOf(place: CellPlace): string {
    const column = this.#column(place);
    const { name } = this.#option(place.scope);
    switch (column?.role) {
      case "input": {
        const origin = this.#inputOrigin(place, column);
        return origin === "" ? "an input" : `an ${origin}`;
      }
      case "membership":
        return `its ${column.name} in the option “${name}”`;
      case "ancestor":
        return `the ${column.name} above it in the option “${name}”`;
      case "key":
        return "the name of the row";
      default:
        return this.problem(place) ?? "a formula";
    }
  }

  /** Why a column cannot be calculated, or null. */
  problem({ table, column }: CellPlace): string | null {
    const found = this.#calculation.problems().find((each) => each.table === table && each.column === column);
    return found?.message ?? null;
  }

  #inputOrigin(place: CellPlace, column: TableColumn): string {
    const option = this.#option(place.scope);
    const table = this.#table(place.table);
    const key = table === undefined ? "" : (rowKeys(this.#plan, table, option)[place.row] ?? "");
    const id = column.role === "input" ? column.column.id : "";
    const { simulation } = this.#plan;
    if (simulation?.columns.includes(id))
      return `outcome of the simulation of ${simulation.date} (${simulation.model})`;
    if (Object.hasOwn(option.inputOverrides[id] ?? {}, key)) return "input of this option alone";
    const note = table?.supporting?.note.replace(/\.$/, "") ?? "";
    if (note !== "") return `input (${note})`;
    const file = this.#plan.sources.findLast(({ columns }) => columns.includes(column.name));
    return table?.kind === "practices" && file !== undefined ? `input from ${fileInWords(file)}` : "";
  }
}

/** `a value in place of the formula, from book.xlsx, Sheet1!C17`; another formula with its text. */
function overrideInWords(finding: Finding | null): string {
  const what =
    finding?.kind === "formula"
      ? `the result of another formula (${finding.formula})`
      : "a value in place of the formula";
  if (finding === null || finding.fileName === "") return what;
  return `${what}, from ${finding.fileName}${finding.cell === "" ? "" : `, ${finding.cell}`}`;
}

/** Aggregates in the fewest words. */
const BRIEF: Readonly<Record<string, string>> = {
  SUM: "sum of",
  SUMIF: "sum of",
  SUMIFS: "sum of",
  AVERAGE: "mean of",
  AVERAGEIFS: "mean of",
  COUNTIFS: "count of",
  MIN: "smallest of",
  MAX: "largest of",
};

function fileInWords({ fileName, dataDate }: Source): string {
  return dataDate === "" ? fileName : `${fileName} of ${dataDate}`;
}
