// A level made on the screen starts with the columns that a level of an import starts with, in the same step of undo.

import { levelStarterCommands } from "../funding/starterColumns.ts";
import { applyCommand } from "../plan/apply.ts";
import type { SingleCommand } from "../plan/commands/command.ts";
import type { Plan } from "../plan/plan.ts";
import { done, type Result } from "../plan/problem.ts";

/** The commands that make the level, as the highest, with its columns; the problem of a name that cannot be. */
export function newLevelCommands(plan: Plan, name: string): Result<readonly SingleCommand[]> {
  const addLevel: SingleCommand = { type: "addLevel", name };
  const made = applyCommand(plan, addLevel);
  if (!made.ok) return made;
  const level = made.value.plan.levels.find((each) => plan.levels.every((old) => old.id !== each.id));
  return done(level === undefined ? [addLevel] : [addLevel, ...levelStarterCommands(made.value.plan, level)]);
}
