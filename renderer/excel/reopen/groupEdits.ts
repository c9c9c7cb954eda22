// Who belongs where, as the sheets of one option say it now: practices under another group, groups under another parent, new,
// renamed and removed groups.
//
// What must stay true: a group whose every practice has another name beside it was renamed or moved as a whole; a practice
// belongs to the lowest group that was typed beside it, and what the sheet says against that is told.

import type { SingleCommand } from "../../plan/commands/command.ts";
import { practiceCode } from "../../plan/lookups.ts";
import { nameKey } from "../../plan/names.ts";
import { type Level, type Option, UNASSIGNED } from "../../plan/plan.ts";
import { groupsOfLevel } from "../../plan/tables.ts";
import { PHASE } from "./changeList.ts";
import { addressOf, type Comparing, columnOf, heldCell, optionField, type TablePair } from "./comparing.ts";
import { type TableView, textOf, type ViewRow } from "./tableView.ts";

/** A row of Practices with the names of its groups, lowest level first; "" stands for Unassigned. */
interface Member {
  readonly code: string;
  readonly row: number;
  readonly before: readonly string[] | null;
  readonly after: readonly string[];
  readonly columns: readonly (number | undefined)[];
}

/** A group that the workbook has and the plan has not. */
interface NewGroup {
  readonly level: number;
  readonly name: string;
  readonly sheet: string;
  readonly cell: string;
  parent: { readonly level: number; readonly name: string } | null;
  readonly members: string[];
}

function groupName(text: string): string {
  return nameKey(text) === nameKey(UNASSIGNED) ? "" : text;
}

function textAt(view: TableView, row: number, column: number | undefined): string {
  const { value, formula } = heldCell(view, row, column);
  return formula === null ? groupName(textOf(value)) : "";
}

/** Compares the memberships and groups of one option. */
export function compareGroups(comparing: Comparing, option: Option): void {
  const practices = comparing.pairs.find((pair) => pair.table.kind === "practices" && pair.option === option);
  if (practices === undefined || comparing.plan.levels.length === 0) return;
  new OptionGroups(comparing, practices).compare();
}

class OptionGroups {
  readonly #comparing: Comparing;
  readonly #practices: TablePair;
  readonly #option: Option;
  readonly #levels: readonly Level[];
  /** Per level: key of a name as the workbook has it -> the plan's name. */
  readonly #known: readonly Map<string, string>[];
  readonly #added = new Map<string, NewGroup>();
  /** `level\nname` of a group -> its new parent, by the plan's or the new name; null for none. */
  readonly #parents = new Map<string, { readonly level: number; readonly name: string } | null>();
  readonly #members: readonly Member[];

