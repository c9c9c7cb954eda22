// Words and figures that stand in no plan table: the assumptions with their values in every option, and on the sheet Read me the
// plan's title, the options' notes and the columns' notes.
//
// What must stay true: an assumption's cell of another option that is the exported formula follows the base; a constant in it
// is the option's own.

import { isError, type Scalar } from "../../engine/values/value.ts";
import { isAssumptionOverridden } from "../../plan/effective.ts";
import { valueInWords } from "../../plan/inputValues.ts";
import { nameKey } from "../../plan/names.ts";
import type { Assumption, Option } from "../../plan/plan.ts";
import { planTables } from "../../plan/tables.ts";
import type { SheetContent } from "../read/workbookContent.ts";
import { READ_ME_SHEET } from "../write/names.ts";
import { PHASE } from "./changeList.ts";
import { addressOf, type Comparing, columnOf, heldCell, sameConstant, scalarOf } from "./comparing.ts";
import { matchRows } from "./matching.ts";
import { textOf, type ViewRow } from "./tableView.ts";

const TEXTS = ["Unit", "Source", "Note"] as const;

export function compareAssumptions(comparing: Comparing): void {
  const { plan, list, assumptions } = comparing;
  if (assumptions === null) return;
  const { exported, edited } = assumptions;
  const rows = matchRows(exported, edited, true);
  const sheet = edited.sheet.name;
  const keyCell = (row: ViewRow) => addressOf(row.row, columnOf(edited, exported.columns[0]?.name ?? ""));
  for (const [before, after] of [...rows.pairs, ...rows.renamed]) {
    const assumption = plan.assumptions.find(({ name }) => nameKey(name) === nameKey(before.key));
    if (assumption === undefined) continue;
    for (const [index, option] of plan.options.entries())
      compareValue(comparing, assumption, option, index === 0, before, after);
    for (const text of TEXTS) {
      const [was, now] = [columnOf(exported, text), columnOf(edited, text)];
      if (was === undefined || now === undefined) continue;
      const old = textOf(exported.sheet.value(before.row, was));
      const held = textOf(edited.sheet.value(after.row, now));
      if (old === held) continue;
      const field = text.toLowerCase() as "unit" | "source" | "note";
      list.add(PHASE.words, {
        sentence: `${text} of ${assumption.name} ${valueInWords(old || null)} -> ${valueInWords(held || null)}`,
        command: { type: "editAssumption", name: assumption.name, [field]: held },
        sheet,
        cell: addressOf(after.row, now),
      });
    }
  }
  for (const [before, after] of rows.renamed)
    list.add(PHASE.rename, {
      sentence: `The assumption ${before.key} is called ${after.key}`,
      command: { type: "editAssumption", name: before.key, newName: after.key },
      sheet,
      cell: keyCell(after),
    });
  for (const row of rows.added) addedAssumption(comparing, row, keyCell(row));
  for (const row of rows.removed)
    list.add(PHASE.remove, {
      sentence: `The assumption ${row.key} was removed`,
      command: { type: "removeAssumption", name: row.key },
      sheet,
      cell: "",
    });
}

function compareValue(
  comparing: Comparing,
  { name }: Assumption,
  option: Option,
  isBase: boolean,
  before: ViewRow,
  after: ViewRow,
): void {
  const { assumptions, list } = comparing;
  if (assumptions === null) return;
  const { exported, edited } = assumptions;
  const [was, now] = [columnOf(exported, option.name), columnOf(edited, option.name)];
  if (was === undefined || now === undefined) return;
  const old = heldCell(exported, before.row, was);
  const held = heldCell(edited, after.row, now);
  const cell = addressOf(after.row, now);
  const sheet = edited.sheet.name;
  const what = `${name}${isBase ? "" : ` in ${option.name}`}`;
  if (
    held.formula !== null &&
    !isBase &&
    isBaseCell(held.formula, after.row, columnOf(edited, comparing.plan.options[0]?.name ?? ""))
  ) {
    if (isAssumptionOverridden(name, option))
      list.add(PHASE.cell, {
        sentence: `${what} follows the base again`,
        command: { type: "resetAssumption", name, option: option.name },
        sheet,
        cell,
      });
    return;
  }
  if (old.formula === null && held.formula === null && sameConstant(old.value, held.value)) return;
  const sheetIndex = comparing.edited.sheets.indexOf(edited.sheet);
  const value = scalarOf(comparing.resultAt(sheetIndex, after.row, now));
  if (value === undefined) {
    list.tell("error-in-input", `${what} holds an error value; it stays as it was.`, sheet, {
      where: { sheet, subject: cell },
    });
    return;
  }
  if (held.formula !== null)
    list.tell(
      "formula-in-input",
      `${what} holds a formula in the workbook (=${held.formula.slice(0, 80)}); the plan takes its result, ${valueInWords(value)}.`,
      sheet,
      {
        severity: "note",
        where: { sheet, subject: cell },
      },
    );
  const shown = exported.sheet.value(before.row, was);
  list.add(PHASE.cell, {
    sentence: `${what} ${valueInWords((isError(shown) ? null : shown) as Scalar)} -> ${valueInWords(value)}`,
    command: { type: "setAssumption", name, value, ...(isBase ? {} : { option: option.name }) },
    sheet,
    cell,
  });
}

