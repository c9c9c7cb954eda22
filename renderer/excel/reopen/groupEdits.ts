// Who belongs where, as the sheets of one option say it now: practices under another group, groups under another parent, new,
// renamed and removed groups.
//
// What must stay true: a group whose every practice has another name beside it was renamed or moved as a whole; a practice
// belongs to the lowest group that was typed beside it, and what the sheet says against that is told.

import type { SingleCommand } from "../../plan/commands/command.ts";
import { nameKey } from "../../plan/names.ts";
import { type Level, type Option, UNASSIGNED } from "../../plan/plan.ts";
import { PHASE } from "./changeList.ts";
import { addressOf, type Comparing, columnOf, optionField, type TablePair } from "./comparing.ts";
import { type GroupPlace, groupName, type Member, OptionGroups, textAt } from "./optionGroups.ts";
import type { TableView, ViewRow } from "./tableView.ts";

/** Compares the memberships and groups of one option. */
export function compareGroups(comparing: Comparing, option: Option): void {
  const practices = comparing.pairs.find((pair) => pair.table.kind === "practices" && pair.option === option);
  if (practices === undefined || comparing.plan.levels.length === 0) return;
  new GroupEdits(comparing, practices).compare();
}

class GroupEdits {
  readonly #comparing: Comparing;
  readonly #groups: OptionGroups;

  constructor(comparing: Comparing, practices: TablePair) {
    this.#comparing = comparing;
    this.#groups = new OptionGroups(comparing, practices);
  }

  compare(): void {
    this.#renames();
    this.#wholeRenames();
    this.#levelRows();
    this.#wholeMoves();
    for (const member of this.#groups.members) this.#move(member);
    this.#addGroups();
    this.#removedRows();
  }

  /** Names typed over in the first column of a level's table. */
  #renames(): void {
    for (const [at, level] of this.#groups.levels.entries()) {
      const pair = this.#groups.levelPair(at);
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
    this.#groups.rename(at, from, to);
    this.#comparing.list.add(PHASE.rename, {
      sentence: `The ${level.name} ${from} is called ${to}${this.#groups.inWords()}`,
      command: {
        type: "renameGroup",
        level: level.name,
        group: from,
        newName: to,
        ...optionField(this.#groups.practices),
      },
      sheet,
      cell,
    });
  }

  /** A group whose every practice has the same unknown name beside it now, and which had several. */
  #wholeRenames(): void {
    for (const [at, level] of this.#groups.levels.entries()) {
      for (const [from, to] of this.#wholeChanges(at)) {
        if (to.name === "" || to.count < 2 || this.#groups.planName(at, to.name) !== null) continue;
        this.#rename(at, level, from, to.name, this.#groups.sheet, to.cell);
      }
    }
  }

