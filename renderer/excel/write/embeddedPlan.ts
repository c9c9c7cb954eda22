// The plan itself inside its workbook: its file's text in the cells of a very hidden sheet, so that the workbook opened in
// Catchment again is the same plan, whatever the visible sheets can and cannot say.
//
// Layout, from A1 of the sheet "Catchment plan" downwards, one text in each cell of column A:
//   A1  `Catchment plan, layout 1, 3 cells, 84211 characters, CRC-32 9f3c11aa`
//   A2  `1:` and the first piece of the text, A3 `2:` and the second, and so on
// The text is the plan's file (planFile.ts) without line breaks and indents, in printable ASCII: every other character is
// written as JSON's \uXXXX, and so are the underscore of `_x`, which spreadsheets would take for an escape of their own, and
// a blank before a blank.
// A piece neither begins nor ends with a blank, and no cell begins with a sign that a spreadsheet would take for a formula.
// The checksum (CRC-32 as in zip files) is of the characters of the text.
//
// What must stay true: the cells depend on the plan alone; what is read back is the very plan, or a problem that says
// why not; programs that save the workbook again (openpyxl, LibreOffice) keep the cells as they are.

import { strToU8 } from "fflate";
import type { Plan } from "../../plan/plan.ts";
import { parsePlanFile, serialisePlan } from "../../plan/planFile.ts";
import { failed, type Problem, type Result } from "../../plan/problem.ts";
import { crc32 } from "../package/crc32.ts";

/** Characters of a cell's piece, number included: well below Excel's 32,767. */
const LONGEST_PIECE = 32_000;
const ROOM_FOR_NUMBER = 10;

const HEAD = /^Catchment plan, layout (\d+), (\d+) cells, (\d+) characters, CRC-32 ([0-9a-f]{8})$/;
const LAYOUT = 1;

function unicodeEscape(character: string): string {
  let escaped = "";
  for (let at = 0; at < character.length; at += 1)
    escaped += `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`;
  return escaped;
}

/** The plan's text in one line of printable ASCII; JSON that means the same. */
function plainText(plan: Plan): string {
  return serialisePlan(plan)
    .replace(/\n\s*/g, "")
    .replace(/[^\x20-\x7e]+|_(?=x)| (?= )/g, unicodeEscape);
}

function checksum(text: string): string {
  return crc32(strToU8(text)).toString(16).padStart(8, "0");
}

/** The texts of the sheet's cells, from A1 down. */
export function embeddedPlan(plan: Plan): readonly string[] {
  const text = plainText(plan);
  const pieces: string[] = [];
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + LONGEST_PIECE - ROOM_FOR_NUMBER, text.length);
    while (end < text.length && end > start + 1 && (text[end] === " " || text[end - 1] === " ")) end -= 1;
    pieces.push(`${pieces.length + 1}:${text.slice(start, end)}`);
    start = end;
  }
  const head = `Catchment plan, layout ${LAYOUT}, ${pieces.length} cells, ${text.length} characters, CRC-32 ${checksum(text)}`;
  return [head, ...pieces];
}

/** Whether the cell A1 says that the sheet holds a plan, of this or a later layout. */
export function isEmbeddedPlan(firstCell: unknown): boolean {
  return typeof firstCell === "string" && HEAD.test(firstCell.trim());
}

function unreadable(message: string): Result<never> {
  return failed("embedded-plan-unreadable", message, {
    remedy: "Open the plan's own file, or import the workbook's sheets as data.",
  });
}

/**
 * The plan in the cells of column A of the very hidden sheet, from A1 down (values as read; blanks at the end do not
 * matter). A problem when the sheet is of a later layout, or when what it holds is not what was written.
 */
export function readEmbeddedPlan(
  cells: readonly unknown[],
): Result<{ readonly plan: Plan; readonly problems: readonly Problem[] }> {
  const head = typeof cells[0] === "string" ? HEAD.exec(cells[0].trim()) : null;
  if (head === null) return unreadable("The sheet does not hold a plan: its first cell says something else.");
  const [, layout, count, length, sum] = head;
  if (Number(layout) !== LAYOUT)
    return unreadable(
      `The workbook holds its plan in the layout ${layout}, which this version does not know.`,
    );
  const pieces: string[] = [];
  for (let number = 1; number <= Number(count); number += 1) {
    const cell = cells[number];
    const start = `${number}:`;
    if (typeof cell !== "string" || !cell.startsWith(start))
      return unreadable(`The plan in the workbook is not whole: its cell ${number} of ${count} is missing.`);
    pieces.push(cell.slice(start.length));
  }
  const text = pieces.join("");
  if (text.length !== Number(length) || checksum(text) !== sum)
    return unreadable("The plan in the workbook was changed: its checksum is another one.");
  return parsePlanFile(text);
}
