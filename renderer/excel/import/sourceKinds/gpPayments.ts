// NHS Payments to General Practice (NHS England Digital, yearly): registered and weighted patients and every payment
// of each practice. Headings change from year to year: "Number of ... (Last Known Figure)" or "Average Number of ...";
// 2022-23 calls the PCN's columns "Code" and "CCG NAME", which the cells give away (PCN codes are U and five digits).
//
// What must stay true: the item columns, from after the averages up to the total, add up to "Total NHS Payments to
// General Practice", so they are selected together. Lists are averages over the year and may have fractions.

import type { MappedColumn, Mapping } from "../mapping.ts";
import {
  columnKind,
  columnOf,
  distinctTexts,
  groupColumnsOf,
  otherColumns,
  type SheetView,
} from "./sheetView.ts";
import { indexSet, knownBy, optionalColumns, type SourceKind } from "./sourceKind.ts";

const MONEY = "£#,##0";

export const gpPayments: SourceKind = {
  kind: "gp-payments",
  description: "NHS Payments to General Practice",
  recognise(view) {
    const code = columnOf(view, "practice code");
    const registered = view.keys.findIndex((key) => /number of registered patients/.test(key));
    const weighted = view.keys.findIndex((key) => /number of weighted patients/.test(key));
    const total = columnOf(view, "total nhs payments to general practice");
    if (code === undefined || registered < 0 || total === undefined) return null;
    const name = columnOf(view, "practice name");
    const firstItem = Math.max(weighted, registered, ...averages(view, total)) + 1;
    const money = view.keys.flatMap((key, index) => {
      const isItem = index >= firstItem && index <= total;
      return isItem || /^deductions|minus deductions$/.test(key) ? [index] : [];
    });
    // The totals that include covid and PCN payments are left for the user to tick.
    const chosen = money.filter(
      (index) => !/covid|pcn payments/.test(index > total ? (view.keys[index] ?? "") : ""),
    );
    const columns: MappedColumn[] = chosen
      .filter((index) => columnKind(view, index) === "number")
      .map((index) => numberColumn(view, index, view.headers[index] ?? "", MONEY));
    if (weighted >= 0) columns.unshift(numberColumn(view, weighted, "Weighted list size", "#,##0"));
    const used = indexSet(code, name, registered, ...columns.map((column) => column.index));
    const except = indexSet(
      ...used,
      columnOf(view, "practice address"),
      columnOf(view, "practice postcode"),
      columnOf(view, "practice open date"),
      columnOf(view, "practice close date"),
    );
    const mapping: Mapping = {
      description: gpPayments.description,
      dataDate: "",
      sheet: view.sheet.name,
      headerRow: view.headerRow,
      firstDataRow: view.firstDataRow,
      code,
      ...optionalColumns(name, registered),
      listSizeIsAverage: true,
      listSizeUse: "ifPlanHasNone",
      columns: [...columns, ...otherColumns(view, used)],
      groupColumns: groupColumnsOf(view, except, pcnNames(view)),
      newPractices: "auto",
    };
    return {
      score: 5 + columns.length,
      mapping,
      why: knownBy(view, [code, registered, total]),
      problems: [],
    };
  },
};

function averages(view: SheetView, total: number): readonly number[] {
  return view.keys.flatMap((key, index) => (index < total && /^average payments/.test(key) ? [index] : []));
}

function numberColumn(view: SheetView, index: number, name: string, format: string): MappedColumn {
  return { index, header: view.headers[index] ?? "", name, type: "number", format, selected: true };
}

/** Where a "Code" column holds PCN codes, it and the column after it are the PCN's, whatever their headings say. */
function pcnNames(view: SheetView): ReadonlyMap<number, string> {
  const index = view.keys.indexOf("code");
  if (index < 0 || view.keys.includes("pcn name")) return new Map();
  const codes = [...distinctTexts(view, index, 50)];
  const isPcn = codes.filter((code) => /^U\d{5}$/.test(code)).length >= codes.length * 0.8;
  if (!isPcn || codes.length === 0) return new Map();
  return new Map([
    [index, "PCN Code"],
    [index + 1, "PCN Name"],
  ]);
}
