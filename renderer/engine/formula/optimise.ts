// Finds in an expression what need not be calculated row by row: parts that are the same for every row become scalar
// slots, totals of a column become kept totals, and SUMIFS, MATCH, XLOOKUP and their kin with equal keys become
// lookups in a shared index. What is left is one operation per row.

import { BLANK, ERROR, NUMBER } from "../values/column.ts";
import { isPattern } from "../values/criteria.ts";
import type { Total } from "../values/summation.ts";
import { errorValue } from "../values/value.ts";
import {
  applyExpression,
  binaryExpression,
  type ColumnSymbol,
  call,
  constant,
  type Expression,
  type GroupAggregate,
  groupExpression,
  type IndexSpecification,
  type KeySource,
  lambdaExpression,
  letExpression,
  type OrderOperator,
  type Slot,
  slotExpression,
  type Template,
  template,
  unary,
} from "./expression.ts";
import { type Lookup, lookedUp } from "./lookups.ts";
import { addedUp, filtered, type Members } from "./members.ts";
import { factorsOf, isNegatedTwice, isOrder, turned, wholeColumn } from "./recognise.ts";

const TOTALS: Readonly<Record<string, Total>> = {
  SUM: "sum",
  COUNT: "count",
  COUNTA: "filled",
  MIN: "minimum",
  MAX: "maximum",
};

const CONDITIONAL: Readonly<Record<string, GroupAggregate>> = {
  SUMIFS: "sum",
  COUNTIFS: "count",
  AVERAGEIFS: "average",
  MINIFS: "minimum",
  MAXIFS: "maximum",
};

/** The template of a column's formula. `grouped` false leaves out the indexes (tables whose rows are scopes). */
export function columnTemplate(expression: Expression, grouped: boolean): Template {
  return template(hoist(expression, grouped));
}

/** The expression with its row-independent parts made slots. */
function hoist(expression: Expression, grouped: boolean): Expression {
  const leaf = expression.kind === "constant" || expression.kind === "missing" || expression.kind === "array";
  if (leaf || expression.kind === "slot" || expression.kind === "variable") return expression;
  if (!expression.row && !expression.free) return scalar(expression);
  const found = grouped && !expression.free ? group(expression) : null;
  return found ?? rebuild(expression, (part) => hoist(part, grouped));
}

function rebuild(expression: Expression, change: (part: Expression) => Expression): Expression {
  switch (expression.kind) {
    case "unary":
      return unary(expression.operator, change(expression.operand));
    case "binary": {
      const { operator, left, right, last } = expression;
      return binaryExpression(operator, change(left), change(right), last);
    }
    case "call":
      return { ...call(expression.entry, expression.arguments.map(change), false), array: expression.array };
    case "let":
      return letExpression(expression.first, expression.values.map(change), change(expression.body));
    case "lambda":
      return lambdaExpression(expression.first, expression.optional, change(expression.body));
    case "apply":
      return applyExpression(change(expression.callee), expression.arguments.map(change));
    default:
      return expression;
  }
}

function scalar(expression: Expression): Expression {
  const total = kept(expression);
  if (total !== null) return total;
  const inner = template(rebuild(expression, totals));
  return slotExpression({ type: "scalar", key: `scalar ${inner.key}`, template: inner });
}

/** Within a row-independent part: column totals become slots, so that an edit need not add the column again. */
function totals(expression: Expression): Expression {
  return kept(expression) ?? rebuild(expression, totals);
}

/** A kept total of one whole column, when that is what the expression is. */
function kept(expression: Expression): Expression | null {
  if (expression.kind !== "call" || expression.arguments.length !== 1) return null;
  const column = wholeColumn(expression.arguments[0]);
  if (column === null) return null;
  if (expression.entry.name === "AVERAGE")
    return binaryExpression("/", totalSlot("sum", column), totalSlot("count", column), false);
  const total = TOTALS[expression.entry.name];
  return total === undefined ? null : totalSlot(total, column);
}

