// Structured references as Excel writes them, for the formulas of the risk columns.

import { columnReference, rowReference } from "../../engine/index.ts";

/** `[@[List size]]`: this row's value. */
export function row(name: string): string {
  return rowReference(name);
}

/** `[List size]`, or `Practices[List size]`: the whole column. */
export function column(name: string, table = ""): string {
  return `${table}${columnReference(name)}`;
}
