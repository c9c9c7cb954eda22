// Loss of value over a life: straight line, sum of years' digits, declining balances.

import { dateOf } from "../format/serialDate.ts";
import { finite } from "../values/coercion.ts";
import { errorValue, type Value } from "../values/value.ts";
import { type Basis, basisOf, yearFraction } from "./dayCounts.ts";
import { define, type FunctionEntry, withTraits } from "./define.ts";

const NUM = errorValue("#NUM!");
const DIVISION = errorValue("#DIV/0!");

/** Lives of more periods are #NUM!: they would have to be counted through one by one. */
const MOST_PERIODS = 1e6;

function straight(cost: number, salvage: number, life: number): Value {
  return life === 0 ? DIVISION : finite((cost - salvage) / life);
}

function yearsDigits(cost: number, salvage: number, life: number, period: number): Value {
  if (salvage < 0 || life <= 0 || period <= 0 || period > life) return NUM;
  return finite(((cost - salvage) * (life - period + 1) * 2) / (life * (life + 1)));
}

/** The rate is rounded to three decimals; the first year may be short, and there is a period after the last. */
function declining(cost: number, salvage: number, life: number, given: number, months = 12): Value {
  const [period, first] = [Math.trunc(given), Math.trunc(months)];
  if (cost < 0 || salvage < 0 || life <= 0 || period < 1 || first < 1 || first > 12) return NUM;
  if (period > life + (first < 12 ? 1 : 0)) return NUM;
  if (cost === 0) return 0;
  const rate = Math.round((1 - (salvage / cost) ** (1 / life)) * 1000) / 1000;
  const opening = (cost * rate * first) / 12;
  if (period === 1) return finite(opening);
  const whole = (cost - opening) * (1 - rate) ** (period - 2) * rate;
  return finite(period > life ? (whole * (12 - first)) / 12 : whole);
}

/** What a period loses at `factor` times the straight rate, down to the salvage value. */
function doubleDeclining(
  cost: number,
  salvage: number,
  life: number,
  period: number,
  factor: number,
): number {
  const rate = Math.min(1, factor / life);
  const before = rate >= 1 ? (period === 1 ? cost : 0) : cost * (1 - rate) ** (period - 1);
  const after = cost * (1 - rate) ** period;
  return Math.max(0, before - Math.max(after, salvage));
}

function ddb(cost: number, salvage: number, life: number, period: number, factor = 2): Value {
  if (cost < 0 || salvage < 0 || life <= 0 || period <= 0 || factor <= 0 || period > life) return NUM;
  return finite(doubleDeclining(cost, salvage, life, period, factor));
}

/** Whole periods from the start, changing to the straight line where that loses more; the last one in part. */
function switched(
  cost: number,
  salvage: number,
  life: number,
  left: number,
  period: number,
  factor: number,
): number {
  let [sum, worth, straightLoss, isStraight] = [0, cost - salvage, 0, false];
  const end = Math.ceil(period);
  for (let each = 1; each <= end; each++) {
    let loss: number;
    if (!isStraight) {
      const declined = doubleDeclining(cost, salvage, life, each, factor);
      straightLoss = worth / (left - (each - 1));
      isStraight = straightLoss > declined;
      loss = isStraight ? straightLoss : declined;
      if (!isStraight) worth -= declined;
    } else loss = straightLoss;
    sum += each === end ? loss * (period + 1 - end) : loss;
  }
  return sum;
}

/** VDB; `noSwitch` keeps to the declining balance. Parts of periods lose their share. */
function variable(
  cost: number,
  salvage: number,
  life: number,
  start: number,
  end: number,
  factor = 2,
  noSwitch = false,
): Value {
  if (cost < 0 || salvage < 0 || life <= 0 || start < 0 || end < start || end > life || factor < 0)
    return NUM;
  if (life > MOST_PERIODS) return NUM;
  if (cost < salvage) return 0;
  if (noSwitch) {
    let sum = 0;
    for (let each = Math.floor(start) + 1; each <= Math.ceil(end); each++) {
      const share = Math.min(each, end) - Math.max(each - 1, start);
      sum += doubleDeclining(cost, salvage, life, each, factor) * share;
    }
    return finite(sum);
  }
  const from = Math.floor(start);
  let worth = cost;
  if (start > 0) worth -= switched(cost, salvage, life, life, from, factor);
  const before = partial(worth, salvage, life, life - from, start - from, factor);
  return finite(switched(worth, salvage, life, life - from, end - from, factor) - before);
}