function totalSlot(total: Total, column: ColumnSymbol): Expression {
  return slotExpression({ type: "total", key: `${total} ${column.key}`, total, column });
}

/** The grouped form of a call, when its ranges are whole columns of one table and a key depends on the row. */
function group(expression: Expression): Expression | null {
  if (expression.kind !== "call") return null;
  const given = expression.arguments;
  switch (expression.entry.name) {
    case "SUMIFS":
    case "AVERAGEIFS":
    case "MINIFS":
    case "MAXIFS":
      return conditional(expression, given[0], given.slice(1));
    case "COUNTIFS":
    case "COUNTIF":
      return conditional(expression, undefined, given);
    case "SUMIF":
    case "AVERAGEIF":
      return conditional(expression, given[2] ?? given[0], given.slice(0, 2));
    case "SUMPRODUCT":
      return sumProduct(expression);
    case "FILTER":
      return members(expression, filtered(expression, equality));
    default: {
      const found = lookedUp(expression);
      return found === null ? added(expression) : lookup(expression, found);
    }
  }
}

function conditional(
  original: Expression & { kind: "call" },
  target: Expression | undefined,
  pairs: readonly Expression[],
): Expression | null {
  const name = original.entry.name;
  const aggregate = CONDITIONAL[name.endsWith("S") ? name : `${name}S`];
  const value = target === undefined ? null : wholeColumn(target);
  if (aggregate === undefined || (target !== undefined && value === null)) return null;
  const table = (value ?? wholeColumn(pairs[0]))?.table;
  const columns: ColumnSymbol[] = [];
  const keys: KeySource[] = [];
  const filters: IndexSpecification["filters"][number][] = [];
  const bounds: Bound[] = [];
  for (let place = 0; place < pairs.length; place += 2) {
    const column = wholeColumn(pairs[place]);
    const condition = pairs[place + 1];
    const key = condition === undefined ? null : keySource(condition);
    if (table === undefined || column?.table !== table || key === null || condition === undefined)
      return null;
    const limit = writtenLimit(condition);
    if (limit !== null) bounds.push({ by: column, ...limit });
    else if (condition.row || isPlainText(key)) {
      columns.push(column);
      keys.push(key);
    } else filters.push({ column, criterion: filterSlot(condition) });
  }
  const parts = { mode: "criteria" as const, table: table ?? "", columns, filters, guards: [] };
  if (bounds.length === 0)
    return columns.length === 0 ? null : grouped(original, parts, keys, aggregate, value);
  return ordered(original, parts, keys, bounds, aggregate, value);
}

/** A criterion that is a text and says no more than "equal to this text". */
function isPlainText(key: KeySource): boolean {
  return key.type === "fixed" && typeof key.value === "string" && !isPattern(key.value);
}

/** A column compared with a value of the row. */
interface Bound {
  readonly by: ColumnSymbol;
  readonly operator: OrderOperator;
  readonly written: boolean;
  readonly slot: Slot;
}

/** The limit of a criterion such as `">="&[@Size]`. */
function writtenLimit(condition: Expression): Omit<Bound, "by"> | null {
  if (condition.kind !== "binary" || condition.operator !== "&" || condition.left.kind !== "constant")
    return null;
  const operator = condition.left.value;
  return isOrder(operator) && condition.row ? limitOf(operator, condition.right, true) : null;
}

function limitOf(operator: OrderOperator, limit: Expression, written: boolean): Omit<Bound, "by"> | null {
  const key = keySource(limit);
  if (key === null) return null;
  return { operator, written, slot: key.type === "fixed" ? filterSlot(limit) : key };
}

