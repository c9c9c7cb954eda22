// The plan turned into what the simulation simulates. Options whose practices, costs, service lines and years agree are
// simulated together, on the very same years of chance; one that has its own figures is a part of its own, with the same
// seed.
//
// What must stay true: everything the simulation can show depends on the parts and nothing else, so the fingerprint is
// taken of them; names of groups and options are not in it, because renaming changes no figure.

import type { CalculatedPlan } from "../../plan/calculation.ts";
import { memberGroupIndex } from "../../plan/effective.ts";
import type { GroupId, LevelId, Option, OptionId, Plan } from "../../plan/plan.ts";
import { type Problem, problem } from "../../plan/problem.ts";
import { groupsOfLevel } from "../../plan/tables.ts";
import type { LevelGrouping, OptionGrouping, Practices, SimulationRequest } from "../simulation/model.ts";
import { drawsIndividuals } from "../simulation/programme.ts";
import { distinctProblems } from "./cells.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { hasExcessLayers, readPools } from "./readPools.ts";
import { type ReadPractices, readPractices } from "./readPractices.ts";
import { type ReadLines, readServiceLines } from "./readServiceLines.ts";

/** A level of an option as it is simulated: which groups stand at its indexes. */
export interface PartLevel {
  readonly levelId: LevelId;
  readonly groupIds: readonly GroupId[];
}

export interface PartOption {
  readonly optionId: OptionId;
  readonly levels: readonly PartLevel[];
  /** For each of its pools the row of the Pools table, from 0, that it comes from. */
  readonly poolRows: readonly number[];
}

/** Options that are simulated together. */
export interface SimulationPart {
  /** Aligned with `request.options`. */
  readonly options: readonly PartOption[];
  /** Without trials and seed, which a run gives. */
  readonly request: Omit<SimulationRequest, "trials" | "seed">;
}

export interface SimulationModel {
  readonly parts: readonly SimulationPart[];
  /** The model in words, with its parameters, as the base has it. */
  readonly words: string;
  /** Of everything the figures depend on; 32 hexadecimal digits. */
  readonly fingerprint: string;
  /** Impossible parameters at their cells, practices and groups without a figure. Errors too leave the rest possible. */
  readonly problems: readonly Problem[];
}

/** What is simulated of each option before the options are put together. */
interface OptionModel {
  readonly option: Option;
  readonly lines: ReadLines;
  readonly practices: ReadPractices;
  readonly levels: readonly LevelGrouping[];
  readonly grouping: OptionGrouping;
  readonly poolRows: readonly number[];
  readonly years: number;
  readonly problems: readonly Problem[];
}

/** Reads the risk model of every option. `figures` must be those of `plan`. */
export function simulationModelOf(plan: Plan, figures: CalculatedPlan): SimulationModel {
  const hasExcess = hasExcessLayers(plan, figures);
  const options = plan.options.map((option) => optionModel(plan, figures, option, hasExcess));
  const parts: OptionModel[][] = [];
  for (const each of options.filter(({ practices }) => practices.indexes.length > 0)) {
    const known = parts.find(([first]) => first !== undefined && canShare(first, each));
    if (known === undefined) parts.push([each]);
    else known.push(each);
  }
  const made = parts.map((part) => makePart(plan, part));
  return {
    parts: made,
    words: options[0]?.lines.words ?? "",
    fingerprint: fingerprintOf(made),
    problems: distinctProblems(options.flatMap((each) => each.problems)),
  };
}

function optionModel(plan: Plan, figures: CalculatedPlan, option: Option, hasExcess: boolean): OptionModel {
  const lines = readServiceLines(plan, figures, option, hasExcess);
  const practices = readPractices(plan, figures, option);
  const levels = plan.levels.map(({ id, name }): LevelGrouping => {
    const rows = memberGroupIndex(option, id);
    return {
      name,
      groupNames: groupsOfLevel(option, id).map((group) => group.name),
      groupOf: Int32Array.from(practices.indexes, (index) => (rows[index] ?? 0) - 1),
    };
  });
  const drawsPeople = drawsIndividuals(lines.model);
  const { pools, rows, years, problems } = readPools(plan, figures, option, levels, { drawsPeople });
  const budgets = practices.expected === null ? null : practices.budgets;
  return {
    option,
    lines,
    practices,
    levels,
    grouping: { name: option.name, levels, budgets, pools },
    poolRows: rows,
    years,
    problems: [...lines.problems, ...practices.problems, ...problems, ...emptyGroups(option, levels)],
  };
}

