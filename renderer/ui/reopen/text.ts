// What the dialogs of workbooks that go out and come back say.

const count = new Intl.NumberFormat("en-GB");

function counted(number: number, one: string, many: string): string {
  return `${count.format(number)} ${number === 1 ? one : many}`;
}

export const reopenText = {
  title: "Open an exported workbook",
  intro:
    "The plan in the workbook opens, and every edit made in Excel since it was exported is shown here for you to take or leave.",
  importIt: "Import data",
  another: "Choose another",
  cancel: "Stop",
  close: "Close",
  working: (file: string) => `Looking into ${file}`,
  found: (file: string, changes: number) =>
    changes === 0
      ? `${file}: nothing was edited since it was exported.`
      : `${file}: ${counted(changes, "edit", "edits")} since it was exported.`,
  open: (taken: number, all: number) =>
    all === 0
      ? "Open the plan"
      : `Open the plan with ${taken === all ? "all edits" : counted(taken, "edit", "edits")}`,
  changes: "Edits to take",
  takeAll: "Take all",
  takeNone: "Take none",
  more: (number: number) => `and ${counted(number, "edit", "edits")} more, taken unless you take none`,
  place: (sheet: string, cell: string) => (cell === "" ? sheet : `${sheet}, ${cell}`),
  notTaken: "What cannot be taken",
  opened: (file: string) => `Opened the plan in ${file}. Save it to keep it.`,
} as const;

export const saveBackText = {
  title: "Save back into the workbook",
  intro:
    "Choose the workbook the data came from. You see what would change in it before a copy is written; every other part of it is kept as it is.",
  choose: "Choose the workbook",
  working: (file: string) => `Comparing ${file} with the plan`,
  found: (file: string, cells: number) =>
    cells === 0
      ? `${file}: nothing has to change.`
      : `${file}: ${counted(cells, "cell changes", "cells change")}.`,
  written: "What is written",
  columns: { sheet: "Sheet", cell: "From cell", what: "What", cells: "Cells" },
  conflicts: (number: number) =>
    `${counted(number, "cell was", "cells were")} changed in the workbook and in the plan`,
  overwrite: "Write the plan's values over the workbook's in these cells",
  plan: "Plan",
  workbook: "Workbook",
  changedInFile: (number: number) =>
    `${counted(number, "cell was", "cells were")} changed in the workbook only; they are left as they are.`,
  notWritten: "What is not written",
  save: "Save the workbook",
  saved: (file: string) => `Saved the changes in ${file}.`,
} as const;
