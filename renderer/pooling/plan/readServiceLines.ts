// The risk model of the plan in one option: its Service lines table row by row, or, where the plan has none, one line for
// the whole budget with the spread of the assumption Person_spread.
//
// "Dependence between groups" says how far the practice effects move together: with none they are each practice's own;
// with some, practices are taken as areas of their own whose shocks are correlated, which is the same thing.

import { isError } from "../../engine/index.ts";
import type { CalculatedPlan } from "../../plan/calculation.ts";
import type { Option, Plan } from "../../plan/plan.ts";
import { type Problem, problem } from "../../plan/problem.ts";
import { riskPreset } from "../presets.ts";
import { logVariance } from "../simulation/chance.ts";
import type { Chance, RiskModel, ServiceLine } from "../simulation/model.ts";
import { type Cells, cellsOf, type Range } from "./cells.ts";
import { DEPENDENCE_OF_LINES, LINE, PERSON_SPREAD, SERVICE_LINES_TABLE, SHAPES } from "./names.ts";

export interface ReadLines {
  readonly model: RiskModel;
  /** Of each line of the model: its part of the budget; they sum to 1. */
  readonly shares: readonly number[];
  /** Practices share part of their effects, so that each is an area of its own. */
  readonly hasDependence: boolean;
  /** The model in words, with its parameters. */
  readonly words: string;
  readonly problems: readonly Problem[];
}

const spread = (most: number, what: string): Range => ({ least: 0, most, blank: 0, what });

export const LINE_RANGES = {
  share: { least: 0, most: 1, blank: 0, what: "a share from 0 to 100 %" },
  personSpread: spread(1000, "the standard deviation of one person's annual cost over its mean, such as 3.6"),
  commonShock: spread(5, "a share of the cost, such as 0.01 for 1 %"),
  practiceEffect: spread(5, "a share of the cost, such as 0.03 for 3 %"),
  bias: { least: -0.99, most: 10, blank: 0, what: "a share of the cost, such as 0.025 for 2.5 % over" },
  dependence: { least: 0, most: 1, blank: 0, what: "a number from 0 (none) to 1 (all move together)" },
} as const satisfies Record<string, Range>;

/** A row of the table as it counts. */
interface LineRow {
  readonly name: string;
  readonly share: number;
  readonly personSpread: number;
  readonly commonShock: number;
  readonly practiceEffect: number;
  readonly bias: number;
  readonly dependence: number;
  readonly shape: (typeof SHAPES)[number] | "";
}

/** @param hasExcessLayers a pool takes parts of single persons' costs, so a line of no stated shape draws people */
export function readServiceLines(
  plan: Plan,
  figures: CalculatedPlan,
  option: Option,
  hasExcessLayers: boolean,
): ReadLines {
  const cells = cellsOf(plan, figures, SERVICE_LINES_TABLE, option);
  const rows = cells === null ? [] : tableRows(cells);
  const problems: Problem[] = [...(cells?.problems ?? [])];
  if (cells !== null && rows.length === 0)
    problems.push(
      problem("no-service-line", "The Service lines table has no line, so the whole budget is one line.", {
        severity: "warning",
        remedy: "Add a service line with its share and spread.",
        where: { sheet: "Service lines" },
      }),
    );
  const lines = rows.length > 0 ? rows : [wholeBudget(figures, option, plan, problems)];
  const rest = 1 - lines.reduce((sum, line) => sum + line.share, 0);
  const all = rest > 1e-9 ? [...lines, restOfBudget(rest)] : lines;
  return {
    model: {
      lines: all.map((line) => serviceLine(line, hasExcessLayers)),
      lineCorrelation: dependenceOfLines(plan, figures, option, problems),
    },
    shares: all.map((line) => line.share),
    hasDependence: all.some((line) => line.dependence > 0 && line.practiceEffect > 0),
    words: inWords(lines, hasExcessLayers),
    problems,
  };
}

function tableRows(cells: Cells): readonly LineRow[] {
  const rows: LineRow[] = [];
  let total = 0;
  for (let row = 0; row < cells.rows; row++) {
    const name = cells.text(row, LINE.name);
    const shareCell = cells.value(row, LINE.share);
    if (name === "" && (shareCell === null || shareCell === "")) continue;
    const number = (key: keyof typeof LINE_RANGES) => cells.number(row, LINE[key], LINE_RANGES[key]) ?? 0;
    const before = total;
    const share = number("share");
    total += share;
    if (total > 1 + 1e-9 && before <= 1 + 1e-9)
      cells.report(
        row,
        LINE.share,
        "brings the shares of the budget over 100 %",
        "Make the shares sum to 100 %.",
        "all are scaled down to 100 %",
      );
    rows.push({
      name: name === "" ? `Line ${row + 1}` : name,
      share,
      personSpread: number("personSpread"),
      commonShock: number("commonShock"),
      practiceEffect: number("practiceEffect"),
      bias: number("bias"),
      dependence: number("dependence"),
      shape: cells.has(LINE.shape) ? shapeOf(cells, row) : "",
    });
  }
  const scale = total > 1 ? 1 / total : 1;
  const scaled = rows.map((row) => ({ ...row, share: row.share * scale }));
  return total > 0 ? scaled.filter((row) => row.share > 0) : [];
}

