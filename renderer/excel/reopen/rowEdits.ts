// Rows that were typed below a table or taken out of it: practices, rows of supporting tables, options. Groups are a matter of
// their own (groupEdits.ts).
//
// What must stay true: a new row comes with everything that stands in it; a row that was taken out of one option's sheet
// only stays, because the rows are the same in every option.

import type { Scalar } from "../../engine/values/value.ts";
import { isError } from "../../engine/values/value.ts";
import type { SingleCommand } from "../../plan/commands/command.ts";
import { practiceCode } from "../../plan/lookups.ts";
import { nameKey } from "../../plan/names.ts";
import { PHASE } from "./changeList.ts";
import type { NewColumns } from "./columnEdits.ts";
import { newColumnKey } from "./columnEdits.ts";
import {
  addressOf,
  type Comparing,
  columnOf,
  heldCell,
  inOption,
  optionField,
  type TablePair,
} from "./comparing.ts";
import { inWords, typedValue } from "./inputEdits.ts";
import type { RowNames } from "./rowNames.ts";
import type { TableView, ViewRow } from "./tableView.ts";

export function compareRows(
  comparing: Comparing,
  pair: TablePair,
  names: RowNames,
  newColumns: NewColumns,
): void {
  const { list } = comparing;
  const { view } = pair.edited;
  const sheet = view.sheet.name;
  if (view.strays.length > 0)
    list.tell(
      "rows-beside-table",
      `The sheet "${sheet}" has ${view.strays.length === 1 ? "a row" : `${view.strays.length} rows`} below its table that ${view.strays.length === 1 ? "is no row" : "are no rows"} of it (row ${view.strays[0]}); not taken.`,
      sheet,
      { remedy: "Put new rows directly below the last one, with a code or a name in the first column." },
    );
  switch (pair.table.kind) {
    case "practices":
      practiceRows(comparing, pair, newColumns);
      break;
    case "supporting":
      supportingRows(comparing, pair, names, newColumns);
      break;
    case "options":
      optionRows(comparing, pair);
      break;
    case "level":
      break;
  }
}

interface TypedColumn {
  readonly name: string;
  readonly column: number;
  readonly role: "input" | "formula";
}

/** The columns of the edited sheet that are the table's own, new ones too. */
function typedColumns(pair: TablePair, newColumns: NewColumns): readonly TypedColumn[] {
  const { view, columnNames } = pair.edited;
  return view.columns.flatMap(({ name, column }): readonly TypedColumn[] => {
    const planName = columnNames.get(nameKey(name));
    const own = pair.table.columns.find(
      (each) => planName !== undefined && nameKey(each.name) === nameKey(planName),
    );
    if (own?.role === "input" || own?.role === "formula") return [{ name: own.name, column, role: own.role }];
    const added = newColumns.get(newColumnKey(pair.table.name, name));
    return added === undefined || own !== undefined
      ? []
      : [{ name: added.name, column, role: added.isFormula ? "formula" : "input" }];
  });
}

/** What stands in the input cells of a new row, by column; blanks are left out. */
function inputsOf(
  comparing: Comparing,
  pair: TablePair,
  row: ViewRow,
  columns: readonly TypedColumn[],
): ReadonlyMap<string, Scalar> {
  const values = new Map<string, Scalar>();
  for (const { name, column, role } of columns) {
    if (role !== "input") continue;
    const held = heldCell(pair.edited.view, row.row, column);
    if (!pair.isBase && held.formula !== null) continue;
    const value = typedValue(comparing, pair, row.row, column, `${row.key} ${name}`);
    if (value !== undefined && value !== null) values.set(name, value);
  }
  return values;
}

/** Values typed into formula columns of a new row. */
function overridesOf(
  pair: TablePair,
  row: ViewRow,
  columns: readonly TypedColumn[],
): ReadonlyMap<string, Scalar> {
  const values = new Map<string, Scalar>();
  for (const { name, column, role } of columns) {
    if (role !== "formula") continue;
    const { value, formula } = heldCell(pair.edited.view, row.row, column);
    if (formula === null && value !== null && value !== "" && !isError(value))
      values.set(name, value as Scalar);
  }
  return values;
}