/** `B2`, `$B$2`: the cell of the base in the same row. */
function isBaseCell(formula: string, row: number, column: number | undefined): boolean {
  const address = formula.replace(/^\+/, "").replace(/^.*!/, "").replaceAll("$", "");
  return column !== undefined && address.toUpperCase() === addressOf(row, column);
}

function addedAssumption(
  { plan, list, assumptions, edited: content, resultAt }: Comparing,
  row: ViewRow,
  cell: string,
): void {
  if (assumptions === null) return;
  const { edited } = assumptions;
  const sheetIndex = content.sheets.indexOf(edited.sheet);
  const sheet = edited.sheet.name;
  const text = (name: string) => {
    const column = columnOf(edited, name);
    return column === undefined ? "" : textOf(edited.sheet.value(row.row, column));
  };
  const valueFor = (option: Option | undefined) => {
    const column = option === undefined ? undefined : columnOf(edited, option.name);
    return column === undefined ? null : (scalarOf(resultAt(sheetIndex, row.row, column)) ?? null);
  };
  const value = valueFor(plan.options[0]);
  const column = columnOf(edited, plan.options[0]?.name ?? "");
  const format = column === undefined ? "General" : edited.sheet.numberFormat(row.row, column);
  list.add(PHASE.assumption, {
    sentence: `New assumption ${row.key}: ${valueInWords(value)}`,
    command: {
      type: "addAssumption",
      name: row.key,
      value,
      unit: text("Unit"),
      source: text("Source"),
      note: text("Note"),
      ...(format === "General" ? {} : { format }),
    },
    sheet,
    cell,
  });
  for (const option of plan.options.slice(1)) {
    const own = valueFor(option);
    if (own === null || sameConstant(own, value)) continue;
    list.add(PHASE.cell, {
      sentence: `${row.key} in ${option.name}: ${valueInWords(own)}`,
      command: { type: "setAssumption", name: row.key, value: own, option: option.name },
      sheet,
      cell,
    });
  }
}

const BASE_WORDS = "The base, from which the others inherit.";

/** Title, options' notes and columns' notes, by the sections of the sheet Read me. */
export function compareReadMe({ plan, list, exported, edited }: Comparing): void {
  const before = exported.sheets.find(({ name }) => name === READ_ME_SHEET);
  const after = edited.sheets.find(({ name }) => nameKey(name) === nameKey(READ_ME_SHEET));
  if (before === undefined || after === undefined) return;
  const add = (sentence: string, command: Parameters<typeof list.add>[1]["command"], cell: string) =>
    list.add(PHASE.words, { sentence, command, sheet: after.name, cell });
  const title = textOf(after.value(1, 1));
  if (title !== "" && title !== textOf(before.value(1, 1)))
    add(`The plan is called ${title}`, { type: "setTitle", title }, "A1");
  const [oldOptions, newOptions] = [section(before, "Options"), section(after, "Options")];
  for (const option of plan.options) {
    const [was, now] = [oldOptions.get(nameKey(option.name)), newOptions.get(nameKey(option.name))];
    if (was === undefined || now === undefined || was.text === now.text) continue;
    const isBase = option === plan.options[0];
    const note =
      isBase && now.text.startsWith(BASE_WORDS) ? now.text.slice(BASE_WORDS.length).trim() : now.text;
    add(
      `Note of the option ${option.name}: ${valueInWords(note || null)}`,
      { type: "editOption", option: option.name, note },
      now.cell,
    );
  }
  const [oldColumns, newColumns] = [section(before, "Columns"), section(after, "Columns")];
  for (const table of planTables(plan)) {
    for (const column of table.columns) {
      if (column.role !== "input" && column.role !== "formula") continue;
      const key = nameKey(`${table.title}: ${column.name}`);
      const [was, now] = [oldColumns.get(key), newColumns.get(key)];
      if (was === undefined || now === undefined || was.text === now.text) continue;
      add(
        `Note of ${column.name} of ${table.title}: ${valueInWords(now.text || null)}`,
        { type: "editColumn", table: table.name, column: column.name, note: now.text },
        now.cell,
      );
    }
  }
}

/** First cells of a section's rows with the second: from its title to the next blank row. */
function section(
  sheet: SheetContent,
  title: string,
): ReadonlyMap<string, { readonly text: string; readonly cell: string }> {
  const found = new Map<string, { text: string; cell: string }>();
  let row = 1;
  while (
    row <= sheet.rows &&
    !(
      textOf(sheet.value(row, 1)) === title &&
      textOf(sheet.value(row - 1, 1)) === "" &&
      textOf(sheet.value(row, 2)) === ""
    )
  )
    row += 1;
  for (row += 2; row <= sheet.rows; row += 1) {
    const key = nameKey(textOf(sheet.value(row, 1)));
    if (key === "") break;
    found.set(key, { text: textOf(sheet.value(row, 2)), cell: addressOf(row, 2) });
  }
  return found;
}
