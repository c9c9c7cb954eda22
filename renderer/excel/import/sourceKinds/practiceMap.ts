// The practice map that comes with the registered patients (gp-reg-pat-prac-map.csv): practice to PCN and to CCG, STP
// and region (2020 to 2022), or to sub ICB location, ICB and region (2026). It brings names and groups, no lists.

import type { Mapping } from "../mapping.ts";
import { columnOf, dataDateOf, groupColumnsOf, otherColumns } from "./sheetView.ts";
import { indexSet, knownBy, optionalColumns, type SourceKind } from "./sourceKind.ts";

export const practiceMap: SourceKind = {
  kind: "practice-map",
  description: "Map of GP practices to PCNs and commissioners",
  recognise(view) {
    const code = columnOf(view, "practice code");
    const pcn = columnOf(view, "pcn name", "pcn code");
    const above = columnOf(
      view,
      "ccg name",
      "sub icb location name",
      "sub icb loc name",
      "icb name",
      "stp name",
    );
    if (code === undefined || pcn === undefined || above === undefined) return null;
    if (columnOf(view, "number of patients") !== undefined) return null;
    const name = columnOf(view, "practice name");
    const date = columnOf(view, "extract date");
    const used = indexSet(code, name, date, columnOf(view, "publication"));
    const mapping: Mapping = {
      description: practiceMap.description,
      dataDate: dataDateOf(view, date),
      sheet: view.sheet.name,
      headerRow: view.headerRow,
      firstDataRow: view.firstDataRow,
      code,
      ...optionalColumns(name, undefined),
      listSizeIsAverage: false,
      listSizeUse: "always",
      columns: otherColumns(view, used),
      groupColumns: groupColumnsOf(
        view,
        new Set([...used, ...indexSet(columnOf(view, "practice postcode"))]),
      ),
      newPractices: "auto",
    };
    const known = ["publication", "extract date", "practice name", "comm region name"];
    const score = 3 + known.filter((key) => view.keys.includes(key)).length;
    return { score, mapping, why: knownBy(view, [code, pcn, above]), problems: [] };
  },
};
