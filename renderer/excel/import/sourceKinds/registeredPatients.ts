// Patients Registered at a GP Practice (NHS England Digital, monthly, gp-reg-pat-prac-all.csv) in all its
// generations: CCG_CODE (to 2022), SUB_ICB_LOC_CODE, SUB_ICB_LOCATION_CODE (2026). Its sister files split the
// same lists by sex and age, or by area of residence.
//
// What must stay true: only rows with SEX = ALL and AGE = ALL count, or patients would be counted twice. A file that
// has only split rows is refused with the name of the right file: the files for females and for males hold half
// the patients each, so adding up what is there would look right and be wrong.

import { isBlankCell } from "../../read/cells.ts";
import { isKept, type Mapping, type RowFilter } from "../mapping.ts";
import {
  columnOf,
  dataDateOf,
  dataRows,
  distinctTexts,
  groupColumnsOf,
  otherColumns,
  type SheetView,
} from "./sheetView.ts";
import { indexSet, type KindAnswer, knownBy, type SourceKind } from "./sourceKind.ts";

const RIGHT_FILE =
  "Use the file gp-reg-pat-prac-all.csv of the same publication: it has one row for each practice.";

export const registeredPatients: SourceKind = {
  kind: "registered-patients",
  description: "Patients registered at a GP practice",
  recognise(view, fileName) {
    const code = columnOf(view, "code", "org code", "practice code");
    const listSize = columnOf(view, "number of patients");
    const sex = columnOf(view, "sex");
    const age = columnOf(view, "age", "age group 5");
    if (
      code === undefined ||
      listSize === undefined ||
      columnOf(view, "lsoa code", "lsoa11", "lsoa21") !== undefined
    )
      return null;
    if (
      columnOf(view, "extract date", "publication") === undefined &&
      (sex === undefined || age === undefined)
    )
      return null;
    const type = columnOf(view, "type", "org type");
    const date = columnOf(view, "extract date");
    const why = knownBy(view, [code, sex, age, listSize]);
    const score = 5;
    const keep = rowFilter(view, sex, age, type);
    // A file cut down to its headings has no rows of any kind: that is for the import to say.
    if (keep !== undefined && hasOnlyOthers(view, keep)) return splitOnly(fileName, score, why);
    const postcode = columnOf(view, "postcode", "practice postcode");
    const name = columnOf(view, "practice name", "name", "org name");
    const used = indexSet(code, listSize, sex, age, type, date, columnOf(view, "publication"), name);
    const mapping: Mapping = {
      description: registeredPatients.description,
      dataDate: dataDateOf(view, date),
      sheet: view.sheet.name,
      headerRow: view.headerRow,
      firstDataRow: view.firstDataRow,
      code,
      ...(name === undefined ? {} : { name }),
      listSize,
      listSizeIsAverage: false,
      listSizeUse: "always",
      columns: otherColumns(view, used),
      groupColumns: groupColumnsOf(view, new Set([...used, ...indexSet(postcode)])),
      ...(keep === undefined ? {} : { keep }),
      newPractices: "auto",
    };
    return { score, mapping, why, problems: [] };
  },
};

export const registeredPatientsByArea: SourceKind = {
  kind: "registered-patients-by-area",
  description: "Patients registered at a GP practice by area of residence",
  recognise(view, fileName) {
    const area = columnOf(view, "lsoa code", "lsoa11", "lsoa21");
    const code = columnOf(view, "practice code", "code");
    const patients = columnOf(view, "number of patients");
    if (area === undefined || code === undefined || patients === undefined) return null;
    return splitOnly(fileName, 5, knownBy(view, [code, area, patients]), "by area of residence");
  },
};

/** Whether there are rows and none of them is kept. */
function hasOnlyOthers(view: SheetView, keep: RowFilter): boolean {
  let rows = 0;
  for (const row of dataRows(view)) {
    if (row.every(isBlankCell)) continue;
    if (isKept(row, keep)) return false;
    rows += 1;
  }
  return rows > 0;
}

function rowFilter(
  view: SheetView,
  sex: number | undefined,
  age: number | undefined,
  type: number | undefined,
): RowFilter | undefined {
  const conditions = [sex, age].flatMap((index) => (index === undefined ? [] : [{ index, anyOf: ["ALL"] }]));
  // The files by region list other kinds of organisation beside the practices.
  if (type !== undefined && distinctTexts(view, type, 20).has("GP"))
    conditions.push({ index: type, anyOf: ["GP"] });
  if (conditions.length === 0) return undefined;
  return {
    conditions,
    words: "rows of GP practices for both sexes and all ages together (SEX and AGE are ALL)",
  };
}

function splitOnly(fileName: string, score: number, why: string, how = "by sex or age"): KindAnswer {
  return {
    score,
    mapping: null,
    why,
    problems: [
      {
        code: "split-rows-only",
        severity: "error",
        message: `${fileName} holds only lists split ${how}, without a total for each practice.`,
        remedy: RIGHT_FILE,
        where: { file: fileName },
      },
    ],
  };
}
