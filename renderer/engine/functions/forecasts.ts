// FORECAST.ETS and its kin: what a series along a timeline is likely to be later, by exponential smoothing
// (smoothing.ts), with the width of its interval and the figures of the fit.
//
// Source: Microsoft Support, "FORECAST.ETS", "FORECAST.ETS.CONFINT", "FORECAST.ETS.SEASONALITY", "FORECAST.ETS.STAT".

import { finite } from "../values/coercion.ts";
import { type CellError, errorValue, isError, type Value } from "../values/value.ts";
import { define, type FunctionEntry, type Given, withTraits } from "./define.ts";
import { mean } from "./moments.ts";
import { normalQuantile } from "./normal.ts";
import { deviationAt, forecastAt, type Smoothing, seasonOf, smooth } from "./smoothing.ts";
import { readTimeline, type Timeline } from "./timeline.ts";

const NUM = errorValue("#NUM!");
/** The hours of a year. */
const LONGEST_SEASON = 8_760;

interface Fitted {
  readonly timeline: Timeline;
  readonly smoothing: Smoothing;
}

interface Kept {
  readonly series: readonly number[];
  readonly seasonality: number;
  readonly smoothing: Smoothing | CellError;
}

/** The last fit: a column of forecasts from one series fits it once. Nothing depends on it but time. */
let kept: Kept | null = null;

function fitted(
  values: Given,
  times: Given,
  seasonality: number,
  completion: number,
  aggregation: number,
): Fitted | CellError {
  const timeline = readTimeline(values, times, completion, aggregation);
  if (isError(timeline)) return timeline;
  const { series } = timeline;
  const isKept =
    kept !== null &&
    kept.seasonality === seasonality &&
    kept.series.length === series.length &&
    kept.series.every((each, place) => each === series[place]);
  if (kept === null || !isKept) kept = { series, seasonality, smoothing: smoothed(series, seasonality) };
  const { smoothing } = kept;
  return isError(smoothing) ? smoothing : { timeline, smoothing };
}

/** `seasonality`: 1 finds the season, 0 has none, else the steps in it; a season must be seen twice. */
function smoothed(series: readonly number[], seasonality: number): Smoothing | CellError {
  if (!Number.isInteger(seasonality) || seasonality < 0 || seasonality > LONGEST_SEASON) return NUM;
  const period = seasonality === 1 ? seasonOf(series) : Math.max(1, seasonality);
  return series.length < 2 * period ? NUM : smooth(series, period);
}

function forecast(
  target: number,
  values: Given,
  times: Given,
  seasonality = 1,
  completion = 1,
  aggregation = 1,
): Value {
  const found = fitted(values, times, seasonality, completion, aggregation);
  if (isError(found)) return found;
  const steps = found.timeline.stepsAfterEnd(target);
  return steps >= 0 ? finite(forecastAt(found.smoothing, steps)) : NUM;
}

function interval(
  target: number,
  values: Given,
  times: Given,
  confidence = 0.95,
  seasonality = 1,
  completion = 1,
  aggregation = 1,
): Value {
  if (!(confidence > 0 && confidence < 1)) return NUM;
  const found = fitted(values, times, seasonality, completion, aggregation);
  if (isError(found)) return found;
  const steps = found.timeline.stepsAfterEnd(target);
  if (!(steps >= 0)) return NUM;
  return finite(normalQuantile((1 + confidence) / 2) * deviationAt(found.smoothing, steps));
}

function season(values: Given, times: Given, completion = 1, aggregation = 1): Value {
  const timeline = readTimeline(values, times, completion, aggregation);
  return isError(timeline) ? timeline : seasonOf(timeline.series);
}

/** 1 to 3 the shares, 4 MASE, 5 SMAPE, 6 MAE, 7 RMSE, 8 the step of the timeline. */
function statistic(
  values: Given,
  times: Given,
  kind: number,
  seasonality = 1,
  completion = 1,
  aggregation = 1,
): Value {
  const found = fitted(values, times, seasonality, completion, aggregation);
  if (isError(found)) return found;
  const { smoothing, timeline } = found;
  const { series } = timeline;
  const { alpha, beta, gamma, errors } = smoothing;
  const absolute = mean(errors.map(Math.abs));
  switch (Math.trunc(kind)) {
    case 1:
      return alpha;
    case 2:
      return beta;
    case 3:
      return gamma;
    case 4: {
      const naive = mean(series.slice(1).map((each, place) => Math.abs(each - (series[place] ?? 0))));
      return finite(absolute / naive);
    }
    case 5:
      return finite(mean(errors.map((error, place) => relative(error, series[place] ?? 0))));
    case 6:
      return finite(absolute);
    case 7:
      return finite(Math.sqrt(mean(errors.map((each) => each * each))));
    case 8:
      return timeline.step;
    default:
      return NUM;
  }
}

/** The error as a part of the mean size of what was and what was expected. */
function relative(error: number, actual: number): number {
  const size = Math.abs(actual) + Math.abs(actual - error);
  return size === 0 ? 0 : (2 * Math.abs(error)) / size;
}

const SERIES = "values: array, timeline: array";
const MORE = "data_completion?: number, aggregation?: number";

export const forecastFunctions: readonly FunctionEntry[] = withTraits({ absent: true }, [
  define(
    "Statistics",
    "FORECAST.ETS",
    `target_date: number, ${SERIES}, seasonality?: number, ${MORE}`,
    "The value to expect at a later time, by exponential smoothing with trend and season.",
    forecast,
  ),
  define(
    "Statistics",
    "FORECAST.ETS.CONFINT",
    `target_date: number, ${SERIES}, confidence_level?: number, seasonality?: number, ${MORE}`,
    "How far above or below FORECAST.ETS the value may lie.",
    interval,
  ),
  define(
    "Statistics",
    "FORECAST.ETS.SEASONALITY",
    `${SERIES}, ${MORE}`,
    "How many steps the season found in a series has; 1 for none.",
    season,
  ),
  define(
    "Statistics",
    "FORECAST.ETS.STAT",
    `${SERIES}, statistic_type: number, seasonality?: number, ${MORE}`,
    "A figure of the exponential smoothing of a series: 1 to 3 its shares, 4 to 7 its errors, 8 its step.",
    statistic,
  ),
]);
