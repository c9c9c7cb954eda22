// The sheet of assumptions: one row each, one column per option. The cell in an option's column is what the option's
// defined name refers to, so that changing it moves every formula of that option.
//
// What must stay true: an inherited cell is a formula that follows the base's cell, an override is a constant; the
// order of rows is the plan's, because the defined names point at fixed cells (so the table offers no sorting).

import { isAssumptionOverridden } from "../../plan/effective.ts";
import { uniqueName } from "../../plan/names.ts";
import { ASSUMPTIONS_TABLE, type Assumption, type Option, type Plan } from "../../plan/plan.ts";
import { columnLetter } from "../read/sourceFile.ts";
import { knownTexts } from "./choiceLists.ts";
import { textWidth } from "./columnWidths.ts";
import { OWN_FIGURE } from "./conditions.ts";
import type { WorkbookExport } from "./export.ts";
import { cutText, type WorkbookNames } from "./names.ts";
import type { SheetColumn, TableSheet } from "./tableSheet.ts";
import { ANY_NUMBER, TRUE_OR_FALSE, type Validation } from "./validations.ts";
import { type DefinedName, quotedSheet } from "./workbookParts.ts";

const FIXED = ["Assumption", "Unit", "Source", "Note"] as const;

/** Excel's longest comment of a defined name. */
const LONGEST_COMMENT = 255;

/** The column of the base, the first option. */
const BASE_COLUMN = 1;

export function assumptionsSheet(workbook: WorkbookExport): TableSheet {
  const { plan, cells, styles } = workbook;
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
      cell: (row) => cells.constant(style, of(assumptions[row] as Assumption) || null),
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
        return optionColumn(workbook, option, index, name);
      }),
      text("Unit", (assumption) => assumption.unit, "wrapped"),
      text("Source", (assumption) => assumption.source, "wrapped"),
      text("Note", (assumption) => assumption.note, "wrapped"),
    ],
  };
}

function optionColumn(workbook: WorkbookExport, option: Option, index: number, name: string): SheetColumn {
  const { plan, calculated, cells, styles } = workbook;
  const texts = plan.assumptions.map(({ name }) => String(calculated.assumption(name, option.id) ?? ""));
  const own = workbook.names.get(option.id)?.assumptions;
  return {
    name,
    width: Math.max(14, textWidth(name, texts, 30)),
    calculated: "",
    note:
      index === 0
        ? "The base. The other options follow these figures unless they have their own."
        : "Black figures follow the base. Type over one to give this option its own.",
    cellNotes: plan.assumptions.map((assumption, row) => ({
      row,
      text: `${own?.get(assumption.name) ?? assumption.name}\n${aboutAssumption(assumption)}`,
    })),
    conditions: index === 0 ? [] : [OWN_FIGURE],
    rowValidations: plan.assumptions.flatMap((assumption, row) => {
      const validation = assumptionValidation(workbook, assumption);
      return validation === null ? [] : [{ row, validation }];
    }),
    cell: (row) => {
      const assumption = plan.assumptions[row] as Assumption;
      const value = calculated.assumption(assumption.name, option.id);
      const { format } = assumption;
      if (index === 0) cells.constant(styles.index("input", format), value);
      else if (isAssumptionOverridden(assumption.name, option))
        cells.constant(styles.index("override", format), value);
      // A formula that refers to a blank cell gives 0, which is not the same to a formula that tests for blank.
      else if (value === null) cells.constant(styles.index("input", format), null);
      else {
        const formula = { xml: `${columnLetter(BASE_COLUMN)}${row + 2}`, isArray: false };
        cells.formula(styles.index("formula", format), formula, value);
      }
    },
  };
}

/** What stands in the note on an assumption's cells: unit, source, note. */
function aboutAssumption({ unit, source, note }: Assumption): string {
  const lines = [unit === "" ? "" : `Unit: ${unit}`, source === "" ? "" : `Source: ${source}`, note];
  return lines.filter((line) => line !== "").join("\n");
}

/** The texts that formulas know of it, or what type of figure it is. */
function assumptionValidation({ plan, choices }: WorkbookExport, assumption: Assumption): Validation | null {
  const { name, value } = assumption;
  if (typeof value === "number") return { ...ANY_NUMBER, message: `${name} is a number.` };
  if (typeof value === "boolean") return { ...TRUE_OR_FALSE, message: `${name} is TRUE or FALSE.` };
  const texts = knownTexts(plan, assumption);
  if (texts.length === 0) return null;
  return {
    type: "list",
    formula: choices.formula(name, texts),
    refuses: false,
    message: `No formula of this plan knows that text of ${name}. Keep it all the same?`,
  };
}

/** A defined name for every assumption of every option, each on its own cell. */
export function assumptionNames(plan: Plan, names: WorkbookNames): readonly DefinedName[] {
  const sheet = quotedSheet(ASSUMPTIONS_TABLE);
  return plan.options.flatMap((option, index) =>
    plan.assumptions.map(({ name, unit, source }, row) => ({
      name: names.get(option.id)?.assumptions.get(name) ?? name,
      refersTo: `${sheet}!$${columnLetter(BASE_COLUMN + index)}$${row + 2}`,
      comment: cutText([unit, source].filter((text) => text !== "").join(". Source: "), LONGEST_COMMENT),
    })),
  );
}
