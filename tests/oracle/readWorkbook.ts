// Reads from a workbook what the sheet calculator needs and what it is compared with: values, formulas, arrays, shared
// formulas, names, tables, hidden rows, number formats.
// Source: ECMA-376 Part 1, 18.2 (workbook), 18.3 (worksheets), 18.5 (tables).

import { unzipSync } from "fflate";
import { readCell } from "../../renderer/engine/grammar/cellAddress.ts";
import type {
  SnapshotCell,
  SnapshotName,
  SnapshotSheet,
  SnapshotTable,
  WorkbookSnapshot,
} from "../../renderer/engine/sheet/snapshot.ts";
import { type ErrorCode, errorValue, type Value } from "../../renderer/engine/values/value.ts";
import { child, childrenNamed, descendants, type Element, parseXml } from "./xml.ts";

export interface ReadWorkbook {
  readonly snapshot: WorkbookSnapshot;
  /** Formula cells that have no saved value, or are filled by a what-if table. */
  readonly unsaved: number;
  /** The file asks to be calculated when opened: its saved values are nobody's results. */
  readonly stale: boolean;
  readonly iterates: boolean;
}

type Parts = Readonly<Record<string, Uint8Array>>;

const decoder = new TextDecoder();

function part(parts: Parts, path: string): Element | null {
  const name = Object.keys(parts).find((each) => each.toLowerCase() === path.toLowerCase());
  const bytes = name === undefined ? undefined : parts[name];
  return bytes === undefined ? null : parseXml(decoder.decode(bytes));
}

/** Targets of a part's relationships by id, as absolute paths, with their types. */
function relations(parts: Parts, path: string): Map<string, { target: string; type: string }> {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const file = path.slice(folder.length);
  const found = new Map<string, { target: string; type: string }>();
  for (const { attributes } of part(parts, `${folder}_rels/${file}.rels`)?.children ?? []) {
    const target = attributes.Target ?? "";
    const id = attributes.Id ?? attributes["r:id"] ?? "";
    found.set(id, { target: resolvePath(folder, target), type: attributes.Type ?? "" });
  }
  return found;
}

function resolvePath(folder: string, target: string): string {
  const all = target.startsWith("/") ? target.slice(1) : folder + target;
  const steps: string[] = [];
  for (const step of all.split("/"))
    if (step === "..") steps.pop();
    else if (step !== ".") steps.push(step);
  return steps.join("/");
}

export function readWorkbook(bytes: Uint8Array): ReadWorkbook {
  const parts = unzipSync(bytes);
  const top = [...relations(parts, "").values()].find((each) => each.type.endsWith("/officeDocument"));
  const path = top?.target ?? "xl/workbook.xml";
  const workbook = part(parts, path);
  if (workbook === null) throw new Error("No workbook part");
  const links = relations(parts, path);
  const byType = (type: string) => [...links.values()].find((each) => each.type.endsWith(`/${type}`))?.target;
  const strings = sharedStrings(part(parts, byType("sharedStrings") ?? ""));
  const formats = cellFormats(part(parts, byType("styles") ?? ""));
  const richErrors = readRichErrors(parts);
  const sheets: SnapshotSheet[] = [];
  const tables: SnapshotTable[] = [];
  let unsaved = 0;
  for (const { attributes } of childrenNamed(child(workbook, "sheets"), "sheet")) {
    const target = links.get(attributes["r:id"] ?? "")?.target ?? "";
    const root = part(parts, target);
    const read = readSheet(root?.name === "worksheet" ? root : null, { strings, formats, richErrors });
    unsaved += read.unsaved;
    const filteredRows = new Set(read.filteredRows);
    for (const link of relations(parts, target).values()) {
      if (!link.type.endsWith("/table")) continue;
      const element = part(parts, link.target);
      tables.push(...readTable(element, sheets.length));
      const filtered = element === null ? null : filterRange(element);
      for (const row of read.hiddenRows)
        if (filtered !== null && row > filtered.first && row <= filtered.last) filteredRows.add(row);
    }
    sheets.push({ name: attributes.name ?? "", ...read, filteredRows });
  }
  const properties = child(workbook, "workbookPr")?.attributes ?? {};
  const calculation = child(workbook, "calcPr")?.attributes ?? {};
  const is1904 = isTrue(properties.date1904);
  return {
    snapshot: { sheets, tables, names: readNames(workbook), dateSystem: is1904 ? 1904 : 1900 },
    unsaved,
    stale: isTrue(calculation.fullCalcOnLoad),
    iterates: isTrue(calculation.iterate),
  };
}

