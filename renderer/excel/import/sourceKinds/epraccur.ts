// epraccur.csv, the Organisation Data Service's file of prescribing cost centres and GP practices: 27 columns and no
// headings (ODS specification of epraccur). England, Wales and the islands; closed ones too, so the codes of closed
// practices are known. GP practices are status A (active) with prescribing setting 4.

import { cellText, isPracticeCodeShape, practiceCode } from "../../read/cells.ts";
import type { Cell } from "../../read/sourceFile.ts";
import type { MappedColumn, Mapping } from "../mapping.ts";
import { groupColumnsOf } from "./sheetView.ts";
import type { SourceKind } from "./sourceKind.ts";

const STATUS = 12;
const SETTING = 25;
const COLUMNS = 27;

/** What the specification calls the columns that matter, by index. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [2, "National grouping"],
  [3, "High level health geography"],
  [9, "Postcode"],
  [10, "Open date"],
  [11, "Close date"],
  [14, "Commissioner"],
  [23, "Provider or purchaser"],
]);

export const epraccur: SourceKind = {
  kind: "epraccur",
  description: "GP practices of the Organisation Data Service (epraccur)",
  headerless: true,
  recognise(view) {
    const first = view.firstDataRow - 1;
    const sample = view.sheet.rows.slice(first, first + 100);
    if (sample.length === 0 || sample.filter(isEpraccurRow).length < sample.length * 0.8) return null;
    const groups = new Set([2, 3, 14, 23]);
    const others = new Set(view.headers.map((_, index) => index).filter((index) => !groups.has(index)));
    const mapping: Mapping = {
      description: epraccur.description,
      dataDate: "",
      sheet: view.sheet.name,
      headerRow: view.headerRow,
      firstDataRow: view.firstDataRow,
      code: 0,
      name: 1,
      listSizeIsAverage: false,
      listSizeUse: "always",
      columns: [...NAMES].map(([index, name]): MappedColumn => {
        const date = name.endsWith("date");
        const header = view.headers[index] ?? name;
        const format = date ? "dd/mm/yyyy" : "@";
        return { index, header, name, type: date ? "date" : "text", format, selected: false };
      }),
      groupColumns: groupColumnsOf(view, others, NAMES),
      keep: {
        conditions: [
          { index: STATUS, anyOf: ["A"] },
          { index: SETTING, anyOf: ["4"] },
        ],
        words: "active GP practices (status A, prescribing setting 4)",
      },
      newPractices: "auto",
    };
    const why =
      "It has 27 columns without headings: practice code first, status in column M, setting in column Z.";
    return { score: COLUMNS, mapping, why, problems: [] };
  },
};

function isEpraccurRow(row: readonly Cell[]): boolean {
  return (
    row.length >= COLUMNS - 1 &&
    row.length <= COLUMNS + 1 &&
    isPracticeCodeShape(practiceCode(row[0])) &&
    /^[ACDP]$/.test(cellText(row[STATUS])) &&
    /^\d{0,2}$/.test(cellText(row[SETTING]))
  );
}
