// The explanation of a figure as the screen lays it out: the formula's tree step by step, what it reads, what reads it,
// where an imported figure stands in its file, where an error began; each with the place to go to. The sentences are
// those of explainCell.ts; here they are joined to places.
//
// What must stay true: a place names its row by key, so that it can be found after sorting and in another option.

import type { CellPlace, ExplainedPart, Explanation, Precedent } from "../engine/index.ts";
import type { PlanCalculation } from "./calculation.ts";
import { type CellExplanation, type CellOverride, explainCell, PlanWords } from "./explainCell.ts";
import { plainly } from "./explainWords.ts";
import { ASSUMPTIONS_TABLE, LIST_SIZE, type OptionId, type Plan, type Source } from "./plan.ts";
import { findColumn, findTable } from "./tables.ts";

/** Something to go to: a cell, a whole column (`rowKey` null), or an assumption (`column` is its name). */
export interface FigurePlace {
  readonly table: string;
  readonly column: string;
  readonly rowKey: string | null;
  readonly optionId: OptionId;
}

/** One thing that a formula reads. */
export interface Reading {
  /** `List size of Y90001 Alder Medical Practice`, `List size of 14 of 90 Practices`, `Allowance_per_head`. */
  readonly title: string;
  /** Its value; "" for a whole column. */
  readonly shown: string;
  /** Where it comes from: `input from list.csv of 2024-01-01`, `source: board paper`; "" for nothing to say. */
  readonly origin: string;
  readonly place: FigurePlace;
  /** Of the rows that a function took, the first few; empty for one cell and for a whole column. */
  readonly rows: readonly RowReading[];
  /** How many more rows were taken. */
  readonly moreRows: number;
}

export interface RowReading {
  readonly title: string;
  readonly shown: string;
  readonly place: FigurePlace;
}

/** A part of a formula with its value. Numbers and texts that stand in the formula are no steps of their own. */
export interface FormulaStep {
  /** The part as the formula writes it. */
  readonly text: string;
  readonly shown: string;
  /** False when the result does not depend on it: the branch of an IF that was not taken. */
  readonly used: boolean;
  readonly place: FigurePlace | null;
  readonly steps: readonly FormulaStep[];
}

/** Where an imported figure stands. */
export interface ImportedFrom {
  readonly fileName: string;
  /** What the file was recognised as, and the date of its data. */
  readonly description: string;
  readonly dataDate: string;
  /** `sheet Data, column D (NUMBER_OF_PATIENTS), in the row of Y90001`; "" when not known. */
  readonly where: string;
}

export interface FigureExplanation extends CellExplanation {
  readonly formula: string | null;
  /** The whole formula as the first step; null for an input. */
  readonly steps: FormulaStep | null;
  readonly readings: readonly Reading[];
  readonly dependents: readonly { readonly title: string; readonly place: FigurePlace }[];
  readonly imported: ImportedFrom | null;
  /** Where the error began, when that is another cell. */
  readonly errorPlace: FigurePlace | null;
}

/** Rows listed under a reading of many. */
const MOST_ROWS = 10;

/** Explains one cell with places. Null when the plan has no such table, row, column or option. */
export function explainFigure(
  plan: Plan,
  calculation: PlanCalculation,
  tableName: string,
  rowKey: string,
  columnName: string,
  optionId: OptionId,
): FigureExplanation | null {
  const told = explainCell(plan, calculation, tableName, rowKey, columnName, optionId);
  if (told === null) return null;
  const { explanation } = told;
  const words = new PlanWords(plan, calculation);
  const places = new Places(plan, calculation, words);
  const { tree } = explanation;
  const origin = explanation.error.at(-1);
  return {
    ...told,
    formula: explanation.formula,
    steps:
      tree === null ? null : { ...places.step(tree), shown: places.formulaShown(explanation, told.override) },
    readings: tree === null ? [] : places.readings(tree),
    dependents: dependentsOf(told, rowKey, optionId),
    imported: importedFrom(plan, explanation, rowKey),
    errorPlace: origin === undefined || explanation.error.length < 2 ? null : places.ofCell(origin),
  };
}

