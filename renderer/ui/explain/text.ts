// Words of the explanation panel.

import { counted } from "../text.ts";

export const explainText = {
  panel: "Explanation",
  nothing: "Select a figure in a table, then explain it.",
  titleOf: (column: string, row: string) => `${column} of ${row}`,
  noSum: (column: string, row: string) =>
    `Adding up ${column} would mean nothing, so ${row} shows none. Select one row to see how its figure comes about.`,
  sumOfGroup: (column: string, group: string, rows: string) =>
    `The sum of ${column} of the ${rows} in ${group}.`,
  sumOfAll: (column: string, table: string, rows: string) =>
    `The sum of ${column} of all ${rows} of ${table}.`,
  largest: (shown: number, count: number) =>
    shown === count
      ? "What it adds up"
      : `The largest ${shown} of the ${counted(count, "figure")} it adds up`,
  inOption: (option: string) => `In the option “${option}”`,
  close: "Close the explanation",
  back: "Back",
  backTo: (title: string) => `Back to ${title}`,
  blank: "blank",
  error: "Why it is an error",
  whereItBegan: "Go to where it began",
  inWords: "In words",
  because: "What decided it",
  formula: "Formula",
  steps: "Step by step",
  stepsHint: "Each part of the formula with its value. A part with a link goes to the figure it reads.",
  notUsed: "not used",
  reads: "What it reads",
  readsNothing: "It reads nothing else.",
  usedBy: "What uses it",
  usedByNothing: "No formula uses it.",
  file: "Where it was imported from",
  ofDate: (date: string) => `data of ${date}`,
  goTo: (title: string) => `Go to ${title}`,
  goToWith: (title: string, shown: string) => (shown === "" ? `Go to ${title}` : `Go to ${title}: ${shown}`),
  noTab: (table: string) => `The table ${table} has no tab of its own to go to.`,
  showRows: (shown: number, more: number) =>
    more === 0 ? `Show the ${shown} rows` : `Show the first ${shown} of ${counted(shown + more, "row")}`,
  moreRows: (count: number) => `and ${counted(count, "more row")}`,
  note: "Note of the column",
} as const;
