// References as text: what INDIRECT reads (A1 or R1C1) and what FORMULATEXT shows.

import type { Expression } from "../formula/expression.ts";
import { lower } from "../formula/lower.ts";
import { columnLetters, LAST_COLUMN, LAST_ROW } from "../grammar/cellAddress.ts";
import { parseFormula } from "../grammar/parser.ts";
import { printFormula } from "../grammar/printer.ts";
import { mapTree } from "../grammar/rewrite.ts";
import type { SyntaxNode } from "../grammar/syntaxTree.ts";
import type { CellRange } from "../values/cellRange.ts";
import { moved, type Shift } from "./sheetPlaces.ts";
import { SheetReferences } from "./sheetReferences.ts";

/** The texts that INDIRECT was given, each read once. */
export class IndirectTexts {
  readonly #known = new Map<string, Expression | null>();

  /** What a text refers to, yet to be evaluated; null for anything that is no reference and no name. */
  expression(text: string, a1: boolean, here: CellRange): Expression | null {
    const written = a1 ? text : fromR1C1(text, here);
    if (written === null) return null;
    const known = this.#known.get(written);
    if (known !== undefined) return known;
    const made = readReference(written);
    this.#known.set(written, made);
    return made;
  }
}

function readReference(text: string): Expression | null {
  // a formula is no reference: "=A1" is not "A1"
  const parsed = /^\s*=/.test(text) ? null : parseFormula(text);
  if (!parsed?.ok || !isReference(parsed.tree)) return null;
  const lowered = lower(parsed.tree, new SheetReferences(false, () => false));
  return "problem" in lowered ? null : lowered.expression;
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