function partial(
  cost: number,
  salvage: number,
  life: number,
  left: number,
  part: number,
  factor: number,
): number {
  return part === 0 ? 0 : switched(cost, salvage, life, left, 1, factor) * part;
}

/** French accounting: the first period counts the days from purchase to its end. */
function amorlinc(
  cost: number,
  purchased: number,
  first: number,
  salvage: number,
  given: number,
  rate: number,
  basisGiven = 0,
): Value {
  const [period, basis] = [Math.trunc(given), frenchBasis(basisGiven)];
  const share = basis === null ? null : yearFraction(Math.trunc(purchased), Math.trunc(first), basis);
  if (share === null || cost < 0 || salvage < 0 || salvage > cost || period < 0 || rate <= 0) return NUM;
  if (Math.trunc(purchased) > Math.trunc(first)) return NUM;
  const each = cost * rate;
  const opening = share === 0 ? each : share * each;
  if (period === 0) return finite(Math.min(opening, cost - salvage));
  const left = cost - salvage - opening - each * (period - 1);
  return finite(Math.max(0, Math.min(each, left)));
}

function frenchBasis(given: number): Basis | null {
  const basis = basisOf(given);
  return basis === 2 ? null : basis;
}

/** As AMORLINC on a declining balance, with a coefficient by the life; amounts are rounded to whole units. */
function amordegrc(
  cost: number,
  purchased: number,
  first: number,
  salvage: number,
  given: number,
  rate: number,
  basisGiven = 0,
): Value {
  const [period, basis] = [Math.trunc(given), frenchBasis(basisGiven)];
  if (dateOf(purchased) === null || rate <= 0) return NUM;
  const share = basis === null ? null : yearFraction(Math.trunc(purchased), Math.trunc(first), basis);
  if (share === null || cost < 0 || salvage < 0 || salvage > cost || period < 0) return NUM;
  if (period > MOST_PERIODS) return 0;
  const life = 1 / rate;
  if (life < 3 || (life > 4 && life < 5)) return life < 3 || life > 4 ? NUM : 0;
  const coefficient = life <= 4 ? 1.5 : life <= 6 ? 2 : 2.5;
  const factor = rate * coefficient;
  let loss = Math.round((share === 0 ? 1 : share) * factor * cost);
  let worth = cost - loss;
  let rest = worth - salvage;
  for (let each = 0; each < period; each++) {
    loss = Math.round(factor * worth);
    rest -= loss;
    if (rest < 0) return period - each <= 1 ? Math.round(worth * 0.5) : 0;
    worth -= loss;
  }
  return loss;
}

function entry(name: string, signature: string, help: string, run: FunctionEntry["run"]): FunctionEntry {
  return define("Financial", name, signature, help, run);
}

const LIFE = "cost: number, salvage: number, life: number";
const FRENCH =
  "cost: number, purchased: number, first_period: number, salvage: number, period: number, rate: number, basis?: number";

export const depreciationFunctions: readonly FunctionEntry[] = [
  entry("SLN", LIFE, "The loss of value each period in a straight line.", straight),
  entry("SYD", `${LIFE}, period: number`, "The loss of value by the sum of years' digits.", yearsDigits),
  entry("DB", `${LIFE}, period: number, months?: number`, "The loss of value at a fixed rate.", declining),
  entry("DDB", `${LIFE}, period: number, factor?: number`, "The loss of value at a doubled rate.", ddb),
  entry(
    "VDB",
    `${LIFE}, start: number, end: number, factor?: number, no_switch?: boolean`,
    "The loss of value between two times, at a doubled rate or in a straight line.",
    variable,
  ),
  ...withTraits({ strict: true }, [
    entry("AMORLINC", FRENCH, "The loss of value in French accounting, in a straight line.", amorlinc),
    entry("AMORDEGRC", FRENCH, "The loss of value in French accounting, declining.", amordegrc),
  ]),
];
