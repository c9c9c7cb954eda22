// What is wrong with a request before anything is simulated: impossible parameters, missing sizes, empty groups. Errors
// stop the simulation; warnings do not. Every problem says whose it is (`where.subject`) and which parameter
// (`where.column`), so that it can be shown at the cell.

import { type Problem, problem } from "../../plan/problem.ts";
import { makeSeverity } from "../distributions/makeSeverity.ts";
import { poolProblems } from "../pools/poolProblems.ts";
import type { Chance, OptionGrouping, Practices, ServiceLine, SimulationRequest } from "./model.ts";
import { drawsIndividuals, individualThreshold } from "./programme.ts";

export const MOST_TRIALS = 1_000_000;
export const MOST_YEARS = 30;
/** More people or cases drawn one by one than this in a trial would take minutes. */
export const MOST_INDIVIDUALS = 2_000_000;
/** Cells of results (groups x trials) that fit in memory: 4 bytes each. */
export const MOST_RESULTS = 250_000_000;
/** A normal chance with a spread above this gives some costs below zero. */
const WIDE_NORMAL = 0.3;

interface Place {
  readonly subject: string;
  readonly column: string;
}

function impossible(message: string, where: Place, remedy: string): Problem {
  return problem("impossible-parameter", message, { where, remedy });
}

/** All problems of a request; it can be simulated when none is an error. */
export function requestProblems(request: SimulationRequest): readonly Problem[] {
  const { model, practices, options } = request;
  const found: Problem[] = [...runProblems(request), ...practiceProblems(request)];
  if (model.lines.length === 0) {
    found.push(
      problem("no-service-line", "The model has no service line, so there is no cost to simulate.", {
        remedy: "Add a service line with its spread, or choose a ready-made one.",
      }),
    );
  }
  const correlation = { subject: "the model", column: "Correlation between service lines" };
  if (!isShare(model.lineCorrelation)) {
    found.push(shareProblem(correlation, model.lineCorrelation));
  }
  found.push(...model.lines.flatMap((line) => lineProblems(line)));
  for (const option of options) found.push(...optionProblems(option, practices));
  // What follows reads sizes and severities, so it needs them to be right.
  if (found.some((each) => each.severity === "error")) return found;
  found.push(...workProblems(request));
  for (const option of options) found.push(...poolProblems(option, drawsIndividuals(model)));
  return found;
}

function runProblems({ trials, seed, years, options }: SimulationRequest): readonly Problem[] {
  const found: Problem[] = [];
  const whole = (value: number, least: number, most: number, column: string, what: string) => {
    if (Number.isInteger(value) && value >= least && value <= most) return;
    found.push(
      impossible(
        `${what} must be a whole number from ${least} to ${most}, and it is ${value}.`,
        { subject: "the simulation", column },
        `Enter a whole number from ${least} to ${most}.`,
      ),
    );
  };
  whole(trials, 2, MOST_TRIALS, "Trials", "The number of trials");
  whole(years, 1, MOST_YEARS, "Years", "The number of years");
  whole(seed, 0, Number.MAX_SAFE_INTEGER, "Seed", "The seed");
  if (options.length === 0) {
    found.push(
      problem("no-option", "There is no option to simulate.", { remedy: "Choose at least one option." }),
    );
  }
  return found;
}

function practiceProblems({ practices, model, options }: SimulationRequest): readonly Problem[] {
  const found: Problem[] = [];
  const count = practices.codes.length;
  if (count === 0) {
    found.push(
      problem("no-practice", "There are no practices to simulate.", {
        remedy: "Import a list of practices with their list sizes.",
      }),
    );
  }
  const lengths = [practices.people, practices.areas, practices.weightedPeople, ...practices.expectedCosts];
  const grouping = options.flatMap((option) => [
    option.budgets,
    ...option.levels.map((level) => level.groupOf),
  ]);
  const uneven = [...lengths, ...grouping].some((each) => each !== null && each.length !== count);
  if (uneven || practices.expectedCosts.length !== model.lines.length) {
    found.push(problem("uneven-request", "The simulation was given columns of different lengths."));
    return found;
  }
  for (const [index, code] of practices.codes.entries()) {
    const people = practices.people[index] as number;
    if (!(people > 0 && Number.isFinite(people))) {
      found.push(
        problem("missing-list-size", `Practice ${code} has no list size, so its risk cannot be known.`, {
          where: { subject: code, column: "List size" },
          remedy: "Enter its list size, or leave it out of the simulation.",
        }),
      );
    }
    for (const [line, costs] of practices.expectedCosts.entries()) {
      const cost = costs[index] as number;
      if (cost >= 0 && Number.isFinite(cost)) continue;
      const name = model.lines[line]?.name ?? "";
      found.push(
        problem("impossible-budget", `Practice ${code} has no possible expected cost for ${name}.`, {
          where: { subject: code, column: name },
          remedy: "Enter an amount of 0 or more.",
        }),
      );
    }
  }
  return found;
}

