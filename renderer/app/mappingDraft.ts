// What the mapping screen does to a mapping, as plain functions: the role of each column, another header row, another
// sheet; and which group columns become levels, in which order.
//
// What must stay true: there is always exactly one column of practice codes; a column has one role; the levels chosen
// run from the lowest to the highest.

import {
  findSheet,
  type GroupColumn,
  groupText,
  isKept,
  type MappedColumn,
  type Mapping,
} from "../excel/import/mapping.ts";
import { recogniseSheet } from "../excel/import/recognise.ts";
import type { FileTables } from "../excel/import/sheetTables.ts";
import {
  columnKind,
  groupColumnsOf,
  proposedColumn,
  sheetView,
} from "../excel/import/sourceKinds/sheetView.ts";
import type { ReadFile } from "../excel/read/sourceFile.ts";
import { isSameName } from "../plan/names.ts";

/** What a column means for the plan. */
export const COLUMN_ROLES = [
  "code",
  "name",
  "listSize",
  "group",
  "number",
  "text",
  "date",
  "ignore",
] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** A column of the file that is made into a level; a list of these runs from the lowest level to the highest. */
export interface LevelChoice {
  readonly index: number;
  readonly name: string;
}

/** What the user can change about one file. */
export interface MappingDraft {
  readonly mapping: Mapping;
  readonly levels: readonly LevelChoice[];
}

export function roleOf({ mapping, levels }: MappingDraft, index: number): ColumnRole {
  if (mapping.code === index) return "code";
  if (mapping.name === index) return "name";
  if (mapping.listSize === index) return "listSize";
  if (levels.some((level) => level.index === index)) return "group";
  const column = mapping.columns.find((each) => each.index === index);
  if (column === undefined || !column.selected) return "ignore";
  return column.type === "number" || column.type === "date" ? column.type : "text";
}

/** The draft with a column in a new role. The column of codes keeps its role until another column takes it. */
export function withRole(file: ReadFile, draft: MappingDraft, index: number, role: ColumnRole): MappingDraft {
  if (draft.mapping.code === index) return draft;
  const cleared = withoutRole(draft, index);
  const { mapping } = cleared;
  switch (role) {
    case "code":
      return { ...cleared, mapping: { ...mapping, code: index } };
    case "name":
      return { ...cleared, mapping: { ...mapping, name: index } };
    case "listSize":
      return { ...cleared, mapping: { ...mapping, listSize: index, listSizeUse: "always" } };
    case "group":
      return withLevel(file, cleared, index);
    case "ignore":
      return cleared;
    default:
      return { ...cleared, mapping: withColumn(file, mapping, index, role) };
  }
}

function withoutRole(draft: MappingDraft, index: number): MappingDraft {
  const { name, listSize, ...rest } = draft.mapping;
  const mapping: Mapping = {
    ...rest,
    ...(name === undefined || name === index ? {} : { name }),
    ...(listSize === undefined || listSize === index ? {} : { listSize }),
    columns: rest.columns.map((each) => (each.index === index ? { ...each, selected: false } : each)),
  };
  return { mapping, levels: draft.levels.filter((level) => level.index !== index) };
}

const FORMATS = { number: "#,##0", text: "@", date: "dd/mm/yyyy" } as const;

function withColumn(
  file: ReadFile,
  mapping: Mapping,
  index: number,
  type: "number" | "text" | "date",
): Mapping {
  const sheet = findSheet(file, mapping.sheet);
  if (sheet === undefined) return mapping;
  const known = mapping.columns.find((each) => each.index === index);
  const proposed = known ?? proposedColumn(sheetView(sheet, mapping.headerRow), index, true);
  const column: MappedColumn = {
    ...proposed,
    type,
    format: proposed.type === type ? proposed.format : FORMATS[type],
    selected: true,
  };
  const columns = [...mapping.columns.filter((each) => each.index !== index), column];
  return { ...mapping, columns: columns.sort((left, right) => left.index - right.index) };
}

