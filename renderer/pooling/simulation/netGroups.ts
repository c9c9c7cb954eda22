// Which groups have a figure after pools, and what it is made of. A pool's payments belong to its members; a group at a
// higher level holds those of all members inside it, and where a whole pool lies inside a group the pool's own gain or
// loss is the group's too. Below the level of the members nothing says how a payment would be divided, so there is no
// figure.

import type { PoolLayout } from "../pools/layout.ts";
import type { LevelGrouping, OptionGrouping } from "./model.ts";

/** A group whose figures after pools differ from those before. */
export interface NetGroup {
  readonly option: number;
  readonly level: number;
  readonly group: number;
  readonly row: number;
  /** Slots of the option's pools that lie inside the group. */
  readonly slots: Int32Array;
  /** Pools all of whose members lie inside the group: their money is the group's own. */
  readonly pools: Int32Array;
}

/** No pool reaches the group: after pools is before pools. */
export const SAME_AS_GROSS = -1;
/** A pool's member is larger than the group or straddles it. */
export const NOT_KNOWN = -2;

/** By level and group: index into `found`, to which new ones are added, or one of the two above. */
export function netGroupsOf(
  option: OptionGrouping,
  optionIndex: number,
  rowOf: readonly Int32Array[],
  layout: PoolLayout | null,
  found: NetGroup[],
): Int32Array[] {
  return option.levels.map((level, levelIndex) => {
    const state = new Int32Array(level.groupNames.length).fill(SAME_AS_GROSS);
    if (layout === null) return state;
    const touched = option.levels.map((from) => groupsTouched(from, level.groupOf));
    const slotHomes = layout.slots.map((slot) => {
      const groups = touched[option.pools[slot.pool]?.level ?? -1]?.[slot.group] ?? new Set<number>();
      const [only = -1] = groups;
      if (groups.size <= 1) return only;
      for (const group of groups) if (group >= 0) state[group] = NOT_KNOWN;
      return -1;
    });
    const slotsIn = indexesByHome(slotHomes, state.length);
    const poolsIn = indexesByHome(homesOfPools(layout, slotHomes), state.length);
    for (const [group, slots] of slotsIn.entries()) {
      if (state[group] === NOT_KNOWN || slots.length === 0) continue;
      state[group] = found.length;
      found.push({
        option: optionIndex,
        level: levelIndex,
        group,
        row: rowOf[levelIndex]?.[group] ?? -1,
        slots: Int32Array.from(slots),
        pools: Int32Array.from(poolsIn[group] ?? []),
      });
    }
    return state;
  });
}

/** For each group the indexes whose home it is. */
function indexesByHome(homes: readonly number[], groups: number): readonly (readonly number[])[] {
  const found: number[][] = Array.from({ length: groups }, () => []);
  for (const [index, home] of homes.entries()) found[home]?.push(index);
  return found;
}

/** For each group of a level the groups (of another level) in which its practices are; -1 for none. */
function groupsTouched(from: LevelGrouping, groupOf: Int32Array): readonly ReadonlySet<number>[] {
  const touched = from.groupNames.map(() => new Set<number>());
  for (const [practice, group] of from.groupOf.entries()) touched[group]?.add(groupOf[practice] ?? -1);
  return touched;
}

/** For each pool the group that holds all its members, or -1. */
function homesOfPools(layout: PoolLayout, slotHomes: readonly number[]): number[] {
  const homes: number[] = [];
  for (const slots of layout.slotsOf) {
    const members = new Set(
      slots.map((index) => {
        const source = layout.slots[index]?.sourcePool ?? -1;
        return source >= 0 ? (homes[source] ?? -1) : (slotHomes[index] ?? -1);
      }),
    );
    const [only = -1] = members;
    homes.push(members.size === 1 ? only : -1);
  }
  return homes;
}
