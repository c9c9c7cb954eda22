// How the options of the open plan stand by its rules. Worked out once for a plan and shared by the status bar, the Options
// tab and the Rules tab; a plan never changes, so what was worked out for it stays true.

import type { OptionId, Plan } from "../../plan/plan.ts";
import { type RuleStanding, rulesOf } from "../../plan/rules.ts";
import type { App } from "../appContext.ts";

const known = new WeakMap<Plan, Map<OptionId, RuleStanding>>();

/** Reading it inside a component makes the component follow the figures. */
export function standingOf({ session }: App, optionId: OptionId): RuleStanding {
  const plan = session.plan.value;
  void session.refresh.value;
  const ofPlan = known.get(plan) ?? new Map<OptionId, RuleStanding>();
  known.set(plan, ofPlan);
  const standing = ofPlan.get(optionId) ?? rulesOf(plan, session.calculation, optionId);
  ofPlan.set(optionId, standing);
  return standing;
}

export interface RuleCounts {
  readonly failing: number;
  readonly warning: number;
}

export function countsOf({ rules }: RuleStanding): RuleCounts {
  return {
    failing: rules.filter((each) => each.standing === "fail").length,
    warning: rules.filter((each) => each.standing === "warn").length,
  };
}
