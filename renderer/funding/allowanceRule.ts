// How a body's allowance follows from its size: one column, `Running-cost allowance`, whose formula reads the rule in force
// from the assumption `Allowance_rule`, and the population at which that rule just pays a body's costs.
//
// What must stay true: a rule text that the formula does not know is #N/A, never a quiet default; the two forms every fresh plan
// has come first, the others only once the plan holds what they read (an assumption, a weighted list, the table of steps);
// `isOurs` knows every formula this file ever gives, so that a formula of the user's own is never overwritten.
//
// Where the running cost of bodies is modelled (runningCost.ts), a group may be part of a body: lump sums, floors, ceilings and
// steps belong to the body and are shared by patients.

import { type Level, LIST_SIZE, type Plan } from "../plan/plan.ts";
import { columnOf, forBodies, here, isUnassigned } from "./formulaText.ts";
import { weightedColumns } from "./practiceColumns.ts";

export const ALLOWANCE = "Running-cost allowance";
export const BREAK_EVEN = "Break-even population";
export const STANDING_ALONE = "Allowance standing alone";
export const STEPS_TABLE = "Allowance_steps";

/** The texts of `Allowance_rule`, in the order the formula tries them. */
export const ALLOWANCE_RULES = [
  "per head",
  "lump sum + per head",
  "per weighted head",
  "per head + per weighted head",
  "per head with floor and ceiling",
  "steps by size",
] as const;

export type AllowanceRule = (typeof ALLOWANCE_RULES)[number];

/** The rules every fresh plan can follow. */
const ALWAYS: ReadonlySet<AllowanceRule> = new Set(["per head", "lump sum + per head"]);

/** The column of the level that holds need-weighted patients; null where the plan has none. */
export function weightedColumn(plan: Plan, level: Level): string | null {
  const own = new Set((plan.levelColumns[level.id] ?? []).map((column) => column.name));
  return weightedColumns(plan).find((column) => own.has(column.name))?.name ?? null;
}

/** The rules for which the plan holds everything the formula of the level's allowance would read. */
export function usableRules(plan: Plan, level: Level): ReadonlySet<AllowanceRule> {
  const has = (name: string) => plan.assumptions.some((each) => each.name === name);
  const rules = new Set<AllowanceRule>(ALWAYS);
  if (weightedColumn(plan, level) !== null && has("Allowance_per_weighted_head")) {
    rules.add("per weighted head");
    rules.add("per head + per weighted head");
  }
  if (has("Allowance_floor") && has("Allowance_ceiling")) rules.add("per head with floor and ceiling");
  if (plan.supportingTables.some((table) => table.name === STEPS_TABLE)) rules.add("steps by size");
  return rules;
}

/** Whether the level says which body each group belongs to (the running-cost model is in the plan). */
export function hasBodies(plan: Plan, level: Level): boolean {
  return (plan.levelColumns[level.id] ?? []).some((column) => column.name === "Body share");
}

/** What the formulas read of the group and of the body it is or is part of. */
interface Sizes {
  readonly own: string;
  readonly weighted: string | null;
  /** Patients of the body. */
  readonly body: string;
  /** A sum that the body has once, as this group's part of it. */
  part(sum: string): string;
  readonly noBody: string;
}

function sizesOf(level: Level, weighted: string | null, bodies: boolean): Sizes {
  const size = here(LIST_SIZE);
  const noBody = isUnassigned(level);
  if (!bodies)
    return {
      own: size,
      weighted: weighted === null ? null : here(weighted),
      body: size,
      part: (sum) => `IF(${noBody},0,${sum})`,
      noBody,
    };
  return {
    own: here("Funded patients"),
    weighted: weighted === null ? null : `IF(${here("Body")}="",0,${here(weighted)})`,
    body: here("Body list size"),
    part: (sum) => `${sum}*${here("Body share")}`,
    noBody: `${here("Body")}=""`,
  };
}

function stepAt(size: string, column: string): string {
  return `INDEX(${columnOf(STEPS_TABLE, column)},MATCH(${size},${columnOf(STEPS_TABLE, "From patients")},1))`;
}