/** Each column that reads the figure once, in its own row where it reads it there. */
function dependentsOf(
  { explanation, usedBy }: CellExplanation,
  rowKey: string,
  optionId: OptionId,
): FigureExplanation["dependents"] {
  const found = new Map<string, FigureExplanation["dependents"][number]>();
  for (const [at, { table, column, reads }] of explanation.dependents.entries()) {
    const title = usedBy[at] ?? column;
    const isOwnRow = reads === "row" && table === explanation.table;
    if (isOwnRow || !found.has(title))
      found.set(title, { title, place: { table, column, rowKey: isOwnRow ? rowKey : null, optionId } });
  }
  return [...found.values()];
}

/** Places and values of what a formula reads. */
class Places {
  readonly #plan: Plan;
  readonly #calculation: PlanCalculation;
  readonly #words: PlanWords;

  constructor(plan: Plan, calculation: PlanCalculation, words: PlanWords) {
    this.#plan = plan;
    this.#calculation = calculation;
    this.#words = words;
  }

  ofCell({ table, column, row, scope }: CellPlace): FigurePlace {
    const { rowKeys } = this.#calculation.table(table, scope);
    return { table, column, rowKey: rowKeys[row] ?? null, optionId: scope };
  }

  #of(precedent: Precedent): FigurePlace {
    switch (precedent.kind) {
      case "cell":
        return this.ofCell(precedent);
      case "name":
        return {
          table: ASSUMPTIONS_TABLE,
          column: precedent.name,
          rowKey: null,
          optionId: precedent.scope,
        };
      case "rows": {
        const { table, columns, scope, taken } = precedent;
        const only = taken?.length === 1 ? taken[0] : undefined;
        const column = columns[0] ?? "";
        if (only !== undefined) return this.ofCell({ table, column, row: only, scope });
        return { table, column, rowKey: null, optionId: scope };
      }
    }
  }

  /** What the formula gives, as its column shows it. */
  formulaShown(explanation: Explanation, override: CellOverride | null): string {
    return override === null ? this.#words.shown(explanation) : override.formulaShown;
  }

  step(part: ExplainedPart): FormulaStep {
    const [inside] = part.parts;
    if (part.kind === "parentheses" && inside !== undefined) return { ...this.step(inside), text: part.text };
    return {
      text: part.text,
      shown: this.#shown(part),
      used: part.used,
      place: part.precedent === null ? null : this.#of(part.precedent),
      steps: part.parts.filter((each) => !isConstant(each)).map((each) => this.step(each)),
    };
  }

  #shown(part: ExplainedPart): string {
    const { precedent, array, value } = part;
    if (precedent?.kind === "cell") return this.#words.shown(precedent);
    if (precedent?.kind === "name") return this.#words.assumption(precedent.name, precedent.scope).shown;
    if (precedent?.kind === "rows") return this.#rows(precedent);
    if (array !== null && array.rows * array.columns > 1)
      return `${plainly(array.rows * array.columns)} values`;
    return plainly(value);
  }

  /** `all 90 Practices`, `14 of 90 Practices`. */
  #rows({ table, count, taken }: Extract<Precedent, { kind: "rows" }>): string {
    const title = this.#words.title(table);
    return taken === null
      ? `all ${plainly(count)} ${title}`
      : `${plainly(taken.length)} of ${plainly(count)} ${title}`;
  }

  /** Each thing that is read, once, in the order of the formula; what is not used comes not at all. */
  readings(tree: ExplainedPart): readonly Reading[] {
    const found = new Map<string, Reading>();
    const collect = (part: ExplainedPart) => {
      if (!part.used) return;
      if (part.precedent !== null) {
        const reading = this.#reading(part.precedent);
        if (reading !== null && !found.has(reading.title)) found.set(reading.title, reading);
      }
      part.parts.forEach(collect);
    };
    collect(tree);
    return [...found.values()];
  }

  /** Null for the name of a row, which is no figure. */
  #reading(precedent: Precedent): Reading | null {
    const place = this.#of(precedent);
    const one = { place, rows: [], moreRows: 0 };
    switch (precedent.kind) {
      case "cell":
        if (this.#column(precedent.table, precedent.column)?.role === "key") return null;
        return {
          title: `${precedent.column} of ${this.#words.rowName(precedent.table, precedent.row, precedent.scope)}`,
          shown: this.#words.shown(precedent),
          origin: precedent.isFormula ? "" : this.#words.sourceOf(precedent),
          ...one,
        };
      case "name": {
        const { shown, origin } = this.#words.assumption(precedent.name, precedent.scope);
        const stated = origin === "" ? "assumption" : `assumption, ${origin}`;
        return { title: precedent.name, shown, origin: stated, ...one };
      }
      case "rows":
        return {
          title: `${precedent.columns.join(", ")} of ${this.#rows(precedent)}`,
          shown: "",
          origin: this.#columnOrigin(precedent),
          place,
          rows: this.#rowsTaken(precedent),
          moreRows: Math.max(0, (precedent.taken?.length ?? 0) - MOST_ROWS),
        };
    }
  }

  #rowsTaken({ table, columns, scope, taken }: Extract<Precedent, { kind: "rows" }>): readonly RowReading[] {
    const [column] = columns;
    if (taken === null || column === undefined || columns.length > 1) return [];
    // the column of a criterion holds the same in every row taken
    const role = this.#column(table, column)?.role;
    if (role !== "input" && role !== "formula") return [];
    return taken.slice(0, MOST_ROWS).map((row) => ({
      title: this.#words.rowName(table, row, scope),
      shown: this.#words.shown({ table, column, row, scope }),
      place: this.ofCell({ table, column, row, scope }),
    }));
  }

  #column(table: string, column: string) {
    const found = findTable(this.#plan, table);
    return found === undefined ? undefined : findColumn(found, column);
  }

  #columnOrigin({ table: name, columns }: Extract<Precedent, { kind: "rows" }>): string {
    const table = findTable(this.#plan, name);
    const column = this.#column(name, columns[0] ?? "");
    if (column?.role !== "input") return "";
    const source = table?.kind === "practices" ? sourceOf(this.#plan, columns[0] ?? "") : undefined;
    return source === undefined ? "" : `from ${source.fileName}`;
  }
}

