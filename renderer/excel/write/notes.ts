// Notes on cells, as every version of Excel since 97 and every other program reads them: the texts in a comments
// part, the yellow boxes in a drawing of the old kind (VML) that Excel still asks for.
//
// What must stay true: both parts list the same cells; shape ids are unique in the workbook (each sheet has blocks of
// 1,024 of its own); the author is the program, never a person.
// Source: ECMA-376 Part 1, 18.7 (comments); Part 4, 19.1 (VML), 19.4 (ClientData of spreadsheets).

import { columnLetter } from "../read/sourceFile.ts";
import { cutText } from "./names.ts";
import type { PartWriter } from "./packageWriter.ts";
import { keepSpace, xmlText } from "./xmlText.ts";

export interface CellNote {
  /** 0-based place on the sheet. */
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

const NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const IDS_PER_BLOCK = 1024;
const LONGEST_NOTE = 32_767;
/** Characters on a line of a box that is three columns wide. */
const LINE = 34;

/** Notes with a text, from top to bottom and left to right. */
export function sortedNotes(notes: readonly CellNote[]): readonly CellNote[] {
  return notes
    .filter(({ text }) => text.trim() !== "")
    .sort((left, right) => left.row - right.row || left.column - right.column);
}

export function writeComments(part: PartWriter, notes: readonly CellNote[]): void {
  part.write(`<comments xmlns="${NAMESPACE}"><authors><author>Catchment</author></authors><commentList>`);
  for (const { row, column, text } of notes) {
    const shown = cutText(text, LONGEST_NOTE);
    part.write(
      `<comment ref="${columnLetter(column)}${row + 1}" authorId="0"><text><r><rPr><sz val="9"/><color indexed="81"/><rFont val="Tahoma"/><family val="2"/></rPr>` +
        `<t${keepSpace(shown)}>${xmlText(shown)}</t></r></text></comment>`,
    );
  }
  part.write("</commentList></comments>");
}

/** How many blocks of shape ids a sheet with so many notes needs. */
export function shapeBlocks(count: number): number {
  return Math.ceil((count + 1) / IDS_PER_BLOCK);
}

/** The boxes; `firstBlock` is the first of the sheet's own blocks of ids, from 1. */
export function writeNoteShapes(part: PartWriter, notes: readonly CellNote[], firstBlock: number): void {
  const blocks = Array.from({ length: shapeBlocks(notes.length) }, (_, at) => firstBlock + at);
  part.write(
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">' +
      `<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${blocks.join(",")}"/></o:shapelayout>` +
      '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>',
  );
  notes.forEach(({ row, column, text }, index) => {
    const lines = text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE)), 0);
    const height = Math.min(Math.max(3, Math.ceil(lines * 0.85) + 1), 20);
    const top = row === 0 ? 0 : row - 1;
    part.write(
      `<v:shape id="_x0000_s${firstBlock * IDS_PER_BLOCK + 1 + index}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;width:190pt;height:${height * 15}pt;z-index:${index + 1};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">` +
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>' +
        `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${column + 1}, 15, ${top}, 2, ${column + 4}, 15, ${top + height}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`,
    );
  });
  part.write("</xml>");
}
