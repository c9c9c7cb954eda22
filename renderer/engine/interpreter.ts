// Evaluates an expression for one row, with values. It defines what a formula means: the column kernels must agree
// with it and hand over to it whatever they have no fast way for.

import { liftFast } from "./arrayArithmetic.ts";
import { chooseLazily } from "./choices.ts";
import { binary, finite, toBoolean, toNumber, toText, unaryValue } from "./coercion.ts";
import type { Expression, Slot } from "./expression.ts";
import { argumentAt, type FunctionEntry } from "./functions/define.ts";
import { isArray, ListValue, type Operand, type RangeValue, topLeft } from "./operand.ts";
import { errorValue, isError, type Value } from "./value.ts";

const NOT_AVAILABLE = errorValue("#N/A");
const VALUE = errorValue("#VALUE!");

/** Where an expression reads: the columns and values bound to its slots, at a row. */
export interface Context {
  /** A slot's value, a range for whole columns; `undefined` when a group's index cannot answer for this row. */
  read(slot: Slot): Operand | undefined;
  /** The cell of a slot as a range of one, for functions that ask what a reference refers to. */
  reference(slot: Slot): RangeValue | null;
  /** Values of LET's variables, and the cell each stands for when it was set to one. */
  readonly variables: Operand[];
  readonly references: (RangeValue | null)[];
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
      return unaryOperand(expression.operator, evaluate(expression.operand, context));
    case "binary": {
      const { operator, left, right, last } = expression;
      const a = evaluate(left, context);
      const b = evaluate(right, context);
      const fast = last ? null : liftFast(operator, a, b);
      return fast ?? liftTwo(a, b, (x, y) => binary(operator, x, y, last));
    }
    case "let": {
      for (const [place, value] of expression.values.entries()) {
        context.variables[expression.first + place] = evaluate(value, context);
        context.references[expression.first + place] = cellOf(value, context);
      }
      return evaluate(expression.body, context);
    }
    case "call":
      return chooseLazily(expression, context, evaluate) ?? callWith(expression, context);
  }
}

function callWith(expression: Expression & { kind: "call" }, context: Context): Operand {
  const { entry } = expression;
  const given = expression.arguments.map((each, place) => {
    const kind = argumentAt(entry, place)?.kind;
    if (each.kind === "missing") return kind === "array" || kind === "any" ? undefined : null;
    return (kind === "array" ? cellOf(each, context) : null) ?? evaluate(each, context);
  });
  return applyFunction(entry, given);
}

/** The cell that an expression refers to, when it is nothing but a reference to one. */
function cellOf(expression: Expression, context: Context): RangeValue | null {
  if (expression.kind === "slot") return context.reference(expression.slot);
  return expression.kind === "variable" ? (context.references[expression.index] ?? null) : null;
}

/** Calls a function with evaluated arguments: lifts over arrays, passes errors on, coerces. */
export function applyFunction(entry: FunctionEntry, given: readonly (Operand | undefined)[]): Operand {
  let [rows, columns, lifted] = [1, 1, false];
  for (const [place, each] of given.entries()) {
    if (argumentAt(entry, place)?.kind === "array" || !isArray(each)) continue;
    lifted = true;
    rows = Math.max(rows, each.rows);
    columns = Math.max(columns, each.columns);
  }
  if (!lifted) return applyOnce(entry, given);
  const values: Value[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const single = given.map((each, place) =>
        isArray(each) && argumentAt(entry, place)?.kind !== "array" ? broadcast(each, row, column) : each,
      );
      values.push(topLeft(applyOnce(entry, single)));
    }
  return new ListValue(rows, columns, values);
}

function applyOnce(entry: FunctionEntry, given: readonly (Operand | undefined)[]): Operand {
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
  const run = entry.run as (...all: readonly (Operand | undefined)[]) => Operand | undefined;
  const result = run(...coerced) ?? null;
  return typeof result === "number" ? finite(result) : result;
}

function coerce(kind: "number" | "text" | "boolean" | "value", value: Value): Value {
  if (kind === "number") return toNumber(value);
  if (kind === "text") return toText(value);
  return kind === "boolean" ? toBoolean(value) : value;
}

/** An element of an array stretched over a larger shape; beyond what can be stretched it is #N/A. */
function broadcast(operand: Operand, row: number, column: number): Value {
  if (!isArray(operand)) return operand;
  const r = operand.rows === 1 ? 0 : row;
  const c = operand.columns === 1 ? 0 : column;
  return r < operand.rows && c < operand.columns ? operand.at(r, c) : NOT_AVAILABLE;
}

export function liftTwo(left: Operand, right: Operand, run: (x: Value, y: Value) => Value): Operand {
  if (!isArray(left) && !isArray(right)) return run(left, right);
  const rows = Math.max(isArray(left) ? left.rows : 1, isArray(right) ? right.rows : 1);
  const columns = Math.max(isArray(left) ? left.columns : 1, isArray(right) ? right.columns : 1);
  const values: Value[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      values.push(run(broadcast(left, row, column), broadcast(right, row, column)));
  return new ListValue(rows, columns, values);
}

function unaryOperand(operator: "-" | "+" | "%" | "@", operand: Operand): Operand {
  if (operator === "+") return operand;
  if (operator === "@")
    return isArray(operand) ? (operand.rows * operand.columns === 1 ? topLeft(operand) : VALUE) : operand;
  return liftTwo(operand, null, (value) => unaryValue(operator, value));
}

/** What a cell shows for a formula's result: a blank is 0, an array larger than one cell is #SPILL!. */
export function cellResult(operand: Operand): Value {
  if (!isArray(operand)) return operand === null ? 0 : operand;
  if (operand.rows * operand.columns !== 1) return errorValue("#SPILL!");
  const value = operand.at(0, 0) ?? 0;
  return typeof value === "number" ? finite(value) : value;
}
