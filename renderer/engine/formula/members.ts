// Arrays that hold, of a whole column, the rows whose key is a value of the row: `FILTER(T[x],T[key]=[@key])`, and
// `IF(T[key]=[@key],T[x])` or `(T[key]=[@key])*T[x]` within a function that adds up. An index of the key gives those
// rows, so that a row need not look at all others.
//
// What must stay true: the function around gets, in the same order, the values that count among those it would get from
// the whole array, so its result is bit for bit the same. What stands for all rows of other groups is one value, the
// padding; it stands last unless the table's last row is in the group, because SUM corrects its last addition.

import { BLANK, NUMBER } from "../values/column.ts";
import { errorValue, type Value } from "../values/value.ts";
import type { ColumnSymbol, Expression, IndexSpecification, KeySource, MembersSlot } from "./expression.ts";
import { factorsOf, isNegatedTwice, wholeColumn, wholeColumns } from "./recognise.ts";

type Call = Expression & { kind: "call" };

/** Columns and the values of the row that they must equal. */
export interface Equalities {
  readonly columns: readonly ColumnSymbol[];
  readonly keys: readonly KeySource[];
}

/** What a call gives or is given, in terms of members of a group. */
export interface Members extends Equalities {
  readonly table: string;
  readonly guards: IndexSpecification["guards"];
  readonly values: MembersSlot["values"];
  readonly filler: MembersSlot["filler"];
}

/** `column = value of the row`, or null. */
export type Equality = (
  factor: Expression,
) => { readonly column: ColumnSymbol; readonly key: KeySource } | null;

/** Functions to which truth values and texts of an array do not count; numbers do, one by one. */
const NUMBERS_ONLY = new Set(
  "SUM AVERAGE COUNT MIN MAX MEDIAN PRODUCT STDEV STDEV.S STDEV.P STDEVP VAR VAR.S VAR.P VARP LARGE SMALL PERCENTILE PERCENTILE.INC PERCENTILE.EXC QUARTILE QUARTILE.INC QUARTILE.EXC".split(
    " ",
  ),
);

/** A condition that is a product of equalities; every one of columns of one table. */
export function equalities(condition: Expression | undefined, equality: Equality): Equalities | null {
  if (condition === undefined) return null;
  const columns: ColumnSymbol[] = [];
  const keys: KeySource[] = [];
  for (const factor of factorsOf(condition)) {
    const found = equality(factor);
    if (found === null) return null;
    columns.push(found.column);
    keys.push(found.key);
  }
  return columns.every((each) => each.table === columns[0]?.table) ? { columns, keys } : null;
}

/** FILTER of whole columns by such a condition. */
export function filtered(call: Call, equality: Equality): Members | null {
  const [given, condition, empty] = call.arguments;
  const values = wholeColumns(given);
  const found = equalities(condition, equality);
  const table = found?.columns[0]?.table;
  if (values === null || found === null || table === undefined) return null;
  if (values.some((each) => each.table !== table)) return null;
  const none = empty === undefined || empty.kind === "missing" ? errorValue("#CALC!") : constantOf(empty);
  if (none === undefined) return null;
  return { ...found, table, guards: [], values, filler: { kind: "none", value: none } };
}

/** The first argument of a function that adds up, when it is an IF or a product of such conditions. */
export function addedUp(call: Call, equality: Equality): Members | null {
  const [given, ...others] = call.arguments;
  const { name } = call.entry;
  if (given === undefined || !NUMBERS_ONLY.has(name)) return null;
  if (others.some((each) => each.array)) return null;
  if (given.kind === "call" && given.entry.name === "IF") return chosen(name, given, equality);
  return name === "SUM" && others.length === 0 ? product(given, equality) : null;
}

function chosen(name: string, call: Call, equality: Equality): Members | null {
  const [condition, then, otherwise] = call.arguments;
  const found = equalities(condition, equality);
  const table = found?.columns[0]?.table;
  if (found === null || table === undefined || then === undefined) return null;
  const padding = otherwise === undefined ? false : constantOf(otherwise);
  if (padding === undefined || typeof padding === "object") return null;
  const counts = typeof padding === "number";
  // a number counts as often as it stands there, which does not matter to these only
  if (counts && !(name === "MIN" || name === "MAX" || (name === "SUM" && padding === 0))) return null;
  const filler = { kind: "padding", value: padding, blank: null } as const;
  const column = wholeColumn(then);
  if (column !== null)
    return column.table === table ? { ...found, table, guards: [], values: [column], filler } : null;
  const value = constantOf(then);
  return typeof value === "number" ? { ...found, table, guards: [], values: value, filler } : null;
}

/** A product of equalities and at most one column: in other groups it is 0, unless the column holds what is no number. */
function product(given: Expression, equality: Equality): Members | null {
  const columns: ColumnSymbol[] = [];
  const keys: KeySource[] = [];
  let value: ColumnSymbol | null = null;
  const factors = factorsOf(given);
  for (const factor of factors) {
    const found = equality(factor);
    const column = wholeColumn(factor);
    if (found !== null) {
      columns.push(found.column);
      keys.push(found.key);
    } else if (column !== null && value === null) value = column;
    else if (!(factor.kind === "constant" && factor.value === 1)) return null;
  }
  // a single comparison is an array of TRUE and FALSE, which SUM does not count
  if (factors.length === 1 && !isNegatedTwice(given)) return null;
  const table = columns[0]?.table;
  const all = value === null ? columns : [...columns, value];
  if (table === undefined || all.some((each) => each.table !== table)) return null;
  const guards = value === null ? [] : [{ column: value, kinds: NUMBER | BLANK }];
  const filler = { kind: "padding", value: 0, blank: 0 } as const;
  return { columns, keys, table, guards, values: value === null ? 1 : [value], filler };
}

function constantOf(expression: Expression): Value | undefined {
  if (expression.kind === "missing") return 0;
  return expression.kind === "constant" ? expression.value : undefined;
}
