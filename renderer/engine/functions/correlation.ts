// Two lists of numbers together: covariance, correlation and the straight line through them.

import { type CellError, errorValue, isError, type Value } from "../values/value.ts";
import { define, type FunctionEntry, type Given } from "./define.ts";
import { mean } from "./moments.ts";
import { type Pairs, pairsOf } from "./pairs.ts";

const DIVISION = errorValue("#DIV/0!");

interface Moments {
  readonly n: number;
  readonly meanX: number;
  readonly meanY: number;
  /** sums of squares and products of the deviations from the means */
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
}

function momentsOf({ x, y }: Pairs): Moments {
  const [meanX, meanY] = [mean(x), mean(y)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [place, each] of x.entries()) {
    const [dx, dy] = [each - meanX, (y[place] ?? 0) - meanY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return { n: x.length, meanX, meanY, xx, yy, xy };
}

/** Needs `fewest` pairs; with fewer, or when the result is no number, it is #DIV/0!. */
function ofMoments(x: Given, y: Given, fewest: number, run: (moments: Moments) => number): Value {
  const moments = momentsBetween(x, y);
  if (isError(moments)) return moments;
  if (moments.n < fewest) return DIVISION;
  const result = run(moments);
  return Number.isFinite(result) ? result : DIVISION;
}

function momentsBetween(x: Given, y: Given): Moments | CellError {
  const pairs = pairsOf(x, y);
  return isError(pairs) ? pairs : momentsOf(pairs);
}

/** Either list may come first. */
function symmetric(
  name: string,
  help: string,
  fewest: number,
  run: (moments: Moments) => number,
): FunctionEntry {
  return define("Statistics", name, "array1: array, array2: array", help, (left: Given, right: Given) =>
    ofMoments(left, right, fewest, run),
  );
}

/** The known y come first. */
function line(name: string, help: string, fewest: number, run: (moments: Moments) => number): FunctionEntry {
  return define("Statistics", name, "known_y: array, known_x: array", help, (y: Given, x: Given) =>
    ofMoments(x, y, fewest, run),
  );
}

const slope = ({ xx, xy }: Moments) => (xx === 0 ? Number.NaN : xy / xx);
const correlation = ({ xx, yy, xy }: Moments) => xy / Math.sqrt(xx * yy);

function residual(moments: Moments): number {
  const { n, xx, yy, xy } = moments;
  return Math.sqrt(Math.max(0, yy - (xy * xy) / xx) / (n - 2));
}

function forecast(at: number, y: Given, x: Given): Value {
  return ofMoments(x, y, 1, (moments) => moments.meanY + slope(moments) * (at - moments.meanX));
}

const FORECAST = "x: number, known_y: array, known_x: array";

export const correlationFunctions: readonly FunctionEntry[] = [
  symmetric("COVAR", "How two lists vary together.", 1, ({ n, xy }) => xy / n),
  symmetric("COVARIANCE.P", "How two lists of everything there is vary together.", 1, ({ n, xy }) => xy / n),
  symmetric("COVARIANCE.S", "How two samples vary together.", 2, ({ n, xy }) => xy / (n - 1)),
  symmetric("CORREL", "How closely two lists go together, -1 to 1.", 2, correlation),
  symmetric("PEARSON", "How closely two lists go together, -1 to 1.", 2, correlation),
  line("RSQ", "The share of y that a straight line explains.", 2, (m) => correlation(m) ** 2),
  line("SLOPE", "The slope of the line through points.", 2, slope),
  line(
    "INTERCEPT",
    "Where the line through points meets the y axis.",
    2,
    (moments) => moments.meanY - slope(moments) * moments.meanX,
  ),
  line("STEYX", "The standard error of y on the line through points.", 3, residual),
  define("Statistics", "FORECAST", FORECAST, "The y of a point on the line through points.", forecast),
  define("Statistics", "FORECAST.LINEAR", FORECAST, "The y of a point on the line through points.", forecast),
];
