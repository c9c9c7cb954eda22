// Where practices can be moved, and what a move would do to the groups it touches. Apart from the dialogs, so that
// both are plain functions with tests.
//
// What must stay true: Unassigned is always the first choice; the preview comes from the same comparison that the
// Options tab shows, so what is announced before a move is what is seen after it.

import type { CalculatedPlan } from "../../plan/calculation.ts";
import { compareOptions, type GroupDifference, groupSizes } from "../../plan/compare.ts";
import { practiceIndex } from "../../plan/lookups.ts";
import { type Group, type Level, type Option, type Plan, UNASSIGNED } from "../../plan/plan.ts";

/** A place practices can go to; `group` null is Unassigned. */
export interface GroupChoice {
  readonly id: string;
  readonly name: string;
  readonly group: Group | null;
  readonly level: Level | null;
  /** Names of its parents, nearest first. */
  readonly parents: readonly string[];
  readonly practices: number;
  readonly patients: number;
}

/** Unassigned, then every group of the option by level, lowest first. */
export function groupChoices(plan: Plan, figures: CalculatedPlan, option: Option): readonly GroupChoice[] {
  const sizes = groupSizes(plan, figures, option);
  const byId = new Map(option.groups.map((group) => [group.id, group]));
  const unassigned: GroupChoice = {
    id: UNASSIGNED,
    name: UNASSIGNED,
    group: null,
    level: null,
    parents: [],
    practices: option.membership.filter((id) => id === null).length,
    patients: 0,
  };
  const groups = plan.levels.flatMap((level) =>
    option.groups
      .filter((group) => group.levelId === level.id)
      .map((group): GroupChoice => {
        const size = sizes.get(group.id);
        return {
          id: group.id,
          name: group.name,
          group,
          level,
          parents: parentNames(byId, group),
          practices: size?.practices ?? 0,
          patients: size?.patients ?? 0,
        };
      }),
  );
  return [unassigned, ...groups];
}

function parentNames(byId: ReadonlyMap<string, Group>, group: Group): readonly string[] {
  const names: string[] = [];
  let at = group.parentId === null ? undefined : byId.get(group.parentId);
  while (at !== undefined) {
    names.push(at.name);
    at = at.parentId === null ? undefined : byId.get(at.parentId);
  }
  return names;
}

/**
 * The choices whose name, level or parents hold every word of the text, whatever the case: names that begin with it
 * first, then names that hold it, then the rest.
 */
export function matchingChoices(choices: readonly GroupChoice[], text: string): readonly GroupChoice[] {
  const wanted = text.trim().toLowerCase();
  const words = wanted.split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return choices;
  const rank = (choice: GroupChoice) => {
    const name = choice.name.toLowerCase();
    if (name.startsWith(wanted)) return 0;
    return words.every((word) => name.includes(word)) ? 1 : 2;
  };
  return choices
    .filter((choice) => {
      const all = [choice.name, choice.level?.name ?? "", ...choice.parents].join(" ").toLowerCase();
      return words.every((word) => all.includes(word));
    })
    .sort((left, right) => rank(left) - rank(right));
}

/** What the groups of the option gain and lose when the practices go to the choice. Nothing is changed. */
export function movePreview(
  plan: Plan,
  figures: CalculatedPlan,
  option: Option,
  codes: readonly string[],
  choice: GroupChoice,
): readonly GroupDifference[] {
  const index = practiceIndex(plan);
  const membership = [...option.membership];
  for (const code of codes) {
    const at = index.get(code);
    if (at !== undefined) membership[at] = choice.group?.id ?? null;
  }
  return compareOptions(plan, figures, option, { ...option, membership }).groups;
}
