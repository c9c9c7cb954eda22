// Reads the cells of the risk tables in one option. An impossible figure gives a problem at its cell and the value that
// counts instead, which the problem names; nothing stops and nothing is NaN.

import { isError, type Value } from "../../engine/index.ts";
import type { CalculatedPlan, CalculatedTable } from "../../plan/calculation.ts";
import type { Option, Plan } from "../../plan/plan.ts";
import { type Problem, problem } from "../../plan/problem.ts";
import { findColumn, findTable, type PlanTable } from "../../plan/tables.ts";

/** What a number in a cell may be. */
export interface Range {
  readonly least: number;
  readonly most: number;
  /** What counts when the cell is blank. */
  readonly blank: number | null;
  /** What the figure is, for the remedy: `a share of the cost, such as 0.03 for 3 %`. */
  readonly what: string;
}

export class Cells {
  readonly problems: Problem[] = [];
  readonly rows: number;
  private readonly table: PlanTable;
  private readonly figures: CalculatedTable;

  constructor(table: PlanTable, figures: CalculatedTable) {
    this.table = table;
    this.figures = figures;
    this.rows = figures.rowKeys.length;
  }

  has(column: string): boolean {
    return findColumn(this.table, column) !== undefined;
  }

  value(row: number, column: string): Value {
    const found = findColumn(this.table, column);
    return found === undefined ? null : this.figures.value(row, found.name);
  }

  /** Trimmed text; a number as its digits; "" for a blank. An error is a problem and "". */
  text(row: number, column: string): string {
    const value = this.value(row, column);
    if (isError(value)) {
      this.report(row, column, `holds the error ${value.error}`, "Mend its formula.");
      return "";
    }
    return value === null ? "" : String(value).trim();
  }

  /** The number in the cell; out of its range, or no number, it is a problem, and the nearest possible value counts. */
  number(row: number, column: string, range: Range): number | null {
    const value = this.value(row, column);
    if (value === null || value === "") return range.blank;
    if (typeof value !== "number") {
      const shown = isError(value) ? value.error : `"${String(value)}"`;
      this.report(row, column, `is ${shown}, not a number`, `Enter ${range.what}.`, taken(range.blank));
      return range.blank;
    }
    if (value >= range.least && value <= range.most) return value;
    const used = Math.min(range.most, Math.max(range.least, value));
    const why = value < 0 && range.least >= 0 ? "cannot be negative" : `cannot be ${value}`;
    this.report(row, column, why, `Enter ${range.what}.`, taken(used));
    return used;
  }

  /** One of the words a cell may hold, compared without regard to case; a blank is the first. */
  choice<Word extends string>(row: number, column: string, words: readonly [Word, ...Word[]]): Word | null {
    const text = this.text(row, column).toLowerCase();
    if (text === "") return words[0];
    const found = words.find((word) => word.toLowerCase() === text);
    if (found !== undefined) return found;
    this.report(row, column, `"${text}" is none of its choices`, `Choose one of: ${words.join(", ")}.`);
    return null;
  }

  /** Says what is wrong with a cell: `what` goes on from the name of the column and row. */
  report(row: number, column: string, what: string, remedy: string, used = ""): void {
    const subject = this.figures.rowNames[row] ?? "";
    const end = used === "" ? "." : `; ${used}.`;
    this.problems.push(
      problem("impossible-parameter", `${column} of ${subject} ${what}${end}`, {
        remedy,
        where: this.place(row, column),
      }),
    );
  }

  /** Where a cell is: table, row as the table counts it from 1, column and the row's name. */
  place(row: number, column: string) {
    return { sheet: this.table.title, row: row + 1, column, subject: this.figures.rowNames[row] ?? "" };
  }
}

function taken(value: number | null): string {
  return value === null ? "it is left out" : `${value} is taken instead`;
}

/** The cells of a table of the plan in an option; null when the plan has no such table. */
export function cellsOf(plan: Plan, figures: CalculatedPlan, name: string, option: Option): Cells | null {
  const table = findTable(plan, name);
  return table === undefined ? null : new Cells(table, figures.table(table.name, option.id));
}

/** The same problem of several options once. */
export function distinctProblems(problems: readonly Problem[]): readonly Problem[] {
  const known = new Set<string>();
  return problems.filter((each) => {
    const key = `${each.code}\n${each.message}\n${each.where?.sheet ?? ""}\n${each.where?.row ?? ""}`;
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}
