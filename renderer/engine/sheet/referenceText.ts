// References as text: what INDIRECT reads (A1 or R1C1) and what FORMULATEXT shows.

import { columnLetters, LAST_COLUMN, LAST_ROW } from "../cellAddress.ts";
import type { CellRange } from "../cellRange.ts";
import type { Expression } from "../expression.ts";
import { lower } from "../lower.ts";
import type { Operand } from "../operand.ts";
import { parseFormula } from "../parser.ts";
import { printFormula } from "../printer.ts";
import { mapTree } from "../rewrite.ts";
import type { SyntaxNode } from "../syntaxTree.ts";
import { errorValue } from "../value.ts";
import { moved, type Shift } from "./sheetPlaces.ts";
import { SheetReferences } from "./sheetReferences.ts";

const REFERENCE = errorValue("#REF!");

/** What INDIRECT's text stands for; #REF! for anything that is not a reference or a name. */
export function indirectOperand(
  text: string,
  a1: boolean,
  here: CellRange,
  run: (made: Expression) => Operand,
): Operand {
  const written = a1 ? text : fromR1C1(text, here);
  if (written === null) return REFERENCE;
  const parsed = parseFormula(written.replace(/^\s*=/, "~"));
  if (!parsed.ok || !isReference(parsed.tree)) return REFERENCE;
  const lowered = lower(parsed.tree, new SheetReferences(false, () => false));
  if ("problem" in lowered) return REFERENCE;
  const found = run(lowered.expression);
  return found === errorValue("#NAME?") ? REFERENCE : found;
}

function isReference(tree: SyntaxNode): boolean {
  switch (tree.kind) {
    case "reference":
    case "name":
    case "structured":
      return true;
    case "range":
    case "intersection":
      return isReference(tree.left) && isReference(tree.right);
    case "spill":
      return isReference(tree.operand);
    default:
      return false;
  }
}

/** `Sheet1!R2C[-1]:R3C4` in A1 notation, or null. */
function fromR1C1(text: string, here: CellRange): string | null {
  const mark = text.lastIndexOf("!");
  const prefix = text.slice(0, mark + 1);
  const ends = text.slice(mark + 1).split(":");
  const found = ends.map((end) => oneR1C1(end.trim(), here));
  if (ends.length > 2 || found.some((each) => each === null)) return null;
  const [first, last] = found;
  // a whole row or column needs both ends
  const whole = first !== null && first !== undefined && !/^\$[A-Z]+\$\d/.test(first);
  return `${prefix}${ends.length === 1 && !whole ? first : `${first}:${last ?? first}`}`;
}

function oneR1C1(text: string, here: CellRange): string | null {
  const match = /^(?:R(\d*|\[-?\d+\]))?(?:C(\d*|\[-?\d+\]))?$/i.exec(text);
  if (match === null || text === "") return null;
  const row = match[1] === undefined ? null : numberAt(match[1], here.row);
  const column = match[2] === undefined ? null : numberAt(match[2], here.column);
  if (row !== null && (row < 1 || row > LAST_ROW)) return null;
  if (column !== null && (column < 1 || column > LAST_COLUMN)) return null;
  return `${column === null ? "" : `$${columnLetters(column)}`}${row === null ? "" : `$${row}`}`;
}

function numberAt(text: string, own: number): number {
  if (text === "") return own;
  return text.startsWith("[") ? own + Number(text.slice(1, -1)) : Number(text);
}

/** A formula as Excel shows it in a cell that stands `shift` away from where it was written. */
export function formulaTextOf(formula: string, shift: Shift, braces: boolean): string | null {
  const parsed = parseFormula(formula);
  if (!parsed.ok) return `=${formula.replace(/^=/, "")}`;
  const still = shift.rows === 0 && shift.columns === 0;
  const tree = still
    ? parsed.tree
    : mapTree(parsed.tree, (node) =>
        node.kind === "reference"
          ? {
              ...node,
              first: moved(node.first, shift),
              last: node.last === null ? null : moved(node.last, shift),
            }
          : node,
      );
  const text = printFormula(tree, { form: "display" });
  return braces ? `{${text}}` : text;
}
