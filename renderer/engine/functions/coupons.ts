// The dates on which a security pays interest, counted back from its maturity, and the days between them.
//
// A security that matures on the last day of a month pays on last days. Dates are cut off to whole days.

import { LAST_SERIAL } from "../format/serialDate.ts";
import { type CellError, errorValue, isError, type Value } from "../values/value.ts";
import { addMonths, type Basis, basisOf, daysBetween, isMonthEnd } from "./dayCounts.ts";
import { define, type FunctionEntry, withTraits } from "./define.ts";

const NUM = errorValue("#NUM!");

/** The interest period in which a settlement falls. */
export interface CouponPeriod {
  readonly settlement: number;
  readonly maturity: number;
  readonly frequency: number;
  readonly basis: Basis;
  readonly previous: number;
  readonly next: number;
  /** payments after the settlement, up to the one at maturity */
  readonly payments: number;
  /** days of the period, as the basis counts them */
  readonly days: number;
  /** days from its start to the settlement */
  readonly accrued: number;
  /** days from the settlement to its end */
  readonly left: number;
}

export function isDateNumber(serial: number): boolean {
  return serial >= 0 && serial <= LAST_SERIAL;
}

/** 1, 2 or 4 payments a year, or null. */
export function frequencyOf(given: number): number | null {
  const whole = Math.trunc(given);
  return whole === 1 || whole === 2 || whole === 4 ? whole : null;
}

/** The payment a number of periods before the maturity. */
export function couponBefore(maturity: number, periods: number, frequency: number): number {
  return addMonths(maturity, (-periods * 12) / frequency, isMonthEnd(maturity));
}

/** The days of a whole period between two payments. */
export function periodDays(from: number, to: number, frequency: number, basis: Basis): number {
  if (basis === 1) return to - from;
  return (basis === 3 ? 365 : 360) / frequency;
}

export function couponPeriod(
  settled: number,
  matures: number,
  frequencyGiven: number,
  basisGiven = 0,
): CouponPeriod | CellError {
  const [settlement, maturity] = [Math.trunc(settled), Math.trunc(matures)];
  const [frequency, basis] = [frequencyOf(frequencyGiven), basisOf(basisGiven)];
  if (frequency === null || basis === null || !isDateNumber(settlement) || !isDateNumber(maturity))
    return NUM;
  if (settlement >= maturity) return NUM;
  let payments = Math.max(1, Math.floor(((maturity - settlement) / 366) * frequency));
  while (couponBefore(maturity, payments, frequency) > settlement) payments++;
  const previous = couponBefore(maturity, payments, frequency);
  const next = couponBefore(maturity, payments - 1, frequency);
  const days = periodDays(previous, next, frequency, basis);
  const accrued = daysBetween(previous, settlement, basis) ?? 0;
  // American and European 30/360 take what is left of the period, the others count the days.
  const left = basis === 0 || basis === 4 ? days - accrued : next - settlement;
  return { settlement, maturity, frequency, basis, previous, next, payments, days, accrued, left };
}

function entry(name: string, help: string, read: (period: CouponPeriod) => number): FunctionEntry {
  return define(
    "Financial",
    name,
    "settlement: number, maturity: number, frequency: number, basis?: number",
    help,
    (settlement: number, maturity: number, frequency: number, basis?: number): Value => {
      const period = couponPeriod(settlement, maturity, frequency, basis);
      return isError(period) ? period : read(period);
    },
  );
}

export const couponFunctions: readonly FunctionEntry[] = withTraits({ strict: true }, [
  entry("COUPDAYBS", "The days from the last payment to the settlement.", ({ accrued }) => accrued),
  entry("COUPDAYS", "The days of the interest period.", ({ days }) => days),
  entry("COUPDAYSNC", "The days from the settlement to the next payment.", ({ left }) => left),
  entry("COUPNCD", "The next payment after the settlement.", ({ next }) => next),
  entry("COUPNUM", "How many payments are to come.", ({ payments }) => payments),
  entry("COUPPCD", "The last payment before the settlement.", ({ previous }) => previous),
]);
