// `simulate`: seeded years of every group and pool of a plan, as one record a group, in words or as JSON.
//
// What must stay true: the same plan, seed and trials give the same figures whatever the number of threads.

import { availableParallelism } from "node:os";
import { applyCommand } from "../../renderer/plan/apply.ts";
import { PlanCalculation } from "../../renderer/plan/calculation.ts";
import { serialOfMoment } from "../../renderer/plan/clock.ts";
import { requireLevel } from "../../renderer/plan/lookups.ts";
import type { LevelId, Plan } from "../../renderer/plan/plan.ts";
import { PlanSimulation, type SimulatedPart } from "../../renderer/pooling/plan/planSimulation.ts";
import { recordCommand } from "../../renderer/pooling/plan/recordCommand.ts";
import {
  type DistributionRecord,
  diversificationRecords,
  type GroupRecord,
  groupRecord,
  type PoolRecord,
  poolRecords,
  type SimulatedGroup,
  simulatedGroups,
} from "../../renderer/pooling/plan/records.ts";
import {
  type PartRequest,
  requestsOf,
  type SimulationModel,
  simulationModelOf,
} from "../../renderer/pooling/plan/simulationModel.ts";
import { meaningfulDigits } from "../../renderer/pooling/simulation/meaningfulDigits.ts";
import { parseArguments, UsageError, type Verb } from "./arguments.ts";
import { CannotBeDone, expectValue, printJson, printLine, printProblems, printTable } from "./output.ts";
import { optionNamed, readPlan, writePlan } from "./planFiles.ts";
import { startThreads } from "./simulationThreads.ts";

const MOST_THREADS = 64;
/** Of the diversification benefit. */
const CONFIDENCE = 0.95;

export const simulateVerb: Verb = {
  name: "simulate",
  usage:
    "simulate PLAN [--trials 10000] [--seed 1] [--option O] [--level L] [--workers N] [--record] [--json]",
  help: "Simulates years of chance for every option, level and group, before and after the pools in force, with standard errors. --record keeps the results as columns of the plan. The same seed gives the same figures for any number of workers.",
  async run(argumentList) {
    const given = parseArguments(argumentList, {
      texts: ["trials", "seed", "option", "level", "workers"],
      flags: ["record", "json"],
    });
    const [path, ...more] = given.files;
    if (path === undefined || more.length > 0) throw new UsageError("Name one plan file.");
    const trials = wholeNumber("trials", given.text("trials"), 10_000, 2, 1_000_000);
    const seed = wholeNumber("seed", given.text("seed"), 1, 0, Number.MAX_SAFE_INTEGER);
    const processors = Math.max(2, availableParallelism());
    const workers = wholeNumber("workers", given.text("workers"), processors, 1, MOST_THREADS);
    const plan = await readPlan(path);
    const model = simulationModelOf(plan, new PlanCalculation(plan, serialOfMoment(new Date())));
    printProblems(model.problems);
    const levels = levelNamed(plan, given.text("level"));
    const option = given.text("option");
    const chosen = option === undefined ? undefined : new Set([optionNamed(plan, option).id]);
    const parts = requestsOf(model, {
      trials,
      seed,
      ...(chosen === undefined ? {} : { options: chosen }),
      ...(levels === undefined ? {} : { levels }),
    });
    if (parts.length === 0) throw nothingToSimulate(model);
    const simulated = await simulateIn(parts, workers);
    const run: Run = { plan, path, model, simulated, levels, trials, seed };
    if (given.flag("record")) await keep(run);
    if (given.flag("json")) printJson(asJson(run));
    else printWords(run);
  },
};

interface Run {
  readonly plan: Plan;
  readonly path: string;
  readonly model: SimulationModel;
  readonly simulated: readonly SimulatedPart[];
  readonly levels: ReadonlySet<LevelId> | undefined;
  readonly trials: number;
  readonly seed: number;
}

function wholeNumber(
  name: string,
  text: string | undefined,
  otherwise: number,
  least: number,
  most: number,
): number {
  if (text === undefined) return otherwise;
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  throw new UsageError(`--${name} takes a whole number from ${least} to ${most}, not "${text}".`);
}

function levelNamed(plan: Plan, name: string | undefined): ReadonlySet<LevelId> | undefined {
  if (name === undefined) return undefined;
  const wanted = name.trim().toLowerCase();
  const byPlural = plan.levels.find((level) => level.plural.toLowerCase() === wanted);
  return new Set([(byPlural ?? expectValue(requireLevel(plan, name))).id]);
}

function nothingToSimulate(model: SimulationModel): CannotBeDone {
  const errors = model.problems.filter((each) => each.severity !== "note");
  if (errors.length > 0) return new CannotBeDone(errors);
  return new CannotBeDone([
    {
      code: "nothing-to-simulate",
      severity: "error",
      message: "The plan has no practices with patients, so there is nothing to simulate.",
      remedy: "Import a list of practices with their list sizes.",
    },
  ]);
}

