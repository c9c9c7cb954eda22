// Pieces of formula text that every column made by this folder is put together from, so that names are escaped in one way
// and the row of practices without a group is treated in one way.
//
// What must stay true: whatever a level or column is called, the text is a formula Excel reads.

import { columnReference, rowReference } from "../engine/index.ts";
import { type Level, LIST_SIZE, UNASSIGNED } from "../plan/plan.ts";

export const COUNT = "#,##0";
export const MONEY = "£#,##0;[Red]-£#,##0";
export const MONEY_PER_HEAD = "£#,##0.00;[Red]-£#,##0.00";
export const PERCENT = "0.0%";

/** `[@[List size]]`, or the short form where Excel would show it. */
export function here(name: string): string {
  return rowReference(name);
}

/** `CCGs[List size]`. */
export function columnOf(table: string, name: string): string {
  return `${table}${columnReference(name)}`;
}

export function practices(name: string): string {
  return columnOf("Practices", name);
}

/** True in the row of the practices that are in no group of the level. */
export function isUnassigned(level: Level): string {
  return `${here(level.name)}="${UNASSIGNED}"`;
}

/** Sum of a practice column over the group's practices. */
export function groupSum(level: Level, column: string): string {
  return `SUMIFS(${practices(column)},${practices(level.name)},${here(level.name)})`;
}

/** A figure that only a real group with people has; Unassigned and empty groups show nothing. */
export function forBodies(level: Level, formula: string): string {
  return `=IF(OR(${isUnassigned(level)},${here(LIST_SIZE)}=0),"",${formula})`;
}

/** The criterion of SUMIFS and COUNTIFS that leaves out the practices without a group. */
export function realGroups(level: Level): string {
  return `${columnOf(level.tableName, level.name)},"<>${UNASSIGNED}"`;
}
