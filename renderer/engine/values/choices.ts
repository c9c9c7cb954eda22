// Functions that choose: only the chosen part is evaluated, so that a costly or endless other part costs nothing. When
// the condition is an array, the function is lifted like any other and this gives undefined, with the arguments it
// evaluated in `known`, so that nothing is evaluated twice (a nest of n IFs would be evaluated 2^n times).

import type { Expression } from "../formula/expression.ts";
import type { Context } from "../formula/interpreter.ts";
import { dereferenced } from "./cellRange.ts";
import { toBoolean, toNumber } from "./coercion.ts";
import { compareValues } from "./compare.ts";
import { isArray, type Operand } from "./operand.ts";
import { errorValue, isError } from "./value.ts";

type Evaluate = (expression: Expression, context: Context) => Operand;
type Call = Expression & { kind: "call" };

const NOT_AVAILABLE = errorValue("#N/A");

export function chooseLazily(
  call: Call,
  context: Context,
  evaluate: Evaluate,
  known: (Operand | undefined)[],
): Operand | undefined {
  const given = call.arguments;
  const first = given[0];
  if (first === undefined) return undefined;
  switch (call.entry.name) {
    case "IF": {
      const condition = dereferenced(evaluate(first, context));
      known[0] = condition;
      if (isArray(condition)) return undefined;
      const truth = toBoolean(condition);
      if (isError(truth)) return truth;
      const chosen = given[truth ? 1 : 2];
      if (chosen === undefined) return truth ? 0 : false;
      return chosen.kind === "missing" ? 0 : evaluate(chosen, context);
    }
    case "IFERROR":
    case "IFNA": {
      const value = dereferenced(evaluate(first, context));
      known[0] = value;
      const other = given[1];
      if (isArray(value) || other === undefined) return undefined;
      const failed = call.entry.name === "IFNA" ? value === NOT_AVAILABLE : isError(value);
      return failed ? evaluate(other, context) : value;
    }
    case "CHOOSE": {
      const place = dereferenced(evaluate(first, context));
      known[0] = place;
      if (isArray(place)) return undefined;
      const number = toNumber(place);
      if (isError(number)) return number;
      const chosen = given[Math.trunc(number)];
      return chosen === undefined || number < 1 ? errorValue("#VALUE!") : evaluate(chosen, context);
    }
    case "IFS":
      return firstThatHolds(given, context, evaluate, known);
    case "SWITCH":
      return firstThatEquals(given, context, evaluate, known);
    default:
      return undefined;
  }
}

function firstThatHolds(
  given: readonly Expression[],
  context: Context,
  evaluate: Evaluate,
  known: (Operand | undefined)[],
): Operand | undefined {
  for (let place = 0; place + 1 < given.length; place += 2) {
    const condition = dereferenced(evaluate(given[place] as Expression, context));
    known[place] = condition;
    if (isArray(condition)) return undefined;
    const truth = toBoolean(condition);
    if (isError(truth)) return truth;
    if (truth) return evaluate(given[place + 1] as Expression, context);
  }
  return NOT_AVAILABLE;
}

function firstThatEquals(
  given: readonly Expression[],
  context: Context,
  evaluate: Evaluate,
  known: (Operand | undefined)[],
): Operand | undefined {
  const wanted = dereferenced(evaluate(given[0] as Expression, context));
  known[0] = wanted;
  if (isArray(wanted) || isError(wanted)) return isArray(wanted) ? undefined : wanted;
  let place = 1;
  for (; place + 1 < given.length; place += 2) {
    const candidate = dereferenced(evaluate(given[place] as Expression, context));
    known[place] = candidate;
    if (isArray(candidate)) return undefined;
    if (isError(candidate)) return candidate;
    if (compareValues(wanted, candidate) === 0) return evaluate(given[place + 1] as Expression, context);
  }
  return place < given.length ? evaluate(given[place] as Expression, context) : NOT_AVAILABLE;
}
