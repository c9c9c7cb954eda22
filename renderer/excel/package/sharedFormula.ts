// Shared formulas: one cell holds the text (the master), others only its number and shift it to their own place. When
// the master's cell gets something else, the next of them must become the master, with the text as it reads there.
//
// What must stay true: the formula of every other cell stays what it was. Only the addresses in the text change;
// everything else of it stays character for character. What cannot be moved is refused, so nothing is lost.
// Source: ECMA-376 Part 1, 18.3.1.40 (f: si, ref), 18.18.6.

import { LAST_COLUMN, LAST_ROW, printAddress } from "../../engine/grammar/cellAddress.ts";
import { parseFormula } from "../../engine/grammar/parser.ts";
import { walkTree } from "../../engine/grammar/rewrite.ts";
import type { CellAddress, SyntaxNode } from "../../engine/grammar/syntaxTree.ts";
import { xmlFormula } from "../write/xmlText.ts";
import { type Area, areaName, type CellPosition, cellName, contains, including, readArea } from "./areas.ts";
import type { PartText, Splice } from "./partText.ts";
import type { SheetMap } from "./sheetMap.ts";
import { cellsOf, forEachRow, formulaOf } from "./sheetRows.ts";
import { attributesOf, type Element, textOf } from "./xmlScan.ts";

/** A master whose cell gets another content. */
export interface LostMaster extends CellPosition {
  readonly si: string;
  readonly ref: string | null;
  readonly formula: Element;
}

interface Member extends CellPosition {
  readonly formula: Element;
}

/** What must be cut so that the others keep their formulas, and the masters for which that cannot be done. */
export function handOver(
  part: PartText,
  map: SheetMap,
  masters: readonly LostMaster[],
  isEdited: (cell: CellPosition) => boolean,
): { readonly splices: readonly Splice[]; readonly stuck: readonly LostMaster[] } {
  if (masters.length === 0) return { splices: [], stuck: [] };
  const splices: Splice[] = [];
  const stuck: LostMaster[] = [];
  const members = membersOf(part.text, map, masters, isEdited);
  for (const master of masters) {
    const [heir, ...others] = members.get(master) ?? [];
    if (heir === undefined) continue;
    const moved = translateFormula(textOf(part.decode(rawText(part.text, master.formula))), master, heir);
    if (moved === null) {
      stuck.push(master);
      continue;
    }
    const range = others.reduce<Area>(including, including(null, heir));
    splices.push(masterSplice(part, heir.formula, moved, areaName(range)));
  }
  return { splices, stuck };
}

function rawText(text: string, element: Element): string {
  return text.slice(element.contentStart, element.contentEnd);
}

/** The cells that take their formula from each master, in the order of the text. */
function membersOf(
  text: string,
  map: SheetMap,
  masters: readonly LostMaster[],
  isEdited: (cell: CellPosition) => boolean,
): ReadonlyMap<LostMaster, Member[]> {
  const bySi = new Map<string, { master: LostMaster; area: Area | null }[]>();
  for (const master of masters) {
    const area = master.ref === null ? null : readArea(master.ref);
    bySi.set(master.si, [...(bySi.get(master.si) ?? []), { master, area }]);
  }
  const members = new Map<LostMaster, Member[]>();
  let nextShared = text.indexOf("shared", map.sheetData.contentStart);
  forEachRow(text, map.sheetData, (row) => {
    if (nextShared >= 0 && nextShared < row.element.contentStart)
      nextShared = text.indexOf("shared", row.element.contentStart);
    if (nextShared < 0 || nextShared >= row.element.contentEnd) return;
    for (const cell of cellsOf(text, row)) {
      const formula = formulaOf(text, cell);
      if (formula?.type !== "shared" || formula.si === null || isEdited(cell)) continue;
      if (formula.element.contentEnd > formula.element.contentStart) continue;
      // A number may be used again further down; the master's range says whose cell it is.
      const owner = bySi.get(formula.si)?.find(({ area }) => area === null || contains(area, cell));
      if (owner === undefined) continue;
      const list = members.get(owner.master) ?? [];
      list.push({ row: cell.row, column: cell.column, formula: formula.element });
      members.set(owner.master, list);
    }
  });
  return members;
}

/** The heir's own `<f>` with the text and the range in it. */
function masterSplice(part: PartText, formula: Element, text: string, range: string): Splice {
  const { tag } = formula;
  let attributes = "";
  for (const each of attributesOf(part.text, tag)) {
    if (each.name !== "ref") attributes += part.text.slice(each.start, each.end);
  }
  return {
    start: tag.start,
    end: formula.end,
    text: `<${tag.name}${attributes} ref="${range}">${part.encode(xmlFormula(text))}</${tag.name}>`,
  };
}

/**
 * The formula as it reads when it is filled from one cell to another: relative addresses move along. null when it
 * does not parse or an address would leave the sheet. The text has no "=".
 */
export function translateFormula(text: string, from: CellPosition, to: CellPosition): string | null {
  const whole = `=${text}`;
  const parsed = parseFormula(whole);
  if (!parsed.ok) return null;
  const rows = to.row - from.row;
  const columns = to.column - from.column;
  const splices: { start: number; end: number; text: string }[] = [];
  let leaves = false;
  walkTree(parsed.tree, (node) => {
    if (node.kind !== "reference") return;
    const moved = movedReference(whole.slice(node.start, node.end), node, rows, columns);
    if (moved === null) leaves = true;
    else splices.push({ start: node.start, end: node.end, text: moved });
  });
  if (leaves) return null;
  splices.sort((left, right) => left.start - right.start);
  let out = "";
  let at = 1;
  for (const splice of splices) {
    out += whole.slice(at, splice.start) + splice.text;
    at = splice.end;
  }
  return out + whole.slice(at);
}

function movedReference(
  written: string,
  node: Extract<SyntaxNode, { kind: "reference" }>,
  rows: number,
  columns: number,
): string | null {
  const first = movedAddress(node.first, rows, columns);
  const last = node.last === null ? null : movedAddress(node.last, rows, columns);
  if (first === null || (node.last !== null && last === null)) return null;
  // A sheet's name may hold anything, but after its "!" there is only the address.
  const sheet = written.slice(0, written.lastIndexOf("!") + 1);
  const address = printAddress(first);
  return sheet + (last === null ? address : `${address}:${printAddress(last)}`);
}

function movedAddress(address: CellAddress, rows: number, columns: number): CellAddress | null {
  const row = address.row === null || address.rowAbsolute ? address.row : address.row + rows;
  const column =
    address.column === null || address.columnAbsolute ? address.column : address.column + columns;
  if (row !== null && (row < 1 || row > LAST_ROW)) return null;
  if (column !== null && (column < 1 || column > LAST_COLUMN)) return null;
  return { ...address, row, column };
}

/** Says which cell could not be handed over. */
export function stuckSentence(master: LostMaster): string {
  return `${cellName(master)} holds a formula that other cells share, and it cannot be moved to the next of them.`;
}
