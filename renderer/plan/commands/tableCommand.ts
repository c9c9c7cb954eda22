// Commands on supporting tables, on cells of formula columns that hold something of their own, on rules and on the
// results of a simulation. The others, and how to add one, are in command.ts.

import type { Scalar } from "../../engine/values/value.ts";
import type { Rule } from "../plan.ts";
import type { NewColumn, OptionName, RowName, SimulatedColumn, TableName } from "./parts.ts";

export type TableCommand =
  | {
      /** The formula column judges its rows; null: it is a figure like any other again. */
      readonly type: "setRule";
      readonly table: TableName;
      readonly column: string;
      readonly rule: Rule | null;
    }
  // cells of formula columns
  | {
      /** The cell holds this value instead of its column's formula; null is a blank. */
      readonly type: "overrideFormula";
      readonly table: TableName;
      readonly row: RowName;
      readonly column: string;
      readonly value: Scalar;
      readonly option?: OptionName;
      /** Another formula that the value is the result of, as Excel shows it: the finding says so. */
      readonly formula?: string;
      /** File and cell it came from, for the finding. */
      readonly fileName?: string;
      readonly cell?: string;
    }
  | {
      /** The cell holds what the formula gives again (in an option: what the base has); in the base its finding goes. */
      readonly type: "restoreFormula";
      readonly table: TableName;
      readonly row: RowName;
      readonly column: string;
      readonly option?: OptionName;
    }
  | {
      /** The override is meant: its finding needs no more attention. */
      readonly type: "acceptFinding";
      readonly table: TableName;
      readonly row: RowName;
      readonly column: string;
    }
  | {
      readonly type: "reopenFinding";
      readonly table: TableName;
      readonly row: RowName;
      readonly column: string;
    }
  // supporting tables
  | {
      readonly type: "addTable";
      /** Excel table name. */
      readonly name: string;
      /** What the tab says; the name when left out. */
      readonly title?: string;
      readonly note?: string;
      /** At least one; the first names the rows. */
      readonly columns: readonly NewColumn[];
    }
  | { readonly type: "removeTable"; readonly table: TableName }
  | {
      /** Changes what is given. A new name is put into every formula that uses the old one. */
      readonly type: "renameTable";
      readonly table: TableName;
      readonly newName?: string;
      readonly newTitle?: string;
      readonly note?: string;
    }
  | {
      readonly type: "addRows";
      readonly table: TableName;
      /** Values by column name; a column left out is blank. */
      readonly rows: readonly Readonly<Record<string, Scalar>>[];
      /** Put before this row; at the end when left out. */
      readonly before?: RowName;
    }
  | { readonly type: "removeRows"; readonly table: TableName; readonly rows: readonly RowName[] }
  // simulation
  | {
      /** Writes the result columns of a simulation and says what they came from; the old result columns go. */
      readonly type: "recordSimulation";
      readonly model: string;
      readonly seed: number;
      readonly trials: number;
      /** ISO yyyy-mm-dd. */
      readonly date: string;
      readonly fingerprint: string;
      readonly columns: readonly SimulatedColumn[];
    };
