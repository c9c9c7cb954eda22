// Commands that put values into input columns, in the base or in one option.
//
// What must stay true: a cell is addressed by names, checked against its column's type, and changes nothing else.
// The Options table has one row per option, so there the row already says whose input it is.

import type { Scalar } from "../../engine/values/value.ts";
import type { Change } from "../change.ts";
import { baseInput, isOverridden } from "../effective.ts";
import { valueInWords } from "../inputValues.ts";
import { baseOption, requireOption, requireTable, rowFinder } from "../lookups.ts";
import { nameKey } from "../names.ts";
import type { InputColumn, Option, Plan } from "../plan.ts";
import { failed, type Result } from "../problem.ts";
import type { PlanTable } from "../tables.ts";
import type { Command } from "./command.ts";
import { checkedValue, choiceProblems, isNotAChoice, requireInput } from "./inputChecks.ts";
import { counted, inSentence, type Outcome, outcome } from "./outcome.ts";

type SetInput = Extract<Command, { type: "setInput" }>;
type SetInputs = Extract<Command, { type: "setInputs" }>;
type ResetInput = Extract<Command, { type: "resetInput" }>;

/** The option whose own values are meant, null for the base's. */
export function overridesOf(plan: Plan, table: PlanTable, option: Option): Option | null {
  return table.kind === "options" || option === baseOption(plan) ? null : option;
}

export type Cell = Extract<Change, { kind: "inputs" }>["cells"][number];

/** A cell's change, or null when the value is there already. A base blank outside Practices is an absent key. */
function cellChange(
  plan: Plan,
  column: InputColumn,
  rowKey: string,
  owner: Option | null,
  value: Scalar,
): Cell | null {
  if (owner === null) {
    const before = baseInput(plan, column.id, rowKey);
    const isKeyed = plan.practiceInputs[column.id] === undefined;
    const after = isKeyed && value === null ? undefined : value;
    return before === after ? null : { rowKey, before, after };
  }
  const before = isOverridden(column.id, rowKey, owner)
    ? owner.inputOverrides[column.id]?.[rowKey]
    : undefined;
  return before === value ? null : { rowKey, before, after: value };
}

export function setInputs(plan: Plan, command: SetInputs): Result<Outcome> {
  const table = requireTable(plan, command.table);
  if (!table.ok) return table;
  const option = requireOption(plan, command.option);
  if (!option.ok) return option;
  const owner = overridesOf(plan, table.value, option.value);
  const findRow = rowFinder(plan, table.value, option.value);
  const columns = new Map<string, InputColumn>();
  const changes = new Map<InputColumn, Map<string, Cell>>();
  const others = new Map<InputColumn, Scalar[]>();
  for (const cell of command.cells) {
    let column = columns.get(nameKey(cell.column));
    if (column === undefined) {
      const found = requireInput(plan, table.value, cell.column);
      if (!found.ok) return found;
      column = found.value;
      columns.set(nameKey(cell.column), column);
      changes.set(column, new Map());
      others.set(column, []);
    }
    const row = findRow(cell.row);
    if (!row.ok) return row;
    const value = checkedValue(column, cell.value, cell.row);
    if (!value.ok) return value;
    if (isNotAChoice(column, value.value)) others.get(column)?.push(value.value);
    const change = cellChange(plan, column, row.value, owner, value.value);
    if (change === null) changes.get(column)?.delete(row.value);
    else changes.get(column)?.set(row.value, change);
  }
  return outcome(
    inputsLabel(command, table.value, option.value, owner),
    [...changes].flatMap(([column, cells]): Change[] =>
      cells.size === 0
        ? []
        : [{ kind: "inputs", columnId: column.id, optionId: owner?.id ?? null, cells: [...cells.values()] }],
    ),
    [...others].flatMap(([column, values]) => choiceProblems(column, values)),
  );
}

function inputsLabel(command: SetInputs, table: PlanTable, option: Option, owner: Option | null): string {
  const where = owner === null ? "" : ` in ${option.name}`;
  const [first, second] = command.cells;
  if (first !== undefined && second === undefined)
    return first.value === null
      ? `Clear ${inSentence(first.column)} of ${first.row}${where}`
      : `Set ${inSentence(first.column)} of ${first.row} to ${valueInWords(first.value)}${where}`;
  const clears = command.cells.every((cell) => cell.value === null);
  return `${clears ? "Clear" : "Set"} ${counted(command.cells.length, "cell")} of ${table.title}${where}`;
}

export function setInput(plan: Plan, command: SetInput): Result<Outcome> {
  const { table, option, row, column, value } = command;
  return setInputs(plan, {
    type: "setInputs",
    table,
    cells: [{ row, column, value }],
    ...(option === undefined ? {} : { option }),
  });
}

export function resetInput(plan: Plan, command: ResetInput): Result<Outcome> {
  const table = requireTable(plan, command.table);
  if (!table.ok) return table;
  const option = requireOption(plan, command.option);
  if (!option.ok) return option;
  const column = requireInput(plan, table.value, command.column);
  if (!column.ok) return column;
  const row = rowFinder(plan, table.value, option.value)(command.row);
  if (!row.ok) return row;
  if (overridesOf(plan, table.value, option.value) === null)
    return failed(
      "nothing-inherited",
      table.value.kind === "options"
        ? "A row of Options belongs to its option alone, so there is nothing to inherit."
        : `"${option.value.name}" is the base, so there is nothing it could inherit.`,
      { remedy: "Set the value instead.", where: { subject: command.row, column: column.value.name } },
    );
  const { id, name } = column.value;
  if (!isOverridden(id, row.value, option.value))
    return failed("not-overridden", `"${option.value.name}" has no ${name} of its own for ${command.row}.`, {
      remedy: "Nothing needs doing: it has the base's value already.",
      where: { subject: command.row, column: name },
    });
  const before = option.value.inputOverrides[id]?.[row.value];
  return outcome(`Reset ${inSentence(name)} of ${command.row} in ${option.value.name}`, [
    {
      kind: "inputs",
      columnId: id,
      optionId: option.value.id,
      cells: [{ rowKey: row.value, before, after: undefined }],
    },
  ]);
}
