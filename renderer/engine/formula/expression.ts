// A formula ready to be calculated: names are resolved to slots (what it reads), functions to their entries. It is
// the same for every scope; binding slots to a scope's columns and values comes later.
//
// Every expression carries its key, equal for expressions that calculate the same, which is how equal parts of
// different formulas are calculated once.

import type { FunctionEntry } from "../functions/define.ts";
import type { BinaryOperator, CellAddress, SyntaxNode } from "../grammar/syntaxTree.ts";
import type { ArrayValue } from "../values/operand.ts";
import type { Total } from "../values/summation.ts";
import { isError, type Value } from "../values/value.ts";

/** A column of a table, by the names the structure gives them; `key` is the same however they were written. */
export interface ColumnSymbol {
  readonly key: string;
  readonly table: string;
  readonly column: string;
}

/** What a grouped lookup gives for the rows of a group: a conditional aggregate, its first row's value or place. */
export type GroupAggregate = "sum" | "count" | "average" | "minimum" | "maximum" | "first" | "place";

/** Rows of `keys[..].column` grouped by equal keys, among the rows that meet the `filters`. */
export interface IndexSpecification {
  readonly key: string;
  /** `criteria`: "5" equals 5, as in SUMIFS; `lookup`: it does not, as in MATCH; `equal`: as the operator = has it. */
  readonly mode: "criteria" | "lookup" | "equal";
  /** The table whose rows are searched. */
  readonly table: string;
  /** None: all rows are one group. */
  readonly columns: readonly ColumnSymbol[];
  readonly filters: readonly { readonly column: ColumnSymbol; readonly criterion: Slot }[];
  /** Columns that may hold these kinds only (bits of column.ts) for the index to answer at all. */
  readonly guards: readonly { readonly column: ColumnSymbol; readonly kinds: number }[];
}

export type OrderOperator = "<" | "<=" | ">" | ">=";

/** Per key column of an index: the cell, helper, name or scalar whose group is wanted, or a fixed value. */
export type KeySource = Slot | { readonly type: "fixed"; readonly key: string; readonly value: Value };

/** The rows of a group as an array, for the function around to add up (members.ts). */
export interface MembersSlot {
  readonly type: "members";
  readonly key: string;
  readonly index: IndexSpecification;
  readonly keys: readonly KeySource[];
  /** The columns whose values the rows have, or the number that every row has. */
  readonly values: readonly ColumnSymbol[] | number;
  /** What stands for no rows at all; or what stands for all rows of other groups, and for a blank cell. */
  readonly filler:
    | { readonly kind: "none"; readonly value: Value }
    | { readonly kind: "padding"; readonly value: Value; readonly blank: Value };
}

/** Something outside the formula that it reads. */
export type Slot =
  | MembersSlot
  | { readonly type: "cell"; readonly key: string; readonly column: ColumnSymbol }
  | { readonly type: "cells"; readonly key: string; readonly columns: readonly ColumnSymbol[] }
  | {
      readonly type: "range";
      readonly key: string;
      readonly columns: readonly ColumnSymbol[];
      /** column names stand above the data: `[#All]` */
      readonly headed: boolean;
    }
  | { readonly type: "name"; readonly key: string; readonly name: string }
  /** how many rows a table has */
  | { readonly type: "rows"; readonly key: string; readonly table: string }
  /** a part that is the same for all rows, calculated once */
  | { readonly type: "scalar"; readonly key: string; readonly template: Template }
  | { readonly type: "total"; readonly key: string; readonly total: Total; readonly column: ColumnSymbol }
  /** a part with one value per row of the formula's table, calculated as a column of its own */
  | { readonly type: "helper"; readonly key: string; readonly template: Template }
  | {
      readonly type: "group";
      readonly key: string;
      readonly index: IndexSpecification;
      readonly keys: readonly KeySource[];
      readonly aggregate: GroupAggregate;
      readonly value: ColumnSymbol | null;
    }
  /** as a group, of the rows of it whose `by` lies within limits of the row */
  | {
      readonly type: "ordered";
      readonly key: string;
      readonly index: IndexSpecification;
      readonly keys: readonly KeySource[];
      readonly by: ColumnSymbol;
      readonly limits: readonly {
        readonly operator: OrderOperator;
        /** the limit is part of a criterion's text */
        readonly written: boolean;
        readonly slot: Slot;
      }[];
      readonly aggregate: "sum" | "count" | "average" | "minimum" | "maximum";
      readonly value: ColumnSymbol | null;
    };

