// ePCN.xlsx, the Organisation Data Service's workbook of primary care networks. The sheet of core partners says
// which practice belongs to which PCN from when to when; a relationship without an end date is current, and no
// practice has two current ones.

import type { Mapping } from "../mapping.ts";
import { columnOf, groupColumnsOf, otherColumns } from "./sheetView.ts";
import { indexSet, knownBy, optionalColumns, type SourceKind } from "./sourceKind.ts";

export const epcn: SourceKind = {
  kind: "epcn",
  description: "PCN membership of GP practices (ePCN)",
  recognise(view) {
    const code = columnOf(view, "partner organisation code");
    const pcn = columnOf(view, "pcn name");
    const end = columnOf(view, "practice to pcn relationship end date");
    if (code === undefined || pcn === undefined || end === undefined) return null;
    const name = columnOf(view, "partner name");
    const start = columnOf(view, "practice to pcn relationship start date");
    const match = view.keys.findIndex((key) => key.endsWith("match"));
    const used = indexSet(code, name, end);
    const mapping: Mapping = {
      description: epcn.description,
      dataDate: "",
      sheet: view.sheet.name,
      headerRow: view.headerRow,
      firstDataRow: view.firstDataRow,
      code,
      ...optionalColumns(name, undefined),
      listSizeIsAverage: false,
      listSizeUse: "always",
      columns: otherColumns(view, used),
      groupColumns: groupColumnsOf(view, indexSet(...used, start, match < 0 ? undefined : match)),
      keep: {
        conditions: [{ index: end, anyOf: [""] }],
        words: "current relationships (without an end date)",
      },
      newPractices: "auto",
    };
    return { score: 5, mapping, why: knownBy(view, [code, pcn, end]), problems: [] };
  },
};
