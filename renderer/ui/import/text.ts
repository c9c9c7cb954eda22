// Words of the import dialog.

import { counted } from "../text.ts";

const whole = (value: number) => Math.round(value).toLocaleString("en-GB");

export const importText = {
  title: "Import data",
  choose: "Choose files",
  chooseMore: "Add another file",
  chooseHint:
    "Choose CSV files, Excel workbooks or saved sessions of the Place Based Allocation Tool, or drop them on the window.",
  files: "Files",
  summary: "Summary",
  reading: (fileName: string) => `Reading ${fileName}`,
  readingStep: (fileName: string, step: string) => `Reading ${fileName}: ${step}`,
  cancelReading: (fileName: string) => `Cancel reading ${fileName}`,
  cancel: "Cancel",
  openPlan: "Open the plan",
  leaveOut: "Leave out",
  leaveOutFile: (fileName: string) => `Leave out ${fileName}`,

  target: "Where the data goes",
  newPlan: "New plan from these files",
  addToPlan: (title: string) => `Add to this plan, "${title}"`,
  groupsGoTo: (option: string) =>
    `Groups and members from the files go into the option "${option}", which is on screen.`,
  newPlanTitle: "Title of the new plan",
  untitled: "New plan",
  losesEdits: (title: string) =>
    `"${title}" has edits that are not saved to a file. They are lost when the new plan opens.`,

  ready: (files: number) => `${counted(files, "file")} ready to import.`,
  readySummary: (practices: number, patients: number) =>
    patients === 0
      ? `The plan will have ${counted(practices, "practice")}.`
      : `The plan will have ${counted(practices, "practice")} with ${counted(Math.round(patients), "patient")}.`,
  notReady: "Nothing to import yet.",
  whatItIs: "What it is",
  dataDate: "Date of the data",
  noDate: "not stated",
  rows: "Rows",
  practices: "Practices",
  patients: "Patients",
  matched: "Matched",
  unmatched: "Not matched",
  practicesAndPatients: (practices: number, patients: number) =>
    patients === 0
      ? counted(practices, "practice")
      : `${counted(practices, "practice")}, ${counted(Math.round(patients), "patient")}`,
  added: "New in the plan",
  withoutRow: "In the plan, not in this file",
  filtered: "Rows that do not count",
  filteredRows: (rows: number, filter: string) => `${whole(rows)} (only ${filter} count)`,
  whole,

  levels: (fileName: string) => `Levels from ${fileName}`,
  levelsHint: "Each ticked column becomes a level with its groups. Lowest level first: the smallest groups.",
  levelColumn: (column: string, groups: number) => `${column}: ${counted(groups, "group")}`,
  levelExamples: (examples: readonly string[], blank: number) =>
    `for example ${examples.join(", ")}${blank === 0 ? "" : `; ${counted(blank, "row")} without`}`,
  levelName: (column: string) => `Level name for ${column}`,
  levelOrder: "Order of the levels, lowest first",
  levelUp: (level: string) => `Move ${level} higher`,
  levelDown: (level: string) => `Move ${level} lower`,
  higher: "Higher",
  lower: "Lower",
  noGroupColumns: "No column of this file looks like groups.",

  addNew: "Add practices the plan does not have",
  addNewHint: "Otherwise they are listed as not matched and left out.",

  mapping: "What the columns are",
  showMapping: "Change what the columns are",
  hideMapping: "Hide the columns",
  mappingHint: "Catchment does not know this kind of file. Check what each column is.",
  sheet: "Sheet",
  headerRow: "Row with the headings",
  noHeaders: "No headings",
  headerRowChoice: (row: number, cells: string) => `Row ${row}: ${cells}`,
  preview: (shown: number, all: number) => `First ${shown} of ${counted(all, "row")}`,
  row: "Row",
  roleOf: (column: string) => `What ${column} is`,
  roles: {
    code: "Practice code",
    name: "Practice name",
    listSize: "List size",
    group: "Group",
    number: "Number",
    text: "Text",
    date: "Date",
    ignore: "Ignore",
  },
  needsCode: 'A file needs one column of practice codes. Choose "Practice code" for another column instead.',

  problems: (fileName: string) => `Problems in ${fileName}`,
  problemCount: (errors: number, warnings: number, notes: number) =>
    [
      errors === 0 ? "" : counted(errors, "error"),
      warnings === 0 ? "" : counted(warnings, "warning"),
      notes === 0 ? "" : counted(notes, "note"),
    ]
      .filter((each) => each !== "")
      .join(", "),
  noProblems: "No problems found.",
  severity: "Severity",
  severities: { error: "Error", warning: "Warning", note: "Note" },
  file: "File",
  field: "Field",
  problem: "Problem",
  whatToDo: "What to do",
  filterProblems: "Show",
  allProblems: "All problems",
  findProblem: "Find in the problems",
  copyProblems: "Copy as text",
  copiedProblems: (count: number) => `Copied ${counted(count, "problem")}.`,
  copyFailed: "This browser does not allow copying. Select the table and copy it with Ctrl+C.",
  moreProblems: (count: number) => `Show all ${whole(count)}`,

  import: "Import",
  importing: "Importing…",
  imported: (fileName: string, practices: number, tables: number) =>
    `${fileName}: ${[
      ...(practices > 0 || tables === 0 ? [counted(practices, "practice")] : []),
      ...(tables > 0 ? [counted(tables, "table")] : []),
    ].join(" and ")}`,
  done: (files: readonly string[]) => `Imported ${files.join("; ")}.`,
  failed: "Nothing was imported.",
  waiting: "Wait until every file has been read, or leave it out.",
  nothing: "Choose a file that can be imported.",
} as const;
