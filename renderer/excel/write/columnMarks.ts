// What a column of a plan table carries besides its cells: the note on its heading, what may be typed into it, what makes
// a cell stand out, and whether it has a total. One place, so that Practices, levels, Options and supporting tables are
// marked alike.

import { parseFormula } from "../../engine/grammar/parser.ts";
import { walkTree } from "../../engine/grammar/rewrite.ts";
import type { FormulaColumn, InputColumn, LevelId, SimulationRecord } from "../../plan/plan.ts";
import { levelTable, type PlanTable, type TableColumn } from "../../plan/tables.ts";
import { type Condition, NEGATIVE, ruleCondition, TYPED_OVER, textCondition } from "./conditions.ts";
import type { OptionExport, WorkbookExport } from "./export.ts";
import type { SheetColumn } from "./tableSheet.ts";
import { ANY_DATE, ANY_NUMBER, TRUE_OR_FALSE, type Validation } from "./validations.ts";
import { quotedSheet } from "./workbookParts.ts";

export type ColumnMarks = Pick<SheetColumn, "note" | "validation" | "conditions" | "totalFormat">;

const RELATION = /balance|surplus|deficit|headroom|variance|margin/i;

/** The marks of a column; `option` tells whose groups may be chosen. */
export function columnMarks(
  workbook: WorkbookExport,
  option: OptionExport,
  table: PlanTable,
  column: TableColumn,
): ColumnMarks {
  const totalFormat = workbook.additive.isAdditive(table, column.name) ? column.format : null;
  switch (column.role) {
    case "key":
      return {};
    case "membership":
      return groupMarks(workbook, option, column.levelId, "practice");
    case "ancestor":
      return groupMarks(workbook, option, column.levelId, table.level?.name ?? "group");
    case "input":
      return {
        note: noteWithSimulation(workbook.plan.simulation, column.column as InputColumn),
        validation: inputValidation(workbook, column.column as InputColumn),
        totalFormat,
      };
    case "formula": {
      const formula = column.column as FormulaColumn;
      return {
        note: formulaNote(formula),
        conditions: formulaConditions(workbook, table, formula),
        totalFormat,
      };
    }
  }
}

/** What the workbook says of a column whose figures a simulation wrote. */
export function simulationSentence(record: SimulationRecord): string {
  return `Result of a simulation, not a formula: ${record.model}; seed ${record.seed}, ${record.trials.toLocaleString("en-GB")} trials, ${record.date}. It does not move when other figures change.`;
}

function noteWithSimulation(record: SimulationRecord | null, column: InputColumn): string {
  const isResult = record?.columns.includes(column.id) ?? false;
  return record !== null && isResult ? `${column.note}\n${simulationSentence(record)}`.trim() : column.note;
}

function formulaNote({ note, rule }: FormulaColumn): string {
  if (rule === undefined) return note;
  const verdict = rule.outcome === "fail" ? "fails" : "is a warning";
  return `${note}\nRule: FALSE ${verdict}. ${rule.sentence}`.trim();
}

/** A drop-down of the option's groups of that level, Unassigned first. */
function groupMarks(
  { plan }: WorkbookExport,
  option: OptionExport,
  levelId: LevelId,
  member: string,
): ColumnMarks {
  const level = plan.levels.find(({ id }) => id === levelId);
  if (level === undefined) return {};
  const table = levelTable(plan, level);
  const sheet = option.names.sheets.get(table.name) ?? table.title;
  const last = option.figures(table.name).rowKeys.length + 1;
  return {
    note: `The ${level.name} that the ${member} belongs to. Choose it from the list.`,
    validation: {
      type: "list",
      formula: `${quotedSheet(sheet)}!$A$2:$A$${last}`,
      refuses: true,
      message: `There is no ${level.name} of that name in this option. Choose one from the list, which is the first column of the sheet ${sheet}.`,
    },
  };
}

function inputValidation({ choices }: WorkbookExport, column: InputColumn): Validation | null {
  if (column.choices !== undefined && column.choices.length > 0)
    return {
      type: "list",
      formula: choices.formula(column.name, column.choices),
      refuses: false,
      message: `This is not one of the texts meant for ${column.name}. Keep it all the same?`,
    };
  switch (column.type) {
    case "number":
      return ANY_NUMBER;
    case "date":
      return ANY_DATE;
    case "boolean":
      return TRUE_OR_FALSE;
    case "text":
      return null;
  }
}

function formulaConditions(
  workbook: WorkbookExport,
  table: PlanTable,
  column: FormulaColumn,
): readonly Condition[] {
  const { rule, format, name } = column;
  const isMoney = /[£$€]/.test(format) || RELATION.test(name);
  return [
    ...(rule === undefined ? [] : [ruleCondition(rule.outcome)]),
    ...flagConditions(workbook, table, column),
    ...(isMoney && rule === undefined ? [NEGATIVE] : []),
    TYPED_OVER,
  ];
}

/** `IF([@[List size]]>=100000,"Yes","No")`: reaching a size is good, staying below it deserves a look. */
function flagConditions(
  { additive }: WorkbookExport,
  table: PlanTable,
  { formula }: FormulaColumn,
): readonly Condition[] {
  const parsed = parseFormula(formula);
  if (!parsed.ok) return [];
  let good: string | null = null;
  walkTree(parsed.tree, (node) => {
    if (node.kind !== "call" || node.name !== "IF" || good !== null) return;
    const [test, yes, no] = node.arguments;
    if (test?.kind !== "binary" || yes?.kind !== "text" || no?.kind !== "text") return;
    const size = test.left.kind === "structured" ? test.left.columns?.first : undefined;
    const isFloor = test.right.kind === "number" || test.right.kind === "name";
    if (size === undefined || !isFloor || !additive.isAdditive(table, size)) return;
    if ([yes.value, no.value].sort().join() !== "No,Yes") return;
    if (test.operator === ">=" || test.operator === ">") good = yes.value;
    if (test.operator === "<=" || test.operator === "<") good = no.value;
  });
  if (good === null) return [];
  return [textCondition("warn", good === "Yes" ? "No" : "Yes"), textCondition("pass", good)];
}