function withinBounds(sum: string): string {
  return `IF(Allowance_ceiling="",MAX(Allowance_floor,${sum}),MIN(Allowance_ceiling,MAX(Allowance_floor,${sum})))`;
}

function allowanceUnder(rule: AllowanceRule, sizes: Sizes): string {
  const { own, weighted, body, noBody, part } = sizes;
  switch (rule) {
    case "per head":
      return `Allowance_per_head*${own}`;
    case "lump sum + per head":
      return `${part("Lump_sum")}+Lump_sum_per_head*${own}`;
    case "per weighted head":
      return `Allowance_per_weighted_head*${weighted}`;
    case "per head + per weighted head":
      return `Allowance_per_head*${own}+Allowance_per_weighted_head*${weighted}`;
    case "per head with floor and ceiling":
      return `IF(${noBody},Allowance_per_head*${own},${part(withinBounds(`Allowance_per_head*${body}`))})`;
    case "steps by size":
      return `IF(${noBody},0,${part(stepAt(body, "Lump sum"))}+${stepAt(body, "Per head")}*${own})`;
  }
}

function formulaOf(rules: ReadonlySet<AllowanceRule>, sizes: Sizes): string {
  const cases = ALLOWANCE_RULES.filter((rule) => rules.has(rule)).map(
    (rule) => `Allowance_rule="${rule}",${allowanceUnder(rule, sizes)}`,
  );
  return `=IFS(${cases.join(",")})`;
}

/** The formula of the level's `Running-cost allowance` with every rule the plan can follow. £ a year. */
export function allowanceFormula(
  plan: Plan,
  level: Level,
  bodies: boolean = hasBodies(plan, level),
  rules: ReadonlySet<AllowanceRule> = usableRules(plan, level),
): string {
  return formulaOf(rules, sizesOf(level, weightedColumn(plan, level), bodies));
}

/** The allowance the group would have as a body of its own, whatever body it is part of. £ a year. */
export function standingAloneAllowance(
  plan: Plan,
  level: Level,
  rules: ReadonlySet<AllowanceRule> = usableRules(plan, level),
): string {
  return formulaOf(rules, {
    ...sizesOf(level, weightedColumn(plan, level), true),
    body: here("Funded patients"),
    part: (sum) => `IF(${here("Body")}="",0,${sum})`,
  });
}

// --- break-even ---------------------------------------------------------------------------------------------------

/** First population at which a straight line pays: lump + rate per head against fixed + variable per head. */
function straight(fixed: string, variable: string, lump: string, rate: string): string {
  const left = lump === "" ? fixed : `(${fixed}-${lump})`;
  const pays = `IF(${rate}>${variable},${left}/(${variable === "0" ? rate : `(${rate}-${variable})`}),"never")`;
  return lump === "" ? `IF(${fixed}<=0,0,${pays})` : `IF(${fixed}<=${lump},0,${pays})`;
}

/** No population: stands for "never" inside MIN. */
const NOWHERE = "1E+99";

/** The same for steps: the first population in any band at which the band's lump and rate pay. */
function stepped(fixed: string, variable: string): string {
  const from = columnOf(STEPS_TABLE, "From patients");
  const below = columnOf(STEPS_TABLE, "Below patients");
  const lump = columnOf(STEPS_TABLE, "Lump sum");
  const rate = columnOf(STEPS_TABLE, "Per head");
  const atStart = `(${lump}+(${rate}-${variable})*${from}>=${fixed})`;
  const inside = `((${fixed}-${lump})/(${rate}-${variable}+(${rate}=${variable})))`;
  const isInside = `(${rate}>${variable})*(${inside}>=${from})*(${inside}<${below})`;
  const first =
    `MIN(SUMPRODUCT(MIN(${from}+${NOWHERE}*(1-${atStart}))),` +
    `SUMPRODUCT(MIN(${inside}*${isInside}+${NOWHERE}*(1-${isInside}))))`;
  return `IF(${first}>=${NOWHERE},"never",${first})`;
}

