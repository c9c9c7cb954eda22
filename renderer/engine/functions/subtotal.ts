// SUBTOTAL and AGGREGATE: totals by number that leave out what other totals, filters, hidden rows or errors put in the
// way.
//
// Excel's rules, odd ones included: SUBTOTAL(9) leaves out rows hidden by a filter but not rows hidden by hand,
// SUBTOTAL(109) both; a cell whose own formula contains SUBTOTAL or AGGREGATE never counts; hidden columns always do.

import { areasOf } from "../values/cellRange.ts";
import { elements, isArray, ListValue } from "../values/operand.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import { define, type FunctionEntry, type Given, withTraits } from "./define.ts";
import { mathFunctions } from "./math.ts";
import { momentFunctions } from "./moments.ts";
import { percentileFunctions } from "./percentiles.ts";
import { statisticsFunctions } from "./statistics.ts";

const VALUE = errorValue("#VALUE!");

/** By number from 1. */
const TOTALS = "AVERAGE COUNT COUNTA MAX MIN PRODUCT STDEV.S STDEV.P SUM VAR.S VAR.P MEDIAN MODE.SNGL".split(
  " ",
);
/** By number from 14; these take a second argument. */
const RANKED = "LARGE SMALL PERCENTILE.INC QUARTILE.INC PERCENTILE.EXC QUARTILE.EXC".split(" ");

interface LeftOut {
  readonly nested: boolean;
  readonly hidden: "none" | "filtered" | "all";
  readonly errors: boolean;
}

/** What is left of an argument; still counted as cells, so that text and truth values in it do not count. */
function remaining(given: Given, out: LeftOut): Given {
  const areas = areasOf(given);
  const values: Value[] = [];
  if (areas === null) {
    if (!isArray(given) || !out.errors) return given;
    values.push(...elements(given).filter((each) => !isError(each)));
    return new ListValue(values.length, 1, values, given.isRange);
  }
  for (const { host, sheet, row, column, rows, columns } of areas.map((each) => each.clipped()))
    for (let r = row; r < row + rows; r++) {
      if (out.hidden !== "none" && host.isHidden(sheet, r, out.hidden === "filtered")) continue;
      for (let c = column; c < column + columns; c++) {
        if (out.nested && host.isSubtotal(sheet, r, c)) continue;
        const value = host.value(sheet, r, c);
        if (!out.errors || !isError(value)) values.push(value);
      }
    }
  return new ListValue(values.length, 1, values, true);
}

function run(name: string | undefined, given: readonly (Given | number)[]): Value {
  const lists = [mathFunctions, statisticsFunctions, percentileFunctions, momentFunctions];
  const entry = lists.flat().find((each) => each.name === name);
  return entry === undefined ? VALUE : ((entry.run as (...all: unknown[]) => Value)(...given) ?? VALUE);
}

function subtotal(code: number, ...given: Given[]): Value {
  const whole = Math.trunc(code);
  const byHand = whole > 100;
  const number = byHand ? whole - 100 : whole;
  if (number < 1 || number > 11) return VALUE;
  const out: LeftOut = { nested: true, hidden: byHand ? "all" : "filtered", errors: false };
  return run(
    TOTALS[number - 1],
    given.map((each) => remaining(each, out)),
  );
}

/** Options 0 to 7: nested totals are left out up to 3, hidden rows with 1, 3, 5, 7, errors with 2, 3, 6, 7. */
function aggregate(code: number, option: number, ...given: Given[]): Value {
  const number = Math.trunc(code);
  const choice = Math.trunc(option);
  if (number < 1 || number > 19 || choice < 0 || choice > 7) return VALUE;
  const out: LeftOut = {
    nested: choice < 4,
    hidden: choice % 2 === 1 ? "all" : "none",
    errors: (choice & 2) !== 0,
  };
  if (number < 14)
    return run(
      TOTALS[number - 1],
      given.map((each) => remaining(each, out)),
    );
  const [list, second] = given;
  const k = isArray(second) ? second.at(0, 0) : (second ?? null);
  if (isError(k)) return k;
  return second === undefined ? VALUE : run(RANKED[number - 14], [remaining(list, out), Number(k)]);
}

export const subtotalFunctions: readonly FunctionEntry[] = withTraits({ references: true }, [
  define(
    "Math",
    "SUBTOTAL",
    "function: number, ref1: array, ...ref: array",
    "A total by number: 9 sum, 1 mean, 2 count, 4 largest, 5 smallest, and so on.",
    subtotal,
  ),
  define(
    "Math",
    "AGGREGATE",
    "function: number, options: number, ref1: array, ...ref: array",
    "A total by number that can leave out errors and hidden rows.",
    aggregate,
  ),
]);
