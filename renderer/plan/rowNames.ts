// What the rows of a supporting table are called, and how they are found by it. Such a table has no column of names that
// no two rows share: the text of its first column names a row for the user, and its place where that is blank;
// commands find a row by that text where no other row has it, and by `#3` (the third row) always.
//
// What must stay true: `rowAddresses` gives for every row a name by which `supportingRowFinder` finds this very row.

import { formatValue, isError, type Value } from "../engine/index.ts";
import { nameKey, unknownName } from "./names.ts";
import type { Column, KeyedValues, Option, Plan } from "./plan.ts";
import { done, failed, type Result } from "./problem.ts";
import type { PlanTable } from "./tables.ts";

const POSITION = /^#(\d{1,9})$/;

/** The text that names a row whose first column holds `value`; "" when it holds nothing to be named by. */
function nameText(value: Value, column: Column | undefined): string {
  if (value === null || isError(value)) return "";
  return typeof value === "string" ? value.trim() : formatValue(value, column?.format ?? "General").trim();
}

/** The name of a row whose first column holds `value`; `at` from 0. */
export function rowNameOf(value: Value, column: Column | undefined, at: number): string {
  return nameText(value, column) || `row ${at + 1}`;
}

/** Texts of the first column as the plan's inputs give them in an option; "" for blanks and for what a formula gives. */
function nameTexts(plan: Plan, table: PlanTable, option: Option): readonly string[] {
  const rows = table.supporting?.rows ?? [];
  const first = table.supporting?.columns[0];
  if (first?.kind !== "input") return rows.map(() => "");
  const own = option.inputOverrides[first.id];
  const base = plan.keyedInputs[first.id];
  return rows.map((row) => {
    const values = own !== undefined && Object.hasOwn(own, row) ? own : base;
    return nameText(values?.[row] ?? null, first);
  });
}

/** The names as the plan's inputs give them in an option; rows that a formula names are called by their place. */
export function supportingRowNames(plan: Plan, table: PlanTable, option: Option): readonly string[] {
  return nameTexts(plan, table, option).map((text, at) => text || `row ${at + 1}`);
}

interface NameIndex {
  readonly rows: readonly string[];
  readonly column: Column | undefined;
  /** Name key -> row, from 0; -1 where several rows have it. */
  readonly byName: ReadonlyMap<string, number>;
}

/** Kept with the base's values of the first column, which edits of other columns share. */
const indices = new WeakMap<KeyedValues, NameIndex>();

function nameIndex(plan: Plan, table: PlanTable, option: Option): NameIndex["byName"] {
  const rows = table.supporting?.rows ?? [];
  const column = table.supporting?.columns[0];
  const id = column?.id ?? "";
  const values = option.inputOverrides[id] === undefined ? plan.keyedInputs[id] : undefined;
  const known = values === undefined ? undefined : indices.get(values);
  if (known !== undefined && known.rows === rows && known.column === column) return known.byName;
  const byName = new Map<string, number>();
  for (const [at, text] of nameTexts(plan, table, option).entries())
    if (text !== "") byName.set(nameKey(text), byName.has(nameKey(text)) ? -1 : at);
  if (values !== undefined) indices.set(values, { rows, column, byName });
  return byName;
}

/** For each row the name by which a command finds it: its text where no other row has it, else its place, `#3`. */
export function rowAddresses(plan: Plan, table: PlanTable, option: Option): readonly string[] {
  const byName = nameIndex(plan, table, option);
  return nameTexts(plan, table, option).map((text, at) =>
    text !== "" && !POSITION.test(text) && byName.get(nameKey(text)) === at ? text : `#${at + 1}`,
  );
}

/** Finds rows of a supporting table by name or place; gives the row's id. */
export function supportingRowFinder(
  plan: Plan,
  table: PlanTable,
  option: Option,
): (name: string) => Result<string> {
  const rows = table.supporting?.rows ?? [];
  const found = (at: number) => done(rows[at] ?? "");
  return (name) => {
    const place = POSITION.exec(name.trim());
    if (place !== null) {
      const at = Number(place[1]) - 1;
      if (at >= 0 && at < rows.length) return found(at);
      return failed("unknown-row", `${table.title} has no row ${name.trim()}; it has ${rows.length}.`, {
        remedy: "Count the rows from #1.",
        where: { subject: name },
      });
    }
    const byName = nameIndex(plan, table, option);
    const at = byName.get(nameKey(name));
    if (at !== undefined && at >= 0) return found(at);
    if (at === -1)
      return failed("ambiguous-row", `${table.title} has several rows called "${name.trim()}".`, {
        remedy: "Name the row by its place: #1 is the first.",
        where: { subject: name },
      });
    const names = nameTexts(plan, table, option).filter((text) => text !== "");
    const { remedy, ...problem } = unknownName("unknown-row", `row of ${table.title}`, name, names);
    return {
      ok: false,
      problem: { ...problem, remedy: `${remedy ?? ""} A place names a row as well: #1 is the first.`.trim() },
    };
  };
}
