// Pieces of formula trees that the translation puts together: references to columns, positions in a table, sums that
// fold; and the sentences about rows that are not the formula's own.
//
// What must stay true: what is built here prints and parses back to the same tree; a number that was added and taken off
// again leaves no trace in the formula.

import type { SyntaxNode } from "../../engine/index.ts";
import type { SheetBlock, UnderstoodBook } from "./blocks.ts";

export type Node<Kind extends SyntaxNode["kind"]> = Extract<SyntaxNode, { kind: Kind }>;

/** What was not written by anybody stands nowhere in a text. */
export const NOWHERE = { start: 0, end: 0 } as const;

/** A reference to one cell, spelled as a cell or as a range of one. */
export function isOneCell({ first, last }: Node<"reference">): boolean {
  return first.column !== null && (last === null || (first.row === last.row && first.column === last.column));
}

/** Two places, the smaller first. */
export function ordered(one: number, other: number): readonly [number, number] {
  return one <= other ? [one, other] : [other, one];
}

/** A number as a tree. */
export function number(value: number): SyntaxNode {
  return { kind: "number", value, ...NOWHERE };
}

/** A whole number added; what was added before and cancels out disappears. */
export function plus(node: SyntaxNode, added: number): SyntaxNode {
  if (added === 0) return node;
  if (node.kind === "number") return number(node.value + added);
  if (node.kind === "parentheses" && node.operand.kind === "binary" && node.operand.right.kind === "number") {
    const { operator, left, right } = node.operand;
    if (operator === "+") return plus(left, right.value + added);
    if (operator === "-") return plus(left, added - right.value);
  }
  return inParentheses(binary(added > 0 ? "+" : "-", node, number(Math.abs(added))));
}

/** `ROW()-7`: the distance to the headings and the number that was taken off are one number. */
export function folded(node: Node<"binary">, original: Node<"binary">): SyntaxNode {
  const { left, right, operator } = node;
  const isOwnRow = original.left.kind === "call" && original.left.name === "ROW";
  if (!isOwnRow || right.kind !== "number" || (operator !== "+" && operator !== "-")) return node;
  const sum = plus(left, operator === "+" ? right.value : -right.value);
  return sum.kind === "parentheses" ? sum : inParentheses(sum);
}

function binary(operator: "+" | "-", left: SyntaxNode, right: SyntaxNode): SyntaxNode {
  return { kind: "binary", operator, left, right, ...NOWHERE };
}

/** A tree in brackets, as its place in another needs. */
export function inParentheses(operand: SyntaxNode): SyntaxNode {
  return { kind: "parentheses", operand, ...NOWHERE };
}

/** Which row of its table a formula stands in, from 1, wherever the table stands. */
export function positionInTable(block: SheetBlock): SyntaxNode {
  const name = block.columns[0]?.name ?? "";
  const call = (argument: SyntaxNode): SyntaxNode => ({
    kind: "call",
    name: "ROW",
    arguments: [argument],
    ...NOWHERE,
  });
  const headings: SyntaxNode = { ...structured(block.name, name, name), items: ["headers"] };
  return inParentheses(binary("-", call(thisRow(name, name)), call(headings)));
}

/** Columns of a table: `Table[[first]:[last]]`. */
export function structured(table: string, first: string, last: string): Node<"structured"> {
  return { kind: "structured", table, items: [], columns: { first, last }, columnSpan: null, ...NOWHERE };
}

/** Columns of the formula's own row: `[@first]`. */
export function thisRow(first: string, last: string): SyntaxNode {
  return {
    kind: "structured",
    table: null,
    items: ["thisRow"],
    columns: { first, last },
    columnSpan: null,
    ...NOWHERE,
  };
}

/** Said of a formula that reads a row that is not its own. */
export function otherRow(distance: number): string {
  if (distance === -1) return "it reads the row above, as running totals do";
  if (distance === 1) return "it reads the row below";
  return `it reads the row ${Math.abs(distance)} ${distance < 0 ? "above" : "below"} its own`;
}

/** Said of a formula that reads its own row of another sheet. */
export function sameRowElsewhere({ grids }: UnderstoodBook, sheet: number): string {
  return `it reads the same row of the sheet ${grids[sheet]?.name ?? ""}, which only fits while both are in the same order`;
}
