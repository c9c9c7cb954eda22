// Calls that look a value up exactly in a whole column and give its place or what stands beside it: which value, in which
// column, and what they give. Recognised here, made lookups in an index by optimise.ts.

import type { ColumnSymbol, Expression } from "./expression.ts";
import { constantNumber, wholeColumn, wholeColumns } from "./recognise.ts";

export interface Lookup {
  readonly wanted: Expression;
  readonly keys: ColumnSymbol;
  /** The column whose value is the result; null: the place is. */
  readonly value: ColumnSymbol | null;
}

type Given = readonly Expression[];

/** The lookup that a call is, or null. */
export function lookedUp({ entry, arguments: given }: Expression & { kind: "call" }): Lookup | null {
  switch (entry.name) {
    case "MATCH":
      return isZero(given[2]) ? lookup(given[0], wholeColumn(given[1]), null) : null;
    case "XMATCH":
      return isExact(given) ? lookup(given[0], wholeColumn(given[1]), null) : null;
    case "XLOOKUP":
      return xlookup(given);
    case "VLOOKUP":
      return tableLookup(given);
    case "INDEX":
      return indexMatch(given);
    default:
      return null;
  }
}

function lookup(
  wanted: Expression | undefined,
  keys: ColumnSymbol | null,
  value: ColumnSymbol | null,
): Lookup | null {
  return wanted === undefined || keys === null ? null : { wanted, keys, value };
}

/** XMATCH without modes, or with those that it has without them. */
function isExact([, , mode, search]: Given): boolean {
  const isMode = mode === undefined || isZero(mode);
  return isMode && (search === undefined || (search.kind === "constant" && search.value === 1));
}

function isZero(expression: Expression | undefined): boolean {
  if (expression?.kind === "missing") return true;
  return expression?.kind === "constant" && (expression.value === 0 || expression.value === false);
}

/** XLOOKUP without what to give when nothing is found, which an index has no place for, and without modes. */
function xlookup(given: Given): Lookup | null {
  const results = wholeColumn(given[2]);
  if (results === null || given.length > 3) return null;
  return lookup(given[0], wholeColumn(given[1]), results);
}

function tableLookup(given: Given): Lookup | null {
  const columns = wholeColumns(given[1]);
  const number = constantNumber(given[2]);
  if (columns === null || !isZero(given[3]) || number === null) return null;
  const result = columns[Math.trunc(number) - 1];
  return result === undefined ? null : lookup(given[0], columns[0] ?? null, result);
}

/** INDEX(columns, MATCH(key, keys, 0), number of the column). */
function indexMatch(given: Given): Lookup | null {
  const [, place, across] = given;
  const columns = given.length > 3 ? null : wholeColumns(given[0]);
  if (columns === null || place?.kind !== "call") return null;
  const number = across === undefined && columns.length === 1 ? 1 : constantNumber(across);
  const column = number === null ? undefined : columns[Math.trunc(number) - 1];
  if (column === undefined) return null;
  const isFound = place.entry.name === "MATCH" ? isZero(place.arguments[2]) : isExact(place.arguments);
  if (!isFound || (place.entry.name !== "MATCH" && place.entry.name !== "XMATCH")) return null;
  return lookup(place.arguments[0], wholeColumn(place.arguments[1]), column);
}