function emptyGroups(option: Option, levels: readonly LevelGrouping[]): readonly Problem[] {
  return levels.flatMap(({ name, groupNames, groupOf }) => {
    // Where nobody is simulated that is said once, of the practices.
    if (groupOf.length === 0) return [];
    const used = new Set(groupOf);
    return groupNames.flatMap((group, index) =>
      used.has(index)
        ? []
        : [
            problem(
              "empty-group",
              `${group} has no practices with patients in ${option.name}, so it has no risk to show.`,
              {
                severity: "warning",
                where: { sheet: name, column: name, subject: group },
                remedy: "Move practices into it, or remove it.",
              },
            ),
          ],
    );
  });
}

function canShare(left: OptionModel, right: OptionModel): boolean {
  return (
    left.years === right.years &&
    JSON.stringify([left.lines.model, left.lines.shares]) ===
      JSON.stringify([right.lines.model, right.lines.shares]) &&
    isSame(left.practices.indexes, right.practices.indexes) &&
    isSame(left.practices.people, right.practices.people) &&
    isSame(left.practices.weightedPeople, right.practices.weightedPeople) &&
    isSame(costsOf(left.practices), costsOf(right.practices))
  );
}

function costsOf(practices: ReadPractices): Float64Array {
  return practices.expected ?? practices.budgets;
}

function isSame(left: Float64Array | Int32Array | null, right: Float64Array | Int32Array | null): boolean {
  if (left === null || right === null) return left === right;
  return left.length === right.length && left.every((value, index) => value === right[index]);
}

function makePart(plan: Plan, options: readonly OptionModel[]): SimulationPart {
  const [first] = options;
  if (first === undefined) throw new Error("a part has at least one option");
  const { lines, practices } = first;
  const count = practices.indexes.length;
  const costs = costsOf(practices);
  const simulated: Practices = {
    codes: Array.from(practices.indexes, (index) => plan.practices[index] ?? ""),
    people: practices.people,
    weightedPeople: practices.weightedPeople,
    expectedCosts: lines.shares.map((share) => costs.map((cost) => cost * share)),
    areas: Int32Array.from({ length: count }, (_, index) => (lines.hasDependence ? index : -1)),
  };
  return {
    options: options.map(({ option, poolRows }) => ({
      optionId: option.id,
      poolRows,
      levels: plan.levels.map(({ id }) => ({
        levelId: id,
        groupIds: groupsOfLevel(option, id).map((group) => group.id),
      })),
    })),
    request: {
      model: lines.model,
      practices: simulated,
      options: options.map((each) => each.grouping),
      years: first.years,
    },
  };
}

/** What a run is asked for: all options and levels unless told otherwise. */
export interface SimulationChoice {
  readonly trials: number;
  readonly seed: number;
  readonly options?: ReadonlySet<OptionId>;
  readonly levels?: ReadonlySet<LevelId>;
}

/** A part as one run simulates it. */
export interface PartRequest {
  readonly options: readonly PartOption[];
  readonly request: SimulationRequest;
}

/** The requests of a run, one for each part that has a chosen option. Levels not chosen stay where pools need them. */
export function requestsOf(model: SimulationModel, choice: SimulationChoice): readonly PartRequest[] {
  const { trials, seed, options: wanted, levels } = choice;
  return model.parts.flatMap(({ options, request }) => {
    const kept = options.flatMap((each, index) =>
      wanted === undefined || wanted.has(each.optionId) ? [index] : [],
    );
    if (kept.length === 0) return [];
    const groupings = kept.flatMap((index) => {
      const grouping = request.options[index];
      const names = options[index];
      return grouping === undefined || names === undefined ? [] : [{ grouping, names }];
    });
    const chosen = groupings.map((each) => chosenLevels(each, levels));
    return [
      {
        options: chosen.map((each) => each.names),
        request: { ...request, options: chosen.map((each) => each.grouping), trials, seed },
      },
    ];
  });
}

interface NamedGrouping {
  readonly grouping: OptionGrouping;
  readonly names: PartOption;
}

/** The option with the chosen levels only; all of them where it has pools, whose members may be of any level. */
function chosenLevels({ grouping, names }: NamedGrouping, levels?: ReadonlySet<LevelId>): NamedGrouping {
  if (levels === undefined || grouping.pools.length > 0) return { grouping, names };
  const kept = names.levels.flatMap((each, index) => (levels.has(each.levelId) ? [index] : []));
  const pick = <T>(list: readonly T[]) => list.filter((_, index) => kept.includes(index));
  return {
    grouping: { ...grouping, levels: pick(grouping.levels) },
    names: { ...names, levels: pick(names.levels) },
  };
}