function isShare(value: number): boolean {
  return value >= 0 && value <= 1;
}

function shareProblem(where: Place, value: number): Problem {
  return impossible(
    `${where.column} of ${where.subject} must lie between 0 and 1, and it is ${value}.`,
    where,
    "Enter a number from 0 to 1.",
  );
}

function lineProblems(line: ServiceLine): readonly Problem[] {
  const found: Problem[] = [];
  const spread = (value: number, column: string) => {
    if (value >= 0 && value <= 5) return;
    const what = value < 0 ? "A spread cannot be negative" : "A spread must lie between 0 and 5 (500 %)";
    found.push(
      impossible(
        `${what}: ${column} of ${line.name} is ${value}.`,
        { subject: line.name, column },
        "Enter a share of the cost, such as 0.03 for 3 %.",
      ),
    );
  };
  if (!(line.bias > -1 && line.bias <= 10)) {
    found.push(
      impossible(
        `Bias of ${line.name} must be above -1 (-100 %), and it is ${line.bias}.`,
        { subject: line.name, column: "Bias" },
        "Enter a share of the cost, such as 0.025 for 2.5 % over.",
      ),
    );
  }
  spread(line.commonShock.spread, "Common shock");
  spread(line.practiceSpread, "Practice effect");
  spread(line.areaShock.spread, "Area shock");
  if (!isShare(line.areaShock.correlation)) {
    found.push(
      shareProblem({ subject: line.name, column: "Correlation between areas" }, line.areaShock.correlation),
    );
  }
  const shocks = [
    { shock: line.commonShock, column: "Common shock" },
    { shock: line.areaShock, column: "Area shock" },
  ];
  for (const { shock, column } of shocks) {
    if (shock.shape !== "normal" || !(shock.spread > WIDE_NORMAL)) continue;
    found.push(
      problem("wide-normal", `${column} of ${line.name} is so wide that it sometimes turns costs negative.`, {
        severity: "warning",
        where: { subject: line.name, column },
        remedy: "Choose the lognormal shape for it.",
      }),
    );
  }
  found.push(...chanceProblems(line.name, line.chance));
  return found;
}

function chanceProblems(subject: string, chance: Chance): readonly Problem[] {
  if (!("severity" in chance)) {
    const { personSpread } = chance;
    if (personSpread >= 0 && personSpread <= 1000) return [];
    return [
      impossible(
        personSpread < 0
          ? `A spread cannot be negative: the spread of one person's cost of ${subject} is ${personSpread}.`
          : `The spread of one person's cost of ${subject} must be a number from 0 to 1000, and it is ${personSpread}.`,
        { subject, column: "Spread of one person's cost" },
        "Enter the standard deviation of one person's annual cost divided by its mean, such as 3.6.",
      ),
    ];
  }
  const found: Problem[] = [];
  const made = makeSeverity(chance.severity);
  if (!made.ok) found.push({ ...made.problem, where: { ...made.problem.where, subject } });
  else if (!(made.value.mean > 0) || !Number.isFinite(made.value.variance) || made.value.smallest < 0) {
    found.push(
      impossible(
        `The costs of ${subject} need a positive mean, a finite spread and no negative amounts (${made.value.words}).`,
        { subject, column: "Severity" },
        "Choose a lognormal, a gamma, a Pareto with a tail above 2, or a list of positive claims.",
      ),
    );
  }
  if (chance.kind === "cases" && !(chance.casesPerPerson > 0 && Number.isFinite(chance.casesPerPerson))) {
    found.push(
      impossible(
        `Cases per person of ${subject} must be above 0, and it is ${chance.casesPerPerson}.`,
        { subject, column: "Cases per person" },
        "Enter the cases a person has in a year, such as 0.02.",
      ),
    );
  }
  if (chance.kind === "people" && chance.threshold !== null && !(chance.threshold > 0)) {
    found.push(
      impossible(
        `The threshold of ${subject} must be above 0 pounds, and it is ${chance.threshold}.`,
        { subject, column: "Threshold" },
        "Enter an amount in pounds, or leave it empty.",
      ),
    );
  }
  return found;
}

