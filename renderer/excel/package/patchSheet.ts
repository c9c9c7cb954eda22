// Changes of cells turned into cuts of one worksheet's XML: a changed cell is rewritten, a missing cell or row is put
// in where it belongs, the used range and the row's spans grow with it. Every other character of the part stays.
//
// What must stay true: cells keep their style; rows and cells stay in ascending order where they were; a shared
// formula whose master goes is handed over first, and an edit for which that fails is not made.
// Source: ECMA-376 Part 1, 18.3.1.73 (row), 18.3.1.4 (c), 18.3.1.35 (dimension).

import { areaName, type CellPosition, including, readArea } from "./areas.ts";
import { type CellEdit, changedCell, newCell } from "./cellEdit.ts";
import type { PartText, Splice } from "./partText.ts";
import { handOver, type LostMaster } from "./sharedFormula.ts";
import type { SheetMap } from "./sheetMap.ts";
import { type CellPlace, cellsOf, forEachRow, formulaOf, type RowPlace } from "./sheetRows.ts";
import { attributeValue, findAttribute } from "./xmlScan.ts";

export interface SheetPatch {
  readonly splices: readonly Splice[];
  /** Edits that were not made, because the shared formula they would remove cannot be moved. */
  readonly stuck: readonly LostMaster[];
  /** Cells that had a formula and got a value. */
  readonly formulasReplaced: number;
  /** Cells that showed a shared string before. */
  readonly stringsReleased: number;
  /** Cells that got a date, with the style number they have; null is the style of plain cells. */
  readonly dates: readonly StyledCell[];
  /** Edits whose value the cell had already, or that empty a cell that is not there. */
  readonly unchanged: number;
}

export interface StyledCell extends CellPosition {
  readonly style: string | null;
}

type RowEdits = ReadonlyMap<number, CellEdit>;

/** `edits`: at most one for a cell. */
export function patchSheet(part: PartText, map: SheetMap, edits: readonly CellEdit[]): SheetPatch {
  const patch = cutSheet(part, map, edits);
  if (patch.stuck.length === 0) return patch;
  const isStuck = (edit: CellEdit) =>
    patch.stuck.some((master) => master.row === edit.row && master.column === edit.column);
  const rest = patchSheet(
    part,
    map,
    edits.filter((edit) => !isStuck(edit)),
  );
  return { ...rest, stuck: [...patch.stuck, ...rest.stuck] };
}

function cutSheet(part: PartText, map: SheetMap, edits: readonly CellEdit[]): SheetPatch {
  const byRow = new Map<number, Map<number, CellEdit>>();
  for (const edit of edits) {
    const row = byRow.get(edit.row) ?? new Map<number, CellEdit>();
    byRow.set(edit.row, row.set(edit.column, edit));
  }
  const { places, before } = findRows(
    part.text,
    map,
    [...byRow.keys()].sort((a, b) => a - b),
  );
  const state: Cutting = {
    part,
    map,
    splices: [],
    masters: [],
    added: [],
    dates: [],
    formulas: 0,
    strings: 0,
    unchanged: 0,
  };
  const newRows: { readonly at: number; readonly text: string }[] = [];
  for (const [number, row] of [...byRow].sort(([left], [right]) => left - right)) {
    const rows = places.get(number);
    if (rows !== undefined) cutRow(state, rows, row);
    else {
      const text = newRow(state, number, row);
      if (text !== "") newRows.push({ at: before.get(number) ?? map.sheetData.contentEnd, text });
    }
  }
  addRows(state, newRows);
  const isEdited = ({ row, column }: CellPosition) => byRow.get(row)?.has(column) === true;
  const handed = handOver(part, map, state.masters, isEdited);
  return {
    splices: [...state.splices, ...handed.splices, ...dimensionSplice(state)],
    stuck: handed.stuck,
    formulasReplaced: state.formulas,
    stringsReleased: state.strings,
    dates: state.dates,
    unchanged: state.unchanged,
  };
}