async function simulateIn(parts: readonly PartRequest[], workers: number): Promise<readonly SimulatedPart[]> {
  const threads = startThreads(workers);
  try {
    let runs = 0;
    return expectValue(await new PlanSimulation(parts, threads.ports, () => ++runs).result);
  } finally {
    await threads.end();
  }
}

function groupsOf({ plan, simulated, levels }: Run): readonly SimulatedGroup[] {
  return simulatedGroups(
    simulated,
    plan.options.map((option) => option.id),
    levels,
  );
}

function poolsOf({ plan, simulated }: Run): readonly PoolRecord[] {
  return poolRecords(
    simulated,
    plan.options.map((option) => option.id),
  );
}

async function keep({ plan, path, model, simulated, trials, seed }: Run): Promise<void> {
  const date = new Date().toISOString().slice(0, 10);
  const { words, fingerprint } = model;
  const command = recordCommand(plan, simulated, { model: words, fingerprint, trials, seed, date });
  const applied = expectValue(applyCommand(plan, command));
  await writePlan(path, applied.plan);
  printProblems(applied.problems);
}

function asJson(run: Run): unknown {
  const groups = groupsOf(run);
  const known = new Map(groups.map((group) => [group, groupRecord(group)]));
  const record = (group: SimulatedGroup) => known.get(group) ?? null;
  const records = groups.flatMap((group) => record(group) ?? []);
  return {
    plan: run.path,
    model: run.model.words,
    seed: run.seed,
    trials: run.trials,
    fingerprint: run.model.fingerprint,
    units:
      "gross and afterPools: shares of the group's budget over the years of a trial, positive for an overspend; budget and pools: pounds a year",
    records,
    pools: poolsOf(run),
    diversification: diversificationRecords(run.plan, groups, record, CONFIDENCE),
    problems: run.model.problems,
  };
}

/** A share as a percentage with the digits its standard error leaves. */
function percent(value: number, standardError: number): string {
  const { value: rounded, decimals } = meaningfulDigits(100 * value, 100 * standardError);
  return `${rounded.toFixed(Math.max(0, Math.min(4, decimals)))} %`;
}

function pounds(value: number, standardError: number): string {
  const { value: rounded } = meaningfulDigits(value, standardError);
  return `£${Math.round(rounded).toLocaleString("en-GB")}`;
}

function figures(given: DistributionRecord | null): readonly string[] {
  if (given === null) return ["-", "-", "-", "-", "-"];
  const chance = (line: number) => {
    const found = given.chances.find((each) => each.line === line);
    return found === undefined ? "" : percent(found.chance, found.standardError);
  };
  const tail = given.quantiles.find((each) => each.level === CONFIDENCE);
  return [
    percent(given.mean, given.meanStandardError),
    percent(given.standardDeviation, given.standardDeviationStandardError),
    chance(0.01),
    chance(0.02),
    tail === undefined ? "" : percent(tail.valueAtRisk, tail.valueAtRiskStandardError),
  ];
}

const FIGURES = ["Mean", "Spread", "Over 1 %", "Over 2 %", "95 % of years"];

function printWords(run: Run): void {
  const records = groupsOf(run).flatMap((group): GroupRecord[] => {
    const found = groupRecord(group);
    return found === null ? [] : [found];
  });
  const pools = poolsOf(run);
  const hasPools = pools.length > 0;
  printTable(
    [
      ...["Option", "Level", "Group", "Patients", "Budget a year"],
      ...FIGURES,
      ...(hasPools ? FIGURES.map((each) => `${each}, pooled`) : []),
    ],
    records.map((each) => [
      each.option,
      each.level,
      each.group,
      each.patients.toLocaleString("en-GB"),
      pounds(each.budget, 0),
      ...figures(each.gross),
      ...(hasPools ? figures(each.afterPools) : []),
    ]),
    new Set([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]),
  );
  if (hasPools) printPools(pools);
  printLine();
  printLine(run.model.words);
  printLine(
    `${run.trials.toLocaleString("en-GB")} trials, seed ${run.seed}. Figures are overspends as shares of the budget, rounded to what the number of trials supports.`,
  );
}

function printPools(pools: readonly PoolRecord[]): void {
  printLine();
  printTable(
    ["Option", "Pool", "Members", "Contributions", "Payments", "Ruin", "Needed for 95 %", "Needed for 99 %"],
    pools.map((each) => {
      const needed = (level: number) => {
        const found = each.neededContributions.find((one) => one.level === level);
        return found === undefined ? "" : pounds(found.pounds, found.standardError);
      };
      return [
        each.option,
        each.pool,
        String(each.members.length),
        pounds(each.contributions, 0),
        pounds(each.payments.pounds, each.payments.standardError),
        percent(each.ruinChance.chance, each.ruinChance.standardError),
        needed(0.95),
        needed(0.99),
      ];
    }),
    new Set([2, 3, 4, 5, 6, 7]),
  );
}
