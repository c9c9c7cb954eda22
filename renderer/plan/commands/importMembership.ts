// Where a file puts practices, met with where they are. A file speaks only about the levels of its groups: one that
// brings CCGs leaves PCNs alone, and the other way round, so that levels can come from several files one after another.
//
// What must stay true: at the levels the file speaks about, each of its practices is where the file says; at the
// others, where it was (a practice new to a group follows the group); a group whose members end up under two
// parents becomes two groups, and a problem says so; practices the file does not mention do not move.

import { nameKey, uniqueId, uniqueName } from "../names.ts";
import type { Group, GroupId, LevelId, Option, Plan } from "../plan.ts";
import type { Problem } from "../problem.ts";
import type { ImportData } from "./command.ts";
import { groupIds } from "./groups.ts";

export interface ImportedMembership {
  readonly groups: readonly Group[];
  readonly membership: readonly (GroupId | null)[];
  readonly problems: readonly Problem[];
}

/** For one practice, by position of the level from the lowest: its group, null for none, undefined to follow. */
type Chain = (GroupId | null | undefined)[];

/** The groups of one practice at every level, from its own group upwards. */
function chainOf(levels: readonly LevelId[], byId: ReadonlyMap<GroupId, Group>, own: GroupId | null): Chain {
  const chain: Chain = levels.map(() => null);
  for (let id = own; id !== null; ) {
    const group = byId.get(id);
    if (group === undefined) break;
    chain[levels.indexOf(group.levelId)] = group.id;
    id = group.parentId;
  }
  return chain;
}

/** The same by the file's own list of groups, whose parents need not be the plan's. */
function fileChain(
  levels: readonly LevelId[],
  command: ImportData,
  ids: readonly (GroupId | null)[],
  byId: ReadonlyMap<GroupId, Group>,
  own: number | null,
): Chain {
  const chain: Chain = levels.map(() => null);
  for (let at = own; at !== null; at = command.groups[at]?.parent ?? null) {
    const group = byId.get(ids[at] ?? "");
    if (group !== undefined) chain[levels.indexOf(group.levelId)] = group.id;
  }
  return chain;
}

/**
 * Puts the file's practices into their groups. `option` has the file's groups already (importGroups); `rows` gives the
 * practice index of each row of the file, -1 for rows left out; `ids` the group of each entry of the file's list.
 */
export function importMembership(
  plan: Plan,
  option: Option,
  command: ImportData,
  rows: readonly number[],
  ids: readonly (GroupId | null)[],
): ImportedMembership {
  const levels = plan.levels.map((level) => level.id);
  const byId = new Map(option.groups.map((group) => [group.id, group]));
  const named = new Set(
    (command.groups.length > 0
      ? command.groups.map((group) => group.level)
      : command.levels.map((level) => level.name)
    ).map(nameKey),
  );
  const isSpoken = plan.levels.map((level) => named.size === 0 || named.has(nameKey(level.name)));
  const chains = option.membership.map((id) => chainOf(levels, byId, id));
  let isTouched = false;
  rows.forEach((practice, row) => {
    const given = command.membership[row];
    const old = chains[practice];
    if (given === undefined || old === undefined) return;
    isTouched = true;
    const said = fileChain(levels, command, ids, byId, given);
    chains[practice] = said.map((id, at) => (isSpoken[at] ? id : (old[at] ?? undefined)));
  });
  if (!isTouched) return { groups: option.groups, membership: option.membership, problems: [] };
  return settle(plan, option, levels, chains);
}

/** Gives every group the one parent its members agree on, or makes it several groups. Highest level first. */
function settle(plan: Plan, option: Option, levels: readonly LevelId[], chains: Chain[]): ImportedMembership {
  const groups = new Map(option.groups.map((group) => [group.id, group]));
  const taken = groupIds(plan);
  for (const id of groups.keys()) taken.add(id);
  const split = new Map<LevelId, string[]>();
  for (let at = levels.length - 2; at >= 0; at--) {
    for (const [id, votes] of votesAt(chains, at)) {
      const group = groups.get(id);
      if (group === undefined || votes.size === 0) continue;
      const keeper = votes.has(group.parentId) ? group.parentId : (votes.keys().next().value ?? null);
      groups.set(id, { ...group, parentId: keeper });
      for (const [parentId, members] of votes) {
        if (parentId === keeper) continue;
        const part = newPart(group, parentId, groups, taken);
        groups.set(part.id, part);
        for (const practice of members) (chains[practice] as Chain)[at] = part.id;
        split.set(group.levelId, [...(split.get(group.levelId) ?? []), part.name]);
      }
    }
  }
  const membership = chains.map((chain) => chain.find((id) => id !== null && id !== undefined) ?? null);
  const after = [...groups.values()].map((group) => {
    const before = option.groups.find((each) => each.id === group.id);
    return before !== undefined && before.parentId === group.parentId ? before : group;
  });
  const isSame =
    after.length === option.groups.length && after.every((group, at) => group === option.groups[at]);
  const isMoved = membership.some((id, at) => id !== option.membership[at]);
  return {
    groups: isSame ? option.groups : after,
    membership: isMoved ? membership : option.membership,
    problems: [...split].map(([levelId, names]) => splitProblem(plan, levelId, names)),
  };
}

/** For each group of a level: the parents its members have above it, and which practices those are. */
function votesAt(chains: readonly Chain[], at: number): Map<GroupId, Map<GroupId | null, number[]>> {
  const all = new Map<GroupId, Map<GroupId | null, number[]>>();
  chains.forEach((chain, practice) => {
    const id = chain[at];
    if (id === null || id === undefined) return;
    const votes = all.get(id) ?? new Map<GroupId | null, number[]>();
    all.set(id, votes);
    const above = chain.slice(at + 1);
    const parent = above.find((each) => each !== null && each !== undefined);
    // Nothing known above: the practice goes where its group goes.
    if (parent === undefined && above.includes(undefined)) return;
    votes.set(parent ?? null, [...(votes.get(parent ?? null) ?? []), practice]);
  });
  return all;
}

function newPart(
  group: Group,
  parentId: GroupId | null,
  groups: ReadonlyMap<GroupId, Group>,
  taken: Set<GroupId>,
): Group {
  const parentName = parentId === null ? "no parent" : (groups.get(parentId)?.name ?? "");
  const names = new Set(
    [...groups.values()].filter((each) => each.levelId === group.levelId).map((each) => nameKey(each.name)),
  );
  const name = uniqueName(names, `${group.name} (${parentName})`);
  const id = uniqueId(taken, name);
  taken.add(id);
  return { id, levelId: group.levelId, name, parentId };
}

function splitProblem(plan: Plan, levelId: LevelId, names: readonly string[]): Problem {
  const level = plan.levels.find((each) => each.id === levelId)?.name ?? "";
  return {
    code: "group-split",
    severity: "warning",
    message: `The file puts members of one ${level} under different parents, so these groups were made beside it: ${names.join(", ")}.`,
    remedy: "Move their practices or merge them if they are one group in your plan.",
    rows: names.length,
  };
}
