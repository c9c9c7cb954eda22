// What the supporting tables of the running-cost model are made of: their shape, columns of texts and amounts, and the look-up of the
// group that a row names.

import type { Scalar } from "../engine/values/value.ts";
import type { NewColumn } from "../plan/commands/parts.ts";
import type { Level } from "../plan/plan.ts";
import { columnOf } from "./formulaText.ts";

export const EVERY_BODY = "Every body";
export const NO_FIGURE = "No published figure found.";

export const MONEY_INPUT = "£#,##0";
export const YES_NO = ["Yes", "No"];
export const DOERS = ["In-house", "Commissioning support", "Higher body"];

export interface RunningCostTable {
  readonly name: string;
  readonly title: string;
  readonly note: string;
  columns(level: Level): readonly NewColumn[];
  readonly rows: readonly Readonly<Record<string, Scalar>>[];
}

export function text(name: string, note: string, choices?: readonly string[]): NewColumn {
  return { name, type: "text", format: "@", note, ...(choices === undefined ? {} : { choices }) };
}

export function amount(name: string, note: string, format = MONEY_INPUT): NewColumn {
  return { name, type: "number", format, note };
}

/** What stands in a column of the level for the group named in the row; #N/A where the option has no such group. */
export function groupFigure(level: Level, column: string): string {
  const { tableName } = level;
  return `INDEX(${columnOf(tableName, column)},MATCH([@Group],${columnOf(tableName, level.name)},0))`;
}

/** The same of a column of numbers, 0 where the option has no such group. */
export function ofGroup(level: Level, column: string): string {
  return `IFERROR(${groupFigure(level, column)},0)`;
}

export function groupExists(level: Level): string {
  return `COUNTIFS(${columnOf(level.tableName, level.name)},[@Group])>0`;
}

/** A rule of a table with a column Body: the body that is named is one of this option. */
export function bodyKnown(level: Level, what: string): NewColumn {
  const { name, tableName } = level;
  return {
    name: "Body known",
    formula: `=IF([@Body]="${EVERY_BODY}","",COUNTIFS(${columnOf(tableName, name)},[@Body])+COUNTIFS(${columnOf(tableName, "Body")},[@Body])>0)`,
    note: `Whether this option has the ${name} or body that is named.`,
    rule: {
      outcome: "warn",
      sentence: `No ${name} or body of this option has that name, so nobody pays for the ${what}.`,
    },
  };
}
