// The document. A plan is an immutable value: commands (commands/) make a new plan that shares everything it
// did not change with the old one, and changes (change.ts) say what is different. Nothing here calculates.
//
// What must stay true:
// - in every option a practice belongs to at most one group, so at each level to exactly one group or to
//   Unassigned (a practice that belongs to a group of a higher level only is Unassigned below it);
// - a group's parent is a group of a higher level of the same option, so there are no loops;
// - names of columns within a table, of groups within a level of an option, of levels, options and assumptions
//   are unique without regard to case, because Excel could not tell them apart.

import type { Scalar } from "../engine/values/value.ts";

/** Ids are opaque, unique within their kind, made once and never reused for something else. */
export type LevelId = string;
export type GroupId = string;
export type OptionId = string;
export type ColumnId = string;
export type TableId = string;

/** A kind of group. `plan.levels` runs from the lowest (smallest groups) to the highest. */
export interface Level {
  readonly id: LevelId;
  /** Singular, as the user says it and as its membership column is called: `Place`. */
  readonly name: string;
  /** Plural for tabs and sentences: `Places`. */
  readonly plural: string;
  /** Excel table name of the level's table; equal to `plural` unless that is not a valid table name. */
  readonly tableName: string;
}

export interface Group {
  readonly id: GroupId;
  readonly levelId: LevelId;
  readonly name: string;
  /** A group of a higher level in the same option, or null. */
  readonly parentId: GroupId | null;
}

/** A named number or text that formulas use. `name` is a valid Excel defined name. */
export interface Assumption {
  readonly name: string;
  readonly value: Scalar;
  /** Plain words: `£ per head per year`. */
  readonly unit: string;
  /** Where the figure comes from, in words. Never empty for a figure that Catchment ships. */
  readonly source: string;
  readonly note: string;
  /** Excel number format code. */
  readonly format: string;
}

export type InputType = "number" | "text" | "boolean" | "date";

interface ColumnBase {
  readonly id: ColumnId;
  readonly name: string;
  /** Excel number format code, `General` when nothing better is known. */
  readonly format: string;
  /** One sentence on what the figure means and where it comes from. */
  readonly note: string;
}

export interface InputColumn extends ColumnBase {
  readonly kind: "input";
  readonly type: InputType;
  /** The texts meant for it: a drop-down, Excel's list validation. A value outside them warns and is kept. */
  readonly choices?: readonly string[];
}

export interface FormulaColumn extends ColumnBase {
  readonly kind: "formula";
  /** With its leading "=", in the form Excel's formula bar shows. */
  readonly formula: string;
  readonly rule?: Rule;
}

/**
 * Makes a formula column judge its rows: TRUE passes, FALSE fails or warns, "" or blank does not apply, an error is
 * shown as the error it is.
 */
export interface Rule {
  readonly outcome: "fail" | "warn";
  /** Said of a row that does not pass: `Fewer than 100,000 patients`. */
  readonly sentence: string;
}

export type Column = InputColumn | FormulaColumn;

/**
 * Values by row key: practice code, group id (or UNASSIGNED), option id, or row id of a supporting table. In an input
 * column an absent key is blank; in a formula column a present key is an override ("this value instead of the
 * formula", null for a blank) and an absent one means the formula.
 */
export type KeyedValues = Readonly<Record<string, Scalar>>;

/**
 * A table besides the fixed ones: posts, pools, a sheet of an imported workbook that formulas look up. Its rows are the
 * same in every option; any option may have its own value of any input cell, as with Practices.
 */
export interface SupportingTable {
  readonly id: TableId;
  /** Excel table name, unique among all tables of the plan: `Posts`. */
  readonly name: string;
  /** What the tab says. */
  readonly title: string;
  /** One sentence: what it holds and where it comes from. */
  readonly note: string;
  /** Opaque row ids in table order ("1", "2", ...), unique within the table. */
  readonly rows: readonly string[];
  /** The first names a row for the user (messages, explanations). Inputs are in `plan.keyedInputs` by row id. */
  readonly columns: readonly Column[];
}

