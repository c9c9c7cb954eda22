// Least squares with any number of variables: LINEST, LOGEST, TREND, GROWTH. By Householder reflections on the
// centred variables, which keeps about the digits that Excel's own method keeps; a variable that adds nothing to the
// others gets the coefficient 0, as in Excel.
//
// Source: G. H. Golub, C. F. Van Loan, "Matrix Computations", 5.3.2.

import { finite } from "../values/coercion.ts";
import { isArray, ListValue, type Operand } from "../values/operand.ts";
import { type CellError, errorValue, isError, type Value } from "../values/value.ts";
import { define, type FunctionEntry, type Given, withTraits } from "./define.ts";
import { mean } from "./moments.ts";
import { listOf } from "./pairs.ts";

const VALUE = errorValue("#VALUE!");
const REFERENCE = errorValue("#REF!");
const NUM = errorValue("#NUM!");
const NOT_AVAILABLE = errorValue("#N/A");

/** One observation a row: the variables' values. */
type Rows = readonly (readonly number[])[];

interface Fit {
  /** one per variable, in the variables' order */
  readonly slopes: readonly number[];
  readonly intercept: number;
  readonly slopeErrors: readonly number[];
  readonly interceptError: number;
  readonly freedom: number;
  readonly regression: number;
  readonly residual: number;
}

function numbersIn(given: Given): number[] | CellError {
  const numbers: number[] = [];
  for (const each of listOf(given)) {
    if (isError(each)) return each;
    if (typeof each !== "number") return VALUE;
    numbers.push(each);
  }
  return numbers;
}

/** The variables as rows of observations; with a single row or column of y the variables lie along the other way. */
function variables(given: Given, y: Given, count: number): Rows | CellError {
  if (given === undefined) return Array.from({ length: count }, (_, place) => [place + 1]);
  const numbers = numbersIn(given);
  if (isError(numbers)) return numbers;
  const [rows, columns] = isArray(given) ? [given.rows, given.columns] : [1, 1];
  const [yRows, yColumns] = isArray(y) ? [y.rows, y.columns] : [1, 1];
  if (rows === yRows && columns === yColumns) return numbers.map((each) => [each]);
  if (yColumns === 1 && rows === count)
    return Array.from({ length: rows }, (_, row) => numbers.slice(row * columns, (row + 1) * columns));
  if (yRows === 1 && columns === count)
    return Array.from({ length: columns }, (_, column) =>
      Array.from({ length: rows }, (_, row) => numbers[row * columns + column] ?? 0),
    );
  return REFERENCE;
}

function dot(left: readonly number[], right: readonly number[], from: number): number {
  let sum = 0;
  for (let place = from; place < left.length; place++) sum += (left[place] ?? 0) * (right[place] ?? 0);
  return sum;
}

/** Least squares of y on the rows, with a constant or through the origin. */
function leastSquares(rows: Rows, y: readonly number[], constant: boolean): Fit {
  const count = rows[0]?.length ?? 0;
  const n = y.length;
  const centres = Array.from({ length: count }, (_, k) =>
    constant ? mean(rows.map((row) => row[k] ?? 0)) : 0,
  );
  const centreY = constant ? mean(y) : 0;
  const columns = centres.map((centre, k) => rows.map((row) => (row[k] ?? 0) - centre));
  const target = y.map((each) => each - centreY);
  const total = dot(target, target, 0);
  const scales = columns.map((column) => Math.sqrt(dot(column, column, 0)));
  const used: number[] = [];
  const triangle: number[][] = [];
  for (const [k, column] of columns.entries()) {
    const step = used.length;
    const size = Math.sqrt(dot(column, column, step));
    const reference = scales[k] ?? 0;
    if (step >= n || size <= 1e-11 * reference || reference === 0) continue;
    const head = column[step] ?? 0;
    const pivot = head > 0 ? -size : size;
    const reflector = column.map((each, place) => (place < step ? 0 : place === step ? each - pivot : each));
    const norm = dot(reflector, reflector, step);
    for (const each of [...columns.slice(k), target]) {
      const factor = (2 * dot(reflector, each, step)) / norm;
      for (let place = step; place < n; place++)
        each[place] = (each[place] ?? 0) - factor * (reflector[place] ?? 0);
    }
    triangle.push(column);
    used.push(k);
  }
  return solve(triangle, used, target, { centres, centreY, constant, n, total });
}

interface Setting {
  readonly centres: readonly number[];
  readonly centreY: number;
  readonly constant: boolean;
  readonly n: number;
  readonly total: number;
}