  /** Groups of a level all of whose practices say one other name. */
  #wholeChanges(at: number): ReadonlyMap<string, { name: string; count: number; cell: string }> {
    const found = new Map<string, { name: string; count: number; cell: string } | null>();
    for (const { before, after, row, columns } of this.#groups.members) {
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

  /** New rows of the levels' tables, and parents that were changed there. */
  #levelRows(): void {
    for (let at = this.#groups.levels.length - 1; at >= 0; at -= 1) {
      const pair = this.#groups.levelPair(at);
      if (pair === undefined) continue;
      const { view } = pair.edited;
      const higher = this.#groups.levels.map((level, place) =>
        place > at ? columnOf(pair.exported.view, level.name) : undefined,
      );
      const both = [...pair.columns.pairs, ...pair.columns.renamed];
      const now = higher.map((column) => both.find(([before]) => before.column === column)?.[1].column);
      for (const row of pair.rows.added) {
        const name = groupName(row.key);
        if (name === "") continue;
        const cell = addressOf(row.row, view.columns[0]?.column);
        this.#groups.resolve(at, name, view.sheet.name, cell);
        const group = this.#groups.newGroup(at, name);
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
        return { level, name: this.#groups.resolve(level, text, view.sheet.name, addressOf(row, column)) };
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
      return nameKey(this.#groups.planName(level, text) ?? text) !== nameKey(old);
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
            name: this.#groups.resolve(
              changed,
              own,
              pair.edited.view.sheet.name,
              addressOf(after.row, column),
            ),
          };
    this.#setParent(at, name, parent, pair.edited.view.sheet.name, addressOf(after.row, column));
  }

  #setParent(at: number, name: string, parent: GroupPlace | null, sheet: string, cell: string): void {
    if (!this.#groups.setParent(at, name, parent)) return;
    const level = this.#groups.levels[at]?.name ?? "";
    const above = parent === null ? "no group" : `${parent.name}`;
    this.#comparing.list.add(PHASE.parent, {
      sentence: `The ${level} ${name} belongs to ${above}${this.#groups.inWords()}`,
      command: {
        type: "setParent",
        level,
        group: name,
        parent: parent?.name ?? null,
        ...(parent === null ? {} : { parentLevel: this.#groups.levels[parent.level]?.name ?? "" }),
        ...optionField(this.#groups.practices),
      },
      sheet,
      cell,
    });
  }

  /** A group all of whose practices say another higher group: the group has moved, not its practices. */
  #wholeMoves(): void {
    for (let at = 1; at < this.#groups.levels.length; at += 1) {
      const below = at - 1;
      const found = new Map<string, { name: string; cell: string } | null>();
      for (const { before, after, row, columns } of this.#groups.members) {
        const group = before?.[below] ?? "";
        if (before === null || group === "") continue;
        const stays = nameKey(this.#groups.planName(below, after[below] ?? "") ?? "") === nameKey(group);
        const name = after[at] ?? "";
        const isChanged = nameKey(this.#groups.planName(at, name) ?? name) !== nameKey(before[at] ?? "");
        const known = found.get(group);
        if (!stays) continue;
        if (!isChanged || (known !== undefined && nameKey(known?.name ?? "") !== nameKey(name)))
          found.set(group, null);
        else if (known === undefined) found.set(group, { name, cell: addressOf(row, columns[at]) });
      }
      for (const [group, to] of found) {
        if (to === null) continue;
        const parent =
          to.name === ""
            ? null
            : { level: at, name: this.#groups.resolve(at, to.name, this.#groups.sheet, to.cell) };
        this.#setParent(below, group, parent, this.#groups.sheet, to.cell);
      }
    }
  }

  #move(member: Member): void {
    const { before, after, row, columns } = member;
    const planned = after.map((name, at) => (name === "" ? "" : (this.#groups.planName(at, name) ?? name)));
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
    const group = this.#groups.resolve(target, planned[target] ?? "", this.#groups.sheet, cellOf(target));
    const added = this.#groups.newGroup(target, planned[target] ?? "");
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
      (name, at) =>
        at <= direct || nameKey(this.#groups.above(direct, planned[direct] ?? "", at)) === nameKey(name),
    );
  }

  #moveTo({ code, before }: Member, at: number, group: string | null, cell: string): void {
    const level = this.#groups.levels[at]?.name ?? "";
    const was = before?.findIndex((name) => name !== "") ?? -1;
    const from = was < 0 ? "" : ` from ${this.#groups.levels[was]?.name} ${before?.[was]}`;
    this.#comparing.list.add(PHASE.move, {
      sentence:
        group === null
          ? `${code} moved out of ${level} ${before?.[at] ?? ""}${this.#groups.inWords()}`
          : before === null
            ? `${code} belongs to ${level} ${group}${this.#groups.inWords()}`
            : `${code} moved${from} to ${level} ${group}${this.#groups.inWords()}`,
      command: {
        type: "movePractices",
        practices: [code],
        level,
        group,
        ...optionField(this.#groups.practices),
      },
      sheet: this.#groups.sheet,
      cell,
    });
  }

  #parentBeside(planned: readonly string[], target: number, cellOf: (at: number) => string) {
    const level = planned.findIndex((name, at) => at > target && name !== "");
    return level < 0
      ? null
      : { level, name: this.#groups.resolve(level, planned[level] ?? "", this.#groups.sheet, cellOf(level)) };
  }

  /** A higher group typed beside the practice that is not the one its own group belongs to. */
  #tellContradictions(
    { code, row, columns }: Member,
    planned: readonly string[],
    target: number,
    isChanged: (at: number) => boolean,
  ): void {
    for (let at = target + 1; at < planned.length; at += 1) {
      const above = this.#groups.above(target, planned[target] ?? "", at);
      if (!isChanged(at) || nameKey(above) === nameKey(planned[at] ?? "")) continue;
      const said = planned[at] === "" ? UNASSIGNED : planned[at];
      this.#comparing.list.tell(
        "groups-contradict",
        `${code} has ${said} as its ${this.#groups.levels[at]?.name ?? ""} on the sheet "${this.#groups.sheet}", but ${planned[target]} belongs to ${above === "" ? "none" : above}; it follows ${planned[target]}.`,
        this.#groups.sheet,
        { where: { sheet: this.#groups.sheet, subject: addressOf(row, columns[at]) } },
      );
    }
  }

  /** New groups with the practices that moved into them; higher levels first, because a parent must be there. */
  #addGroups(): void {
    const groups = [...this.#groups.added].sort((left, right) => right.level - left.level);
    for (const { level, name, parent, members, sheet, cell } of groups) {
      const levelName = this.#groups.levels[level]?.name ?? "";
      const option = optionField(this.#groups.practices);
      const add: SingleCommand = {
        type: "addGroup",
        level: levelName,
        name,
        ...(parent === null
          ? {}
          : { parent: parent.name, parentLevel: this.#groups.levels[parent.level]?.name ?? "" }),
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
        sentence: `New ${levelName} ${name}${parent === null ? "" : ` under ${parent.name}`}${who}${this.#groups.inWords()}`,
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
    for (const [at, level] of this.#groups.levels.entries()) {
      const pair = this.#groups.levelPair(at);
      if (pair === undefined) continue;
      const sheet = pair.edited.view.sheet.name;
      for (const { key } of pair.rows.removed) {
        if (groupName(key) === "" || this.#groups.isRenamed(at, key)) continue;
        const still = this.#groups.members.filter(
          ({ after }) => nameKey(this.#groups.planName(at, after[at] ?? "") ?? "") === nameKey(key),
        );
        if (still.length > 0)
          this.#comparing.list.tell(
            "group-in-use",
            `The row of ${key} was taken out of the sheet "${sheet}", but ${still.length} ${still.length === 1 ? "practice is" : "practices are"} still in it${this.#groups.inWords()}; it stays.`,
            sheet,
            { remedy: "Move its practices first, or remove the group in Catchment." },
          );
        else
          this.#comparing.list.add(PHASE.remove, {
            sentence: `The ${level.name} ${key} was removed${this.#groups.inWords()}`,
            command: {
              type: "removeGroup",
              level: level.name,
              group: key,
              ...optionField(this.#groups.practices),
            },
            sheet,
            cell: "",
          });
      }
    }
  }
}
