// Functions that choose: only the chosen part is evaluated, so that a costly or endless other part costs nothing. When
// the condition is an array, the function is lifted like any other and this gives undefined.

import { toBoolean, toNumber } from "./coercion.ts";
import { compareValues } from "./compare.ts";
import type { Expression } from "./expression.ts";
import type { Context } from "./interpreter.ts";
import { isArray, type Operand } from "./operand.ts";
import { errorValue, isError } from "./value.ts";

type Evaluate = (expression: Expression, context: Context) => Operand;
type Call = Expression & { kind: "call" };

const NOT_AVAILABLE = errorValue("#N/A");

export function chooseLazily(call: Call, context: Context, evaluate: Evaluate): Operand | undefined {
  const given = call.arguments;
  const first = given[0];
  if (first === undefined) return undefined;
  switch (call.entry.name) {
    case "IF": {
      const condition = evaluate(first, context);
      if (isArray(condition)) return undefined;
      const truth = toBoolean(condition);
      if (isError(truth)) return truth;
      const chosen = given[truth ? 1 : 2];
      if (chosen === undefined) return truth ? 0 : false;
      return chosen.kind === "missing" ? 0 : evaluate(chosen, context);
    }
    case "IFERROR":
    case "IFNA": {
      const value = evaluate(first, context);
      const other = given[1];
      if (isArray(value) || other === undefined) return undefined;
      const failed = call.entry.name === "IFNA" ? value === NOT_AVAILABLE : isError(value);
      return failed ? evaluate(other, context) : value;
    }
    case "CHOOSE": {
      const place = evaluate(first, context);
      if (isArray(place)) return undefined;
      const number = toNumber(place);
      if (isError(number)) return number;
      const chosen = given[Math.trunc(number)];
      return chosen === undefined || number < 1 ? errorValue("#VALUE!") : evaluate(chosen, context);
    }
    case "IFS":
      return firstThatHolds(given, context, evaluate);
    case "SWITCH":
      return firstThatEquals(given, context, evaluate);
    default:
      return undefined;
  }
}

function firstThatHolds(
  given: readonly Expression[],
  context: Context,
  evaluate: Evaluate,
): Operand | undefined {
  for (let place = 0; place + 1 < given.length; place += 2) {
    const condition = evaluate(given[place] as Expression, context);
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
): Operand | undefined {
  const wanted = evaluate(given[0] as Expression, context);
  if (isArray(wanted) || isError(wanted)) return isArray(wanted) ? undefined : wanted;
  let place = 1;
  for (; place + 1 < given.length; place += 2) {
    const candidate = evaluate(given[place] as Expression, context);
    if (isArray(candidate)) return undefined;
    if (isError(candidate)) return candidate;
    if (compareValues(wanted, candidate) === 0) return evaluate(given[place + 1] as Expression, context);
  }
  return place < given.length ? evaluate(given[place] as Expression, context) : NOT_AVAILABLE;
}
