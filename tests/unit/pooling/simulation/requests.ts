// Requests for the tests: invented practices in a few groups, one service line, no pools, unless told otherwise.

import { simulateChunk } from "../../../../renderer/pooling/simulation/chunk.ts";
import { chunkGrid } from "../../../../renderer/pooling/simulation/chunkGrid.ts";
import { inProcessPort } from "../../../../renderer/pooling/simulation/inProcessPort.ts";
import type {
  Chance,
  OptionGrouping,
  ServiceLine,
  SimulationRequest,
} from "../../../../renderer/pooling/simulation/model.ts";
import { requestProblems } from "../../../../renderer/pooling/simulation/modelProblems.ts";
import { makeProgramme } from "../../../../renderer/pooling/simulation/programme.ts";
import { SimulationResults } from "../../../../renderer/pooling/simulation/results.ts";
import { SimulationRun } from "../../../../renderer/pooling/simulation/simulationRun.ts";

export const COST_A_HEAD = 952.1;

export function serviceLine(chance: Chance, more: Partial<ServiceLine> = {}): ServiceLine {
  return {
    name: "Whole budget",
    bias: 0,
    chance,
    commonShock: { spread: 0, shape: "normal" },
    practiceSpread: 0,
    areaShock: { spread: 0, shape: "normal", correlation: 0 },
    ...more,
  };
}

export interface Wanted {
  readonly people: readonly number[];
  /** Group of each practice, by level. */
  readonly levels?: readonly (readonly number[])[];
  readonly lines?: readonly ServiceLine[];
  readonly option?: Partial<OptionGrouping>;
  readonly areas?: readonly number[];
  readonly trials?: number;
  readonly seed?: number;
  readonly years?: number;
  readonly lineCorrelation?: number;
}

export function level(name: string, groupOf: readonly number[]) {
  const groups = Math.max(-1, ...groupOf) + 1;
  return {
    name,
    groupNames: Array.from({ length: groups }, (_, index) => `${name} ${index + 1}`),
    groupOf: Int32Array.from(groupOf),
  };
}

export function request(wanted: Wanted): SimulationRequest {
  const { people, trials = 1_000, seed = 1, years = 1, lineCorrelation = 0 } = wanted;
  const lines = wanted.lines ?? [serviceLine({ kind: "gamma", personSpread: 3.6 })];
  const levels = wanted.levels ?? [people.map(() => 0)];
  return {
    model: { lines, lineCorrelation },
    practices: {
      codes: people.map((_, index) => `A${81000 + index}`),
      people: Float64Array.from(people),
      weightedPeople: null,
      expectedCosts: lines.map(() =>
        Float64Array.from(people, (each) => (each * COST_A_HEAD) / lines.length),
      ),
      areas: Int32Array.from(wanted.areas ?? people.map(() => -1)),
    },
    options: [
      {
        name: "Base",
        levels: levels.map((groupOf, index) => level(`Level ${index + 1}`, groupOf)),
        budgets: null,
        pools: [],
        ...wanted.option,
      },
    ],
    trials,
    seed,
    years,
  };
}

/** The results of a request without pools that need pilot trials, in this thread. */
export function simulate(given: SimulationRequest): SimulationResults {
  const stopping = requestProblems(given).filter((each) => each.severity === "error");
  if (stopping.length > 0) throw new Error(stopping.map((each) => each.message).join(" "));
  const results = new SimulationResults(makeProgramme(given), []);
  for (const chunk of chunkGrid(given.trials, given.years)) {
    results.add(simulateChunk(results.programme, [], chunk));
  }
  return results;
}

/** The results over so many in-process ports. */
export async function simulateOver(given: SimulationRequest, ports = 1): Promise<SimulationResults> {
  const run = new SimulationRun(given, Array.from({ length: ports }, inProcessPort), 1);
  const result = await run.result;
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}
