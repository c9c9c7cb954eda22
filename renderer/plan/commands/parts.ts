// The pieces that commands are made of: how they name things, and what a new column, an imported table or a result column
// looks like. Apart from the commands themselves, because both files of commands need them.

import type { Scalar } from "../../engine/values/value.ts";
import type { Rule, Source } from "../plan.ts";

/** Table: `Practices`, a level's plural (`Places`), `Options`, or the name or title of a supporting table. */
export type TableName = string;
/**
 * Row: a practice code, a group name (or `Unassigned`), or an option name. In a supporting table the text of its first
 * column where no other row has the same, or `#3` for the third row.
 */
export type RowName = string;
/** Option name; left out, the base option is meant (for inputs and assumptions: the base's own value). */
export type OptionName = string;

export interface NewColumn {
  readonly name: string;
  /** With its leading "="; absent for an input column. */
  readonly formula?: string;
  /** For an input column; `number` when left out. */
  readonly type?: "number" | "text" | "boolean" | "date";
  readonly format?: string;
  readonly note?: string;
  /** For an input column of texts: the texts meant for it. */
  readonly choices?: readonly string[];
  /** For a formula column: it judges its rows. */
  readonly rule?: Rule;
}

/** A result column of a simulation with its figures; the base's where `option` is left out. */
export interface SimulatedColumn {
  readonly table: TableName;
  /** An input column; made when the table has none of that name. */
  readonly column: NewColumn;
  readonly values: readonly { readonly option?: OptionName; readonly row: RowName; readonly value: Scalar }[];
}

/** A source as a command names it: what an older import did not know may be missing. */
export type NewSource = Omit<Source, "fingerprint" | "mapping"> & Partial<Source>;

/** A cell of an imported formula column that holds something of its own; it becomes an override and a finding. */
export interface ImportedOverride {
  /** 0-based, into the rows (`values`) of the imported table or into `practices`. */
  readonly row: number;
  readonly value: Scalar;
  /** `Sheet1!C17`. */
  readonly cell: string;
  readonly kind: "constant" | "formula";
  /** The cell's own formula as Excel shows it, "" for a constant. */
  readonly formula: string;
}

export interface ImportedColumn {
  readonly name: string;
  readonly type: "number" | "text" | "boolean" | "date";
  readonly format: string;
  readonly note: string;
  /** With its leading "=": a formula column, whose `values` are not used. */
  readonly formula?: string;
  /** Aligned with the rows (`practices`); `undefined` leaves what the plan has, a blank in a new table. */
  readonly values: readonly (Scalar | undefined)[];
  /** Of a formula column. */
  readonly overrides?: readonly ImportedOverride[];
}

/** A supporting table as a file brings it; one of the same name in the plan is replaced by it. */
export interface ImportedTable {
  readonly name: string;
  readonly title: string;
  readonly note: string;
  readonly columns: readonly ImportedColumn[];
}

/** An assumption a file brings. */
export interface NewAssumption {
  readonly name: string;
  readonly value: Scalar;
  readonly unit?: string;
  readonly source?: string;
  readonly note?: string;
  readonly format?: string;
}