interface Cutting {
  readonly part: PartText;
  readonly map: SheetMap;
  readonly splices: Splice[];
  readonly masters: LostMaster[];
  /** Cells that were not there. */
  readonly added: CellPosition[];
  readonly dates: StyledCell[];
  formulas: number;
  strings: number;
  unchanged: number;
}

/** Where the wanted rows stand, and before which place each missing one belongs. `wanted` ascends. */
function findRows(
  text: string,
  map: SheetMap,
  wanted: readonly number[],
): { readonly places: ReadonlyMap<number, RowPlace[]>; readonly before: ReadonlyMap<number, number> } {
  const isWanted = new Set(wanted);
  const places = new Map<number, RowPlace[]>();
  const before = new Map<number, number>();
  let next = 0;
  forEachRow(text, map.sheetData, (row) => {
    for (; next < wanted.length && (wanted[next] ?? 0) < row.number; next += 1)
      before.set(wanted[next] ?? 0, row.element.tag.start);
    if (!isWanted.has(row.number)) return;
    places.set(row.number, [...(places.get(row.number) ?? []), row]);
  });
  return { places, before };
}

/** Changes the cells of a row that is there (in more than one piece, where a writer repeated it). */
function cutRow(state: Cutting, rows: readonly RowPlace[], edits: RowEdits): void {
  const { text } = state.part;
  const cells = rows.flatMap((row) => cellsOf(text, row));
  const byColumn = new Map<number, CellPlace[]>();
  for (const cell of cells) byColumn.set(cell.column, [...(byColumn.get(cell.column) ?? []), cell]);
  const missing: CellEdit[] = [];
  for (const edit of edits.values()) {
    const found = byColumn.get(edit.column);
    if (found !== undefined) for (const cell of found) cutCell(state, cell, edit);
    else if (edit.content.kind === "blank") state.unchanged += 1;
    else missing.push(edit);
  }
  const last = rows.at(-1);
  if (missing.length > 0 && last !== undefined) addCells(state, last, missing);
}

/** Remembers the style of a cell that gets a date. */
function noteDate(state: Cutting, { row, column, content }: CellEdit, style: string | null): void {
  if (content.kind === "number" && content.isDate === true) state.dates.push({ row, column, style });
}

function cutCell(state: Cutting, cell: CellPlace, edit: CellEdit): void {
  const { part, map } = state;
  const { text } = part;
  noteDate(state, edit, attributeValue(text, cell.element.tag, "s"));
  const formula = formulaOf(text, cell);
  if (formula !== null) {
    if (edit.content.kind !== "formula") state.formulas += 1;
    const { element } = formula;
    if (formula.type === "shared" && formula.si !== null && element.contentEnd > element.contentStart)
      state.masters.push({
        row: cell.row,
        column: cell.column,
        si: formula.si,
        ref: formula.ref,
        formula: element,
      });
  }
  const replacement = changedCell(part, cell, edit, map.prefix);
  const { start } = cell.element.tag;
  const old = text.slice(start, cell.element.end);
  if (old === replacement) {
    state.unchanged += 1;
    return;
  }
  if (attributeValue(text, cell.element.tag, "t") === "s") state.strings += 1;
  state.splices.push({ start, end: cell.element.end, text: replacement });
}

/** Puts missing cells into a row: each before the first cell to its right. */
function addCells(state: Cutting, row: RowPlace, edits: readonly CellEdit[]): void {
  const { part, map, splices } = state;
  const { text } = part;
  const { tag } = row.element;
  const style = rowStyle(text, row);
  const cells = cellsOf(text, row);
  const groups = new Map<number, string>();
  for (const edit of [...edits].sort((left, right) => left.column - right.column)) {
    const next = cells.find((cell) => cell.column > edit.column);
    const at = next?.element.tag.start ?? row.element.contentEnd;
    const own = style ?? columnStyle(map, edit.column);
    const xml = newCell(part, edit, map.prefix, own);
    noteDate(state, edit, own);
    groups.set(at, (groups.get(at) ?? "") + xml);
    state.added.push(edit);
  }
  widenSpans(state, row, edits);
  if (tag.kind !== "empty") {
    for (const [at, xml] of groups) splices.push({ start: at, end: at, text: xml });
    return;
  }
  const content = [...groups.values()].join("");
  splices.push({ start: tag.end - 2, end: tag.end, text: `>${content}</${tag.name}>` });
}

