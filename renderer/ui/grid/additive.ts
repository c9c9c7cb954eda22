// Whether the sum of a column over practices means anything. Patients and pounds add up; ratios, indices, rates
// per head, dates and codes do not, and a wrong subtotal is worse than none. Decided from the column's type, format,
// name and formula, never from the figures, so a subtotal does not come and go while editing.

import type { TableColumn } from "../../plan/tables.ts";

const NOT_ADDITIVE =
  /\b(index|indices|ratio|rate|share|per|percent(age)?|average|mean|median|chance|probability|spread|deviation|variation|code|year|month|date|rank|score|flag|rni|latitude|longitude|easting|northing|factor|imd|break-even|decile|quintile)\b|%/i;

/** A formula that divides, ranks or averages: what it gives of each row says nothing when added up. */
const RATIO_FORMULA =
  /\/|\^|\b(AVERAGE|MEDIAN|MODE|RANK|SQRT|LN|LOG|EXP|POWER|NORM|STDEV|VAR|PERCENT|QUARTILE|SLOPE|CORREL)/i;

/** True when group rows and the total show the column's sum. */
export function isAdditive(column: TableColumn): boolean {
  if (column.role !== "input" && column.role !== "formula") return false;
  if (column.column.kind === "input" && column.column.type !== "number") return false;
  if (column.column.kind === "formula" && RATIO_FORMULA.test(withoutNames(column.column.formula)))
    return false;
  const format = column.format.replace(/"[^"]*"|\\./g, "");
  if (/[%@dyhs]|e[+-]/i.test(format.replace(/\[[^\]]*\]|general/gi, ""))) return false;
  return !NOT_ADDITIVE.test(column.name.replaceAll("_", " "));
}

/** The formula without texts, column names and the criteria in them. */
function withoutNames(formula: string): string {
  return formula.replace(/"[^"]*"/g, "").replace(/\[(?:[^[\]']|'.|\[(?:[^[\]']|'.)*\])*\]/g, "");
}