/** One complete way of grouping. The first option of a plan is the base, from which the others inherit. */
export interface Option {
  readonly id: OptionId;
  readonly name: string;
  readonly note: string;
  /** All groups of all levels, in the order in which tables list them. */
  readonly groups: readonly Group[];
  /** For each practice of `plan.practices`, by index: the group it belongs to directly, or null. */
  readonly membership: readonly (GroupId | null)[];
  /** Assumption name -> this option's own value. Always empty in the base. */
  readonly assumptionOverrides: Readonly<Record<string, Scalar>>;
  /** Column id -> row key -> this option's own input, or its override of a formula. Always empty in the base. */
  readonly inputOverrides: Readonly<Record<ColumnId, KeyedValues>>;
}

/** A file the plan's data came from: provenance for the Read me sheet, the board pack and explanations. */
export interface Source {
  readonly fileName: string;
  /** What it was recognised as, in words: `Patients registered at a GP practice`. */
  readonly description: string;
  /** The date of the data as the file states it (ISO yyyy-mm-dd), or "". */
  readonly dataDate: string;
  readonly rows: number;
  /** Names of the columns it filled. */
  readonly columns: readonly string[];
  /** SHA-256 of the file in hexadecimal digits, "" when unknown. */
  readonly fingerprint: string;
  /** How its columns were understood, as the import's plain JSON, to do it again; null when unknown. */
  readonly mapping: unknown;
}

/** A cell of a formula column that came in, or was given, something other than the column's formula. */
export interface Finding {
  readonly columnId: ColumnId;
  readonly rowKey: string;
  /** File and cell it came from: `book.xlsx`, `Sheet1!C17`; "" when made here. */
  readonly fileName: string;
  readonly cell: string;
  /** What stands in that cell: a constant, or another formula, whose text as Excel shows it is `formula`. */
  readonly kind: "constant" | "formula";
  readonly formula: string;
  readonly status: "open" | "accepted";
}

/** What the result columns came from: they are ordinary input columns that only a new simulation writes. */
export interface SimulationRecord {
  /** In words, with its parameters. */
  readonly model: string;
  readonly seed: number;
  readonly trials: number;
  /** ISO yyyy-mm-dd, given by the host. */
  readonly date: string;
  /** Of the plan's inputs to the model; when it is not the present one, the results are stale. */
  readonly fingerprint: string;
  readonly columns: readonly ColumnId[];
}

export interface Plan {
  readonly title: string;
  readonly levels: readonly Level[];
  /** ODS codes, trimmed and upper-cased, in table order. */
  readonly practices: readonly string[];
  readonly practiceColumns: readonly Column[];
  /** Input values of the practices by column id, each aligned with `practices`. The base's values. */
  readonly practiceInputs: Readonly<Record<ColumnId, readonly Scalar[]>>;
  /** Columns of each level's table, by level id. */
  readonly levelColumns: Readonly<Record<LevelId, readonly Column[]>>;
  readonly optionColumns: readonly Column[];
  readonly supportingTables: readonly SupportingTable[];
  /**
   * Input values of the level tables (row key = group id), of Options (option id) and of the supporting tables (row
   * id); and the overrides of formula columns of every table, Practices too (practice code). The base's.
   */
  readonly keyedInputs: Readonly<Record<ColumnId, KeyedValues>>;
  readonly assumptions: readonly Assumption[];
  /** Never empty; the first is the base. */
  readonly options: readonly Option[];
  readonly sources: readonly Source[];
  /** Each is of a cell that has an override in the base; not every override has one. */
  readonly findings: readonly Finding[];
  /** The last simulation, null when there was none. */
  readonly simulation: SimulationRecord | null;
}

/** Row key and display name of the permanent first row of every level's table. */
export const UNASSIGNED = "Unassigned";

/** Fixed names of the tables and columns that every plan has (Excel table and column names). */
export const PRACTICES_TABLE = "Practices";
export const OPTIONS_TABLE = "Options";
export const ASSUMPTIONS_TABLE = "Assumptions";
export const PRACTICE_CODE = "Practice code";
export const PRACTICE_NAME = "Practice name";
export const LIST_SIZE = "List size";
export const OPTION_NAME = "Option";