/** Makes a column a level: in its place among the others by its number of groups, the most being the lowest. */
function withLevel(file: ReadFile, draft: MappingDraft, index: number): MappingDraft {
  const { mapping } = draft;
  const column =
    mapping.groupColumns.find((each) => each.index === index) ?? countedColumn(file, mapping, index);
  if (column === undefined) return draft;
  const groupColumns = mapping.groupColumns.some((each) => each.index === index)
    ? mapping.groupColumns
    : [...mapping.groupColumns, column].sort((left, right) => left.index - right.index);
  const next = { ...mapping, groupColumns };
  return { mapping: next, levels: insertedLevel(next, draft.levels, column) };
}

function insertedLevel(
  mapping: Mapping,
  levels: readonly LevelChoice[],
  column: GroupColumn,
): readonly LevelChoice[] {
  const distinct = (index: number) =>
    mapping.groupColumns.find((each) => each.index === index)?.distinct ?? 0;
  const at = levels.findIndex((level) => distinct(level.index) < column.distinct);
  const before = at < 0 ? levels.length : at;
  const wanted = column.suggestedLevel ?? column.name;
  const name = levels.some((level) => isSameName(level.name, wanted)) ? column.name : wanted;
  return [...levels.slice(0, before), { index: column.index, name }, ...levels.slice(before)];
}

/** A group column the recogniser did not propose, because nearly every row has another text. */
function countedColumn(file: ReadFile, mapping: Mapping, index: number): GroupColumn | undefined {
  const sheet = findSheet(file, mapping.sheet);
  if (sheet === undefined) return undefined;
  const view = sheetView(sheet, mapping.headerRow);
  const others = new Set(view.headers.flatMap((_, at) => (at === index ? [] : [at])));
  const [proposed] = groupColumnsOf(view, others);
  if (proposed !== undefined) return proposed;
  const texts = new Set(
    sheet.rows.slice(view.firstDataRow - 1).map((row) => String(row[index] ?? "").trim()),
  );
  texts.delete("");
  const header = view.headers[index] ?? "";
  return {
    index,
    header,
    name: header,
    distinct: texts.size,
    blank: 0,
    examples: [...texts].slice(0, 3),
  };
}

export function withLevelTicked(
  file: ReadFile,
  draft: MappingDraft,
  index: number,
  ticked: boolean,
): MappingDraft {
  if (ticked) return withRole(file, draft, index, "group");
  return { ...draft, levels: draft.levels.filter((level) => level.index !== index) };
}

export function withLevelName(draft: MappingDraft, index: number, name: string): MappingDraft {
  const levels = draft.levels.map((level) => (level.index === index ? { ...level, name } : level));
  return { ...draft, levels };
}

/** Moves a level by one place; `up` is towards the highest. The order stays when there is no further place. */
export function withLevelMoved(draft: MappingDraft, index: number, up: boolean): MappingDraft {
  const from = draft.levels.findIndex((level) => level.index === index);
  const to = from + (up ? 1 : -1);
  const moved = draft.levels[from];
  const other = draft.levels[to];
  if (moved === undefined || other === undefined) return draft;
  const levels = draft.levels.map((level, at) => (at === from ? other : at === to ? moved : level));
  return { ...draft, levels };
}

/** The draft read with another row as its headings (null: none); the columns found keep their roles. */
export function withHeaderRow(file: ReadFile, draft: MappingDraft, headerRow: number | null): MappingDraft {
  const { mapping } = draft;
  const sheet = findSheet(file, mapping.sheet);
  if (sheet === undefined) return draft;
  const view = sheetView(sheet, headerRow);
  const used = new Set([mapping.code, mapping.name, mapping.listSize].filter((each) => each !== undefined));
  const wasSelected = new Set(mapping.columns.filter((each) => each.selected).map((each) => each.index));
  const groupColumns = groupColumnsOf(view, used);
  return {
    mapping: {
      ...mapping,
      headerRow,
      firstDataRow: view.firstDataRow,
      columns: view.headers.flatMap((_, index) =>
        used.has(index) || columnKind(view, index) === "blank"
          ? []
          : [{ ...proposedColumn(view, index, true), selected: wasSelected.has(index) }],
      ),
      groupColumns,
    },
    levels: draft.levels.filter((level) => groupColumns.some((column) => column.index === level.index)),
  };
}

