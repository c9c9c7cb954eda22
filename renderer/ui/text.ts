// Every sentence and label of the shell and the grid, in plain English after the NHS content style: sentence
// case, no "please", says what to do next. In one place so that tests and translators find them. Other parts of
// the screen keep theirs in a `text` file of their own folder when they need many.

/** `1 practice`, `12,400 practices`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
}

export const text = {
  product: "Catchment",
  close: "Close",
  closeDialog: (title: string) => `Close ${title}`,
  closeMessage: "Close message",
  cancel: "Cancel",
  messages: "Messages",
  errorPrefix: "Error:",
  tone: { error: "Not done:", warning: "Check:", success: "Done:", note: "Note:" },
  skipToTable: "Skip to the table",

  planTitle: "Plan title",
  option: "Option",
  baseMark: "base",
  undo: "Undo",
  redo: "Redo",
  undoStep: (label: string) => `Undo: ${label}`,
  redoStep: (label: string) => `Redo: ${label}`,
  nothingToUndo: "Undo: nothing to undo",
  nothingToRedo: "Redo: nothing to redo",
  tables: "Tables",
  more: "More",
  saveState: {
    saved: "Saved",
    unsaved: "Not saved to a file yet; every edit is kept on this computer",
    unsavedShort: "Kept, not saved to a file",
    keeping: "Keeping…",
    failed: "Edits are not being kept",
    failedHelp: "This computer refuses to keep a copy of your edits. Save the plan to a file now.",
  },

  recovered: (title: string) => `"${title}" was still open when Catchment last closed. Your edits are here.`,
  recoveredRemedy: "Save the plan to keep it in a file.",
  startFresh: "Open the sample plan instead",
  sampleOpened: "This is the sample plan: invented practices to try things on.",
  sampleRemedy: "Import your own data when you are ready.",
  planSaved: (fileName: string) => `Saved as ${fileName}.`,
  planOpened: (fileName: string) => `Opened ${fileName}.`,
  workbookSaved: (fileName: string) => `Exported ${fileName}.`,
  exporting: "Writing the workbook…",
  opening: "Opening the plan…",
  leaveUnsaved: {
    title: "Open another plan",
    message: (title: string) =>
      `The plan "${title}" has edits that are not saved to a file. They are lost when another plan is opened.`,
    action: "Open without saving",
  },

  groupBy: "Group by",
  groupByNone: "No grouping",
  find: "Find practice",
  findIn: (table: string) => `Find in ${table}`,
  expandAll: "Expand all",
  collapseAll: "Collapse all",
  movePractices: (count: number) => (count === 0 ? "Move practices" : `Move ${counted(count, "practice")}`),
  newGroup: "New group",
  unassigned: "Unassigned",
  total: "Total",
  select: "Select",
  selectRow: (name: string) => `Select ${name}`,
  groupRow: (name: string, count: number) => `${name} (${counted(count, "practice")})`,
  selectedPractices: (count: number) => `${counted(count, "practice")} selected`,
  noPractices: "This plan has no practices yet.",
  noPracticesHelp: "Import a practice file to begin.",
  noGroups: (plural: string) => `There are no ${plural} in this option yet.`,
  noRowsFound: "No rows match. Clear the find box or the filters to see all rows.",
  formulaHeader: (name: string) => `${name}, formula column`,
  overriddenCell: "This option's own value. The base has another one.",
  columnMenu: (column: string) => `Column ${column}`,
  rowMenu: (row: string) => `Actions for ${row}`,

  cannotEdit: {
    formula: (column: string) =>
      `"${column}" is a formula column: its figures are calculated. Edit the formula instead.`,
    membership: (column: string) =>
      `"${column}" says where the practice belongs. Move the practice to change it (Ctrl+M).`,
    key: (column: string) => `"${column}" names the row and cannot be typed over here.`,
    group: "A group row shows subtotals. Edit the practices in it.",
  },
  badNumber: (column: string, typed: string) => `"${typed}" is not a number, so ${column} was not changed.`,
  badNumberRemedy: "Type a number such as 12,500, 3.5%, £1,200 or -4.",
  badDate: (column: string, typed: string) => `"${typed}" is not a date, so ${column} was not changed.`,
  badDateRemedy: "Type a date such as 31/03/2026 or 2026-03-31.",
  badBoolean: (column: string, typed: string) =>
    `"${typed}" is neither true nor false, so ${column} was not changed.`,
  badBooleanRemedy: "Type TRUE or FALSE.",
  pasteRefused: (count: number) =>
    `${counted(count, "cell")} of the pasted block ${count === 1 ? "is" : "are"} calculated or out of the table, so nothing was pasted.`,
  pasteRemedy: "Paste over input columns only.",
  pasted: (count: number) => `Pasted ${counted(count, "cell")}.`,
  copied: (rows: number, columns: number) =>
    `Copied ${counted(rows, "row")} of ${counted(columns, "column")}.`,

  formulaBar: "Formula bar",
  formulaOf: (name: string) => `Formula of ${name}`,
  valueOf: (name: string) => `Value of ${name}`,
  nothingSelected: "Select a cell to see its formula or value",
  newColumnName: "Name of the new column",
  newColumnFormula: "Formula of the new column",
  applyFormula: "Apply",
  revertFormula: "Revert",
  addFormulaColumn: "Add formula column",
  addInputColumn: "Add input column",
  formulaGood: "The formula can be calculated.",
  formulaAt: (position: number) => `At character ${position}:`,
  formulaErrors: (column: string, errors: number, rows: number) =>
    `${column}: ${counted(errors, "row")} of ${rows.toLocaleString("en-GB")} ${errors === 1 ? "gives" : "give"} an error.`,
  formulaApplied: (column: string) => `${column} is calculated in every row.`,
  columnAdded: (column: string) => `Added the column ${column}.`,
  mustStartWithEquals: "A formula starts with an equals sign, as in Excel.",
  nameNeeded: "Give the new column a name.",
  suggestions: "Suggestions",

  column: {
    addInputTitle: "Add an input column",
    editTitle: (name: string) => `Column ${name}`,
    name: "Name",
    type: "What it holds",
    format: "Number format",
    formatHint: "An Excel number format, for example #,##0 or 0.0% or £#,##0.",
    note: "Note",
    noteHint: "One sentence: what the figure means and where it comes from.",
    add: "Add column",
    save: "Save",
    types: { number: "Numbers", text: "Text", boolean: "True or false", date: "Dates" },
    removeTitle: (name: string) => `Remove column ${name}`,
    removeMessage: (name: string) =>
      `The column "${name}" and its values go. You can undo this. Formulas that use it will say so.`,
    remove: "Remove column",
  },

  status: {
    label: "Status",
    rows: (shown: number, all: number) =>
      shown === all ? counted(all, "row") : `${shown.toLocaleString("en-GB")} of ${counted(all, "row")}`,
    selected: (cells: number) => counted(cells, "cell"),
    sum: (value: string) => `Sum ${value}`,
    average: (value: string) => `Average ${value}`,
    problems: (count: number) => (count === 0 ? "No problems" : counted(count, "problem")),
  },
  problems: {
    title: "Problems",
    none: "Every formula of the plan can be calculated.",
    goTo: (column: string) => `Go to ${column}`,
  },
  help: {
    title: "Keyboard help",
    intro: "Everything can be done from the keyboard.",
    command: "What it does",
    keys: "Keys",
    gridTitle: "In a table",
  },
} as const;

/** Why a cell shows an error, in words; what to look at first. */
export const errorMeaning: Readonly<Record<string, string>> = {
  "#DIV/0!": "The formula divides by zero or by a blank cell.",
  "#N/A": "A lookup found nothing, or a value is not available.",
  "#VALUE!": "The formula got text where it needs a number, or a wrong kind of argument.",
  "#REF!": "The formula points at something that does not exist any more.",
  "#NAME?": "The formula uses a name that the plan does not have.",
  "#NUM!": "The result is not a number that Excel can hold.",
  "#NULL!": "The formula joins two ranges that do not meet.",
  "#SPILL!": "The formula gives more than one value, and a cell holds one.",
  "#CALC!": "The formula asks for something that cannot be calculated.",
  "#GETTING_DATA": "The value was still being fetched when the file was saved.",
};
