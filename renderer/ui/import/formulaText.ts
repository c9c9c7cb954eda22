// Words of the import dialog about formulas, tables and what is not taken over.

import { counted } from "../text.ts";

export const formulaText = {
  formulas: "Formulas of the practices",
  formulasHint:
    "A column that is one formula stays live. As values it holds the figures the file shows today.",
  column: "Column",
  comesInAs: "Comes in as",
  comesInAsOf: (column: string) => `How ${column} comes in`,
  formula: "Formula",
  asFormula: "Formula",
  asValues: "Values",
  overrides: (count: number) =>
    count === 1
      ? "1 cell holds something else: it stays as it is and becomes a finding."
      : `${counted(count, "cell")} hold something else: they stay as they are and become findings.`,

  tables: (fileName: string) => `Tables of ${fileName}`,
  tablesHint: "A ticked table comes in on a tab of its own, for formulas to look up.",
  table: (table: string, sheet: string) =>
    table.replaceAll("_", " ") === sheet || table === sheet ? sheet : `${table} on ${sheet}`,
  tableSize: (rows: number, columns: number, formulas: number) =>
    `${counted(rows, "row")}, ${counted(columns, "column")}${formulas === 0 ? "" : `, ${formulas} of them ${formulas === 1 ? "a formula" : "formulas"}`}`,
  tableNeeded: "A formula that comes in reads it.",
  tableName: (table: string) => `Name in the plan of ${table}`,

  assumptions: "Figures that formulas read",
  assumptionsHint: "Each becomes an assumption of the plan, under this name.",
  assumptionName: (source: string) => `Name of the assumption from ${source}`,

  brings: "What comes in",
  bringsPractices: "Practices",
  bringsTables: "Tables only, for formulas to look up",

  notKept: "Not taken over from this workbook",
  notKeptHint: "The workbook itself stays as it is. The plan has no place for these:",
  onlyLooks: "Colours, fonts and other looks of the workbook are not taken over",
  looks: "What only dresses the page",
} as const;