  constructor(comparing: Comparing, practices: TablePair) {
    this.#comparing = comparing;
    this.#practices = practices;
    this.#option = practices.option;
    this.#levels = comparing.plan.levels;
    this.#known = this.#levels.map(
      (level) => new Map(groupsOfLevel(practices.option, level.id).map(({ name }) => [nameKey(name), name])),
    );
    this.#members = this.#readMembers();
  }

  compare(): void {
    this.#renames();
    this.#wholeRenames();
    this.#levelRows();
    this.#wholeMoves();
    for (const member of this.#members) this.#move(member);
    this.#addGroups();
    this.#removedRows();
  }

  get #sheet(): string {
    return this.#practices.edited.view.sheet.name;
  }

  get #isBase(): boolean {
    return this.#practices.isBase;
  }

  #in(): string {
    return this.#isBase ? "" : ` in ${this.#option.name}`;
  }

  #readMembers(): readonly Member[] {
    const { exported, edited, rows, columns } = this.#practices;
    const both = [...columns.pairs, ...columns.renamed];
    const was = this.#levels.map(({ name }) => columnOf(exported.view, name));
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

  #levelPair(at: number): TablePair | undefined {
    return this.#comparing.pairs.find(
      ({ table, option }) => option === this.#option && table.level?.id === this.#levels[at]?.id,
    );
  }

  /** Names typed over in the first column of a level's table. */
  #renames(): void {
    for (const [at, level] of this.#levels.entries()) {
      const pair = this.#levelPair(at);
      for (const [before, after] of pair?.rows.renamed ?? []) {
        if (nameKey(before.key) === nameKey(UNASSIGNED)) continue;
        this.#rename(
          at,
          level,
          before.key,
          after.key,
          pair?.edited.view.sheet.name ?? "",
          addressOf(after.row, pair?.edited.view.columns[0]?.column),
        );
      }
    }
  }

  #rename(at: number, level: Level, from: string, to: string, sheet: string, cell: string): void {
    this.#known[at]?.set(nameKey(to), from);
    this.#comparing.list.add(PHASE.rename, {
      sentence: `The ${level.name} ${from} is called ${to}${this.#in()}`,
      command: {
        type: "renameGroup",
        level: level.name,
        group: from,
        newName: to,
        ...optionField(this.#practices),
      },
      sheet,
      cell,
    });
  }

  /** A group whose every practice has the same unknown name beside it now, and which had several. */
  #wholeRenames(): void {
    for (const [at, level] of this.#levels.entries()) {
      for (const [from, to] of this.#wholeChanges(at)) {
        if (to.name === "" || to.count < 2 || this.#plan(at, to.name) !== null) continue;
        this.#rename(at, level, from, to.name, this.#sheet, to.cell);
      }
    }
  }

  /** Groups of a level all of whose practices say one other name. */
  #wholeChanges(at: number): ReadonlyMap<string, { name: string; count: number; cell: string }> {
    const found = new Map<string, { name: string; count: number; cell: string } | null>();
    for (const { before, after, row, columns } of this.#members) {
      const from = before?.[at] ?? "";
      if (from === "" || before === null) continue;
      const name = after[at] ?? "";
      const known = found.get(from);
      if (known === null) continue;
      if (known === undefined) found.set(from, { name, count: 1, cell: addressOf(row, columns[at]) });
      else if (nameKey(known.name) === nameKey(name)) known.count += 1;
      else found.set(from, null);
    }
    return new Map(
      [...found].flatMap(([from, to]): [string, { name: string; count: number; cell: string }][] =>
        to === null || nameKey(to.name) === nameKey(from) ? [] : [[from, to]],
      ),
    );
  }

  /** The plan's name of a group that the workbook calls so; null for one that the plan has not. */
  #plan(at: number, name: string): string | null {
    return this.#known[at]?.get(nameKey(name)) ?? null;
  }

  /** The group a name means: the plan's, or a new one, which is noted. */
  #resolve(at: number, name: string, sheet: string, cell: string): string {
    const known = this.#plan(at, name);
    if (known !== null) return known;
    const key = `${at}\n${nameKey(name)}`;
    if (!this.#added.has(key))
      this.#added.set(key, { level: at, name, sheet, cell, parent: null, members: [] });
    return this.#added.get(key)?.name ?? name;
  }

  #newGroup(at: number, name: string): NewGroup | undefined {
    return this.#added.get(`${at}\n${nameKey(name)}`);
  }

  /** New rows of the levels' tables, and parents that were changed there. */
  #levelRows(): void {
    for (let at = this.#levels.length - 1; at >= 0; at -= 1) {
      const pair = this.#levelPair(at);
      if (pair === undefined) continue;
      const { view } = pair.edited;
      const higher = this.#levels.map((level, place) =>
        place > at ? columnOf(pair.exported.view, level.name) : undefined,
      );
      const both = [...pair.columns.pairs, ...pair.columns.renamed];
      const now = higher.map((column) => both.find(([before]) => before.column === column)?.[1].column);
      for (const row of pair.rows.added) {
        const name = groupName(row.key);
        if (name === "") continue;
        const cell = addressOf(row.row, view.columns[0]?.column);
        this.#resolve(at, name, view.sheet.name, cell);
        const group = this.#newGroup(at, name);
        if (group !== undefined) group.parent = this.#parentIn(view, row.row, now);
      }
      for (const [before, after] of [...pair.rows.pairs, ...pair.rows.renamed])
        this.#parentOf(pair, at, before, after, higher, now);
    }
  }

  #parentIn(view: TableView, row: number, columns: readonly (number | undefined)[]) {
    for (const [level, column] of columns.entries()) {
      const text = column === undefined ? "" : textAt(view, row, column);
      if (text !== "")
        return { level, name: this.#resolve(level, text, view.sheet.name, addressOf(row, column)) };
    }
    return null;
  }

  #parentOf(
    pair: TablePair,
    at: number,
    before: ViewRow,
    after: ViewRow,
    was: readonly (number | undefined)[],
    now: readonly (number | undefined)[],
  ): void {
    const name = groupName(before.key);
    if (name === "") return;
    const changed = now.findIndex((column, level) => {
      if (column === undefined) return false;
      const old = textAt(pair.exported.view, before.row, was[level]);
      const text = textAt(pair.edited.view, after.row, column);
      return nameKey(this.#plan(level, text) ?? text) !== nameKey(old);
    });
    if (changed < 0) return;
    const column = now[changed];
    const own = textAt(pair.edited.view, after.row, column);
    const parent =
      own === ""
        ? this.#parentIn(
            pair.edited.view,
            after.row,
            now.map((each, level) => (level > changed ? each : undefined)),
          )
        : {
            level: changed,
            name: this.#resolve(changed, own, pair.edited.view.sheet.name, addressOf(after.row, column)),
          };
    this.#setParent(at, name, parent, pair.edited.view.sheet.name, addressOf(after.row, column));
  }

  #setParent(
    at: number,
    name: string,
    parent: { readonly level: number; readonly name: string } | null,
    sheet: string,
    cell: string,
  ): void {
    const key = `${at}\n${nameKey(name)}`;
    if (this.#parents.has(key)) return;
    this.#parents.set(key, parent);
    const level = this.#levels[at]?.name ?? "";
    const above = parent === null ? "no group" : `${parent.name}`;
    this.#comparing.list.add(PHASE.parent, {
      sentence: `The ${level} ${name} belongs to ${above}${this.#in()}`,
      command: {
        type: "setParent",
        level,
        group: name,
        parent: parent?.name ?? null,
        ...(parent === null ? {} : { parentLevel: this.#levels[parent.level]?.name ?? "" }),
        ...optionField(this.#practices),
      },
      sheet,
      cell,
    });
  }

  /** A group all of whose practices say another higher group: the group has moved, not its practices. */
  #wholeMoves(): void {
    for (let at = 1; at < this.#levels.length; at += 1) {
      const below = at - 1;
      const found = new Map<string, { name: string; cell: string } | null>();
      for (const { before, after, row, columns } of this.#members) {
        const group = before?.[below] ?? "";
        if (before === null || group === "") continue;
        const stays = nameKey(this.#plan(below, after[below] ?? "") ?? "") === nameKey(group);
        const name = after[at] ?? "";
        const isChanged = nameKey(this.#plan(at, name) ?? name) !== nameKey(before[at] ?? "");
        const known = found.get(group);
        if (!stays) continue;
        if (!isChanged || (known !== undefined && nameKey(known?.name ?? "") !== nameKey(name)))
          found.set(group, null);
        else if (known === undefined) found.set(group, { name, cell: addressOf(row, columns[at]) });
      }
      for (const [group, to] of found) {
        if (to === null) continue;
        const parent =
          to.name === "" ? null : { level: at, name: this.#resolve(at, to.name, this.#sheet, to.cell) };
        this.#setParent(below, group, parent, this.#sheet, to.cell);
      }
    }
  }

  /** The name at a level that a group of a lower level gives its practices, with the new parents. */
  #above(level: number, name: string, at: number): string {
    let here: { readonly level: number; readonly name: string } | null = { level, name };
    while (here !== null && here.level < at) {
      const key: string = `${here.level}\n${nameKey(here.name)}`;
      const added: NewGroup | undefined = this.#newGroup(here.level, here.name);
      if (added !== undefined) here = added.parent;
      else if (this.#parents.has(key)) here = this.#parents.get(key) ?? null;
      else here = this.#planParent(here.level, here.name);
    }
    return here !== null && here.level === at ? here.name : "";
  }

  #planParent(at: number, name: string): { readonly level: number; readonly name: string } | null {
    const group = groupsOfLevel(this.#option, this.#levels[at]?.id ?? "").find(
      (each) => nameKey(each.name) === nameKey(name),
    );
    const parent = this.#option.groups.find(({ id }) => id === group?.parentId);
    const level = this.#levels.findIndex(({ id }) => id === parent?.levelId);
    return parent === undefined || level < 0 ? null : { level, name: parent.name };
  }

  #move(member: Member): void {
    const { before, after, row, columns } = member;
    const planned = after.map((name, at) => (name === "" ? "" : (this.#plan(at, name) ?? name)));
    const isChanged = (at: number) => nameKey(planned[at] ?? "") !== nameKey(before?.[at] ?? "");
    const lowest = planned.findIndex((_, at) => isChanged(at));
    if (lowest < 0 || (before !== null && this.#follows(planned, lowest))) return;
    const cellOf = (at: number) => addressOf(row, columns[at]);
    const target = planned.findIndex((name, at) => at >= lowest && name !== "");
    const isOut = target < 0 || (before !== null && planned[lowest] === "" && !isChanged(target));
    if (isOut) {
      if (before !== null) this.#moveTo(member, lowest, null, cellOf(lowest));
      return;
    }
    const group = this.#resolve(target, planned[target] ?? "", this.#sheet, cellOf(target));
    const added = this.#newGroup(target, planned[target] ?? "");
    if (added !== undefined && added.parent === null)
      added.parent = this.#parentBeside(planned, target, cellOf);
    this.#tellContradictions(member, planned, target, isChanged);
    // A new practice must be there before it can move, so it does not come with its new group.
    if (added !== undefined && before !== null) added.members.push(member.code);
    else this.#moveTo(member, target, group, cellOf(target));
  }

  /** What follows from a group's own new parent is no move of the practice. */
  #follows(planned: readonly string[], lowest: number): boolean {
    const direct = planned.findIndex((name) => name !== "");
    if (direct < 0 || direct >= lowest) return false;
    return planned.every(
      (name, at) => at <= direct || nameKey(this.#above(direct, planned[direct] ?? "", at)) === nameKey(name),
    );
  }

  #moveTo({ code, before }: Member, at: number, group: string | null, cell: string): void {
    const level = this.#levels[at]?.name ?? "";
    const was = before?.findIndex((name) => name !== "") ?? -1;
    const from = was < 0 ? "" : ` from ${this.#levels[was]?.name} ${before?.[was]}`;
    this.#comparing.list.add(PHASE.move, {
      sentence:
        group === null
          ? `${code} moved out of ${level} ${before?.[at] ?? ""}${this.#in()}`
          : before === null
            ? `${code} belongs to ${level} ${group}${this.#in()}`
            : `${code} moved${from} to ${level} ${group}${this.#in()}`,
      command: { type: "movePractices", practices: [code], level, group, ...optionField(this.#practices) },
      sheet: this.#sheet,
      cell,
    });
  }

  #parentBeside(planned: readonly string[], target: number, cellOf: (at: number) => string) {
    const level = planned.findIndex((name, at) => at > target && name !== "");
    return level < 0
      ? null
      : { level, name: this.#resolve(level, planned[level] ?? "", this.#sheet, cellOf(level)) };
  }

  /** A higher group typed beside the practice that is not the one its own group belongs to. */
  #tellContradictions(
    { code, row, columns }: Member,
    planned: readonly string[],
    target: number,
    isChanged: (at: number) => boolean,
  ): void {
    for (let at = target + 1; at < planned.length; at += 1) {
      const above = this.#above(target, planned[target] ?? "", at);
      if (!isChanged(at) || nameKey(above) === nameKey(planned[at] ?? "")) continue;
      const said = planned[at] === "" ? UNASSIGNED : planned[at];
      this.#comparing.list.tell(
        "groups-contradict",
        `${code} has ${said} as its ${this.#levels[at]?.name ?? ""} on the sheet "${this.#sheet}", but ${planned[target]} belongs to ${above === "" ? "none" : above}; it follows ${planned[target]}.`,
        this.#sheet,
        { where: { sheet: this.#sheet, subject: addressOf(row, columns[at]) } },
      );
    }
  }

  /** New groups with the practices that moved into them; higher levels first, because a parent must be there. */
  #addGroups(): void {
    const groups = [...this.#added.values()].sort((left, right) => right.level - left.level);
    for (const { level, name, parent, members, sheet, cell } of groups) {
      const levelName = this.#levels[level]?.name ?? "";
      const option = optionField(this.#practices);
      const add: SingleCommand = {
        type: "addGroup",
        level: levelName,
        name,
        ...(parent === null
          ? {}
          : { parent: parent.name, parentLevel: this.#levels[parent.level]?.name ?? "" }),
        ...option,
      };
      const move: SingleCommand = {
        type: "movePractices",
        practices: members,
        level: levelName,
        group: name,
        ...option,
      };
      const shown = members.slice(0, 5).join(", ") + (members.length > 5 ? " and others" : "");
      const who =
        members.length === 0
          ? ""
          : ` with ${members.length} ${members.length === 1 ? "practice" : "practices"} (${shown})`;
      this.#comparing.list.add(PHASE.group, {
        sentence: `New ${levelName} ${name}${parent === null ? "" : ` under ${parent.name}`}${who}${this.#in()}`,
        command:
          members.length === 0
            ? add
            : { type: "batch", label: `Add the ${levelName} ${name}`, commands: [add, move] },
        sheet,
        cell,
      });
    }
  }

  /** Groups whose row was taken out of their level's table. */
  #removedRows(): void {
    for (const [at, level] of this.#levels.entries()) {
      const pair = this.#levelPair(at);
      if (pair === undefined) continue;
      const sheet = pair.edited.view.sheet.name;
      for (const { key } of pair.rows.removed) {
        if (groupName(key) === "" || this.#isRenamed(at, key)) continue;
        const still = this.#members.filter(
          ({ after }) => nameKey(this.#plan(at, after[at] ?? "") ?? "") === nameKey(key),
        );
        if (still.length > 0)
          this.#comparing.list.tell(
            "group-in-use",
            `The row of ${key} was taken out of the sheet "${sheet}", but ${still.length} ${still.length === 1 ? "practice is" : "practices are"} still in it${this.#in()}; it stays.`,
            sheet,
            { remedy: "Move its practices first, or remove the group in Catchment." },
          );
        else
          this.#comparing.list.add(PHASE.remove, {
            sentence: `The ${level.name} ${key} was removed${this.#in()}`,
            command: { type: "removeGroup", level: level.name, group: key, ...optionField(this.#practices) },
            sheet,
            cell: "",
          });
      }
    }
  }

  #isRenamed(at: number, key: string): boolean {
    return [...(this.#known[at] ?? [])].some(
      ([now, was]) => nameKey(was) === nameKey(key) && now !== nameKey(key),
    );
  }
}
