// What a call took of what it was given: which arguments its result depends on (the branch of IF), and which rows of
// its ranges (those that meet the criteria of SUMIFS, the one that MATCH found).

import type { SyntaxNode } from "../grammar/syntaxTree.ts";
import { toBoolean, toNumber } from "../values/coercion.ts";
import { compareValues } from "../values/compare.ts";
import { criterion } from "../values/criteria.ts";
import { isArray, type Operand, topLeft } from "../values/operand.ts";
import { isError, type Value } from "../values/value.ts";

type CallNode = Extract<SyntaxNode, { kind: "call" }>;
type Evaluate = (node: SyntaxNode) => Operand | undefined;

const ALL = () => true;

/** Whether the result depends on the argument at a place. */
export function chosenArguments(call: CallNode, evaluate: Evaluate): (place: number) => boolean {
  const given = call.arguments;
  const first = given[0];
  if (first === undefined) return ALL;
  const value = (place: number): Value | "many" => {
    const node = given[place];
    const found = node === undefined ? null : (evaluate(node) ?? null);
    return isArray(found) ? "many" : found;
  };
  switch (call.name) {
    case "IF": {
      const condition = value(0);
      const truth = condition === "many" ? null : toBoolean(condition);
      if (truth === null) return ALL;
      return isError(truth) ? (place) => place === 0 : (place) => place === 0 || place === (truth ? 1 : 2);
    }
    case "IFERROR":
    case "IFNA": {
      const tried = value(0);
      if (tried === "many") return ALL;
      const failed = isError(tried) && (call.name === "IFERROR" || tried.error === "#N/A");
      return (place) => place === (failed ? 1 : 0);
    }
    case "CHOOSE": {
      const number = value(0);
      const at = number === "many" ? null : toNumber(number);
      return typeof at === "number" ? (place) => place === 0 || place === Math.trunc(at) : ALL;
    }
    case "IFS":
      return upTo(given.length, (place) => {
        const condition = value(place);
        return condition === "many" ? null : toBoolean(condition) === true;
      });
    case "SWITCH": {
      const wanted = value(0);
      if (wanted === "many") return ALL;
      return switched(given.length, (place) => {
        const each = value(place);
        return each !== "many" && !isError(each) && compareValues(each, wanted) === 0;
      });
    }
    default:
      return ALL;
  }
}

/** Conditions at even places up to the first that holds, and its result. */
function upTo(length: number, holds: (place: number) => boolean | null): (place: number) => boolean {
  for (let place = 0; place + 1 < length; place += 2) {
    const held = holds(place);
    if (held === null) return ALL;
    if (held) return (each) => (each % 2 === 0 ? each <= place : each === place + 1);
  }
  return (each) => each % 2 === 0;
}

function switched(length: number, holds: (place: number) => boolean): (place: number) => boolean {
  for (let place = 1; place + 1 < length; place += 2)
    if (holds(place)) return (each) => each === 0 || (each % 2 === 1 ? each <= place : each === place + 1);
  return (each) => each === 0 || each % 2 === 1 || each === length - 1;
}

/** By place of argument: the rows (0-based) that the call took from that range. Null when it takes all. */
export function takenRows(call: CallNode, evaluate: Evaluate): ReadonlyMap<number, readonly number[]> | null {
  const { name, arguments: given } = call;
  const places = given.map((_, place) => place);
  const at = (wanted: readonly number[], rows: readonly number[] | null) =>
    rows === null
      ? null
      : new Map(wanted.filter((place) => place < given.length).map((place) => [place, rows]));
  if (/^(SUM|AVERAGE|MIN|MAX)IFS$/.test(name)) return at(places, meeting(given, 1, evaluate));
  if (name === "COUNTIFS") return at(places, meeting(given, 0, evaluate));
  if (/^(SUM|AVERAGE|COUNT)IF$/.test(name)) return at([0, 2], meeting(given.slice(0, 2), 0, evaluate));
  switch (name) {
    case "MATCH":
    case "XMATCH":
      return at([1], rowOf(evaluate(call)));
    case "INDEX":
      return at([0], given[1] === undefined ? null : rowOf(evaluate(given[1])));
    case "XLOOKUP":
      return at([1, 2], found(call, "XMATCH", [given[0], given[1], given[4], given[5]], evaluate));
    case "VLOOKUP": {
      const range = firstColumn(given[1]);
      const mode = given[3] ?? { kind: "number" as const, value: 1, start: call.start, end: call.end };
      return at([1], range === null ? null : found(call, "MATCH", [given[0], range, mode], evaluate));
    }
    case "FILTER":
      return at([0, 1], given[1] === undefined ? null : truths(evaluate(given[1])));
    default:
      return null;
  }
}

/** Rows of the ranges at `from`, `from + 2`, … that meet the criteria that follow them. */
function meeting(given: readonly SyntaxNode[], from: number, evaluate: Evaluate): readonly number[] | null {
  const pairs: { readonly at: (row: number) => Value; readonly holds: (value: Value) => boolean }[] = [];
  let rows = 0;
  for (let place = from; place + 1 < given.length; place += 2) {
    const range = evaluate(given[place] as SyntaxNode);
    const condition = evaluate(given[place + 1] as SyntaxNode) ?? null;
    if (!isArray(range) || range.columns !== 1 || isArray(condition)) return null;
    rows = range.rows;
    pairs.push({ at: (row) => range.at(row, 0), holds: criterion(condition) });
  }
  const taken: number[] = [];
  for (let row = 0; row < rows; row++) if (pairs.every(({ at, holds }) => holds(at(row)))) taken.push(row);
  return taken;
}

/** The row of a place counted from 1; none when nothing was found. */
function rowOf(result: Operand | undefined): readonly number[] | null {
  const value = topLeft(result ?? null);
  if (isError(value)) return [];
  return typeof value === "number" && value >= 1 ? [Math.trunc(value) - 1] : null;
}

/** The row that a lookup finds, asked of MATCH or XMATCH with the lookup's own arguments. */
function found(
  call: CallNode,
  name: string,
  given: readonly (SyntaxNode | undefined)[],
  evaluate: Evaluate,
): readonly number[] | null {
  const { start, end } = call;
  const last = given.findLastIndex((each) => each !== undefined);
  const missing: SyntaxNode = { kind: "missing", start, end };
  const all = given.slice(0, last + 1).map((each) => each ?? missing);
  return rowOf(evaluate({ kind: "call", name, arguments: all, start, end }));
}

function firstColumn(node: SyntaxNode | undefined): SyntaxNode | null {
  if (node?.kind !== "structured" || node.columns === null) return null;
  return { ...node, columns: { first: node.columns.first, last: node.columns.first } };
}

function truths(result: Operand | undefined): readonly number[] | null {
  if (!isArray(result) || result.columns !== 1) return null;
  const rows: number[] = [];
  for (let row = 0; row < result.rows; row++) if (toBoolean(result.at(row, 0)) === true) rows.push(row);
  return rows;
}