/** `spans` is a hint that Excel may rely on: it must hold every cell of the row. */
function widenSpans({ part, splices }: Cutting, row: RowPlace, edits: readonly CellEdit[]): void {
  const attribute = findAttribute(part.text, row.element.tag, "spans");
  if (attribute === null) return;
  const spans = part.text.slice(attribute.valueStart, attribute.valueEnd);
  const match = /^\s*(\d+):(\d+)\s*$/.exec(spans);
  const columns = edits.map((edit) => edit.column);
  const first = Math.min(Number(match?.[1] ?? 1), ...columns);
  const last = Math.max(Number(match?.[2] ?? 1), ...columns);
  const widened = `${first}:${last}`;
  // Several spans in one row are allowed and never seen; the attribute may as well be left out (18.3.1.73).
  if (match === null) splices.push({ start: attribute.start, end: attribute.end, text: "" });
  else if (widened !== spans)
    splices.push({ start: attribute.valueStart, end: attribute.valueEnd, text: widened });
}

/** The style of a whole row, which Excel gives to cells typed into it. */
function rowStyle(text: string, { element }: RowPlace): string | null {
  const custom = attributeValue(text, element.tag, "customFormat") ?? "";
  return /^(1|true|on)$/i.test(custom) ? attributeValue(text, element.tag, "s") : null;
}

function columnStyle(map: SheetMap, column: number): string | null {
  const found = map.columnStyles.find((each) => column >= each.first && column <= each.last)?.style;
  return found === undefined || found === "0" ? null : found;
}

function newRow(state: Cutting, number: number, edits: RowEdits): string {
  const { part, map } = state;
  let cells = "";
  for (const edit of [...edits.values()].sort((left, right) => left.column - right.column)) {
    if (edit.content.kind === "blank") {
      state.unchanged += 1;
      continue;
    }
    const style = columnStyle(map, edit.column);
    cells += newCell(part, edit, map.prefix, style);
    noteDate(state, edit, style);
    state.added.push(edit);
  }
  return cells === "" ? "" : `<${map.prefix}row r="${number}">${cells}</${map.prefix}row>`;
}

function addRows(
  { map, splices }: Cutting,
  rows: readonly { readonly at: number; readonly text: string }[],
): void {
  if (rows.length === 0) return;
  const { tag } = map.sheetData;
  if (tag.kind !== "empty") {
    for (const { at, text } of rows) splices.push({ start: at, end: at, text });
    return;
  }
  const content = rows.map((row) => row.text).join("");
  splices.push({ start: tag.end - 2, end: tag.end, text: `>${content}</${tag.name}>` });
}

/** The used range grows to hold the new cells; where the sheet does not state it, nothing is added. */
function dimensionSplice({ part, map, added }: Cutting): readonly Splice[] {
  if (map.dimension === null || added.length === 0) return [];
  const attribute = findAttribute(part.text, map.dimension.tag, "ref");
  if (attribute === null) return [];
  const old = part.text.slice(attribute.valueStart, attribute.valueEnd);
  const area = readArea(old);
  if (area === null) return [];
  const isEmptySheet = old.trim() === "A1" && map.sheetData.contentStart === map.sheetData.contentEnd;
  const grown = added.reduce(including, isEmptySheet ? null : area);
  if (grown === null) return [];
  if (
    grown.top === area.top &&
    grown.left === area.left &&
    grown.bottom === area.bottom &&
    grown.right === area.right
  )
    return [];
  return [{ start: attribute.valueStart, end: attribute.valueEnd, text: areaName(grown) }];
}
