// The sheet of assumptions: one row each, one column per option. The cell in an option's column is what the option's
// defined name refers to, so that changing it moves every formula of that option.
//
// What must stay true: an inherited cell is a formula that follows the base's cell, an override is a constant; the
// order of rows is the plan's, because the defined names point at fixed cells (so the table offers no sorting).

import type { CalculatedPlan } from "../../plan/calculation.ts";
import { isAssumptionOverridden } from "../../plan/effective.ts";
import { uniqueName } from "../../plan/names.ts";
import { ASSUMPTIONS_TABLE, type Assumption, type Option, type Plan } from "../../plan/plan.ts";
import { columnLetter } from "../read/sourceFile.ts";
import type { CellWriter } from "./cellXml.ts";
import { textWidth } from "./columnWidths.ts";
import type { WorkbookNames } from "./names.ts";
import type { Styles } from "./styles.ts";
import type { SheetColumn, TableSheet } from "./tableSheet.ts";
import { type DefinedName, quotedSheet } from "./workbookParts.ts";

const FIXED = ["Assumption", "Unit", "Source", "Note"] as const;

/** The column of the base, the first option. */
const BASE_COLUMN = 1;

export function assumptionsSheet(
  plan: Plan,
  calculated: CalculatedPlan,
  cells: CellWriter,
  styles: Styles,
): TableSheet {
  const { assumptions } = plan;
  const text = (
    name: string,
    of: (assumption: Assumption) => string,
    kind: "key" | "wrapped",
  ): SheetColumn => {
    const style = styles.index(kind, "@");
    return {
      name,
      width: textWidth(name, assumptions.map(of), 60),
      calculated: "",
      cell: (row, address) => cells.constant(style, of(assumptions[row] as Assumption) || null, address),
    };
  };
  const taken = new Set(FIXED.map((name) => name.toLowerCase()));
  return {
    sheetName: ASSUMPTIONS_TABLE,
    tableName: ASSUMPTIONS_TABLE,
    rowCount: assumptions.length,
    filter: false,
    frozenColumns: 1,
    columns: [
      text("Assumption", (assumption) => assumption.name, "key"),
      ...plan.options.map((option, index) => {
        const name = uniqueName(taken, option.name);
        taken.add(name.toLowerCase());
        return optionColumn(plan, calculated, option, index, name, cells, styles);
      }),
      text("Unit", (assumption) => assumption.unit, "wrapped"),
      text("Source", (assumption) => assumption.source, "wrapped"),
      text("Note", (assumption) => assumption.note, "wrapped"),
    ],
  };
}

function optionColumn(
  plan: Plan,
  calculated: CalculatedPlan,
  option: Option,
  index: number,
  name: string,
  cells: CellWriter,
  styles: Styles,
): SheetColumn {
  const texts = plan.assumptions.map(({ value }) => String(value ?? ""));
  return {
    name,
    width: textWidth(name, texts, 30),
    calculated: "",
    cell: (row, address) => {
      const assumption = plan.assumptions[row] as Assumption;
      const value = calculated.assumption(assumption.name, option.id);
      const { format } = assumption;
      if (index === 0) return cells.constant(styles.index("input", format), value, address);
      if (isAssumptionOverridden(assumption.name, option))
        return cells.constant(styles.index("override", format), value, address);
      // A formula that refers to a blank cell gives 0, which is not the same to a formula that tests for blank.
      if (value === null) return cells.constant(styles.index("input", format), null, address);
      const formula = { xml: `${columnLetter(BASE_COLUMN)}${row + 2}`, isArray: false };
      return cells.formula(styles.index("formula", format), formula, value, address);
    },
  };
}

/** A defined name for every assumption of every option, each on its own cell. */
export function assumptionNames(plan: Plan, names: WorkbookNames): readonly DefinedName[] {
  const sheet = quotedSheet(ASSUMPTIONS_TABLE);
  return plan.options.flatMap((option, index) =>
    plan.assumptions.map(({ name, unit }, row) => ({
      name: names.get(option.id)?.assumptions.get(name) ?? name,
      refersTo: `${sheet}!$${columnLetter(BASE_COLUMN + index)}$${row + 2}`,
      comment: unit.slice(0, 255),
    })),
  );
}
