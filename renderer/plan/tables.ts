// The tables of a plan as everything else sees them: which columns a table has, in what order, and what each
// column is. The calculation, the workbook, the command line and the screen all walk this one list, so they
// cannot disagree about a column's place or name.

import {
  type Column,
  type ColumnId,
  type GroupId,
  type Level,
  type LevelId,
  LIST_SIZE,
  OPTION_NAME,
  OPTIONS_TABLE,
  type Option,
  type Plan,
  PRACTICE_CODE,
  PRACTICE_NAME,
  PRACTICES_TABLE,
  type SupportingTable,
  UNASSIGNED,
} from "./plan.ts";

export type TableColumn =
  /** the row's name: practice code, group name, option name */
  | { readonly role: "key"; readonly name: string; readonly format: string }
  /** on Practices: the name of the practice's group at a level (`Unassigned` when it has none) */
  | {
      readonly role: "membership";
      readonly name: string;
      readonly levelId: LevelId;
      readonly format: string;
    }
  /** on a level's table: the name of the group's ancestor at a higher level */
  | {
      readonly role: "ancestor";
      readonly name: string;
      readonly levelId: LevelId;
      readonly format: string;
    }
  | {
      readonly role: "input" | "formula";
      readonly name: string;
      readonly column: Column;
      readonly format: string;
    };

export interface PlanTable {
  /** Excel table name. */
  readonly name: string;
  /** What the tab says. */
  readonly title: string;
  readonly kind: "practices" | "level" | "options" | "supporting";
  /** Present on a level's table. */
  readonly level?: Level;
  /** Present on a supporting table. */
  readonly supporting?: SupportingTable;
  /** A supporting table has no key column: its first own column names the row. */
  readonly columns: readonly TableColumn[];
}

const TEXT = "@";

function ownColumn(column: Column): TableColumn {
  return {
    role: column.kind,
    name: column.name,
    column,
    format: column.format,
  };
}

/** The Practices table: code, name, one column per level, then the plan's own columns. */
export function practicesTable(plan: Plan): PlanTable {
  const isName = (column: Column) => column.kind === "input" && column.name === PRACTICE_NAME;
  return {
    name: PRACTICES_TABLE,
    title: PRACTICES_TABLE,
    kind: "practices",
    columns: [
      { role: "key", name: PRACTICE_CODE, format: TEXT },
      ...plan.practiceColumns.filter(isName).map(ownColumn),
      ...plan.levels.map(
        (level): TableColumn => ({
          role: "membership",
          name: level.name,
          levelId: level.id,
          format: TEXT,
        }),
      ),
      ...plan.practiceColumns.filter((column) => !isName(column)).map(ownColumn),
    ],
  };
}

/** A level's table: the group's name, its ancestor at each higher level, then the plan's own columns. */
export function levelTable(plan: Plan, level: Level): PlanTable {
  const higher = plan.levels.slice(plan.levels.indexOf(level) + 1);
  return {
    name: level.tableName,
    title: level.plural,
    kind: "level",
    level,
    columns: [
      { role: "key", name: level.name, format: TEXT },
      ...higher.map(
        (each): TableColumn => ({
          role: "ancestor",
          name: each.name,
          levelId: each.id,
          format: TEXT,
        }),
      ),
      ...(plan.levelColumns[level.id] ?? []).map(ownColumn),
    ],
  };
}

export function optionsTable(plan: Plan): PlanTable {
  return {
    name: OPTIONS_TABLE,
    title: OPTIONS_TABLE,
    kind: "options",
    columns: [{ role: "key", name: OPTION_NAME, format: TEXT }, ...plan.optionColumns.map(ownColumn)],
  };
}

export function supportingTable(table: SupportingTable): PlanTable {
  return {
    name: table.name,
    title: table.title,
    kind: "supporting",
    supporting: table,
    columns: table.columns.map(ownColumn),
  };
}

/** Practices, every level from lowest to highest, Options, the supporting tables in the plan's order. */
export function planTables(plan: Plan): readonly PlanTable[] {
  return [
    practicesTable(plan),
    ...plan.levels.map((level) => levelTable(plan, level)),
    optionsTable(plan),
    ...plan.supportingTables.map(supportingTable),
  ];
}

/** The table of that Excel name or tab title, compared without regard to case. */
export function findTable(plan: Plan, name: string): PlanTable | undefined {
  const wanted = name.trim().toLowerCase();
  return planTables(plan).find(
    (table) => table.name.toLowerCase() === wanted || table.title.toLowerCase() === wanted,
  );
}

export function findColumn(table: PlanTable, name: string): TableColumn | undefined {
  const wanted = name.trim().toLowerCase();
  return table.columns.find((column) => column.name.toLowerCase() === wanted);
}

/** Row keys of a table in one option, in table order: codes, UNASSIGNED then group ids, option ids, or row ids. */
export function rowKeys(plan: Plan, table: PlanTable, option: Option): readonly string[] {
  switch (table.kind) {
    case "practices":
      return plan.practices;
    case "level":
      return [UNASSIGNED, ...groupsOfLevel(option, (table.level as Level).id).map((group) => group.id)];
    case "options":
      return plan.options.map((each) => each.id);
    case "supporting":
      return table.supporting?.rows ?? [];
  }
}

export function groupsOfLevel(option: Option, levelId: LevelId) {
  return option.groups.filter((group) => group.levelId === levelId);
}

/** For one option: group id -> name of the group itself or its ancestor at a level, or UNASSIGNED. */
export function namesAtLevel(option: Option, levelId: LevelId): ReadonlyMap<GroupId, string> {
  const byId = new Map(option.groups.map((group) => [group.id, group]));
  const names = new Map<GroupId, string>();
  for (const group of option.groups) {
    let at: typeof group | undefined = group;
    while (at !== undefined && at.levelId !== levelId)
      at = at.parentId === null ? undefined : byId.get(at.parentId);
    names.set(group.id, at?.name ?? UNASSIGNED);
  }
  return names;
}

/** The base's column of list sizes, when the plan has one. */
export function listSizeColumnId(plan: Plan): ColumnId | undefined {
  return plan.practiceColumns.find((column) => column.name === LIST_SIZE)?.id;
}
