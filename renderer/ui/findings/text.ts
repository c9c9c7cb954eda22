// Words of the findings: cells that hold something of their own where their column has a formula.

import { counted } from "../text.ts";

export const findingsText = {
  title: "Findings",
  intro:
    "Cells that hold a value of their own where their column has a formula. Accept what is meant; restore the formula where it is a slip.",
  none: "Every cell of every formula column holds what its formula gives.",
  openCount: (count: number) => counted(count, "open finding"),
  total: (cells: number, open: number) =>
    `${counted(cells, "finding")}, ${open.toLocaleString("en-GB")} open.`,
  money: (signed: string, size: string) =>
    `Differences in money: ${signed} in total, ${size} regardless of sign.`,
  withoutDifference: (count: number) =>
    `${counted(count, "finding")} ${count === 1 ? "has" : "have"} no difference in numbers.`,
  caption: "Cells that break their column's formula",
  headings: {
    where: "Where",
    table: "Table",
    row: "Row",
    column: "Column",
    stands: "Stands there",
    formula: "Formula gives",
    difference: "Difference",
    from: "Came from",
    status: "Status",
    actions: "Actions",
  },
  ownFormula: "the result of",
  typedHere: "typed here",
  status: { open: "Open", accepted: "Accepted" },
  noDifference: "none in numbers",
  goTo: "Go to",
  accept: "Accept",
  reopen: "Reopen",
  restore: "Restore",
  /** Accessible name of a button of one finding. */
  of: (action: string, column: string, row: string) => `${action}: ${column} of ${row}`,
  show: "Show",
  shows: { all: "All findings", open: "Open findings", accepted: "Accepted findings" },
  order: "Order",
  orders: { plan: "As in the tables", size: "Largest difference first" },
  acceptAll: (count: number) => `Accept all ${count.toLocaleString("en-GB")} open`,
  acceptedAll: (count: number) => `Accepted ${counted(count, "finding")}.`,
  acceptStep: (count: number) => `Accept ${counted(count, "finding")}`,
  accepted: (column: string, row: string) => `Accepted ${column} of ${row}.`,
  reopened: (column: string, row: string) => `Reopened ${column} of ${row}.`,
  restored: (column: string, row: string) => `${column} of ${row} is calculated again.`,
  more: (count: number) => `Show ${counted(count, "more finding")}`,
  ownTitle: "Own values of the other options",
  ownCaption: "Cells of formula columns for which an option has a value of its own",
  option: "Option",
  exportList: "Save as a workbook",
  exporting: "Writing the findings…",
  exported: (fileName: string) => `Saved the findings as ${fileName}.`,
} as const;