function solve(triangle: Rows, used: readonly number[], target: readonly number[], setting: Setting): Fit {
  const { centres, centreY, constant, n, total } = setting;
  const size = used.length;
  const slopes = centres.map(() => 0);
  const slopeErrors = centres.map(() => 0);
  // Rows of the inverse of the triangle give the coefficients and their covariances.
  const inverse = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (let column = 0; column < size; column++)
    for (let row = column; row >= 0; row--) {
      let value = row === column ? 1 : 0;
      for (let k = row + 1; k <= column; k++)
        value -= (triangle[k]?.[row] ?? 0) * (inverse[k]?.[column] ?? 0);
      const line = inverse[row];
      if (line !== undefined) line[column] = value / (triangle[row]?.[row] ?? 1);
    }
  const freedom = n - size - (constant ? 1 : 0);
  const residual = freedom <= 0 ? 0 : dot(target, target, size);
  const variance = freedom <= 0 ? 0 : residual / freedom;
  for (const [place, k] of used.entries()) {
    slopes[k] = dot(inverse[place] ?? [], target.slice(0, size), 0);
    slopeErrors[k] = Math.sqrt(variance * dot(inverse[place] ?? [], inverse[place] ?? [], 0));
  }
  const reach = Array.from({ length: size }, (_, column) =>
    used.reduce((sum, k, row) => sum + (centres[k] ?? 0) * (inverse[row]?.[column] ?? 0), 0),
  );
  const intercept = constant ? slopes.reduce((rest, each, k) => rest - each * (centres[k] ?? 0), centreY) : 0;
  return {
    slopes,
    intercept,
    slopeErrors,
    interceptError: constant ? Math.sqrt(variance * (1 / n + dot(reach, reach, 0))) : 0,
    freedom,
    regression: total - residual,
    residual,
  };
}

function bounded(value: Value): Value {
  return typeof value === "number" ? finite(value) : value;
}

interface Problem {
  readonly rows: Rows;
  readonly y: readonly number[];
}

function problemOf(y: Given, x: Given, logarithmic: boolean): Problem | CellError {
  const numbers = numbersIn(y);
  if (isError(numbers)) return numbers;
  if (logarithmic && numbers.some((each) => each <= 0)) return NUM;
  const rows = variables(x, y, numbers.length);
  if (isError(rows)) return rows;
  return { rows, y: logarithmic ? numbers.map(Math.log) : numbers };
}

/** Coefficients last variable first, then the constant; with `full` four more rows of statistics. */
function estimate(logarithmic: boolean) {
  return (knownY: Given, knownX: Given, constant = true, full = false): Operand => {
    const problem = problemOf(knownY, knownX, logarithmic);
    if (isError(problem)) return problem;
    const found = leastSquares(problem.rows, problem.y, constant);
    const shown = (each: number) => (logarithmic ? Math.exp(each) : each);
    const width = found.slopes.length + 1;
    const values: Value[] = [...found.slopes.map(shown).reverse(), shown(found.intercept)];
    if (!full) return new ListValue(1, width, values.map(bounded));
    const { freedom, regression, residual } = found;
    const count = width - 1;
    const pad = (line: readonly Value[]) => [
      ...line,
      ...new Array<Value>(width - line.length).fill(NOT_AVAILABLE),
    ];
    const error = freedom > 0 ? Math.sqrt(residual / freedom) : 0;
    const f = freedom > 0 && residual > 0 ? regression / count / (residual / freedom) : NUM;
    values.push(...found.slopeErrors.toReversed(), constant ? found.interceptError : NOT_AVAILABLE);
    values.push(...pad([regression / (regression + residual), error]));
    values.push(...pad([f, freedom]));
    values.push(...pad([regression, residual]));
    return new ListValue(5, width, values.map(bounded));
  };
}

/** The fitted values at new points (at the known ones when none are given), in the shape of those. */
function fitted(logarithmic: boolean) {
  return (knownY: Given, knownX: Given, newX: Given, constant = true): Operand => {
    const problem = problemOf(knownY, knownX, logarithmic);
    if (isError(problem)) return problem;
    const found = leastSquares(problem.rows, problem.y, constant);
    const at = (row: readonly number[]) => {
      const value = row.reduce((sum, each, k) => sum + each * (found.slopes[k] ?? 0), found.intercept);
      return finite(logarithmic ? Math.exp(value) : value);
    };
    const points = newX ?? knownX;
    if (points === undefined) {
      const shape = isArray(knownY) ? [knownY.rows, knownY.columns] : [1, 1];
      return new ListValue(shape[0] ?? 1, shape[1] ?? 1, problem.rows.map(at));
    }
    const numbers = numbersIn(points);
    if (isError(numbers)) return numbers;
    const [rows, columns] = isArray(points) ? [points.rows, points.columns] : [1, 1];
    const count = found.slopes.length;
    if (count === 1)
      return new ListValue(
        rows,
        columns,
        numbers.map((each) => at([each])),
      );
    const down = !isArray(knownY) || knownY.columns === 1;
    if ((down ? columns : rows) !== count) return REFERENCE;
    const lines = Array.from({ length: down ? rows : columns }, (_, line) =>
      Array.from({ length: count }, (_, k) => numbers[down ? line * columns + k : k * columns + line] ?? 0),
    );
    return new ListValue(down ? rows : 1, down ? 1 : columns, lines.map(at));
  };
}

const ESTIMATE = "known_y: array, known_x?: array, constant?: boolean, statistics?: boolean";
const FITTED = "known_y: array, known_x?: array, new_x?: array, constant?: boolean";

/** Left empty, as in LINEST(y,x,,TRUE), the constant is TRUE. */
export const regressionFunctions: readonly FunctionEntry[] = withTraits({ absent: true }, [
  define(
    "Statistics",
    "LINEST",
    ESTIMATE,
    "The straight line of best fit, last slope first.",
    estimate(false),
    true,
  ),
  define("Statistics", "LOGEST", ESTIMATE, "The exponential curve of best fit.", estimate(true), true),
  define("Statistics", "TREND", FITTED, "Values on the straight line of best fit.", fitted(false), true),
  define("Statistics", "GROWTH", FITTED, "Values on the exponential curve of best fit.", fitted(true), true),
]);
