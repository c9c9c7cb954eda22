// A request made ready to simulate: distinct rows, streams' keys, pools laid out, excess steps for each atom, and which
// groups have a figure after pools. It depends on the request alone, so both ends of the worker protocol make it
// for themselves and agree.

import { type ExcessStep, excessSteps, layoutPools, type PoolLayout } from "../pools/layout.ts";
import { hasIndividuals, logVariance, type PreparedChance, prepareChance } from "./chance.ts";
import type { OptionGrouping, Practices, RiskModel, ServiceLine, SimulationRequest } from "./model.ts";
import { type NetGroup, netGroupsOf } from "./netGroups.ts";
import { personCost } from "./personCost.ts";
import { type PracticeKeys, practiceKeys } from "./practiceKeys.ts";
import { type SeedWords, seedWords } from "./random/randomStream.ts";
import { distinctRows, practicesByGroup, type Rows } from "./rows.ts";

export interface Programme {
  readonly request: SimulationRequest;
  readonly seed: SeedWords;
  readonly keys: PracticeKeys;
  readonly rows: Rows;
  /** Expected cost of each row in pounds a year, before bias. */
  readonly expected: Float64Array;
  readonly chances: readonly PreparedChance[];
  /** By option; null where it has no pools. */
  readonly layouts: readonly (PoolLayout | null)[];
  /** By atom and option: the steps of a person's cost through excess layers. */
  readonly excessSteps: readonly (readonly (readonly ExcessStep[])[])[];
  readonly netGroups: readonly NetGroup[];
  /** By option, level and group: index into netGroups, SAME_AS_GROSS or NOT_KNOWN. */
  readonly netOf: readonly (readonly Int32Array[])[];
  readonly pilotRounds: number;
}

/** Expected cost of each practice over all service lines, in pounds a year. */
export function totalExpected(practices: Practices): Float64Array {
  const total = new Float64Array(practices.codes.length);
  for (const line of practices.expectedCosts) {
    for (let practice = 0; practice < total.length; practice++) {
      total[practice] = (total[practice] as number) + (line[practice] as number);
    }
  }
  return total;
}

/** The option's budget of each practice in pounds a year. */
export function budgetsOf(option: OptionGrouping, practices: Practices): Float64Array {
  return option.budgets ?? totalExpected(practices);
}

/** Makes a checked request (see modelProblems.ts) ready. */
export function makeProgramme(request: SimulationRequest): Programme {
  const { practices, options, model } = request;
  const rows = distinctRows(options, practices.codes.length);
  const total = totalExpected(practices);
  const expected = Float64Array.from(rows.members, (members) =>
    members.reduce((sum, practice) => sum + (total[practice] as number), 0),
  );
  const layouts = options.map((option, index) => layoutOf(request, option, rows.rowOf[index] ?? []));
  const netGroups: NetGroup[] = [];
  const netOf = options.map((option, index) =>
    netGroupsOf(option, index, rows.rowOf[index] ?? [], layouts[index] ?? null, netGroups),
  );
  return {
    request,
    seed: seedWords(request.seed),
    keys: practiceKeys(practices.codes),
    rows,
    expected,
    chances: model.lines.map((line, index) =>
      prepareChance(line.chance, individualThreshold(model, index, practices, options)),
    ),
    layouts,
    excessSteps: rows.atoms.map((atom) => {
      const practice = atom.practices[0] ?? 0;
      return options.map((option, index) => {
        const layout = layouts[index] ?? null;
        const groupAt = option.levels.map((level) => level.groupOf[practice] ?? -1);
        return layout === null ? [] : excessSteps(layout, groupAt);
      });
    }),
    netGroups,
    netOf,
    pilotRounds: Math.max(0, ...layouts.map((layout) => layout?.pilotRounds ?? 0)),
  };
}

function layoutOf(
  { practices }: SimulationRequest,
  option: OptionGrouping,
  rowOf: readonly Int32Array[],
): PoolLayout | null {
  if (option.pools.length === 0) return null;
  return layoutPools({
    pools: option.pools,
    practicesOf: option.levels.map(({ groupOf, groupNames }) => practicesByGroup(groupOf, groupNames.length)),
    rowOf,
    budgets: budgetsOf(option, practices),
    people: practices.people,
    weightedPeople: practices.weightedPeople,
  });
}

/** Shocks move people over a retention; five standard deviations of them are allowed for. */
const SHOCK_MARGIN = 5;
/** Where no layer asks for single people, so many a trial (and at most one in a thousand) carry the tail. */
const TAIL_PEOPLE = 20_000;

/** Pounds above which people are drawn one by one for a line: its own threshold, or low enough for every layer. */
export function individualThreshold(
  model: RiskModel,
  lineIndex: number,
  practices: Practices,
  options: readonly OptionGrouping[],
): number {
  const line = model.lines[lineIndex] as ServiceLine;
  if (line.chance.kind !== "people") return 0;
  if (line.chance.threshold !== null) return line.chance.threshold;
  const retentions = options.flatMap((option) =>
    option.pools.flatMap((pool) =>
      pool.layers.flatMap((layer) => (layer.kind === "excess" ? [layer.retention] : [])),
    ),
  );
  const spread = Math.sqrt(
    logVariance(line.commonShock.spread) +
      logVariance(line.areaShock.spread) +
      logVariance(line.practiceSpread),
  );
  const margin = Math.max(1, 1 + line.bias) * Math.exp(SHOCK_MARGIN * spread);
  const people = practices.people.reduce((sum, each) => sum + each, 0);
  const costs = practices.expectedCosts[lineIndex]?.reduce((sum, each) => sum + each, 0) ?? 0;
  const share = Math.min(0.001, TAIL_PEOPLE / people);
  const tail = (costs / people) * personCost(line.chance.severity).exceededWith(share);
  return Math.min(tail, ...retentions.map((retention) => retention / margin));
}

/** Whether any line has people or cases one by one. */
export function drawsIndividuals(model: RiskModel): boolean {
  return model.lines.some(({ chance }) => hasIndividuals(chance));
}
