// Evaluates an expression for one row, with values. It defines what a formula means: the column kernels must agree
// with it and hand over to it whatever they have no fast way for.

import { argumentAt, type FunctionEntry } from "../functions/define.ts";
import { liftFast } from "../values/arrayArithmetic.ts";
import { CellRange, CellRanges, clipped, dereferenced, ReferenceList } from "../values/cellRange.ts";
import { chooseLazily } from "../values/choices.ts";
import { binary, finite, toBoolean, toNumber, toText, unaryValue } from "../values/coercion.ts";
import { LambdaValue } from "../values/lambdaValue.ts";
import {
  isArray,
  ListValue,
  MOST_ELEMENTS,
  type Operand,
  type RangeValue,
  topLeft,
} from "../values/operand.ts";
import { intersectCell, joinRanges } from "../values/rangeOperators.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import type { Expression, Place, Slot, UnaryOperator } from "./expression.ts";

const NOT_AVAILABLE = errorValue("#N/A");
const VALUE = errorValue("#VALUE!");

/** Where an expression reads: the columns and values bound to its slots, at a row. */
export interface Context {
  /** A slot's value, a range for whole columns; `undefined` when a group's index cannot answer for this row. */
  read(slot: Slot): Operand | undefined;
  /** The cell of a slot as a range of one, for functions that ask what a reference refers to. */
  reference(slot: Slot): RangeValue | null;
  /** Values of LET's variables, and the cell each stands for when it was set to one; undefined: left out. */
  readonly variables: (Operand | undefined)[];
  readonly references: (RangeValue | null)[];
  /** For a formula in a cell of a sheet: that cell, and what its references stand for. */
  readonly sheet: SheetContext | null;
}

export interface SheetContext {
  readonly here: CellRange;
  place(place: Place): Operand;
}

export function evaluate(expression: Expression, context: Context): Operand {
  switch (expression.kind) {
    case "constant":
    case "array":
      return expression.value;
    case "missing":
      return null;
    case "slot":
      return context.read(expression.slot) ?? null;
    case "group": {
      const found = context.read(expression.slot);
      return found === undefined ? evaluate(expression.original, context) : found;
    }
    case "variable":
      return context.variables[expression.index] ?? null;
    case "unary":
      return unaryOperand(expression.operator, evaluate(expression.operand, context), context);
    case "binary": {
      const { operator, left, right, last } = expression;
      const a = dereferenced(evaluate(left, context));
      const b = dereferenced(evaluate(right, context));
      const fast = last ? null : liftFast(operator, a, b);
      return fast ?? liftTwo(a, b, (x, y) => binary(operator, x, y, last));
    }
    case "let": {
      for (const [place, value] of expression.values.entries()) {
        const cell = cellOf(value, context);
        context.variables[expression.first + place] = evaluate(value, context);
        context.references[expression.first + place] = cell;
      }
      return evaluate(expression.body, context);
    }
    case "place":
      return context.sheet?.place(expression.place) ?? VALUE;
    case "join": {
      const left = evaluate(expression.left, context);
      const right = expression.right === null ? null : evaluate(expression.right, context);
      return joinRanges(expression.operator, left, right);
    }
    case "lambda":
      return closure(expression, context);
    case "apply": {
      const callee = evaluate(expression.callee, context);
      if (!(callee instanceof LambdaValue)) return isError(callee) ? callee : VALUE;
      return callee.call(
        expression.arguments.map((each) =>
          each.kind === "missing" ? undefined : (cellOf(each, context) ?? evaluate(each, context)),
        ),
      );
    }
    case "call": {
      const known: (Operand | undefined)[] = [];
      return chooseLazily(expression, context, evaluate, known) ?? callWith(expression, context, known);
    }
  }
}

/** A LAMBDA with the variables that were in reach where it stands. */
function closure(expression: Expression & { kind: "lambda" }, context: Context): LambdaValue {
  const { first, optional, body } = expression;
  const variables = context.variables.slice(0, first);
  const references = context.references.slice(0, first);
  return new LambdaValue((given) => {
    // Excel refuses too many arguments, and too few unless the rest may be left out
    if (given.length > optional.length) return VALUE;
    if (optional.some((each, place) => !each && place >= given.length)) return VALUE;
    return evaluate(body, {
      read: (slot) => context.read(slot),
      reference: (slot) => context.reference(slot),
      sheet: context.sheet,
      variables: [...variables, ...optional.map((_, place) => given[place])],
      references: [...references, ...optional.map(() => null)],
    });
  });
}

/** @param known arguments that were evaluated already, by place */
function callWith(
  expression: Expression & { kind: "call" },
  context: Context,
  known: readonly (Operand | undefined)[],
): Operand {
  const { entry } = expression;
  const given = expression.arguments.map((each, place) => {
    const described = argumentAt(entry, place);
    const kind = described?.kind;
    const empty = kind === "array" || (entry.traits?.absent && described?.optional) ? undefined : null;
    if (each.kind === "missing") return empty;
    if (each.kind === "variable" && context.variables[each.index] === undefined) return empty;
    const done = known[place];
    return done ?? (kind === "array" ? cellOf(each, context) : null) ?? evaluate(each, context);
  });
  return applyFunction(entry, given, context.sheet?.here ?? null);
}

/** The cell that an expression refers to, when it is nothing but a reference to one. */
function cellOf(expression: Expression, context: Context): RangeValue | null {
  if (expression.kind === "slot") return context.reference(expression.slot);
  return expression.kind === "variable" ? (context.references[expression.index] ?? null) : null;
}

