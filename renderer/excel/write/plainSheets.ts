// The two sheets that nobody looks at: the lists behind drop-downs, and the plan itself as text.
//
// What must stay true: both hold constants only; the lists stand where the validations say (choiceLists.ts).

import { embeddedPlan } from "./embeddedPlan.ts";
import type { WorkbookExport } from "./export.ts";
import { LISTS_SHEET, PLAN_SHEET } from "./names.ts";
import { MAIN_NAMESPACE, type SheetPart } from "./sheetPart.ts";

/** The hidden sheet of lists; null when every list stands in its validation. Made after all other sheets. */
export function listsSheet({ choices, cells, styles }: WorkbookExport): SheetPart | null {
  const lists = choices.lists();
  if (lists.length === 0) return null;
  const longest = Math.max(...lists.map(({ items }) => items.length));
  return {
    name: LISTS_SHEET,
    about: null,
    state: "hidden",
    printedRows: null,
    table: null,
    notes: [],
    write: (part) => {
      cells.startSheet(LISTS_SHEET, part);
      part.write(`<worksheet xmlns="${MAIN_NAMESPACE}"><sheetData>`);
      for (let row = 0; row <= longest; row += 1) {
        cells.startRow(row + 1);
        lists.forEach(({ title, items }, column) => {
          const text = row === 0 ? title : items[row - 1];
          if (text === undefined) return;
          cells.at(column);
          cells.constant(styles.index(row === 0 ? "heading" : "plain", "General"), text);
        });
        cells.endRow();
      }
      part.write("</sheetData></worksheet>");
    },
  };
}

/** The very hidden sheet with the plan (embeddedPlan.ts). */
export function planTextSheet({ plan, cells, styles }: WorkbookExport): SheetPart {
  return {
    name: PLAN_SHEET,
    about: null,
    state: "veryHidden",
    printedRows: null,
    table: null,
    notes: [],
    write: (part) => {
      cells.startSheet(PLAN_SHEET, part);
      part.write(`<worksheet xmlns="${MAIN_NAMESPACE}"><sheetData>`);
      cells.at(0);
      embeddedPlan(plan).forEach((text, row) => {
        cells.startRow(row + 1);
        cells.constant(styles.index("plain", "@"), text);
        cells.endRow();
      });
      part.write("</sheetData></worksheet>");
    },
  };
}
