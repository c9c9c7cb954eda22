// The group whose distribution is shown: the one chosen, else the first of those on the screen.

import type { SimulatedGroup, SimulationView } from "../../app/simulating.ts";
import type { OptionId } from "../../plan/plan.ts";
import { keyOf, type RiskState } from "./riskState.ts";
import { shownScope } from "./shownScope.ts";

/** Reads signals, so a component that calls this follows them. */
export function chosenGroup(
  risk: RiskState,
  view: SimulationView,
  onScreen: OptionId,
): SimulatedGroup | undefined {
  const { groups } = shownScope(risk, view, onScreen);
  const wanted = risk.chosen.value;
  return groups.find((group) => wanted !== null && keyOf(group) === keyOf(wanted)) ?? groups[0];
}
