// The groups of one option as two sides know them: what the plan calls them, what the workbook calls them now, which are new,
// and which group stands above which. Apart from the changes themselves (groupEdits.ts), because every one of them asks it.
//
// What must stay true: a name that was resolved means the same group ever after; a formula beside a practice is no name.

import { practiceCode } from "../../plan/lookups.ts";
import { nameKey } from "../../plan/names.ts";
import { type Level, type Option, UNASSIGNED } from "../../plan/plan.ts";
import { groupsOfLevel } from "../../plan/tables.ts";
import { type Comparing, columnOf, heldCell, type TablePair } from "./comparing.ts";
import { type TableView, textOf, type ViewRow } from "./tableView.ts";

/** A group by its level (from 0, the lowest) and its name. */
export interface GroupPlace {
  readonly level: number;
  readonly name: string;
}

/** A row of Practices with the names of its groups, lowest level first; "" stands for Unassigned. */
export interface Member {
  readonly code: string;
  readonly row: number;
  readonly before: readonly string[] | null;
  readonly after: readonly string[];
  readonly columns: readonly (number | undefined)[];
}

/** A group that the workbook has and the plan has not. */
export interface NewGroup extends GroupPlace {
  readonly sheet: string;
  readonly cell: string;
  parent: GroupPlace | null;
  readonly members: string[];
}

/** The name of a group that stands in a cell; "" for Unassigned. */
export function groupName(text: string): string {
  return nameKey(text) === nameKey(UNASSIGNED) ? "" : text;
}

/** The group named in a cell; "" where there is none, and where a formula says it. */
export function textAt(view: TableView, row: number, column: number | undefined): string {
  const { value, formula } = heldCell(view, row, column);
  return formula === null ? groupName(textOf(value)) : "";
}

export class OptionGroups {
  readonly practices: TablePair;
  readonly levels: readonly Level[];
  readonly members: readonly Member[];
  readonly #comparing: Comparing;
  readonly #option: Option;
  /** Per level: key of a name as the workbook has it -> the plan's name. */
  readonly #known: readonly Map<string, string>[];
  readonly #added = new Map<string, NewGroup>();
  /** `level\nname` of a group -> its new parent, by the plan's or the new name; null for none. */
  readonly #parents = new Map<string, GroupPlace | null>();

  /** `practices`: the table of the practices in the option. */
  constructor(comparing: Comparing, practices: TablePair) {
    this.#comparing = comparing;
    this.practices = practices;
    this.#option = practices.option;
    this.levels = comparing.plan.levels;
    this.#known = this.levels.map(
      (level) => new Map(groupsOfLevel(practices.option, level.id).map(({ name }) => [nameKey(name), name])),
    );
    this.members = this.#readMembers();
  }

  /** Groups that the workbook has and the plan has not. */
  get added(): readonly NewGroup[] {
    return [...this.#added.values()];
  }

  /** The sheet of this option's practices. */
  get sheet(): string {
    return this.practices.edited.view.sheet.name;
  }

  /** Where, at the end of a sentence; nothing for the base. */
  inWords(): string {
    return this.practices.isBase ? "" : ` in ${this.#option.name}`;
  }

  #readMembers(): readonly Member[] {
    const { exported, edited, rows, columns } = this.practices;
    const both = [...columns.pairs, ...columns.renamed];
    const was = this.levels.map(({ name }) => columnOf(exported.view, name));
    const now = was.map((at) => both.find(([before]) => before.column === at)?.[1].column);
    const namesAt = (view: TableView, row: number, at: readonly (number | undefined)[]) =>
      at.map((column) => textAt(view, row, column));
    const member = (code: string, before: ViewRow | null, after: ViewRow): Member => {
      const old = before === null ? null : namesAt(exported.view, before.row, was);
      // A column that was taken out says nothing: the practice stays as it was.
      const read = namesAt(edited.view, after.row, now).map((name, at) =>
        now[at] === undefined ? (old?.[at] ?? "") : name,
      );
      return { code, row: after.row, before: old, after: read, columns: now };
    };
    return [
      ...rows.pairs.map(([before, after]) => member(before.key, before, after)),
      ...rows.added.flatMap((row) =>
        practiceCode(row.key) === "" ? [] : [member(practiceCode(row.key), null, row)],
      ),
    ];
  }

  /** The table of a level in this option, on both sides. */
  levelPair(at: number): TablePair | undefined {
    return this.#comparing.pairs.find(
      ({ table, option }) => option === this.#option && table.level?.id === this.levels[at]?.id,
    );
  }

  /** The plan's name of a group that the workbook calls so; null for one that the plan has not. */
  planName(at: number, name: string): string | null {
    return this.#known[at]?.get(nameKey(name)) ?? null;
  }

  /** The group a name means: the plan's, or a new one, which is noted. */
  resolve(at: number, name: string, sheet: string, cell: string): string {
    const known = this.planName(at, name);
    if (known !== null) return known;
    const key = `${at}\n${nameKey(name)}`;
    if (!this.#added.has(key))
      this.#added.set(key, { level: at, name, sheet, cell, parent: null, members: [] });
    return this.#added.get(key)?.name ?? name;
  }

  /** The new group of that name, if the plan has none. */
  newGroup(at: number, name: string): NewGroup | undefined {
    return this.#added.get(`${at}\n${nameKey(name)}`);
  }

  /** The name at a level that a group of a lower level gives its practices, with the new parents. */
  above(level: number, name: string, at: number): string {
    let here: GroupPlace | null = { level, name };
    while (here !== null && here.level < at) {
      const key: string = `${here.level}\n${nameKey(here.name)}`;
      const added: NewGroup | undefined = this.newGroup(here.level, here.name);
      if (added !== undefined) here = added.parent;
      else if (this.#parents.has(key)) here = this.#parents.get(key) ?? null;
      else here = this.#planParent(here.level, here.name);
    }
    return here !== null && here.level === at ? here.name : "";
  }

  #planParent(at: number, name: string): GroupPlace | null {
    const group = groupsOfLevel(this.#option, this.levels[at]?.id ?? "").find(
      (each) => nameKey(each.name) === nameKey(name),
    );
    const parent = this.#option.groups.find(({ id }) => id === group?.parentId);
    const level = this.levels.findIndex(({ id }) => id === parent?.levelId);
    return parent === undefined || level < 0 ? null : { level, name: parent.name };
  }

  /** Notes that the plan's group `from` is called `to` in the workbook. */
  rename(at: number, from: string, to: string): void {
    this.#known[at]?.set(nameKey(to), from);
  }

  /** Notes a group's new parent; false when it has one already. */
  setParent(at: number, name: string, parent: GroupPlace | null): boolean {
    const key = `${at}\n${nameKey(name)}`;
    if (this.#parents.has(key)) return false;
    this.#parents.set(key, parent);
    return true;
  }

  /** Whether the plan's group of that name has another one in the workbook. */
  isRenamed(at: number, key: string): boolean {
    return [...(this.#known[at] ?? [])].some(
      ([now, was]) => nameKey(was) === nameKey(key) && now !== nameKey(key),
    );
  }
}
