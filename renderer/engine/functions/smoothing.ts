// Exponential smoothing with additive error, trend and season ("ETS AAA"), in Holt and Winters' form: a level, a trend
// and one seasonal figure per place in the season, each moved by a share of every one-step error. The shares are those
// with the smallest sum of squared errors.
//
// What must stay true: the same numbers give the same shares (a fixed grid, then a fixed search); a series that is a
// straight line and a season is met exactly. Excel does not document how it searches, so its shares, and with them the
// forecasts of noisy series, differ (DIFFERENCES.md).
//
// Sources: R. J. Hyndman, A. B. Koehler, J. K. Ord, R. D. Snyder, "Forecasting with Exponential Smoothing", 2.6.1 (first
// states), 6.3 (variance of forecasts); G. E. P. Box, G. M. Jenkins, "Time Series Analysis" (correlogram).

import { mean } from "./moments.ts";

/** The shares of an error that go into level, trend and season; the trend's is taken of the level's change. */
export interface Shares {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
}

export interface Smoothing extends Shares {
  /** Steps in a season; 1 without one. */
  readonly period: number;
  readonly level: number;
  readonly trend: number;
  /** The seasonal figure of the next step first. */
  readonly season: readonly number[];
  /** One-step errors, in order. */
  readonly errors: readonly number[];
}

interface States {
  readonly level: number;
  readonly trend: number;
  readonly season: Float64Array;
}

const [LEAST, MOST] = [0.001, 0.999];
/** Excel's shares for a series that any shares fit. */
const START: Shares = { alpha: 0.9, beta: LEAST, gamma: LEAST };
const GRID = {
  alpha: [0.9, 0.7, 0.5, 0.3, 0.1],
  beta: [LEAST, 0.1, 0.3, 0.6],
  gamma: [LEAST, 0.1, 0.3, 0.6],
};
const FINEST = 1e-7;
/** Steps of the series run through altogether, so that the longest series takes well under a second. */
const MOST_STEPS = 40_000_000;
const LONGEST_PERIOD = 8_760;

/** The best smoothing of a series of at least two numbers with seasons of `period` steps (1: none). */
export function smooth(series: readonly number[], period: number): Smoothing {
  const first = firstStates(series, period);
  const shares = bestShares(series, first);
  const season = Float64Array.from(first.season);
  const errors: number[] = [];
  let { level, trend } = first;
  for (const [step, value] of series.entries()) {
    const place = step % period;
    const error = value - (level + trend + (season[place] ?? 0));
    level += trend + shares.alpha * error;
    trend += shares.alpha * shares.beta * error;
    if (period > 1) season[place] = (season[place] ?? 0) + shares.gamma * error;
    errors.push(error);
  }
  const next = series.length % period;
  return {
    ...shares,
    period,
    level,
    trend,
    errors,
    season: [...season.slice(next), ...season.slice(0, next)],
  };
}

/** The forecast some steps after the last; 0 is the last step itself, between steps it lies on the line. */
export function forecastAt({ level, trend, season, period }: Smoothing, steps: number): number {
  const at = (step: number) => level + step * trend + (season[(step + period - 1) % period] ?? 0);
  const whole = Math.floor(steps);
  const part = steps - whole;
  return part === 0 ? at(whole) : at(whole) * (1 - part) + at(whole + 1) * part;
}

/** The standard deviation of the forecast's error some steps after the last; one step after it that of the errors. */
export function deviationAt(smoothing: Smoothing, steps: number): number {
  const { alpha, beta, gamma, period, errors } = smoothing;
  const whole = Math.floor(steps);
  let variance = 1;
  for (let step = 1; step < Math.max(1, whole); step++)
    variance += (alpha * (1 + step * beta) + (period > 1 && step % period === 0 ? gamma : 0)) ** 2;
  const here = whole < 1 ? 0 : Math.sqrt(variance);
  const part = steps - whole;
  const square = Math.sqrt(mean(errors.map((each) => each * each)));
  if (part === 0) return square * here;
  return square * here * (1 - part) + deviationAt(smoothing, whole + 1) * part;
}

/** The straight line through the first points without their season, and the season about the moving average. */
function firstStates(series: readonly number[], period: number): States {
  const season = period > 1 ? seasonAboutAverage(series, period) : new Float64Array(1);
  const count = Math.min(series.length, Math.max(10, 2 * period));
  const points = series.slice(0, count).map((value, step) => value - (season[step % period] ?? 0));
  const { slope, intercept } = lineThrough(points);
  return { level: intercept, trend: slope, season };
}

/** Least squares through points at 1, 2, ...; the intercept is at 0. */
function lineThrough(points: readonly number[]): { slope: number; intercept: number } {
  const centre = (points.length + 1) / 2;
  const height = mean(points);
  let [across, both] = [0, 0];
  for (const [step, value] of points.entries()) {
    across += (step + 1 - centre) ** 2;
    both += (step + 1 - centre) * (value - height);
  }
  const slope = across === 0 ? 0 : both / across;
  return { slope, intercept: height - slope * centre };
}

