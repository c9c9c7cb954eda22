// Commands on single cells of formula columns: a value in place of the formula, the formula again, and what the user says
// of such a cell. The values live where inputs live, so changing one is as cheap as typing an input.
//
// What must stay true: in the base every override made here has a finding, and no finding is without an override; an
// option's own override has none, because the option itself shows it as its own.

import type { Change } from "../change.ts";
import { baseInput, isOverridden } from "../effective.ts";
import { assumptionValue, valueInWords } from "../inputValues.ts";
import { requireOption, requireTable, rowFinder } from "../lookups.ts";
import type { Finding, FormulaColumn, Option, Plan } from "../plan.ts";
import { done, failed, type Result } from "../problem.ts";
import type { PlanTable } from "../tables.ts";
import type { Command } from "./command.ts";
import { requireFormula } from "./inputChecks.ts";
import { type Cell, overridesOf } from "./inputs.ts";
import { inSentence, type Outcome, outcome, partsChange } from "./outcome.ts";

type Named<T extends Command["type"]> = Extract<Command, { type: T }>;

interface FormulaCell {
  readonly table: PlanTable;
  readonly option: Option;
  /** The option whose own override is meant, null for the base's. */
  readonly owner: Option | null;
  readonly column: FormulaColumn;
  readonly rowKey: string;
}

function requireCell(
  plan: Plan,
  command: {
    readonly table: string;
    readonly row: string;
    readonly column: string;
    readonly option?: string;
  },
): Result<FormulaCell> {
  const table = requireTable(plan, command.table);
  if (!table.ok) return table;
  const option = requireOption(plan, command.option);
  if (!option.ok) return option;
  const column = requireFormula(table.value, command.column);
  if (!column.ok) return column;
  const row = rowFinder(plan, table.value, option.value)(command.row);
  if (!row.ok) return row;
  const owner = overridesOf(plan, table.value, option.value);
  return done({ table: table.value, option: option.value, owner, column: column.value, rowKey: row.value });
}

/** The override that the base or the option itself has there; `undefined` for none. */
function ownOverride(plan: Plan, { owner, column, rowKey }: FormulaCell) {
  if (owner === null) return baseInput(plan, column.id, rowKey);
  return isOverridden(column.id, rowKey, owner) ? owner.inputOverrides[column.id]?.[rowKey] : undefined;
}

function isOf(finding: Finding, { column, rowKey }: FormulaCell): boolean {
  return finding.columnId === column.id && finding.rowKey === rowKey;
}

function cellChange({ owner, column, rowKey }: FormulaCell, cell: Omit<Cell, "rowKey">): Change {
  return {
    kind: "inputs",
    columnId: column.id,
    optionId: owner?.id ?? null,
    cells: [{ rowKey, ...cell }],
  };
}

function inOption({ owner }: FormulaCell): string {
  return owner === null ? "" : ` in ${owner.name}`;
}

export function overrideFormula(plan: Plan, command: Named<"overrideFormula">): Result<Outcome> {
  const found = requireCell(plan, command);
  if (!found.ok) return found;
  const cell = found.value;
  const where = { subject: command.row, column: cell.column.name };
  const value = command.value === "" ? done(null) : assumptionValue(null, command.value);
  if (!value.ok) return { ok: false, problem: { ...value.problem, where } };
  const label = `Override ${inSentence(cell.column.name)} of ${command.row} with ${valueInWords(value.value)}${inOption(cell)}`;
  const before = ownOverride(plan, cell);
  const known = plan.findings.find((each) => isOf(each, cell));
  const isSameFinding = cell.owner !== null || (known?.formula ?? "") === (command.formula ?? "");
  if (before === value.value && isSameFinding) return outcome(label, []);
  const change = cellChange(cell, { before, after: value.value });
  if (cell.owner !== null) return outcome(label, [change]);
  const finding: Finding = {
    columnId: cell.column.id,
    rowKey: cell.rowKey,
    fileName: command.fileName ?? known?.fileName ?? "",
    cell: command.cell ?? known?.cell ?? "",
    kind: (command.formula ?? "") === "" ? "constant" : "formula",
    formula: command.formula ?? "",
    status: "open",
  };
  const findings =
    known === undefined
      ? [...plan.findings, finding]
      : plan.findings.map((each) => (each === known ? finding : each));
  return outcome(label, [...(before === value.value ? [] : [change]), ...partsChange(plan, { findings })]);
}

export function restoreFormula(plan: Plan, command: Named<"restoreFormula">): Result<Outcome> {
  const found = requireCell(plan, command);
  if (!found.ok) return found;
  const cell = found.value;
  const { name, id } = cell.column;
  const before = ownOverride(plan, cell);
  if (before === undefined) {
    const isInherited = cell.owner !== null && baseInput(plan, id, cell.rowKey) !== undefined;
    return failed(
      "not-overridden",
      isInherited
        ? `"${cell.option.name}" has no ${name} of its own for ${command.row}; the value in place of the formula is the base's.`
        : `${name} of ${command.row} is what its formula gives.`,
      {
        remedy: isInherited
          ? "Restore the formula in the base, or give the option a value of its own."
          : "Nothing needs doing.",
        where: { subject: command.row, column: name },
      },
    );
  }
  const changes = [cellChange(cell, { before, after: undefined })];
  const label = `Restore the formula of ${inSentence(name)} of ${command.row}${inOption(cell)}`;
  if (cell.owner !== null || !plan.findings.some((each) => isOf(each, cell))) return outcome(label, changes);
  const findings = plan.findings.filter((each) => !isOf(each, cell));
  return outcome(label, [...changes, ...partsChange(plan, { findings })]);
}

/** What the user says of a finding of the base. */
export function markFinding(
  plan: Plan,
  command: Named<"acceptFinding"> | Named<"reopenFinding">,
): Result<Outcome> {
  const found = requireCell(plan, command);
  if (!found.ok) return found;
  const cell = found.value;
  const { name } = cell.column;
  const finding = plan.findings.find((each) => isOf(each, cell));
  if (finding === undefined)
    return failed("no-finding", `There is no finding at ${name} of ${command.row}.`, {
      remedy: "Look at the list of findings for the cells that are not what their formula gives.",
      where: { subject: command.row, column: name },
    });
  const status = command.type === "acceptFinding" ? "accepted" : "open";
  const label = `${status === "accepted" ? "Accept" : "Reopen"} the finding at ${inSentence(name)} of ${command.row}`;
  if (finding.status === status) return outcome(label, []);
  const findings = plan.findings.map((each) => (each === finding ? { ...each, status } : each)) as Finding[];
  return outcome(label, partsChange(plan, { findings }));
}
