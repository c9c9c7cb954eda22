// Everything a user can ask of a plan, as plain data. The screen, the command line (`apply PLAN COMMANDS.json`),
// the import and the tests all send these and nothing else. Things are addressed by the names the user sees,
// compared without regard to case, so a command file can be written by hand.
//
// A new command needs: its type here or in tableCommand.ts, its function in a room beside this file (which also gives its label for the
// undo list), a case in ../apply.ts, its fields in parseCommands.ts, and a line in the table of ../README.md.

import type { Scalar } from "../../engine/values/value.ts";
import type { Rule } from "../plan.ts";
import type {
  ImportedColumn,
  ImportedTable,
  NewAssumption,
  NewColumn,
  NewSource,
  OptionName,
  RowName,
  TableName,
} from "./parts.ts";
import type { TableCommand } from "./tableCommand.ts";

/** Everything but several at once. */
export type SingleCommand =
  | { readonly type: "setTitle"; readonly title: string }
  // inputs
  | {
      readonly type: "setInput";
      readonly table: TableName;
      readonly row: RowName;
      readonly column: string;
      readonly value: Scalar;
      readonly option?: OptionName;
    }
  | {
      /** Many cells at once (paste, fill, clear): one step of undo. */
      readonly type: "setInputs";
      readonly table: TableName;
      readonly option?: OptionName;
      readonly cells: readonly { readonly row: RowName; readonly column: string; readonly value: Scalar }[];
    }
  | {
      /** The option inherits the base's value again. */
      readonly type: "resetInput";
      readonly table: TableName;
      readonly row: RowName;
      readonly column: string;
      readonly option: OptionName;
    }
  // assumptions
  | {
      readonly type: "setAssumption";
      readonly name: string;
      readonly value: Scalar;
      readonly option?: OptionName;
    }
  | { readonly type: "resetAssumption"; readonly name: string; readonly option: OptionName }
  | ({ readonly type: "addAssumption" } & NewAssumption)
  | {
      /** Changes what is given. A new name is put into every formula that uses the old one. */
      readonly type: "editAssumption";
      readonly name: string;
      readonly newName?: string;
      readonly unit?: string;
      readonly source?: string;
      readonly note?: string;
      readonly format?: string;
    }
  | { readonly type: "removeAssumption"; readonly name: string }
  // columns
  | {
      readonly type: "addColumn";
      readonly table: TableName;
      readonly column: NewColumn;
      /** Put before this column; at the end when left out. */
      readonly before?: string;
    }
  | {
      readonly type: "setFormula";
      readonly table: TableName;
      readonly column: string;
      readonly formula: string;
    }
  | {
      readonly type: "editColumn";
      readonly table: TableName;
      readonly column: string;
      readonly newName?: string;
      readonly format?: string;
      readonly note?: string;
      /** An empty list: any text again. */
      readonly choices?: readonly string[];
      readonly rule?: Rule | null;
    }
  | { readonly type: "removeColumn"; readonly table: TableName; readonly column: string }
  // levels and groups
  | {
      readonly type: "addLevel";
      readonly name: string;
      readonly plural?: string;
      /** Name of the level above it; left out, it becomes the highest. */
      readonly below?: string;
    }
  | {
      readonly type: "renameLevel";
      readonly level: string;
      readonly newName: string;
      readonly newPlural?: string;
    }
  | { readonly type: "removeLevel"; readonly level: string }
  | {
      readonly type: "addGroup";
      readonly level: string;
      readonly name: string;
      readonly option?: OptionName;
      /** Its parent: a group name, with the parent's level when the name alone is not unique. */
      readonly parent?: string;
      readonly parentLevel?: string;
    }
  | {
      readonly type: "renameGroup";
      readonly level: string;
      readonly group: string;
      readonly newName: string;
      readonly option?: OptionName;
    }
  | {
      readonly type: "setParent";
      readonly level: string;
      readonly group: string;
      /** null: no parent. */
      readonly parent: string | null;
      readonly parentLevel?: string;
      readonly option?: OptionName;
    }
  | {
      /** Its practices and child groups go to its parent, or become Unassigned. */
      readonly type: "removeGroup";
      readonly level: string;
      readonly group: string;
      readonly option?: OptionName;
    }
  | {
      readonly type: "mergeGroups";
      readonly level: string;
      /** These go, their practices and child groups join `into`. */
      readonly groups: readonly string[];
      readonly into: string;
      readonly option?: OptionName;
    }
  | {
      readonly type: "movePractices";
      readonly practices: readonly string[];
      /** null: out of every group, at every level. */
      readonly level: string | null;
      /** null or `Unassigned` with a level: out of that level and those below; higher groups are kept. */
      readonly group: string | null;
      readonly option?: OptionName;
    }
  // options
  | {
      readonly type: "addOption";
      readonly name: string;
      /** The option to copy, groups, members and overrides; the base when left out. */
      readonly copyOf?: OptionName;
      readonly note?: string;
    }
  | {
      readonly type: "editOption";
      readonly option: OptionName;
      readonly newName?: string;
      readonly note?: string;
    }
  | { readonly type: "removeOption"; readonly option: OptionName }
  // practices and data
  | {
      /** New practices at the end, without figures and in no group. */
      readonly type: "addPractices";
      readonly practices: readonly string[];
    }
  | { readonly type: "removePractices"; readonly practices: readonly string[] }
  | TableCommand
  | ImportData;

export type Command = SingleCommand | Batch;

/** Several commands in order, as one step of undo: all of them, or none when one cannot be done. */
export interface Batch {
  readonly type: "batch";
  /** Plain words for the undo list. */
  readonly label: string;
  readonly commands: readonly SingleCommand[];
}

/**
 * What a file brings, already read, checked and joined by ODS code (renderer/excel makes it): new practices,
 * input columns, and memberships in the option named. One step of undo.
 */
export interface ImportData {
  readonly type: "importData";
  readonly source: NewSource;
  /** Codes the plan does not have yet are added at the end, in this order. */
  readonly practices: readonly string[];
  readonly columns: readonly ImportedColumn[];
  /** Levels to create when missing, lowest first. */
  readonly levels: readonly { readonly name: string; readonly plural?: string }[];
  /** Groups to create when missing; `parent` points into this list. Names are unique within a level. */
  readonly groups: readonly {
    readonly level: string;
    readonly name: string;
    readonly parent: number | null;
  }[];
  /** Aligned with `practices`: index into `groups`, null for Unassigned, `undefined` leaves what the plan has. */
  readonly membership: readonly (number | null | undefined)[];
  /** Formula columns, assumptions to add when the plan has none of that name (the starter columns). */
  readonly starter?: readonly SingleCommand[];
  /** Sheets that formulas look up. */
  readonly tables?: readonly ImportedTable[];
  /** Added where the plan has none of the name; one that is there keeps its value, and a problem says so. */
  readonly assumptions?: readonly NewAssumption[];
  readonly option?: string;
}
