// What the engine calculates, as data: the tables, their columns and the names, without any value in them.
// The plan describes itself in these words (renderer/plan/calculation.ts); the engine knows no practice,
// group or option. A *scope* is one complete variant of the model that shares what it does not change with
// the first scope, the base (an option of a plan is a scope).
//
// What must stay true: names are matched as Excel matches them (case-insensitively), scope ids exactly.

import type { Value } from "./values/value.ts";

/** How a table's rows relate to the scopes. */
export type TableRows =
  /** one set of rows in every scope (the practices) */
  | "shared"
  /** each scope has its own rows (the groups of a level) */
  | "scoped"
  /** one row per scope, in the order of the scopes: row i is calculated in scope i (the options) */
  | "scopes";

export interface ColumnStructure {
  readonly name: string;
  /** The formula with its leading "=", as Excel shows it in the formula bar; absent for an input column. */
  readonly formula?: string;
}

export interface TableStructure {
  /** The Excel table name used in structured references, e.g. `Practices`. */
  readonly name: string;
  readonly rows: TableRows;
  readonly columns: readonly ColumnStructure[];
}

export interface ModelStructure {
  /** Scope ids; the first is the base from which the others inherit. Never empty. */
  readonly scopes: readonly string[];
  readonly tables: readonly TableStructure[];
  /** Defined names that hold one value each (the assumptions). */
  readonly names: readonly string[];
}

/** Why a formula cannot be calculated, and where in its text (`start`..`end`, character offsets, 0-based). */
export interface FormulaProblem {
  readonly code:
    | "syntax"
    | "unknown-function"
    | "unknown-name"
    | "unknown-table"
    | "unknown-column"
    | "argument-count"
    | "cycle"
    | "unsupported";
  /** A plain sentence for the user that says what is wrong and what to do. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** A column that cannot be calculated: every row of it is an error value, and this says why. */
export interface ColumnProblem extends FormulaProblem {
  readonly table: string;
  readonly column: string;
}

/** Read access to a calculated column. `value(row)` is exact; `numbers` are for tight loops and charts. */
export interface ColumnView {
  readonly length: number;
  value(row: number): Value;
}

/** Which rows of which column a recalculation changed; `rows: "all"` when it did not keep count. */
export interface ColumnChange {
  readonly scope: string;
  readonly table: string;
  readonly column: string;
  readonly rows: "all" | readonly number[];
}
