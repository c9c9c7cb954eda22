// Which of the simulated results are on the screen: the option and level chosen, as far as they were simulated.

import type { SimulatedGroup, SimulationView } from "../../app/simulating.ts";
import type { Level, Option, OptionId } from "../../plan/plan.ts";
import type { RiskState } from "./riskState.ts";

export interface ShownScope {
  /** Simulated options and levels, those to choose from; levels from the highest. */
  readonly options: readonly Option[];
  readonly levels: readonly Level[];
  /** Null: every option. */
  readonly option: Option | null;
  readonly level: Level | undefined;
  readonly groups: readonly SimulatedGroup[];
}

/** Reads signals, so a component that calls this follows them. `onScreen`: the option that the tables show. */
export function shownScope(risk: RiskState, view: SimulationView, onScreen: OptionId): ShownScope {
  const { plan, groups } = view;
  const hasOption = new Set(groups.map((group) => group.optionId));
  const hasLevel = new Set(groups.map((group) => group.levelId));
  const options = plan.options.filter(({ id }) => hasOption.has(id));
  const levels = plan.levels.filter(({ id }) => hasLevel.has(id)).reverse();
  const wanted = risk.shownOption.value;
  const option =
    wanted === null ? null : (options.find(({ id }) => id === (wanted ?? onScreen)) ?? options[0] ?? null);
  const level = levels.find(({ id }) => id === risk.shownLevel.value) ?? levels[0];
  return {
    options,
    levels,
    option,
    level,
    groups: groups.filter(
      (group) => group.levelId === level?.id && (option === null || group.optionId === option.id),
    ),
  };
}