function isConstant(part: ExplainedPart): boolean {
  const { kind } = part;
  return kind === "number" || kind === "text" || kind === "boolean" || kind === "error" || kind === "missing";
}

function sourceOf(plan: Plan, column: string): Source | undefined {
  return plan.sources.findLast(({ columns }) => columns.includes(column));
}

/** The file that a practice's input came from, and where in it. */
function importedFrom(plan: Plan, explanation: Explanation, rowKey: string): ImportedFrom | null {
  const table = findTable(plan, explanation.table);
  const column = table === undefined ? undefined : findColumn(table, explanation.column);
  if (column === undefined || !("column" in column)) return null;
  const option = plan.options.find((each) => each.id === explanation.scope);
  const isOwn = Object.hasOwn(option?.inputOverrides[column.column.id] ?? {}, rowKey);
  const source = sourceOf(plan, column.name);
  if (table?.kind !== "practices" || column.role !== "input" || source === undefined || isOwn) return null;
  const { fileName, description, dataDate } = source;
  const at = whereIn(source.mapping, column.name);
  return { fileName, description, dataDate, where: at === "" ? "" : `${at}, in the row of ${rowKey}` };
}

/** Sheet and column in the words of the import's mapping, as far as it says; it is read with care, as it is kept as found. */
function whereIn(mapping: unknown, column: string): string {
  if (!isRecord(mapping)) return "";
  const words: string[] = [];
  if (typeof mapping.sheet === "string" && mapping.sheet !== "") words.push(`sheet ${mapping.sheet}`);
  const columns: readonly unknown[] = Array.isArray(mapping.columns) ? mapping.columns : [];
  const own = columns.find((each) => isRecord(each) && each.name === column);
  if (isRecord(own) && typeof own.index === "number") {
    const header = typeof own.header === "string" && own.header !== "" ? ` (${own.header})` : "";
    words.push(`column ${letters(own.index)}${header}`);
  } else if (column === LIST_SIZE && typeof mapping.listSize === "number")
    words.push(`column ${letters(mapping.listSize)}`);
  return words.join(", ");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** `A` for 0, `AA` for 26. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
