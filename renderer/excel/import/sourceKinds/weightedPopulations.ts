// Practice-level weighted populations behind the NHS England ICB Place Based Allocation Tool, as CSV (2023/24,
// 2024/25) and as the workbook finance staff pass on (2022/23: the sheet that holds Practice_Code and the weighted
// populations together is taken; its cells are formulas over the other sheets, of which the results count).
//
// What must stay true: `pop 2022/23` stays a column of its own, because the Relative Need Index divides by it. Where
// `Patients` is blank throughout, it stands in for the list size, and the user is told.

import type { Problem } from "../../../plan/problem.ts";
import type { MappedColumn, Mapping } from "../mapping.ts";
import { columnKind, columnOf, groupColumnsOf, otherColumns, type SheetView } from "./sheetView.ts";
import { indexSet, knownBy, optionalColumns, type SourceKind } from "./sourceKind.ts";

export const weightedPopulations: SourceKind = {
  kind: "weighted-populations",
  description: "Weighted populations of GP practices (NHS England place-based allocations)",
  recognise(view, fileName) {
    const code = columnOf(view, "practice code");
    const weighted = view.keys.flatMap((key, index) => (/(^| )wp$/.test(key) ? [index] : []));
    if (code === undefined || weighted.length < 3) return null;
    const population = view.keys.findIndex((key) => /^pop\b|^projected population/.test(key));
    // The published files say "Patients"; tables made from them, whatever the list size is called in the office.
    const patients = columnOf(view, "patients", "list size", "registered patients", "number of patients");
    const patientsFilled = patients !== undefined && columnKind(view, patients) === "number";
    const standIn = !patientsFilled && population >= 0;
    const listSize = patientsFilled ? patients : standIn ? population : undefined;
    const name = columnOf(view, "gp practice name", "practice name");
    const numbers = population >= 0 ? [population, ...weighted] : weighted;
    const used = indexSet(code, name, patients, ...numbers);
    const places = indexSet(columnOf(view, "practice postcode", "postcode"));
    const mapping: Mapping = {
      description: weightedPopulations.description,
      dataDate: "",
      sheet: view.sheet.name,
      headerRow: view.headerRow,
      firstDataRow: view.firstDataRow,
      code,
      ...optionalColumns(name, listSize),
      listSizeIsAverage: standIn,
      listSizeUse: "ifPlanHasNone",
      columns: [...numbers.map((index) => populationColumn(view, index)), ...otherColumns(view, used)],
      groupColumns: groupColumnsOf(view, new Set([...used, ...places])),
      newPractices: "auto",
    };
    const problems = standIn ? [standInNote(fileName, view.headers[population] ?? "")] : [];
    const known = [name, patients, population < 0 ? undefined : population];
    return {
      score: weighted.length + known.filter((index) => index !== undefined).length,
      mapping,
      why: knownBy(view, [code, ...weighted]),
      problems,
    };
  },
};

function populationColumn(view: SheetView, index: number): MappedColumn {
  const header = view.headers[index] ?? "";
  return { index, header, name: header, type: "number", format: "#,##0", selected: true };
}

function standInNote(fileName: string, header: string): Problem {
  return {
    code: "list-size-stand-in",
    severity: "note",
    message: `${fileName} gives no registered patients (its Patients column is blank or missing), so "${header}" stands in for the list size where the plan has none.`,
    remedy: "For real list sizes import the file of patients registered at a GP practice first.",
    where: { file: fileName, column: header },
  };
}
