// Patching in tests: the result, or the test's failure with the problem's sentence; parts of the result as text.

import { strFromU8, unzipSync } from "fflate";
import type { EditValue } from "../../../../renderer/excel/package/cellEdit.ts";
import { type PatchedWorkbook, patchWorkbook } from "../../../../renderer/excel/package/patchWorkbook.ts";
import { unescapeString } from "../../../support/readXlsxBack.ts";

/** Sets cells of `Data`, written as `B3: value`. */
export function patched(bytes: Uint8Array, cells: Readonly<Record<string, EditValue>>): PatchedWorkbook {
  const edits = Object.entries(cells).map(([cell, value]) => ({ sheet: "Data", cell, value }));
  const result = patchWorkbook(bytes, edits, { fileName: "book.xlsx" });
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

export function partText(bytes: Uint8Array, part: string): string {
  const content = unzipSync(bytes)[part];
  if (content === undefined) throw new Error(`${part} is missing`);
  return strFromU8(content);
}

/** What stands between `<sheetData>` and its end in the sheet `Data`. */
export function sheetRows(bytes: Uint8Array): string {
  return /<sheetData>([\s\S]*)<\/sheetData>/.exec(partText(bytes, "xl/worksheets/sheet1.xml"))?.[1] ?? "";
}

/** Codes of the problems that are errors. */
export function refusals(result: PatchedWorkbook): readonly string[] {
  return result.problems.filter((each) => each.severity === "error").map((each) => each.code);
}

/** The XML of every cell of the sheet `Data`, by address; plain spellings only. */
export function cellXml(bytes: Uint8Array): ReadonlyMap<string, string> {
  const found = sheetRows(bytes).matchAll(/<c r="([A-Z]+\d+)"[^>]*?(?:\/>|>[\s\S]*?<\/c>)/g);
  return new Map([...found].map(([xml, address = ""]) => [address, xml]));
}

/** What a cell's XML says; texts of shared strings are looked up in the workbook. */
export function cellValue(bytes: Uint8Array, xml: string | undefined): number | string | boolean | null {
  const raw = /<v>([\s\S]*?)<\/v>|<is><t[^>]*>([\s\S]*?)<\/t><\/is>/.exec(xml ?? "");
  if (xml === undefined || raw === null) return null;
  switch (/ t="(\w+)"/.exec(xml)?.[1]) {
    case "b":
      return raw[1] === "1";
    case "inlineStr":
      return unescapeString(raw[2] ?? "");
    case "s": {
      const all = [...partText(bytes, "xl/sharedStrings.xml").matchAll(/<si><t[^>]*>([\s\S]*?)<\/t><\/si>/g)];
      return unescapeString(all[Number(raw[1])]?.[1] ?? "");
    }
    default:
      return Number(raw[1]);
  }
}
