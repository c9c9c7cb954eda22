// How an option stands against the rules of the plan: formula columns that judge their rows (Rule in plan.ts).
//
// What must stay true: TRUE and numbers other than 0 pass, FALSE and 0 do not, as Excel's IF takes them; a blank or an
// empty text does not apply; a text or an error cannot be judged. Unassigned is no group, so no rule of a level applies
// to it; of the Options table only the option's own row counts.

import { isError, type Value } from "../engine/values/value.ts";
import type { CalculatedPlan } from "./calculation.ts";
import type { ColumnId, OptionId, Plan, Rule } from "./plan.ts";
import { UNASSIGNED } from "./plan.ts";
import { type PlanTable, planTables } from "./tables.ts";

export type Judgement = "passes" | "doesNotPass" | "doesNotApply" | "error";

export type Standing = "pass" | "warn" | "fail";

export interface RuleResult {
  /** Excel name of the table, and what its tab says. */
  readonly table: string;
  readonly tableTitle: string;
  readonly columnId: ColumnId;
  readonly column: string;
  readonly rule: Rule;
  /** Numbers of rows. */
  readonly passes: number;
  readonly doesNotPass: number;
  readonly doesNotApply: number;
  readonly errors: number;
  /** The rows that do not pass, in table order, with their names for the user. */
  readonly failing: readonly RuleRow[];
  /** The rows that cannot be judged. */
  readonly inError: readonly RuleRow[];
  /** This rule alone: its outcome when a row does not pass, `warn` when one cannot be judged. */
  readonly standing: Standing;
}

export interface RuleRow {
  readonly rowKey: string;
  readonly name: string;
}

export interface RuleStanding {
  readonly rules: readonly RuleResult[];
  /** The worst of them; `pass` when there is no rule. */
  readonly standing: Standing;
}

/** What the value of a rule column says of its row. */
export function judgementOf(value: Value): Judgement {
  if (value === null || value === "") return "doesNotApply";
  if (typeof value === "boolean") return value ? "passes" : "doesNotPass";
  if (typeof value === "number") return value === 0 ? "doesNotPass" : "passes";
  return "error";
}

/** The judgement of one row of a rule column in words: the rule's sentence when it does not pass, "" when it does. */
export function judgementInWords(rule: Rule, value: Value): string {
  switch (judgementOf(value)) {
    case "passes":
    case "doesNotApply":
      return "";
    case "doesNotPass":
      return rule.sentence;
    case "error":
      return isError(value) ? value.error : "The rule gives a text, not TRUE or FALSE.";
  }
}

/** Every rule of every table as it stands in an option. */
export function rulesOf(plan: Plan, figures: CalculatedPlan, optionId: OptionId): RuleStanding {
  const rules = planTables(plan).flatMap((table) => tableRules(table, figures, optionId));
  return { rules, standing: worst(rules.map((each) => each.standing)) };
}

function worst(standings: readonly Standing[]): Standing {
  if (standings.includes("fail")) return "fail";
  return standings.includes("warn") ? "warn" : "pass";
}

function tableRules(table: PlanTable, figures: CalculatedPlan, optionId: OptionId): readonly RuleResult[] {
  const columns = table.columns.flatMap((each) =>
    each.role === "formula" && each.column.kind === "formula" && each.column.rule !== undefined
      ? [{ id: each.column.id, name: each.name, rule: each.column.rule }]
      : [],
  );
  if (columns.length === 0) return [];
  const calculated = figures.table(table.name, optionId);
  const judged = calculated.rowKeys.flatMap((rowKey, row) => {
    if (table.kind === "level" && rowKey === UNASSIGNED) return [];
    if (table.kind === "options" && rowKey !== optionId) return [];
    return [{ rowKey, row }];
  });
  return columns.map(({ id, name, rule }) => {
    const counts: Record<Judgement, number> = { passes: 0, doesNotPass: 0, doesNotApply: 0, error: 0 };
    const failing: RuleRow[] = [];
    const inError: RuleRow[] = [];
    for (const { rowKey, row } of judged) {
      const judgement = judgementOf(calculated.value(row, name));
      counts[judgement]++;
      if (judgement === "doesNotPass") failing.push({ rowKey, name: calculated.rowNames[row] ?? rowKey });
      if (judgement === "error") inError.push({ rowKey, name: calculated.rowNames[row] ?? rowKey });
    }
    return {
      table: table.name,
      tableTitle: table.title,
      columnId: id,
      column: name,
      rule,
      passes: counts.passes,
      doesNotPass: counts.doesNotPass,
      doesNotApply: counts.doesNotApply,
      errors: counts.error,
      failing,
      inError,
      standing: counts.doesNotPass > 0 ? rule.outcome : counts.error > 0 ? "warn" : "pass",
    };
  });
}
