// SUMIF, COUNTIFS and their kin over ranges, row by row. The compiler turns the usual forms (equality with a value of
// the row) into indexed groups (grouped.ts); this is what they mean, and what every other form uses.

import { CellRange } from "../values/cellRange.ts";
import { type Criterion, criterion } from "../values/criteria.ts";
import { type ArrayValue, isArray } from "../values/operand.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import { define, type FunctionEntry, type Given, withTraits } from "./define.ts";

const DIVISION = errorValue("#DIV/0!");
const VALUE = errorValue("#VALUE!");

export type Aggregate = "sum" | "count" | "average" | "minimum" | "maximum";

/** Adds up the values of the selected rows as one of the five functions does. */
export class Accumulator {
  readonly #aggregate: Aggregate;
  #sum = 0;
  #count = 0;
  #error: Value = null;

  constructor(aggregate: Aggregate) {
    this.#aggregate = aggregate;
  }

  add(value: Value): void {
    if (this.#aggregate === "count") this.#count++;
    else if (typeof value === "number") this.#number(value);
    else if (isError(value)) this.#error ??= value;
  }

  #number(value: number): void {
    if (this.#aggregate === "minimum") this.#sum = this.#count === 0 ? value : Math.min(this.#sum, value);
    else if (this.#aggregate === "maximum")
      this.#sum = this.#count === 0 ? value : Math.max(this.#sum, value);
    else this.#sum += value;
    this.#count++;
  }

  result(): Value {
    if (this.#error !== null) return this.#error;
    if (this.#aggregate === "count") return this.#count;
    if (!Number.isFinite(this.#sum)) return errorValue("#NUM!");
    if (this.#aggregate === "average") return this.#count === 0 ? DIVISION : this.#sum / this.#count;
    return this.#sum;
  }
}

/** A reference without its blank end, and how many blank cells that leaves out. */
function shortened(range: ArrayValue): { range: ArrayValue; rest: number } {
  if (!(range instanceof CellRange)) return { range, rest: 0 };
  const clipped = range.clipped();
  return { range: clipped, rest: range.rows * range.columns - clipped.rows * clipped.columns };
}

/** Pairs of range and criterion; a value in place of a range is a range of one cell. */
function conditions(given: readonly Given[]): { ranges: ArrayValue[]; tests: Criterion[] } | Value {
  const ranges: ArrayValue[] = [];
  const tests: Criterion[] = [];
  for (let place = 0; place < given.length; place += 2) {
    const range = given[place];
    if (!isArray(range)) return isError(range) ? range : VALUE;
    ranges.push(range);
    tests.push(criterion((given[place + 1] ?? null) as Value));
  }
  return { ranges, tests };
}

/** The S-functions: all ranges must be of one shape. */
function several(aggregate: Aggregate) {
  return (...given: Given[]): Value => {
    const target = given[0];
    const found = conditions(aggregate === "count" ? given : given.slice(1));
    if (isError(target)) return target;
    if (found === null || typeof found !== "object" || isError(found) || !isArray(target))
      return isError(found) ? found : VALUE;
    const { ranges, tests } = found;
    if (ranges.some((range) => range.rows !== target.rows || range.columns !== target.columns)) return VALUE;
    return accumulate(aggregate, target, ranges, tests);
  };
}

function accumulate(
  aggregate: Aggregate,
  target: ArrayValue,
  ranges: readonly ArrayValue[],
  tests: readonly Criterion[],
): Value {
  const accumulator = new Accumulator(aggregate);
  const shape = shortened(ranges[0] ?? target);
  for (let row = 0; row < shape.range.rows; row++)
    for (let column = 0; column < shape.range.columns; column++)
      if (ranges.every((range, place) => tests[place]?.(range.at(row, column)) === true))
        accumulator.add(target.at(row, column));
  // COUNTIF(A:A,"<>x") counts the blank cells down to the end of the sheet
  const blanks = aggregate === "count" && shape.rest > 0 && tests.every((test) => test(null));
  const result = accumulator.result();
  return blanks && typeof result === "number" ? result + shape.rest : result;
}

/** SUMIF and AVERAGEIF: the range of values takes the shape of the range tested, from its own first cell. */
function single(aggregate: Aggregate) {
  return (range: Given, condition: Value, target: Given): Value => {
    if (isError(range)) return range;
    if (isError(target)) return target;
    if (!isArray(range) || (target !== undefined && !isArray(target))) return VALUE;
    const reshaped = target instanceof CellRange ? target.part(0, 0, range.rows, range.columns) : target;
    return accumulate(aggregate, reshaped ?? range, [range], [criterion(condition ?? null)]);
  };
}

const SEVERAL = "range1: array, criterion1: any, ...range: array, ...criterion: any";

export const conditionalFunctions: readonly FunctionEntry[] = withTraits({ whole: true, references: true }, [
  define(
    "Math",
    "SUMIF",
    "range: array, criterion: any, sum_range?: array",
    "Adds the numbers where a criterion holds.",
    single("sum"),
  ),
  define(
    "Math",
    "SUMIFS",
    `sum_range: array, ${SEVERAL}`,
    "Adds the numbers where all criteria hold.",
    several("sum"),
  ),
  define(
    "Statistics",
    "COUNTIF",
    "range: array, criterion: any",
    "How many cells meet a criterion.",
    (range: Given, condition: Value) => single("count")(range, condition, undefined),
  ),
  define("Statistics", "COUNTIFS", SEVERAL, "How many rows meet all criteria.", several("count")),
  define(
    "Statistics",
    "AVERAGEIF",
    "range: array, criterion: any, average_range?: array",
    "The mean of the numbers where a criterion holds.",
    single("average"),
  ),
  define(
    "Statistics",
    "AVERAGEIFS",
    `average_range: array, ${SEVERAL}`,
    "The mean of the numbers where all criteria hold.",
    several("average"),
  ),
  define(
    "Statistics",
    "MINIFS",
    `min_range: array, ${SEVERAL}`,
    "The smallest number where all criteria hold.",
    several("minimum"),
  ),
  define(
    "Statistics",
    "MAXIFS",
    `max_range: array, ${SEVERAL}`,
    "The largest number where all criteria hold.",
    several("maximum"),
  ),
]);