function isTrue(text: string | undefined): boolean {
  return text === "1" || text === "true";
}

function textOf(item: Element): string {
  return item.children
    .map((each) => (each.name === "t" ? each.text : each.name === "r" ? textOf(each) : ""))
    .join("")
    .replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function sharedStrings(root: Element | null): string[] {
  return childrenNamed(root ?? undefined, "si").map(textOf);
}

const BUILT_IN: Readonly<Record<number, string>> = {
  0: "General",
  1: "0",
  2: "0.00",
  3: "#,##0",
  4: "#,##0.00",
  9: "0%",
  10: "0.00%",
  11: "0.00E+00",
  12: "# ?/?",
  13: "# ??/??",
  14: "m/d/yy",
  15: "d-mmm-yy",
  16: "d-mmm",
  17: "mmm-yy",
  18: "h:mm AM/PM",
  19: "h:mm:ss AM/PM",
  20: "h:mm",
  21: "h:mm:ss",
  22: "m/d/yy h:mm",
  37: "#,##0;(#,##0)",
  38: "#,##0;[Red](#,##0)",
  39: "#,##0.00;(#,##0.00)",
  40: "#,##0.00;[Red](#,##0.00)",
  45: "mm:ss",
  46: "[h]:mm:ss",
  47: "mm:ss.0",
  48: "##0.0E+0",
  49: "@",
};

function cellFormats(root: Element | null): string[] {
  const own = new Map<number, string>();
  for (const { attributes } of childrenNamed(child(root ?? undefined, "numFmts"), "numFmt"))
    own.set(Number(attributes.numFmtId), attributes.formatCode ?? "General");
  return childrenNamed(child(root ?? undefined, "cellXfs"), "xf").map(({ attributes }) => {
    const id = Number(attributes.numFmtId ?? 0);
    return own.get(id) ?? BUILT_IN[id] ?? "General";
  });
}

interface ReadSheet {
  readonly cells: SnapshotCell[];
  readonly hiddenRows: ReadonlySet<number>;
  readonly filteredRows: ReadonlySet<number>;
  readonly unsaved: number;
}

interface Lists {
  readonly strings: readonly string[];
  readonly formats: readonly string[];
  /** By a cell's `vm`, from 1. */
  readonly richErrors: ReadonlyMap<number, ErrorCode>;
}

/**
 * Errors newer than the file format are saved as #VALUE! with the real one in the rich values: 8 is #SPILL!, 13 #CALC!.
 * Source: [MS-XLSX] 2.6.207 and 2.3.6 (rich values).
 */
function readRichErrors(parts: Parts): Map<number, ErrorCode> {
  const found = new Map<number, ErrorCode>();
  const metadata = part(parts, "xl/metadata.xml");
  const structures = childrenNamed(part(parts, "xl/richData/rdrichvaluestructure.xml") ?? undefined, "s");
  const values = childrenNamed(part(parts, "xl/richData/rdrichvalue.xml") ?? undefined, "rv");
  const future = childrenNamed(metadata ?? undefined, "futureMetadata").find(
    (each) => each.attributes.name === "XLRICHVALUE",
  );
  const blocks = childrenNamed(future, "bk").map((each) =>
    Number(descendants(each, "rvb")[0]?.attributes.i ?? -1),
  );
  for (const [place, block] of childrenNamed(child(metadata ?? undefined, "valueMetadata"), "bk").entries()) {
    const value = values[blocks[Number(child(block, "rc")?.attributes.v ?? -1)] ?? -1];
    const structure = structures[Number(value?.attributes.s ?? -1)];
    const key = childrenNamed(structure, "k").findIndex((each) => each.attributes.n === "errorType");
    const type = childrenNamed(value, "v")[key]?.text;
    if (type === "8") found.set(place + 1, "#SPILL!");
    if (type === "13") found.set(place + 1, "#CALC!");
  }
  return found;
}

function readSheet(root: Element | null, lists: Lists): ReadSheet {
  const cells: SnapshotCell[] = [];
  const hiddenRows = new Set<number>();
  const masters = new Map<string, { row: number; column: number; formula: string }>();
  const waiting: { cell: SnapshotCell; index: string; place: number }[] = [];
  const filtered = root === null ? null : filterRange(root);
  let unsaved = 0;
  let row = 0;
  for (const line of childrenNamed(child(root ?? undefined, "sheetData"), "row")) {
    row = Number(line.attributes.r ?? row + 1);
    if (isTrue(line.attributes.hidden)) hiddenRows.add(row);
    let column = 0;
    for (const item of childrenNamed(line, "c")) {
      const address = item.attributes.r === undefined ? null : readCell(item.attributes.r);
      column = address?.column ?? column + 1;
      const place = { row: address?.row ?? row, column };
      const value = readValue(item, lists);
      const numberFormat = lists.formats[Number(item.attributes.s ?? 0)] ?? "General";
      const formula = child(item, "f");
      const cell: SnapshotCell = { ...place, value, numberFormat };
      if (formula === undefined) {
        if (value !== null) cells.push(cell);
        continue;
      }
      const kind = formula.attributes.t ?? "normal";
      if (kind === "dataTable" || child(item, "v") === undefined) {
        unsaved++;
        if (kind === "dataTable" || formula.text === "") {
          cells.push(cell);
          continue;
        }
      }
      if (kind === "shared") {
        const index = formula.attributes.si ?? "";
        if (formula.text === "") waiting.push({ cell, index, place: cells.push(cell) - 1 });
        else {
          masters.set(index, { ...place, formula: formula.text });
          cells.push({ ...cell, formula: formula.text });
        }
      } else if (kind === "array") {
        const [first, last] = (formula.attributes.ref ?? "").split(":").map(readCell);
        const rows = (last?.row ?? first?.row ?? place.row) - place.row + 1;
        const columns = (last?.column ?? first?.column ?? column) - column + 1;
        const dynamic = item.attributes.cm !== undefined;
        cells.push({ ...cell, formula: formula.text, array: { rows, columns, dynamic } });
      } else if (formula.text !== "") cells.push({ ...cell, formula: formula.text });
      else if (value !== null) cells.push(cell);
    }
  }
  // a shared formula's master may stand below the cells that share it
  for (const { cell, index, place } of waiting) {
    const master = masters.get(index);
    if (master !== undefined)
      cells[place] = {
        ...cell,
        formula: master.formula,
        writtenFor: { row: master.row, column: master.column },
      };
  }
  const filteredRows = new Set(
    [...hiddenRows].filter((each) => filtered !== null && each > filtered.first && each <= filtered.last),
  );
  return { cells, hiddenRows, filteredRows, unsaved };
}

/** The rows of a filter that leaves something out. */
function filterRange(root: Element): { first: number; last: number } | null {
  const filter = child(root, "autoFilter");
  if (child(filter, "filterColumn") === undefined) return null;
  const [first, last] = (filter?.attributes.ref ?? "").split(":").map(readCell);
  return first?.row == null || last?.row == null ? null : { first: first.row, last: last.row };
}

function readValue(item: Element, { strings, richErrors }: Lists): Value {
  const text = child(item, "v")?.text;
  switch (item.attributes.t) {
    case "s":
      return text === undefined ? null : (strings[Number(text)] ?? "");
    case "inlineStr":
      return descendants(item, "is").map(textOf).join("");
    case "str":
      return (text ?? "").replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      );
    case "b":
      return text === undefined ? null : text === "1" || text === "true";
    case "e":
      return errorValue(
        richErrors.get(Number(item.attributes.vm ?? 0)) ?? ((text ?? "#VALUE!") as ErrorCode),
      );
    case "d":
      return text === undefined ? null : Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / 86_400_000 + 25_569;
    default:
      return text === undefined || text.trim() === "" ? null : Number(text);
  }
}

function readNames(workbook: Element): SnapshotName[] {
  return childrenNamed(child(workbook, "definedNames"), "definedName").map(({ attributes, text }) => ({
    name: attributes.name ?? "",
    sheet: attributes.localSheetId === undefined ? null : Number(attributes.localSheetId),
    formula: text,
  }));
}

function readTable(root: Element | null, sheet: number): SnapshotTable[] {
  if (root === null) return [];
  const { attributes } = root;
  const [first, last] = (attributes.ref ?? "").split(":").map(readCell);
  if (first?.row == null || first.column == null) return [];
  const columns = childrenNamed(child(root, "tableColumns"), "tableColumn").map((each) =>
    (each.attributes.name ?? "").replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
  );
  return [
    {
      name: attributes.displayName ?? attributes.name ?? "",
      sheet,
      row: first.row,
      column: first.column,
      rows: (last?.row ?? first.row) - first.row + 1,
      columns,
      hasHeaders: attributes.headerRowCount !== "0",
      hasTotals: Number(attributes.totalsRowCount ?? 0) > 0,
    },
  ];
}