/** What a reference of a sheet's formula says; what it means depends on the cell that the formula stands in. */
export type Place =
  | {
      readonly type: "area";
      readonly key: string;
      readonly sheet: string | null;
      readonly lastSheet: string | null;
      readonly first: CellAddress;
      readonly last: CellAddress | null;
    }
  | { readonly type: "table"; readonly key: string; readonly node: SyntaxNode & { kind: "structured" } }
  | { readonly type: "name"; readonly key: string; readonly name: string; readonly sheet: string | null };

/** Range, union, intersection, and the spilled range of a cell. */
export type JoinOperator = ":" | "," | " " | "#";

/** `implicit` is the intersection that formulas from before dynamic arrays make without a sign. */
export type UnaryOperator = "-" | "+" | "%" | "@" | "implicit";

interface Traits {
  readonly key: string;
  /** It has a value per row. */
  readonly row: boolean;
  /** It may be an array. */
  readonly array: boolean;
  /** It reads a LET variable declared outside it. */
  readonly free: boolean;
}

export type Expression = Traits &
  (
    | { readonly kind: "constant"; readonly value: Value }
    | { readonly kind: "array"; readonly value: ArrayValue }
    | { readonly kind: "missing" }
    | { readonly kind: "slot"; readonly slot: Slot }
    | { readonly kind: "variable"; readonly index: number }
    | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly operand: Expression }
    | {
        readonly kind: "binary";
        readonly operator: BinaryOperator;
        readonly left: Expression;
        readonly right: Expression;
        /** the last operation of the formula, to which Excel's correction of near-cancellation applies */
        readonly last: boolean;
      }
    | { readonly kind: "call"; readonly entry: FunctionEntry; readonly arguments: readonly Expression[] }
    /** `variables[first..]` are set to the values in turn, then the body is evaluated */
    | {
        readonly kind: "let";
        readonly first: number;
        readonly values: readonly Expression[];
        readonly body: Expression;
      }
    /** a reference of a sheet's formula, found when it is evaluated */
    | { readonly kind: "place"; readonly place: Place }
    /** an operator on references; `right` null for `A1#` */
    | {
        readonly kind: "join";
        readonly operator: JoinOperator;
        readonly left: Expression;
        readonly right: Expression | null;
      }
    /** a function whose parameters are `variables[first..]` */
    | {
        readonly kind: "lambda";
        readonly first: number;
        /** per parameter: may it be left out? */
        readonly optional: readonly boolean[];
        readonly body: Expression;
      }
    | { readonly kind: "apply"; readonly callee: Expression; readonly arguments: readonly Expression[] }
    /** a group slot, and what to evaluate where its index cannot answer */
    | { readonly kind: "group"; readonly slot: Slot; readonly original: Expression }
  );

/** An expression with the list of all it reads; `slots` in the order in which bindings hold them. */
export interface Template {
  readonly key: string;
  readonly expression: Expression;
  readonly slots: readonly Slot[];
  /** Slots from this place on are only read where a group's index cannot answer. */
  readonly direct: number;
  readonly places: ReadonlyMap<string, number>;
}

const plain = { row: false, array: false, free: false };

export function constant(value: Value): Expression {
  const key = isError(value) ? value.error : JSON.stringify(value);
  return { ...plain, kind: "constant", value, key: Object.is(value, -0) ? "-0" : key };
}

export function arrayConstant(value: ArrayValue, key: string): Expression {
  return { ...plain, kind: "array", value, key, array: true };
}

export const missing: Expression = { ...plain, kind: "missing", key: "" };

export function slotExpression(slot: Slot): Expression {
  const row =
    slot.type === "cell" ||
    slot.type === "cells" ||
    slot.type === "helper" ||
    slot.type === "group" ||
    slot.type === "members" ||
    slot.type === "ordered";
  const array =
    slot.type === "range" ||
    slot.type === "cells" ||
    (slot.type === "scalar" && slot.template.expression.array);
  return { kind: "slot", slot, key: slot.key, row, array, free: false };
}

export function variable(index: number, value: Expression): Expression {
  return { kind: "variable", index, key: `$${index}`, row: value.row, array: value.array, free: true };
}

/** The time and the seed, which the engine is given, are names that no formula can write. */
export const NOW_NAME = "#now";
export const SEED_NAME = "#seed";
export const NOW = slotExpression({ type: "name", key: `name ${NOW_NAME}`, name: NOW_NAME });
export const SEED = slotExpression({ type: "name", key: `name ${SEED_NAME}`, name: SEED_NAME });