function shapeOf(cells: Cells, row: number): LineRow["shape"] {
  return cells.text(row, LINE.shape) === "" ? "" : (cells.choice(row, LINE.shape, SHAPES) ?? "");
}

function line(name: string, share: number, personSpread: number): LineRow {
  const none = { commonShock: 0, practiceEffect: 0, bias: 0, dependence: 0, shape: "" } as const;
  return { name, share, personSpread, ...none };
}

function restOfBudget(share: number): LineRow {
  return { ...line("Rest of the budget", share, 0), shape: "gamma" };
}

function wholeBudget(figures: CalculatedPlan, option: Option, plan: Plan, problems: Problem[]): LineRow {
  const preset = riskPreset("wholeBudget");
  const shipped = preset?.parameters.find((each) => each.name === "personSpread")?.value ?? 0;
  const name = preset?.name ?? "Whole budget";
  const has = plan.assumptions.some((each) => each.name === PERSON_SPREAD);
  const value = has ? figures.assumption(PERSON_SPREAD, option.id) : null;
  if (typeof value === "number" && value >= 0 && value <= LINE_RANGES.personSpread.most)
    return line(name, 1, value);
  const what = !has
    ? `The plan does not say how widely a person's cost scatters; ${shipped} is taken, the spread of a whole budget.`
    : `${PERSON_SPREAD} is ${isError(value) ? value.error : `"${String(value)}"`}, which is no possible spread; ${shipped} is taken instead.`;
  problems.push(
    problem("impossible-parameter", what, {
      severity: has ? "error" : "note",
      remedy: `Set ${PERSON_SPREAD} to ${LINE_RANGES.personSpread.what}, or add the Service lines table.`,
      where: { sheet: "Assumptions", subject: PERSON_SPREAD, column: "Value" },
    }),
  );
  return line(name, 1, shipped);
}

function dependenceOfLines(plan: Plan, figures: CalculatedPlan, option: Option, problems: Problem[]): number {
  if (!plan.assumptions.some((each) => each.name === DEPENDENCE_OF_LINES)) return 0;
  const value = figures.assumption(DEPENDENCE_OF_LINES, option.id);
  if (typeof value === "number" && value >= 0 && value <= 1) return value;
  if (value === null || value === "") return 0;
  problems.push(
    problem(
      "impossible-parameter",
      `${DEPENDENCE_OF_LINES} must be a number from 0 to 1; 0 is taken instead.`,
      {
        remedy: "Enter 0 for lines that do not move together, 1 for lines that always do.",
        where: { sheet: "Assumptions", subject: DEPENDENCE_OF_LINES, column: "Value" },
      },
    ),
  );
  return 0;
}

function chanceOf({ personSpread, shape }: LineRow, hasExcessLayers: boolean): Chance {
  const chosen = shape === "" ? (hasExcessLayers ? "person by person" : "gamma") : shape;
  if (chosen !== "person by person") return { kind: chosen, personSpread };
  if (personSpread === 0) return { kind: "gamma", personSpread };
  const variance = logVariance(personSpread);
  return {
    kind: "people",
    severity: { family: "lognormal", mu: -variance / 2, sigma: Math.sqrt(variance) },
    threshold: null,
  };
}

function serviceLine(row: LineRow, hasExcessLayers: boolean): ServiceLine {
  const isDependent = row.dependence > 0;
  return {
    name: row.name,
    bias: row.bias,
    chance: chanceOf(row, hasExcessLayers),
    commonShock: { spread: row.commonShock, shape: "lognormal" },
    practiceSpread: isDependent ? 0 : row.practiceEffect,
    areaShock: {
      spread: isDependent ? row.practiceEffect : 0,
      shape: "lognormal",
      correlation: row.dependence,
    },
  };
}

const percent = (share: number) => `${Number((100 * share).toPrecision(6))} %`;

function inWords(lines: readonly LineRow[], hasExcessLayers: boolean): string {
  const parts = lines.map((row) => {
    const chance = chanceOf(row, hasExcessLayers);
    const shape = chance.kind === "people" ? "person by person, lognormal" : chance.kind;
    return [
      `${row.name} ${percent(row.share)} of the budget: person spread ${row.personSpread} (${shape})`,
      `common shock ${percent(row.commonShock)}`,
      `practice effect ${percent(row.practiceEffect)}`,
      ...(row.dependence > 0 ? [`dependence between groups ${row.dependence}`] : []),
      `bias ${percent(row.bias)}`,
    ].join(", ");
  });
  return `Cost = budget x (1 + bias) x common shock x practice effect x chance. ${parts.join("; ")}.`;
}