/** A fresh guess for another sheet of the workbook; null when there is nothing in it. */
export function withSheet(file: ReadFile, sheetName: string, tables: FileTables): MappingDraft | null {
  const sheet = findSheet(file, sheetName);
  if (sheet === undefined) return null;
  const { mapping } = recogniseSheet(file, sheet, tables);
  return mapping === null ? null : { mapping, levels: suggestedLevels(file, mapping) };
}

/**
 * The levels that well-known headings suggest, lowest first: of two columns for one level the one with names, and
 * none that cuts through the groups of the level below it or only names the same groups again. The user can tick
 * any of them all the same.
 */
export function suggestedLevels(file: ReadFile, mapping: Mapping): readonly LevelChoice[] {
  const chosen = new Map<string, GroupColumn>();
  for (const column of mapping.groupColumns) {
    const level = column.suggestedLevel;
    if (level === undefined) continue;
    const other = chosen.get(level);
    if (other === undefined || (isCodes(other) && !isCodes(column))) chosen.set(level, column);
  }
  let draft: MappingDraft = { mapping, levels: [] };
  for (const column of chosen.values()) draft = withLevel(file, draft, column.index);
  const kept: LevelChoice[] = [];
  for (const level of draft.levels) {
    const below = kept.at(-1);
    if (below !== undefined) {
      const cut = straddlingShare(file, mapping, below.index, level.index);
      const isAgain = cut === 0 && straddlingShare(file, mapping, level.index, below.index) === 0;
      if (cut > MOST_STRADDLING || isAgain) continue;
    }
    kept.push(level);
  }
  return kept;
}

/** In real files 1 in 100 PCNs straddles CCGs and 1 in 10 local authorities ICBs, but 1 in 6 local authorities CCGs. */
const MOST_STRADDLING = 0.15;

/** Which part of the groups of one column lies in more than one group of another. */
function straddlingShare(file: ReadFile, mapping: Mapping, lower: number, upper: number): number {
  const above = new Map<string, Set<string>>();
  for (const row of findSheet(file, mapping.sheet)?.rows.slice(mapping.firstDataRow - 1) ?? []) {
    const low = groupText(row[lower]);
    const high = groupText(row[upper]);
    if (low === "" || high === "" || !isKept(row, mapping.keep)) continue;
    const groups = above.get(low) ?? new Set();
    above.set(low, groups.add(high));
  }
  const straddling = [...above.values()].filter((groups) => groups.size > 1).length;
  return above.size === 0 ? 0 : straddling / above.size;
}

/** Whether a column holds codes of groups rather than their names, by its heading. */
export function isCodes(column: GroupColumn): boolean {
  return /\bcode\b/i.test(column.header.replace(/_/g, " "));
}

/**
 * The draft without the levels that another draft of the same import makes from names where this one has only
 * codes: the list of patients gives CCG codes, the map that comes with it their names.
 */
export function withoutDoubledLevels(draft: MappingDraft, all: readonly MappingDraft[]): MappingDraft {
  const columnOf = (of: MappingDraft, level: LevelChoice) =>
    of.mapping.groupColumns.find((column) => column.index === level.index);
  const isNamedElsewhere = (level: LevelChoice) =>
    all.some(
      (other) =>
        other !== draft &&
        other.levels.some((each) => {
          const column = columnOf(other, each);
          return isSameName(each.name, level.name) && column !== undefined && !isCodes(column);
        }),
    );
  const levels = draft.levels.filter((level) => {
    const column = columnOf(draft, level);
    return column === undefined || !isCodes(column) || !isNamedElsewhere(level);
  });
  return levels.length === draft.levels.length ? draft : { ...draft, levels };
}