function practiceRows(comparing: Comparing, pair: TablePair, newColumns: NewColumns): void {
  const { list, plan } = comparing;
  const sheet = pair.edited.view.sheet.name;
  const { table, isBase } = pair;
  const known = new Set(plan.practices);
  const seen = new Set<string>();
  const columns = typedColumns(pair, newColumns);
  for (const row of pair.rows.added) {
    const code = practiceCode(row.key);
    const cell = addressOf(row.row, columnOf(pair.edited.view, pair.exported.view.columns[0]?.name ?? ""));
    const where = { sheet, row: row.row };
    if (code === "" || known.has(code) || seen.has(code)) {
      const why = code === "" ? "has no practice code" : `has the code ${code}, which another row has too`;
      list.tell("row-not-taken", `Row ${row.row} of the sheet "${sheet}" ${why}; it was not taken.`, sheet, {
        remedy: "Give every row a code of its own.",
        where,
      });
      continue;
    }
    seen.add(code);
    const isNew = isBase || baseHas(comparing, code);
    if (!isNew) {
      list.tell(
        "row-not-in-base",
        `Practice ${code} stands on the sheet "${sheet}" only; type it on the base's sheet too.`,
        sheet,
        { where },
      );
      continue;
    }
    const inputs = inputsOf(comparing, pair, row, columns);
    const overrides = overridesOf(pair, row, columns);
    const commands: SingleCommand[] = [];
    if (isBase) commands.push({ type: "addPractices", practices: [code] });
    if (inputs.size > 0)
      commands.push({
        type: "setInputs",
        table: table.name,
        cells: [...inputs].map(([column, value]) => ({ row: code, column, value })),
        ...optionField(pair),
      });
    for (const [column, value] of overrides)
      commands.push({
        type: "overrideFormula",
        table: table.name,
        row: code,
        column,
        value,
        ...optionField(pair),
      });
    if (commands.length === 0) continue;
    const figures = [...inputs].map(([column, value]) => `${column} ${inWords(value, null)}`).join(", ");
    list.add(PHASE.practice, {
      sentence: isBase
        ? `New practice ${code}${figures === "" ? "" : `: ${figures}`}`
        : `New practice ${code}${inOption(pair)}: ${figures}`,
      command: { type: "batch", label: `Add ${code}`, commands },
      sheet,
      cell,
    });
  }
  if (pair.rows.removed.length === 0) return;
  if (isBase)
    for (const { key } of pair.rows.removed)
      list.add(PHASE.remove, {
        sentence: `Practice ${key} was removed`,
        command: { type: "removePractices", practices: [key] },
        sheet,
        cell: "",
      });
  else {
    const still = pair.rows.removed.filter(({ key }) => !baseLacks(comparing, key));
    if (still.length > 0)
      list.tell(
        "row-removed-in-option",
        `${still
          .map(({ key }) => key)
          .slice(0, 5)
          .join(
            ", ",
          )}${still.length > 5 ? " and others" : ""} ${still.length === 1 ? "was" : "were"} removed from the sheet "${sheet}" only; a practice is in every option or in none, so nothing was taken.`,
        sheet,
        { remedy: "Remove the row from the base's sheet, or move the practice to Unassigned." },
      );
  }
}

function basePair({ pairs }: Comparing): TablePair | undefined {
  return pairs.find(({ isBase, table }) => isBase && table.kind === "practices");
}

function baseHas(comparing: Comparing, code: string): boolean {
  return basePair(comparing)?.rows.added.some(({ key }) => practiceCode(key) === code) ?? false;
}

function baseLacks(comparing: Comparing, key: string): boolean {
  return basePair(comparing)?.rows.removed.some((row) => nameKey(row.key) === nameKey(key)) ?? false;
}

function supportingRows(
  comparing: Comparing,
  pair: TablePair,
  names: RowNames,
  newColumns: NewColumns,
): void {
  const { list } = comparing;
  const { table, isBase } = pair;
  const { view } = pair.edited;
  const sheet = view.sheet.name;
  const columns = typedColumns(pair, newColumns);
  const changed = pair.rows.added.length + pair.rows.removed.length;
  if (changed === 0) return;
  if (!isBase) {
    list.tell(
      "rows-of-option",
      `Rows were added to or taken out of "${sheet}" of one option; the rows are the same in every option, so nothing was taken.`,
      sheet,
      {
        remedy: "Change the rows on the base's sheet.",
      },
    );
    return;
  }
  for (const row of pair.rows.added) {
    const values = Object.fromEntries(inputsOf(comparing, pair, row, columns));
    if (Object.keys(values).length === 0) continue;
    const before = nextKnown(view, pair, row);
    const address = before === undefined ? undefined : names.address(before);
    list.add(PHASE.practice, {
      sentence: `New row of ${table.title}: ${Object.entries(values)
        .map(([column, value]) => `${column} ${inWords(value, null)}`)
        .join(", ")}`,
      command: {
        type: "addRows",
        table: table.name,
        rows: [values],
        // a place counted from the top would move with the row that comes in
        ...(address === undefined || address.startsWith("#") ? {} : { before: address }),
      },
      sheet,
      cell: addressOf(row.row, view.columns[0]?.column),
    });
  }
  if (pair.rows.removed.length > 0)
    list.add(PHASE.remove, {
      sentence: `Removed from ${table.title}: ${pair.rows.removed.map((row) => names.of(row)).join(", ")}`,
      command: {
        type: "removeRows",
        table: table.name,
        rows: pair.rows.removed.map((row) => names.address(row)),
      },
      sheet,
      cell: "",
    });
}

/** The exported row that the next known row below a new one is. */
function nextKnown(view: TableView, pair: TablePair, row: ViewRow): ViewRow | undefined {
  const at = view.rows.indexOf(row);
  for (const next of view.rows.slice(at + 1)) {
    const found = [...pair.rows.pairs, ...pair.rows.renamed].find(([, after]) => after === next);
    if (found !== undefined) return found[0];
  }
  return undefined;
}

function optionRows({ list }: Comparing, pair: TablePair): void {
  const { view } = pair.edited;
  const sheet = view.sheet.name;
  for (const [before, after] of pair.rows.renamed)
    list.add(PHASE.rename, {
      sentence: `The option ${before.key} is called ${after.key}`,
      command: { type: "editOption", option: before.key, newName: after.key },
      sheet,
      cell: addressOf(after.row, view.columns[0]?.column),
    });
  for (const { key, row } of pair.rows.added)
    list.tell(
      "option-added",
      `The option "${key}" in row ${row} of the sheet Options was not taken: an option has groups and sheets of its own.`,
      sheet,
      {
        remedy: "Add the option in Catchment.",
      },
    );
  for (const { key } of pair.rows.removed)
    list.tell(
      "option-removed",
      `The option "${key}" is no more on the sheet Options; the plan keeps it.`,
      sheet,
      {
        remedy: "Remove the option in Catchment.",
      },
    );
}