/**
 * Calls a function with evaluated arguments: lifts over arrays, passes errors on, coerces.
 * @param here the cell that the formula stands in, when it stands in a sheet
 */
export function applyFunction(
  entry: FunctionEntry,
  all: readonly (Operand | undefined)[],
  here: CellRange | null = null,
): Operand {
  let [rows, columns, lifted] = [1, 1, false];
  const given: (Operand | undefined)[] = [];
  const lifts: boolean[] = [];
  for (const [place, each] of all.entries()) {
    const whole = argumentAt(entry, place)?.kind === "array";
    // SUMIF and SUBTOTAL of several references, as OFFSET of an array gives them, are calculated one by one
    const several = whole && each instanceof ReferenceList && entry.traits?.references === true;
    const value = whole ? (entry.traits?.whole ? each : clipped(each)) : dereferencedOrNot(each);
    given.push(value);
    lifts.push(isArray(value) && (several || !whole));
    if (!isArray(value) || !(several || !whole)) continue;
    lifted = true;
    rows = Math.max(rows, value.rows);
    columns = Math.max(columns, value.columns);
  }
  if (!lifted) return applyOnce(entry, given, here);
  if (rows * columns > MOST_ELEMENTS) return errorValue("#NUM!");
  const values: Operand[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const single = given.map((each, place) =>
        isArray(each) && lifts[place] ? broadcast(each, row, column) : each,
      );
      values.push(applyOnce(entry, single, here));
    }
  const refer = values.some((each) => each instanceof CellRange);
  return refer ? new ReferenceList(rows, columns, values) : new ListValue(rows, columns, values.map(topLeft));
}

function dereferencedOrNot(operand: Operand | undefined): Operand | undefined {
  return operand === undefined ? undefined : dereferenced(operand);
}

function applyOnce(
  entry: FunctionEntry,
  given: readonly (Operand | undefined)[],
  here: CellRange | null,
): Operand {
  const coerced: (Operand | undefined)[] = [];
  for (const [place, each] of given.entries()) {
    const kind = argumentAt(entry, place)?.kind ?? "value";
    if (each === undefined || kind === "array" || kind === "any") {
      coerced.push(each);
      continue;
    }
    const refused = kind === "number" && typeof each === "boolean" && entry.traits?.strict === true;
    const value = refused ? VALUE : coerce(kind, each as Value);
    if (isError(value)) return value;
    coerced.push(value);
  }
  const run = entry.run as (...all: readonly unknown[]) => Operand | undefined;
  const result = (entry.traits?.here ? run(here, ...coerced) : run(...coerced)) ?? null;
  return typeof result === "number" ? finite(result) : result;
}

function coerce(kind: "number" | "text" | "boolean" | "value", value: Value): Value {
  if (kind === "number") return toNumber(value);
  if (kind === "text") return toText(value);
  return kind === "boolean" ? toBoolean(value) : value;
}

/** An element of an array stretched over a larger shape; beyond what can be stretched it is #N/A. */
function broadcast(operand: ReferenceList, row: number, column: number): Operand;
function broadcast(operand: Operand, row: number, column: number): Value;
function broadcast(operand: Operand, row: number, column: number): Operand {
  if (!isArray(operand)) return operand;
  const r = operand.rows === 1 ? 0 : row;
  const c = operand.columns === 1 ? 0 : column;
  if (operand instanceof ReferenceList)
    return r < operand.rows && c < operand.columns ? operand.item(r, c) : NOT_AVAILABLE;
  return r < operand.rows && c < operand.columns ? operand.at(r, c) : NOT_AVAILABLE;
}

function firstOfEach(list: ReferenceList): ListValue {
  return new ListValue(list.rows, list.columns, list.items.map(topLeft));
}

export function liftTwo(left: Operand, right: Operand, run: (x: Value, y: Value) => Value): Operand {
  if (!isArray(left) && !isArray(right)) return run(left, right);
  if (left instanceof ReferenceList) return liftTwo(firstOfEach(left), right, run);
  if (right instanceof ReferenceList) return liftTwo(left, firstOfEach(right), run);
  const rows = Math.max(isArray(left) ? left.rows : 1, isArray(right) ? right.rows : 1);
  const columns = Math.max(isArray(left) ? left.columns : 1, isArray(right) ? right.columns : 1);
  if (rows * columns > MOST_ELEMENTS) return errorValue("#NUM!");
  const values: Value[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      values.push(run(broadcast(left, row, column), broadcast(right, row, column)));
  return new ListValue(rows, columns, values);
}

function unaryOperand(operator: UnaryOperator, operand: Operand, context: Context): Operand {
  if (operator === "+") return operand;
  if (operator === "implicit" || operator === "@") {
    if (operand instanceof CellRange) return intersectCell(operand, context.sheet?.here ?? null);
    if (operand instanceof CellRanges) return VALUE;
    if (operator === "implicit" || !isArray(operand)) return operand;
    return operand.isRange && operand.rows * operand.columns !== 1 ? VALUE : topLeft(operand);
  }
  return liftTwo(dereferenced(operand), null, (value) => unaryValue(operator, value));
}

/** What a cell shows for a formula's result: a blank is 0, an array larger than one cell is #SPILL!. */
export function cellResult(operand: Operand): Value {
  if (!isArray(operand)) return operand === null ? 0 : operand;
  if (operand.rows * operand.columns !== 1) return errorValue("#SPILL!");
  const value = operand.at(0, 0) ?? 0;
  return typeof value === "number" ? finite(value) : value;
}