/** The aggregate of a group's rows between limits; null when the limits are not all of one column. */
function ordered(
  original: Expression & { kind: "call" },
  parts: Omit<IndexSpecification, "key">,
  keys: readonly KeySource[],
  bounds: readonly Bound[],
  aggregate: GroupAggregate,
  value: ColumnSymbol | null,
): Expression | null {
  const by = bounds[0]?.by;
  if (by === undefined || bounds.some((each) => each.by.key !== by.key)) return null;
  if (aggregate === "first" || aggregate === "place") return null;
  const index = withKey(parts);
  const limits = bounds.map(({ operator, written, slot }) => ({ operator, written, slot }));
  const names = limits.map(({ operator, written, slot }) => `${operator}${written ? "" : "!"}${slot.key}`);
  const wanted = keys.map((each) => each.key).join("+");
  const key = `${aggregate} ${value?.key ?? ""} of ${index.key} at ${wanted} where ${by.key} ${names}`;
  const slot: Slot = { type: "ordered", key, index, keys, by, limits, aggregate, value };
  return groupExpression(
    slot,
    rebuild(original, (part) => hoist(part, false)),
  );
}

function withKey(parts: Omit<IndexSpecification, "key">): IndexSpecification {
  const filters = parts.filters.map((each) => `${each.column.key}~${each.criterion.key}`);
  const guards = parts.guards.map((each) => `${each.column.key}:${each.kinds}`);
  const columns = parts.columns.map((each) => each.key).join("+");
  return { ...parts, key: `${parts.mode} ${parts.table} ${columns} ${filters} ${guards}` };
}

/**
 * SUMPRODUCT of comparisons with the row and at most one column: `SUMPRODUCT((T[key]=[@key])*(T[n]>[@n])*T[x])`, also
 * with its factors as arguments. (Not SUM of such a product, which corrects its last addition.) It is a group where the
 * columns hold what makes it one: `guards` keep out the texts and errors that would make the product an error or
 * another number.
 */
function sumProduct(original: Expression & { kind: "call" }): Expression | null {
  const columns: ColumnSymbol[] = [];
  const keys: KeySource[] = [];
  const bounds: Bound[] = [];
  const guards: IndexSpecification["guards"][number][] = [];
  let value: ColumnSymbol | null = null;
  for (const argument of original.arguments) {
    const factors = factorsOf(argument);
    for (const factor of factors) {
      const compared = factor.kind === "binary" ? comparison(factor) : null;
      const column = wholeColumn(factor);
      if (compared !== null) {
        if ("by" in compared) {
          bounds.push(compared);
          guards.push({ column: compared.by, kinds: NUMBER });
        } else {
          columns.push(compared.column);
          keys.push(compared.key);
        }
      } else if (column !== null && value === null) {
        value = column;
        // as an argument of its own a text counts as 0, as a factor it is an error
        const alone = factors.length === 1 && !isNegatedTwice(argument);
        guards.push({ column, kinds: alone ? ~ERROR : NUMBER | BLANK });
      } else if (!(factor.kind === "constant" && factor.value === 1)) return null;
    }
    // a single comparison is an array of TRUE and FALSE, which SUMPRODUCT counts as 0
    if (factors.length === 1 && factors[0]?.kind === "binary" && !isNegatedTwice(argument)) return null;
  }
  const table = (columns[0] ?? bounds[0]?.by)?.table;
  const all = [...columns, ...bounds.map((each) => each.by), ...(value === null ? [] : [value])];
  if (table === undefined || all.some((each) => each.table !== table)) return null;
  const aggregate = value === null ? "count" : "sum";
  const parts = { mode: "equal" as const, table, columns, filters: [], guards };
  if (bounds.length > 0) return ordered(original, parts, keys, bounds, aggregate, value);
  return grouped(original, parts, keys, aggregate, value);
}

/** `column = value of the row`, or an order of the two. */
function comparison(
  expression: Expression & { kind: "binary" },
): { readonly column: ColumnSymbol; readonly key: KeySource } | Bound | null {
  const { operator, left, right } = expression;
  const isLeft = wholeColumn(left) !== null;
  const column = wholeColumn(isLeft ? left : right);
  const other = isLeft ? right : left;
  if (column === null || other.array) return null;
  if (operator === "=") {
    const key = keySource(other);
    return key === null ? null : { column, key };
  }
  if (!isOrder(operator)) return null;
  const limit = limitOf(isLeft ? operator : turned(operator), other, false);
  return limit === null ? null : { by: column, ...limit };
}

