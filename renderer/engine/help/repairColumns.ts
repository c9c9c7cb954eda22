// Slips with columns of the formula's own table: `[List size]` where the row's value is meant, and names of columns
// typed without brackets.

import { argumentAt } from "../functions/define.ts";
import { findFunction } from "../functions/registry.ts";
import { codeMask } from "../grammar/formulaScan.ts";
import { parseFormula } from "../grammar/parser.ts";
import type { SyntaxNode } from "../grammar/syntaxTree.ts";
import type { TableStructure } from "../model.ts";
import { foldText } from "../values/textPool.ts";
import { columnReference, rowReference } from "./completion.ts";
import type { Candidate } from "./repairText.ts";

/** The formula with this row's value in place of whole columns of its table, where a function wants no range. */
export function rowSlips(table: TableStructure, formula: string): readonly Candidate[] {
  const parsed = parseFormula(formula);
  if (!parsed.ok) return [];
  const found: { start: number; end: number; name: string }[] = [];
  collect(parsed.tree, false, table, found);
  if (found.length === 0) return [];
  let text = formula;
  for (const { start, end, name } of found.sort((left, right) => right.start - left.start))
    text = text.slice(0, start) + rowReference(name) + text.slice(end);
  const names = [...new Set(found.map((each) => each.name))].reverse();
  const first = names[0] ?? "";
  return [
    {
      text,
      message: `Write ${names.map(rowReference).join(", ")} for this row's value: ${columnReference(first)} is the whole column.`,
    },
  ];
}

function collect(
  node: SyntaxNode,
  inRange: boolean,
  table: TableStructure,
  found: { start: number; end: number; name: string }[],
): void {
  const again = (each: SyntaxNode) => collect(each, inRange, table, found);
  switch (node.kind) {
    case "structured": {
      const owner = node.table === null || foldText(node.table) === foldText(table.name);
      const single = node.columns !== null && node.columns.first === node.columns.last;
      if (!inRange && owner && single && node.items.length === 0)
        found.push({ start: node.start, end: node.end, name: node.columns?.first ?? "" });
      return;
    }
    case "unary":
    case "percent":
    case "parentheses":
      again(node.operand);
      return;
    case "binary":
      again(node.left);
      again(node.right);
      return;
    case "call": {
      const entry = findFunction(node.name);
      for (const [place, each] of node.arguments.entries())
        collect(
          each,
          inRange || entry === undefined || argumentAt(entry, place)?.kind === "array",
          table,
          found,
        );
      return;
    }
    default:
      return;
  }
}

/** Column names typed bare: `=List size*2` as `=[@[List size]]*2`; also with brackets but without @. */
export function bareColumns(table: TableStructure, formula: string): readonly Candidate[] {
  const mask = codeMask(formula);
  const folded = foldText(formula);
  const places: { start: number; end: number; name: string }[] = [];
  const names = table.columns.map((each) => each.name).sort((left, right) => right.length - left.length);
  for (const name of names) {
    const wanted = foldText(name);
    for (let at = folded.indexOf(wanted); at >= 0 && wanted !== ""; at = folded.indexOf(wanted, at + 1)) {
      const end = at + wanted.length;
      const word = /[\p{L}\p{N}_.]/u;
      const isWhole = !word.test(formula.charAt(at - 1)) && !/[\p{L}\p{N}_.([]/u.test(formula.charAt(end));
      const isFree = !places.some((each) => at < each.end && each.start < end);
      if (isWhole && isFree && mask[at] === true) places.push({ start: at, end, name });
    }
  }
  if (places.length === 0) return [];
  let text = formula;
  for (const { start, end, name } of places.sort((left, right) => right.start - left.start))
    text = text.slice(0, start) + rowReference(name) + text.slice(end);
  return [{ text, message: `Write ${rowReference(places.at(-1)?.name ?? "")} for this row's value.` }];
}
