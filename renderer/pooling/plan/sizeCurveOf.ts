// Risk against population for one option and level of a plan: the curve of a group of practices like the plan's own, each
// group as a point on it, and the size at which the risk appetite is met; alone, and sharing all risk with the others
// in the same group of the next level (with all of them where there is no higher level).

import type { CalculatedPlan } from "../../plan/calculation.ts";
import type { GroupId, LevelId, OptionId, Plan } from "../../plan/plan.ts";
import type { Practices } from "../simulation/model.ts";
import {
  type SizeGround,
  type SizeRisk,
  type Standing,
  sizeCurve,
  sizeForAppetite,
  sizeRisk,
} from "../simulation/sizeCurve.ts";
import { APPETITE_CHANCE, APPETITE_LINE, CONFIDENCE } from "./names.ts";
import { RISK_ASSUMPTIONS } from "./riskAssumptions.ts";
import type { SimulationModel } from "./simulationModel.ts";

export interface SizePoint {
  readonly people: number;
  /** Of a year's result, as shares of the budget. */
  readonly mean: number;
  readonly standardDeviation: number;
  /** Chance of overspending beyond the appetite's line. */
  readonly chance: number;
  /** The overspend not exceeded with the confidence. */
  readonly margin: number;
}

export interface GroupPoint extends SizePoint {
  readonly groupId: GroupId;
  readonly name: string;
  /** The group with which it shares in `pooled`: of the next level, or "" for all groups; null when it is in none. */
  readonly sharesWith: string | null;
  readonly pooled: SizePoint | null;
}

export interface SizeCurve {
  readonly option: string;
  readonly level: string;
  readonly appetite: { readonly line: number; readonly chance: number };
  /** Of `margin`. */
  readonly confidence: number;
  readonly alone: readonly SizePoint[];
  /** People of one group that shares with `sharing` groups of its size altogether. */
  readonly pooled: readonly SizePoint[];
  /** Groups that share on average, 1 where nothing is shared. */
  readonly sharing: number;
  readonly groups: readonly GroupPoint[];
  /** Population that meets the appetite; null where no size does. */
  readonly sizeAlone: number | null;
  readonly sizePooled: number | null;
}

/** Points of each curve: close enough that straight lines between them look smooth. */
const POINTS = 61;
const SMALLEST = 5_000;
const LARGEST = 2_000_000;

