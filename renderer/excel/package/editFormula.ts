// A typed formula as the workbook stores it. What Excel would call damage when it opens the file (a sheet, table or
// column that is not there, a formula it cannot read) is refused with a sentence.
//
// Source: ECMA-376 Part 1, 18.17; [MS-XLSX] 2.2.2 (stored names of newer functions).

import { parseFormula } from "../../engine/grammar/parser.ts";
import { printFormula } from "../../engine/grammar/printer.ts";
import { mapTree, walkTree } from "../../engine/grammar/rewrite.ts";
import type { SyntaxNode } from "../../engine/grammar/syntaxTree.ts";
import { done, failed, type Result } from "../../plan/problem.ts";
import { isArrayFormula, withoutImplied } from "../write/arrayFormula.ts";
import { type CellPosition, cellName, contains } from "./areas.ts";
import type { CellContent } from "./cellEdit.ts";
import type { TablePlace } from "./sheetGuards.ts";

export interface FormulaPlace extends CellPosition {
  readonly sheetNames: readonly string[];
  /** Tables of the cell's own sheet. */
  readonly ownTables: readonly TablePlace[];
  /** Tables of the whole workbook. */
  readonly allTables: () => readonly TablePlace[];
}

/** Excel's longest formula, in characters. */
const LONGEST_FORMULA = 8_192;

/** The formula as the content of a cell, or why it cannot stand in this workbook. */
export function formulaContent(formula: string, place: FormulaPlace): Result<CellContent> {
  const refuse = (why: string) =>
    failed<CellContent>("formula-refused", `The formula for ${cellName(place)} was not written: ${why}`, {
      remedy: "Correct the formula and try again.",
      where: { subject: formula },
    });
  const parsed = parseFormula(formula);
  if (!parsed.ok) return refuse(parsed.problem.message);
  const own = place.ownTables.find(({ area }) => contains(area, place));
  const why = whyNot(parsed.tree, place, own);
  if (why !== null) return refuse(why);
  const tree = mapTree(parsed.tree, (node) => bareTable(node, place));
  const isArray = isArrayFormula(tree);
  const printed = printFormula(isArray ? tree : withoutImplied(tree), {
    form: "file",
    table: own?.name ?? "",
  });
  const text = printed.slice(1);
  if (text.length > LONGEST_FORMULA)
    return refuse(`It has ${text.length} characters; Excel allows ${LONGEST_FORMULA}.`);
  return done({ kind: "formula", text, isArray });
}

const same = (left: string, right: string) => left.toLowerCase() === right.toLowerCase();

function whyNot(tree: SyntaxNode, place: FormulaPlace, own: TablePlace | undefined): string | null {
  let why: string | null = null;
  walkTree(tree, (node) => {
    why ??= node.kind === "structured" ? whyNotTable(node, place, own) : whyNotSheet(node, place);
  });
  return why;
}

function whyNotSheet(node: SyntaxNode, { sheetNames }: FormulaPlace): string | null {
  if (node.kind !== "reference" && node.kind !== "name") return null;
  const sheets = node.kind === "reference" ? [node.sheet, node.lastSheet] : [node.sheet];
  for (const sheet of sheets) {
    if (sheet === null) continue;
    if (sheet.includes("[")) return "It refers to another workbook, which can only be linked in Excel.";
    if (!sheetNames.some((each) => same(each, sheet))) return `The workbook has no sheet called "${sheet}".`;
  }
  return null;
}

function whyNotTable(
  node: Extract<SyntaxNode, { kind: "structured" }>,
  place: FormulaPlace,
  own: TablePlace | undefined,
): string | null {
  const { table: name, columns } = node;
  const table = name === null ? own : place.allTables().find((each) => same(each.name, name));
  if (table === undefined) {
    return name === null
      ? "It names a column of its own table, but the cell is in no table."
      : `The workbook has no table called ${name}.`;
  }
  for (const wanted of columns === null ? [] : [columns.first, columns.last]) {
    if (!table.columns.some((each) => same(each.name, wanted)))
      return `The table ${table.name} has no column called ${wanted}.`;
  }
  return null;
}

/** `ROWS(Practices)` names a table without a bracket; a file stores `ROWS(Practices[])`. */
function bareTable(node: SyntaxNode, place: FormulaPlace): SyntaxNode {
  if (node.kind !== "name" || node.sheet !== null) return node;
  const { name, start, end } = node;
  if (!place.allTables().some((each) => same(each.name, name))) return node;
  return { kind: "structured", table: name, items: [], columns: null, columnSpan: null, start, end };
}