function bounded(fixed: string, variable: string): string {
  const pays = `${fixed}/(Allowance_per_head-${variable})`;
  return (
    `IF(Allowance_floor>=${fixed},0,IF(Allowance_per_head<=${variable},"never",` +
    `IF(AND(Allowance_ceiling<>"",Allowance_per_head*${pays}>Allowance_ceiling),"never",${pays})))`
  );
}

function breakEvenUnder(
  rule: AllowanceRule,
  fixed: string,
  variable: string,
  weighted: string | null,
): string {
  const need = weighted === null ? "" : `${here(weighted)}/${here(LIST_SIZE)}`;
  switch (rule) {
    case "per head":
      return straight(fixed, variable, "", "Allowance_per_head");
    case "lump sum + per head":
      return straight(fixed, variable, "Lump_sum", "Lump_sum_per_head");
    case "per weighted head":
      return straight(fixed, variable, "", `(Allowance_per_weighted_head*${need})`);
    case "per head + per weighted head":
      return straight(fixed, variable, "", `(Allowance_per_head+Allowance_per_weighted_head*${need})`);
    case "per head with floor and ceiling":
      return bounded(fixed, variable);
    case "steps by size":
      return stepped(fixed, variable);
  }
}

/**
 * The formula of `Break-even population`: patients at which the rule in force just pays `fixed` (£ a year) and `variable` (£ a
 * head), both formula text; "never" where no size does.
 */
export function breakEvenFormula(
  plan: Plan,
  level: Level,
  bodies: boolean = hasBodies(plan, level),
  rules: ReadonlySet<AllowanceRule> = usableRules(plan, level),
): string {
  const [fixed, variable] = bodies
    ? [here("Fixed cost"), here("Variable cost per head")]
    : ["Fixed_cost_of_body", "0"];
  const cases = ALLOWANCE_RULES.filter((rule) => rules.has(rule)).map(
    (rule) =>
      `Allowance_rule="${rule}",${breakEvenUnder(rule, fixed, variable, weightedColumn(plan, level))}`,
  );
  return forBodies(level, `IFS(${cases.join(",")})`);
}

/** Every formula this file may have given the level for a column, with and without bodies and for each set of rules. */
function everyFormula(
  plan: Plan,
  level: Level,
  make: (bodies: boolean, rules: ReadonlySet<AllowanceRule>) => string,
): ReadonlySet<string> {
  const groups: readonly (readonly AllowanceRule[])[] = [
    weightedColumn(plan, level) === null ? [] : ["per weighted head", "per head + per weighted head"],
    ["per head with floor and ceiling"],
    ["steps by size"],
  ];
  const sets: (readonly AllowanceRule[])[] = [[...ALWAYS]];
  for (const group of groups) sets.push(...sets.map((set) => [...set, ...group]));
  return new Set(sets.flatMap((set) => [true, false].map((bodies) => plain(make(bodies, new Set(set))))));
}

function plain(formula: string): string {
  return formula.replace(/\s+/g, "");
}

/** What break-even formulas of plans made before there were more than two rules look like. */
function formerBreakEven(level: Level): string {
  return forBodies(
    level,
    'IFS(Allowance_rule="per head",Fixed_cost_of_body/Allowance_per_head,' +
      'Allowance_rule="lump sum + per head",MAX(0,(Fixed_cost_of_body-Lump_sum)/Lump_sum_per_head))',
  );
}

/** Whether the text is one this file made for the column, so that it may be replaced by another of them. */
export function isOurs(plan: Plan, level: Level, column: string, formula: string): boolean {
  if (column === ALLOWANCE)
    return everyFormula(plan, level, (bodies, rules) => allowanceFormula(plan, level, bodies, rules)).has(
      plain(formula),
    );
  return (
    plain(formula) === plain(formerBreakEven(level)) ||
    everyFormula(plan, level, (bodies, rules) => breakEvenFormula(plan, level, bodies, rules)).has(
      plain(formula),
    )
  );
}