/** Where a key comes from; null when it may be an array. */
function keySource(expression: Expression): KeySource | null {
  if (expression.array) return null;
  if (expression.kind === "constant") return { type: "fixed", key: expression.key, value: expression.value };
  if (expression.kind === "missing") return { type: "fixed", key: "null", value: null };
  if (expression.kind === "slot") return expression.slot;
  if (expression.row) {
    const inner = columnTemplate(expression, true);
    return { type: "helper", key: `helper ${inner.key}`, template: inner };
  }
  const hoisted = scalar(expression);
  return hoisted.kind === "slot" ? hoisted.slot : filterSlot(expression);
}

/** A row-independent criterion as a scalar slot. */
function filterSlot(expression: Expression): Slot {
  const inner = template(rebuild(expression, totals));
  return { type: "scalar", key: `scalar ${inner.key}`, template: inner };
}

function grouped(
  original: Expression & { kind: "call" },
  parts: Omit<IndexSpecification, "key">,
  keys: readonly KeySource[],
  aggregate: GroupAggregate,
  value: ColumnSymbol | null,
): Expression | null {
  if (!keys.some((each) => each.type === "cell" || each.type === "helper")) return null;
  const index = withKey(parts);
  const wanted = keys.map((each) => each.key).join("+");
  const key = `${aggregate} ${value?.key ?? ""} of ${index.key} at ${wanted}`;
  const slot: Slot = { type: "group", key, index, keys, aggregate, value };
  const rebuilt = rebuild(original, (part) => hoist(part, false));
  return groupExpression(slot, rebuilt);
}

/** A function that adds up the members of a group. */
function added(expression: Expression & { kind: "call" }): Expression | null {
  const found = addedUp(expression, equality);
  const [array, ...others] = expression.arguments;
  const slot = found === null || array === undefined ? null : members(array, found);
  if (slot === null) return null;
  return {
    ...call(expression.entry, [slot, ...others.map((each) => hoist(each, true))], false),
    array: expression.array,
  };
}

/** The array that an expression gives, as members of a group. */
function members(original: Expression, found: Members | null): Expression | null {
  if (found === null || !found.keys.some((each) => each.type === "cell" || each.type === "helper"))
    return null;
  const { table, columns, keys, guards, values, filler } = found;
  const index = withKey({ mode: "equal", table, columns, filters: [], guards });
  const wanted = keys.map((each) => each.key).join("+");
  const given = typeof values === "number" ? values : values.map((each) => each.key).join("+");
  const key = `members ${given} ${JSON.stringify(filler)} of ${index.key} at ${wanted}`;
  return groupExpression(
    { type: "members", key, index, keys, values, filler },
    rebuild(original, (part) => hoist(part, false)),
  );
}

function equality(factor: Expression): { readonly column: ColumnSymbol; readonly key: KeySource } | null {
  const compared = factor.kind === "binary" ? comparison(factor) : null;
  return compared === null || "by" in compared ? null : compared;
}

function lookup(original: Expression & { kind: "call" }, { wanted, keys, value }: Lookup): Expression | null {
  const key = keySource(wanted);
  if (key === null || (value !== null && value.table !== keys.table)) return null;
  const index = { mode: "lookup" as const, table: keys.table, columns: [keys], filters: [], guards: [] };
  return grouped(original, index, [key], value === null ? "place" : "first", value);
}

/** A formula that cannot be calculated gives its error in every row. */
export function errorTemplate(code: "#NAME?" | "#REF!" | "#VALUE!" | "#CALC!"): Template {
  return template(constant(errorValue(code)));
}
