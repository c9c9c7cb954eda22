// Words of looking into a workbook: the check against what Excel saved, and its findings.

import type { NotComparedReason } from "../../excel/check/checkWorkbook.ts";
import type { WorkbookFinding } from "../../excel/findings/findings.ts";
import { counted } from "../text.ts";

export const reviewText = {
  choose: "Choose a workbook",
  another: "Choose another workbook",
  cancel: "Cancel",
  close: "Close",
  save: "Save the findings as a workbook",
  working: (fileName: string) => `Looking into ${fileName}…`,
  problems: "While reading",
  more: (count: number) => `and ${count.toLocaleString("en-GB")} more`,
  check: {
    title: "Check a workbook against Excel",
    intro:
      "Calculates every formula of a workbook again and compares it with the value that Excel saved in it. Nothing is brought in, and the file stays as it is.",
    summary: (fileName: string, cells: number, agree: number, differ: number) => {
      const left = cells - agree - differ;
      return cells === 0
        ? `${fileName} has no formulas.`
        : `${fileName}: ${agree.toLocaleString("en-GB")} of ${counted(cells, "formula cell")} agree, ${differ === 0 ? "none differs" : `${differ.toLocaleString("en-GB")} ${differ === 1 ? "differs" : "differ"}`}${left === 0 ? "" : `, ${left.toLocaleString("en-GB")} not compared`}.`;
    },
    caption: "Cells that differ from what Excel saved",
    cell: "Cell",
    formula: "Formula",
    saved: "Saved by Excel",
    ours: "Catchment gives",
    notCompared: "Not compared",
    reason: (count: number, why: string) => `${counted(count, "cell")}: ${why}.`,
    reasons: {
      volatile: "depends on the moment of calculation, such as NOW or RAND",
      external: "reads another workbook or a server",
      "unknown-function": "uses a function that is not built in, such as an add-in's or a macro's",
      unsupported: "has a formula that cannot be read",
      circular: "reads its own result",
      "no-saved-value": "has no saved value",
    } satisfies Record<NotComparedReason, string>,
  },
  findings: {
    title: "Findings of a workbook",
    intro:
      "Lists the cells that break the formula of their column or row: figures typed over formulas, other formulas, numbers entered as text, totals that miss rows. Nothing is brought in, and the file stays as it is.",
    summary: (fileName: string, found: number, formulas: number) =>
      found === 0
        ? `${fileName}: no cell breaks the formula of its column or row (${counted(formulas, "formula")}).`
        : `${fileName}: ${counted(found, "finding")} among ${counted(formulas, "formula")}.`,
    totals: (total: string, money: string) =>
      `The differences come to ${total}, of which ${money} in cells that show money.`,
    caption: "Cells that break the formula of their column or row",
    line: "Column or row",
    kind: "What it is",
    kinds: {
      constant: "Value over the formula",
      text: "Text over the formula",
      formula: "Another formula",
      "text-number": "Number entered as text",
      "short-sum": "Total that misses rows",
    } satisfies Record<WorkbookFinding["kind"], string>,
  },
} as const;