/** The mean distance of each place in the season from the centred moving average, adding up to 0. */
function seasonAboutAverage(series: readonly number[], period: number): Float64Array {
  const half = Math.floor(period / 2);
  const [sums, counts] = [new Float64Array(period), new Float64Array(period)];
  let window = 0;
  for (let step = 0; step < 2 * half; step++) window += series[step] ?? 0;
  for (let step = half; step < series.length - half; step++) {
    window += series[step + half] ?? 0;
    const ends = period % 2 === 0 ? ((series[step - half] ?? 0) + (series[step + half] ?? 0)) / 2 : 0;
    const place = step % period;
    sums[place] = (sums[place] ?? 0) + (series[step] ?? 0) - (window - ends) / period;
    counts[place] = (counts[place] ?? 0) + 1;
    window -= series[step - half] ?? 0;
  }
  const season = sums.map((sum, place) => sum / Math.max(1, counts[place] ?? 0));
  const middle = mean([...season]);
  return season.map((each) => each - middle);
}

/** The sum of squared one-step errors; the seasonal figures are worked on in `season`. */
function squaredErrors(
  series: readonly number[],
  first: States,
  shares: Shares,
  season: Float64Array,
): number {
  const { alpha, gamma } = shares;
  const slope = alpha * shares.beta;
  season.set(first.season);
  let { level, trend } = first;
  let sum = 0;
  let place = 0;
  for (const value of series) {
    const error = value - (level + trend + (season[place] ?? 0));
    level += trend + alpha * error;
    trend += slope * error;
    if (season.length > 1) season[place] = (season[place] ?? 0) + gamma * error;
    if (++place === season.length) place = 0;
    sum += error * error;
  }
  return sum;
}

/** The best point of a grid, then steps to better neighbours that get half as long whenever there is none. */
function bestShares(series: readonly number[], first: States): Shares {
  const season = new Float64Array(first.season.length);
  const seasonal = season.length > 1;
  const size = series.reduce((sum, each) => sum + each * each, 0);
  let best: Shares = START;
  let least = squaredErrors(series, first, best, season);
  let tries = Math.max(60, Math.floor(MOST_STEPS / series.length));
  const improves = (shares: Shares) => {
    tries--;
    const sum = squaredErrors(series, first, shares, season);
    if (!(sum < least * (1 - 1e-12)) || least <= 1e-24 * size) return false;
    [best, least] = [shares, sum];
    return true;
  };
  for (const alpha of GRID.alpha)
    for (const beta of GRID.beta)
      for (const gamma of seasonal ? GRID.gamma : [LEAST])
        if (gamma <= 1 - alpha) improves({ alpha, beta, gamma });
  for (let step = 0.1; step > FINEST && tries > 0; step /= 2) {
    let moved = true;
    while (moved && tries > 0) {
      moved = neighbours(best, step, seasonal).some(improves);
    }
  }
  return seasonal ? best : { ...best, gamma: LEAST };
}

function neighbours({ alpha, beta, gamma }: Shares, step: number, seasonal: boolean): readonly Shares[] {
  const bounded = (value: number) => Math.min(MOST, Math.max(LEAST, value));
  const near = [-step, step].flatMap((by) => [
    { alpha: bounded(alpha + by), beta, gamma },
    { alpha, beta: bounded(beta + by), gamma },
    ...(seasonal
      ? [
          { alpha, beta, gamma: bounded(gamma + by) },
          { alpha: bounded(alpha - by), beta, gamma: bounded(gamma + by) },
        ]
      : []),
  ]);
  // more would let the seasonal figures and the level answer the same error twice
  return near.filter((each) => !seasonal || each.gamma <= Math.max(LEAST, 1 - each.alpha));
}

/**
 * Steps in a season: the lag at which the series without its trend is most like itself, seen at least twice; 1 when no
 * lag stands out of what chance gives.
 */
export function seasonOf(series: readonly number[]): number {
  const latest = series.slice(-2 * LONGEST_PERIOD);
  const count = latest.length;
  const { slope, intercept } = lineThrough(latest);
  const rest = latest.map((value, step) => value - (intercept + slope * (step + 1)));
  const whole = rest.reduce((sum, each) => sum + each * each, 0);
  const size = latest.reduce((sum, each) => sum + each * each, 0);
  if (count < 4 || whole <= 1e-20 * size) return 1;
  const longest = Math.floor(count / 2);
  const alike = [1];
  for (let lag = 1; lag <= longest + 1 && lag < count; lag++) {
    let sum = 0;
    for (let step = lag; step < count; step++) sum += (rest[step] ?? 0) * (rest[step - lag] ?? 0);
    alike.push(sum / whole);
  }
  let [best, most] = [1, Math.max(0.3, 2 / Math.sqrt(count))];
  for (let lag = 2; lag <= longest; lag++) {
    const here = alike[lag] ?? 0;
    const isPeak = here > (alike[lag - 1] ?? 0) && here >= (alike[lag + 1] ?? -1);
    if (isPeak && here > most) [best, most] = [lag, here];
  }
  return best;
}
