// The one way to change a plan. A command goes in, and out come the new plan, what changed (for undo and for the
// calculation), a label for the undo list, and what the user should know. The plan given is never touched.
//
// What must stay true: the new plan is exactly the old one with the changes applied; a command that cannot be
// done gives a problem and no plan; nothing throws on bad data.

import { applyChanges } from "./applyChanges.ts";
import type { Change } from "./change.ts";
import {
  addAssumption,
  editAssumption,
  removeAssumption,
  resetAssumption,
  setAssumption,
} from "./commands/assumptions.ts";
import { batch } from "./commands/batch.ts";
import { markFinding, overrideFormula, restoreFormula } from "./commands/cells.ts";
import { addColumn, editColumn, removeColumn, setFormula, setRule } from "./commands/columns.ts";
import type { Command } from "./commands/command.ts";
import {
  addGroup,
  mergeGroups,
  movePractices,
  removeGroup,
  renameGroup,
  setParent,
} from "./commands/groups.ts";
import { importData } from "./commands/importData.ts";
import { resetInput, setInput, setInputs } from "./commands/inputs.ts";
import { addLevel, removeLevel, renameLevel } from "./commands/levels.ts";
import { addOption, editOption, removeOption } from "./commands/options.ts";
import type { Outcome } from "./commands/outcome.ts";
import { addPractices, removePractices, setTitle } from "./commands/practices.ts";
import { recordSimulation } from "./commands/simulation.ts";
import { addRows, addTable, removeRows, removeTable, renameTable } from "./commands/supportingTables.ts";
import type { Plan } from "./plan.ts";
import { done, type Problem, type Result } from "./problem.ts";

/** A command done. `changes` is empty when the plan was already so; then `plan` is the very plan given. */
export interface Applied {
  readonly plan: Plan;
  readonly changes: readonly Change[];
  /** Plain words for the undo list: `Set list size of A81001 to 4,100`. */
  readonly label: string;
  /** Warnings and notes. */
  readonly problems: readonly Problem[];
}

function outcomeOf(plan: Plan, command: Command): Result<Outcome> {
  switch (command.type) {
    case "setTitle":
      return setTitle(plan, command);
    case "setInput":
      return setInput(plan, command);
    case "setInputs":
      return setInputs(plan, command);
    case "resetInput":
      return resetInput(plan, command);
    case "setAssumption":
      return setAssumption(plan, command);
    case "resetAssumption":
      return resetAssumption(plan, command);
    case "addAssumption":
      return addAssumption(plan, command);
    case "editAssumption":
      return editAssumption(plan, command);
    case "removeAssumption":
      return removeAssumption(plan, command);
    case "addColumn":
      return addColumn(plan, command);
    case "setFormula":
      return setFormula(plan, command);
    case "editColumn":
      return editColumn(plan, command);
    case "removeColumn":
      return removeColumn(plan, command);
    case "setRule":
      return setRule(plan, command);
    case "overrideFormula":
      return overrideFormula(plan, command);
    case "restoreFormula":
      return restoreFormula(plan, command);
    case "acceptFinding":
    case "reopenFinding":
      return markFinding(plan, command);
    case "addTable":
      return addTable(plan, command);
    case "removeTable":
      return removeTable(plan, command);
    case "renameTable":
      return renameTable(plan, command);
    case "addRows":
      return addRows(plan, command);
    case "removeRows":
      return removeRows(plan, command);
    case "recordSimulation":
      return recordSimulation(plan, command);
    case "addLevel":
      return addLevel(plan, command);
    case "renameLevel":
      return renameLevel(plan, command);
    case "removeLevel":
      return removeLevel(plan, command);
    case "addGroup":
      return addGroup(plan, command);
    case "renameGroup":
      return renameGroup(plan, command);
    case "setParent":
      return setParent(plan, command);
    case "removeGroup":
      return removeGroup(plan, command);
    case "mergeGroups":
      return mergeGroups(plan, command);
    case "movePractices":
      return movePractices(plan, command);
    case "addOption":
      return addOption(plan, command);
    case "editOption":
      return editOption(plan, command);
    case "removeOption":
      return removeOption(plan, command);
    case "addPractices":
      return addPractices(plan, command);
    case "removePractices":
      return removePractices(plan, command);
    case "importData":
      return importData(plan, command, applyCommand);
    case "batch":
      return batch(plan, command, applyCommand);
  }
}

/** Does a command, or says why it cannot be done. */
export function applyCommand(plan: Plan, command: Command): Result<Applied> {
  const result = outcomeOf(plan, command);
  if (!result.ok) return result;
  const { changes, label, problems } = result.value;
  return done({ plan: applyChanges(plan, changes), changes, label, problems });
}
