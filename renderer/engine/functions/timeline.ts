// A series along a timeline, as the FORECAST.ETS functions read it: sorted, points of the same time made one, and
// missing points filled in, so that one step follows another.
//
// Source: Microsoft Support, "FORECAST.ETS function": the step must be constant; monthly values stand on the same day of
// each month (here also on its last); up to 30 % of the points may be missing. What it does not say: a blank value is a
// missing point, a text #VALUE!.

import { dateOf } from "../format/serialDate.ts";
import { type CellError, errorValue, isError } from "../values/value.ts";
import type { Given } from "./define.ts";
import { mean, sum } from "./moments.ts";
import { ascending } from "./ordered.ts";
import { listOf } from "./pairs.ts";

const VALUE = errorValue("#VALUE!");
const NUM = errorValue("#NUM!");
const NOT_AVAILABLE = errorValue("#N/A");
const MOST_MISSING = 0.3;
/** Times that differ by less than this part of a step are the same time. */
const NEAR = 1e-6;

export interface Timeline {
  readonly series: readonly number[];
  /** The constant distance of two points: months when `monthly`, else the timeline's own unit. */
  readonly step: number;
  /** How many steps a time lies after the last point; below 0 before it. */
  stepsAfterEnd(time: number): number;
}

interface Point {
  readonly time: number;
  readonly values: readonly number[];
}

const AGGREGATIONS: readonly ((values: readonly number[]) => number)[] = [
  mean,
  (values) => values.length,
  (values) => values.length,
  (values) => values.reduce((most, each) => Math.max(most, each)),
  (values) => median(ascending(values)),
  (values) => values.reduce((least, each) => Math.min(least, each)),
  sum,
];

function median(sorted: readonly number[]): number {
  const half = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half)] ?? 0)) / 2;
}

/** `completion`: 1 puts missing points on the line between their neighbours, 0 makes them 0; `aggregation`: 1 to 7. */
export function readTimeline(
  values: Given,
  times: Given,
  completion: number,
  aggregation: number,
): Timeline | CellError {
  const points = readPoints(values, times);
  if (isError(points)) return points;
  const aggregate = AGGREGATIONS[Math.trunc(aggregation) - 1];
  if (aggregate === undefined || (completion !== 0 && completion !== 1)) return NUM;
  const monthly = inMonths(points);
  const placed = monthly ? points.map(({ time, value }) => ({ time: monthOf(time), value })) : points;
  const merged = merge(placed.toSorted((left, right) => left.time - right.time));
  const step = stepOf(merged.map((each) => each.time));
  if (step === null) return NUM;
  const series = filled(merged, step, completion === 1, aggregate);
  if (series === null) return NUM;
  const last = merged.at(-1)?.time ?? 0;
  const stepsAfterEnd = (time: number) => settled(((monthly ? monthOf(time) : time) - last) / step);
  return { series, step, stepsAfterEnd };
}

function readPoints(values: Given, times: Given): { time: number; value: number }[] | CellError {
  const [all, when] = [listOf(values), listOf(times)];
  for (const each of [...all, ...when]) if (isError(each)) return each;
  if (all.length !== when.length) return NOT_AVAILABLE;
  const points: { time: number; value: number }[] = [];
  for (const [place, value] of all.entries()) {
    const time = when[place] ?? null;
    // a point without a value is a missing point
    if (value === null) continue;
    if (typeof value !== "number" || typeof time !== "number") return VALUE;
    points.push({ time, value });
  }
  return points;
}

/** Whether the times are dates of different months, all on one day of the month or all on its last. */
function inMonths(points: readonly { time: number }[]): boolean {
  const dates = points.map(({ time }) => (Number.isInteger(time) ? dateOf(time) : null));
  const next = points.map(({ time }) => dateOf(time + 1));
  const first = dates[0];
  if (first === undefined || first === null) return false;
  const sameDay = dates.every((each) => each !== null && each.day === first.day);
  const monthEnds = next.every((each) => each?.day === 1);
  return (
    (sameDay || monthEnds) && dates.some((each) => each?.month !== first.month || each.year !== first.year)
  );
}

/** Months since year 0; the day within the month does not count. */
function monthOf(time: number): number {
  const date = dateOf(time);
  return date === null ? Number.NaN : date.year * 12 + date.month - 1;
}

function settled(steps: number): number {
  const whole = Math.round(steps);
  return Math.abs(steps - whole) < NEAR ? whole : steps;
}

function merge(sorted: readonly { time: number; value: number }[]): Point[] {
  const merged: { time: number; values: number[] }[] = [];
  for (const { time, value } of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && last.time === time) last.values.push(value);
    else merged.push({ time, values: [value] });
  }
  return merged;
}

/** The smallest distance, when all others are whole multiples of it. */
function stepOf(times: readonly number[]): number | null {
  const gaps = times.slice(1).map((time, place) => time - (times[place] ?? 0));
  const step = gaps.reduce((least, each) => Math.min(least, each), Infinity);
  if (!Number.isFinite(step)) return null;
  return gaps.every((gap) => Number.isInteger(settled(gap / step))) ? step : null;
}

/** One value a step; null when more is missing than may be. */
function filled(
  points: readonly Point[],
  step: number,
  between: boolean,
  aggregate: (values: readonly number[]) => number,
): number[] | null {
  const series: number[] = [];
  const [first, last] = [points[0]?.time ?? 0, points.at(-1)?.time ?? 0];
  const missing = Math.round((last - first) / step) + 1 - points.length;
  if (missing > MOST_MISSING * (missing + points.length)) return null;
  let before: Point | null = null;
  for (const point of points) {
    const value = aggregate(point.values);
    const start = series.at(-1) ?? value;
    const count = before === null ? 1 : Math.round((point.time - before.time) / step);
    for (let at = 1; at < count; at++) series.push(between ? start + ((value - start) * at) / count : 0);
    series.push(value);
    before = point;
  }
  return series;
}