/** The curve of an option and level; null when it has no group with practices. `model` and `figures` are of `plan`. */
export function sizeCurveOf(
  plan: Plan,
  figures: CalculatedPlan,
  model: SimulationModel,
  optionId: OptionId,
  levelId: LevelId,
): SizeCurve | null {
  const part = model.parts.find(({ options }) => options.some((each) => each.optionId === optionId));
  const option = part?.options.findIndex((each) => each.optionId === optionId) ?? -1;
  const grouping = part?.request.options[option];
  const level = plan.levels.findIndex((each) => each.id === levelId);
  const own = grouping?.levels[level];
  const groupIds = part?.options[option]?.levels[level]?.groupIds;
  if (part === undefined || grouping === undefined || own === undefined || groupIds === undefined)
    return null;
  const { practices } = part.request;
  const groundOf = (members: readonly number[]) => ({
    ...measure(practices, members),
    model: part.request.model,
  });
  const number = (name: string) => assumptionOf(plan, figures, optionId, name);
  const appetite = { line: number(APPETITE_LINE), chance: number(APPETITE_CHANCE) };
  const confidence = number(CONFIDENCE);
  const point = (risk: SizeRisk, people = risk.people): SizePoint => ({
    people,
    mean: risk.mean,
    standardDeviation: risk.standardDeviation,
    chance: risk.chanceBeyond(appetite.line),
    margin: risk.valueAtRisk(confidence),
  });
  const pointOf = (members: readonly number[]): SizePoint => {
    const ground = groundOf(members);
    return point(sizeRisk(ground, ground.effective), ground.people);
  };
  const members = membersByGroup(own.groupOf, own.groupNames.length);
  const higher = grouping.levels[level + 1];
  const homes = membersByGroup(
    higher?.groupOf ?? new Int32Array(own.groupOf.length),
    higher?.groupNames.length ?? 1,
  );
  const homePoints = new Map<number, SizePoint>();
  const groups = members.flatMap((practicesOf, group): GroupPoint[] => {
    const [first] = practicesOf;
    if (first === undefined) return [];
    const home = higher === undefined ? 0 : (higher.groupOf[first] ?? -1);
    let pooled = homePoints.get(home) ?? null;
    if (pooled === null && home >= 0) {
      pooled = pointOf(homes[home] ?? []);
      homePoints.set(home, pooled);
    }
    return [
      {
        ...pointOf(practicesOf),
        groupId: groupIds[group] ?? "",
        name: own.groupNames[group] ?? "",
        sharesWith: home < 0 ? null : (higher?.groupNames[home] ?? ""),
        pooled,
      },
    ];
  });
  if (groups.length === 0) return null;
  const whole = groundOf(Array.from(practices.codes, (_, index) => index));
  const shared = groups.filter((each) => each.sharesWith !== null);
  const sharing =
    shared.length === 0 ? 1 : shared.length / new Set(shared.map((each) => each.sharesWith)).size;
  const standing: Standing = { kind: "sharing", groups: sharing };
  const from = Math.min(SMALLEST, ...groups.map((each) => each.people));
  const to = Math.max(LARGEST, ...groups.map((each) => each.people));
  return {
    option: grouping.name,
    level: own.name,
    appetite,
    confidence,
    alone: sizeCurve(whole, from, to, POINTS).map((risk) => point(risk)),
    pooled: sizeCurve(whole, from, to, POINTS, standing).map((risk) => point(risk)),
    sharing,
    groups,
    sizeAlone: sizeForAppetite(whole, appetite),
    sizePooled: sizeForAppetite(whole, appetite, standing),
  };
}

function assumptionOf(plan: Plan, figures: CalculatedPlan, optionId: OptionId, name: string): number {
  const known = plan.assumptions.some((each) => each.name === name);
  const value = known ? figures.assumption(name, optionId) : null;
  if (typeof value === "number" && value > 0 && value < 1) return value;
  const shipped = RISK_ASSUMPTIONS.find((each) => each.name === name)?.value;
  return typeof shipped === "number" ? shipped : 0;
}

function membersByGroup(groupOf: Int32Array, count: number): readonly (readonly number[])[] {
  const members: number[][] = Array.from({ length: count }, () => []);
  for (const [practice, group] of groupOf.entries()) members[group]?.push(practice);
  return members;
}

interface Measured extends Omit<SizeGround, "model"> {
  readonly people: number;
  /** People of equal budgets that would average out as well. */
  readonly effective: number;
}

/** Practices of unequal size and budgets as so many equal ones: the same sums of squares. */
function measure(practices: Practices, members: readonly number[]): Measured {
  let people = 0;
  let budget = 0;
  let squares = 0;
  let perPatient = 0;
  const costs = practices.expectedCosts.map(() => 0);
  for (const practice of members) {
    const size = practices.people[practice] ?? 0;
    let cost = 0;
    for (const [line, values] of practices.expectedCosts.entries()) {
      cost += values[practice] ?? 0;
      costs[line] = (costs[line] ?? 0) + (values[practice] ?? 0);
    }
    people += size;
    budget += cost;
    squares += cost ** 2;
    perPatient += cost ** 2 / size;
  }
  const effective = budget ** 2 / perPatient;
  const practiceSize = (effective * squares) / budget ** 2;
  return {
    people,
    effective,
    practiceSize,
    areaSize: practiceSize,
    costsPerHead: costs.map((each) => each / people),
  };
}