function optionProblems(option: OptionGrouping, practices: Practices): readonly Problem[] {
  const found: Problem[] = [];
  for (const level of option.levels) {
    const counts = new Int32Array(level.groupNames.length);
    const costs = new Float64Array(level.groupNames.length);
    for (const [practice, group] of level.groupOf.entries()) {
      if (group < 0 || group >= counts.length) continue;
      counts[group] = (counts[group] as number) + 1;
      const budget =
        option.budgets?.[practice] ??
        practices.expectedCosts.reduce((sum, each) => sum + (each[practice] ?? 0), 0);
      costs[group] = (costs[group] as number) + budget;
    }
    for (const [group, name] of level.groupNames.entries()) {
      const where = { subject: name, column: level.name };
      if (counts[group] === 0) {
        found.push(
          problem("empty-group", `${name} has no practices in ${option.name}, so it has no risk to show.`, {
            severity: "warning",
            where,
            remedy: "Move practices into it, or remove it.",
          }),
        );
      } else if (!((costs[group] as number) > 0)) {
        found.push(
          problem(
            "no-budget",
            `${name} has no budget in ${option.name}, so it cannot overspend by a share of it.`,
            {
              where,
              remedy: "Give its practices a budget above 0.",
            },
          ),
        );
      }
    }
  }
  return found;
}

/** Too much work or memory, and normals so wide that costs fall below zero. */
function workProblems(request: SimulationRequest): readonly Problem[] {
  const { model, practices, options, trials } = request;
  const found: Problem[] = [];
  const groups = options.reduce(
    (sum, option) => sum + option.levels.reduce((inner, level) => inner + level.groupNames.length, 0),
    0,
  );
  if (groups * trials > MOST_RESULTS) {
    found.push(
      problem("too-many-results", `${groups} groups in ${trials} trials do not fit in memory.`, {
        where: { subject: "the simulation", column: "Trials" },
        remedy: `Use at most ${Math.floor(MOST_RESULTS / groups)} trials, or choose fewer options or levels.`,
      }),
    );
  }
  const people = practices.people.reduce((sum, each) => sum + each, 0);
  for (const [index, { name, chance }] of model.lines.entries()) {
    const expected = practices.expectedCosts[index]?.reduce((sum, each) => sum + each, 0) ?? 0;
    let individuals = 0;
    if (chance.kind === "cases") individuals = people * chance.casesPerPerson;
    if (chance.kind === "people" && expected > 0) {
      const severity = makeSeverity(chance.severity);
      const threshold = individualThreshold(model, index, practices, options);
      if (severity.ok) {
        individuals = people * severity.value.above(0, (threshold * severity.value.mean * people) / expected);
      }
    }
    if (individuals > MOST_INDIVIDUALS) {
      found.push(
        problem(
          "too-many-individuals",
          `${name} would draw ${Math.round(individuals).toLocaleString("en-GB")} people or cases one by one in every trial.`,
          {
            where: { subject: name, column: chance.kind === "people" ? "Threshold" : "Cases per person" },
            remedy: "Use a higher retention, or a spread per person instead of single cases.",
          },
        ),
      );
    }
    if (chance.kind !== "normal") continue;
    const smallest = practices.people.reduce(
      (least, each) => Math.min(least, each),
      Number.POSITIVE_INFINITY,
    );
    const widest = chance.personSpread / Math.sqrt(smallest);
    if (widest > WIDE_NORMAL) {
      found.push(
        problem(
          "wide-normal",
          `With a normal spread of ${Math.round(100 * widest)} % the smallest practice sometimes costs less than nothing in ${name}.`,
          {
            severity: "warning",
            where: { subject: name, column: "Shape of chance" },
            remedy: "Choose a gamma or lognormal shape.",
          },
        ),
      );
    }
  }
  return found;
}
