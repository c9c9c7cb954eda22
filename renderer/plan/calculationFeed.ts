// What the calculation asks before it tells the engine something: which tables all options share, which changes need
// the whole plan described again, and what an option's column holds beside the base's.

import type { Scalar } from "../engine/index.ts";
import type { Change } from "./change.ts";
import type { Plan } from "./plan.ts";
import type { PlanTable } from "./tables.ts";

/** Tables whose rows are the same in every option. */
export function isShared(table: PlanTable): boolean {
  return table.kind === "practices" || table.kind === "supporting";
}

/** Parts of a plan that no figure depends on. */
const NOT_CALCULATED: ReadonlySet<string> = new Set<keyof Plan>([
  "title",
  "sources",
  "findings",
  "simulation",
]);

/** Whether the engine must hear the whole plan again: the change replaces parts that figures depend on. */
export function isToBeDescribed(change: Change): boolean {
  return change.kind === "parts" && Object.keys(change.after).some((part) => !NOT_CALCULATED.has(part));
}

/** A column of an option: its own value where it has one, the base's elsewhere, row by row. */
export function withOverrides(
  keys: readonly string[],
  values: readonly Scalar[],
  own: Readonly<Record<string, Scalar>>,
): readonly Scalar[] {
  return keys.map((key, index) => (Object.hasOwn(own, key) ? (own[key] ?? null) : (values[index] ?? null)));
}