/** A column of numbers that tell every row of every column from the others. */
export const SALT_COLUMN: ColumnSymbol = { key: "#salt", table: "", column: "#salt" };
export const ROW_SALT = slotExpression({ type: "cell", key: SALT_COLUMN.key, column: SALT_COLUMN });

export function unary(operator: UnaryOperator, operand: Expression): Expression {
  const { row, free } = operand;
  const array = operator !== "@" && operand.array;
  return { kind: "unary", operator, operand, key: `${operator}(${operand.key})`, row, array, free };
}

export function binaryExpression(
  operator: BinaryOperator,
  left: Expression,
  right: Expression,
  last: boolean,
): Expression {
  return {
    kind: "binary",
    operator,
    left,
    right,
    last,
    key: `(${left.key})${operator}${last ? "!" : ""}(${right.key})`,
    row: left.row || right.row,
    array: left.array || right.array,
    free: left.free || right.free,
  };
}

export function call(entry: FunctionEntry, given: readonly Expression[], lifted: boolean): Expression {
  return {
    kind: "call",
    entry,
    arguments: given,
    key: `${entry.name}(${given.map((each) => each.key).join(",")})`,
    row: given.some((each) => each.row),
    array: lifted || entry.givesArray,
    free: given.some((each) => each.free),
  };
}

export function letExpression(first: number, values: readonly Expression[], body: Expression): Expression {
  return {
    kind: "let",
    first,
    values,
    body,
    key: `LET${first}(${[...values, body].map((each) => each.key).join(",")})`,
    row: body.row || values.some((each) => each.row),
    array: body.array,
    free: first > 0 && (body.free || values.some((each) => each.free)),
  };
}

/** A parameter of a LAMBDA: anything may be given for it. */
export function parameter(index: number): Expression {
  return { kind: "variable", index, key: `$${index}`, row: false, array: true, free: true };
}

export function placeExpression(place: Place): Expression {
  return { kind: "place", place, key: place.key, row: false, array: true, free: false };
}

export function joinExpression(
  operator: JoinOperator,
  left: Expression,
  right: Expression | null,
): Expression {
  const key = `(${left.key})${operator}(${right?.key ?? ""})`;
  const free = left.free || right?.free === true;
  return { kind: "join", operator, left, right, key, row: false, array: true, free };
}

export function lambdaExpression(first: number, optional: readonly boolean[], body: Expression): Expression {
  return {
    kind: "lambda",
    first,
    optional,
    body,
    key: `LAMBDA${first}:${optional.map(Number).join("")}(${body.key})`,
    row: body.row,
    array: true,
    free: first > 0 && body.free,
  };
}

export function applyExpression(callee: Expression, given: readonly Expression[]): Expression {
  return {
    kind: "apply",
    callee,
    arguments: given,
    key: `(${callee.key})(${given.map((each) => each.key).join(",")})`,
    row: callee.row || given.some((each) => each.row),
    array: true,
    free: callee.free || given.some((each) => each.free),
  };
}

export function groupExpression(slot: Slot, original: Expression): Expression {
  const array = slot.type === "members";
  const key = `${slot.key} or ${original.key}`;
  return { kind: "group", slot, original, key, row: true, array, free: false };
}

/** The parts of an expression in order. */
export function parts(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "call":
      return expression.arguments;
    case "let":
      return [...expression.values, expression.body];
    case "group":
      return [expression.original];
    case "join":
      return expression.right === null ? [expression.left] : [expression.left, expression.right];
    case "lambda":
      return [expression.body];
    case "apply":
      return [expression.callee, ...expression.arguments];
    default:
      return [];
  }
}

/** Closes an expression: collects its slots. */
export function template(expression: Expression): Template {
  const slots: Slot[] = [];
  const places = new Map<string, number>();
  const originals: Expression[] = [];
  const collect = (from: readonly Expression[], follow: boolean) => {
    const waiting = [...from];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if ((next.kind === "slot" || next.kind === "group") && !places.has(next.slot.key)) {
        places.set(next.slot.key, slots.length);
        slots.push(next.slot);
      }
      if (next.kind === "group" && !follow) originals.push(next.original);
      else waiting.push(...parts(next));
    }
  };
  collect([expression], false);
  const direct = slots.length;
  collect(originals, true);
  return { key: expression.key, expression, slots, direct, places };
}
