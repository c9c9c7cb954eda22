// Words of the supporting tables: their dialogs, and the rows in them.

import { counted } from "../text.ts";

export const tablesText = {
  newTitle: "New table",
  intro: "A table of your own, for example posts, rates or pools. Formulas of every other table can read it.",
  title: "Title",
  titleHint: "What the tab says.",
  name: "Name in formulas",
  nameHint: "Letters, digits and underscores, as Excel names a table.",
  note: "Note",
  noteHint: "One sentence: what the table holds and where it comes from.",
  columns: "Columns",
  columnsHint:
    "One on a line, the one that names the rows first. All begin as text but those that end in £ or #: write Cost £ for pounds, Share # for numbers.",
  add: "Add table",
  save: "Save",
  cancel: "Cancel",
  columnsNeeded: "Give the table at least one column.",
  added: (title: string) => `Added the table ${title}.`,
  saved: (title: string) => `Saved the table ${title}.`,
  editTitle: (title: string) => `Table ${title}`,
  removeTitle: (title: string) => `Remove table ${title}`,
  removeMessage: (title: string, rows: number) =>
    `The table "${title}" goes with its ${counted(rows, "row")}. You can undo this. A table that formulas use is not removed.`,
  removeAction: "Remove table",
  removed: (title: string) => `Removed the table ${title}.`,
  rowsAdded: (count: number) => `Added ${counted(count, "row")}.`,
  rowsRemoved: (count: number) => `Removed ${counted(count, "row")}.`,
  allTables: "All tables",
  selectedRows: (count: number) => `${counted(count, "row")} selected`,
} as const;
