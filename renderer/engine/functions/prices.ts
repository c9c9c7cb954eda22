// Prices and yields of securities that pay interest regularly, and their durations. Prices are per 100 of face value.
//
// Source: Microsoft, PRICE, YIELD, DURATION.

import { finite } from "../values/coercion.ts";
import { type CellError, errorValue, isError, type Value } from "../values/value.ts";
import { slopeOf } from "./annuities.ts";
import { type CouponPeriod, couponPeriod } from "./coupons.ts";
import { define, type FunctionEntry, withTraits } from "./define.ts";

const NUM = errorValue("#NUM!");

/** What is left of the period is what has not accrued, also where COUPDAYSNC counts other days. */
function priceAt(period: CouponPeriod, rate: number, yearly: number, redemption: number): number {
  const { frequency, payments, days, accrued } = period;
  const interest = (100 * rate) / frequency;
  const part = (days - accrued) / days;
  const due = (interest * accrued) / days;
  if (payments === 1) return (redemption + interest) / (1 + (part * yearly) / frequency) - due;
  const factor = 1 + yearly / frequency;
  let sum = redemption / factor ** (payments - 1 + part);
  for (let k = 0; k < payments; k++) sum += interest / factor ** (k + part);
  return sum - due;
}

function price(
  settlement: number,
  maturity: number,
  rate: number,
  yearly: number,
  redemption: number,
  frequency: number,
  basis?: number,
): Value {
  const period = couponPeriod(settlement, maturity, frequency, basis);
  if (isError(period)) return period;
  if (rate < 0 || yearly < 0 || redemption <= 0) return NUM;
  return finite(priceAt(period, rate, yearly, redemption));
}

/** With one payment to come there is a formula; else Newton's method on the price. */
function yieldOf(
  settlement: number,
  maturity: number,
  rate: number,
  cost: number,
  redemption: number,
  frequency: number,
  basis?: number,
): Value {
  const period = couponPeriod(settlement, maturity, frequency, basis);
  if (isError(period)) return period;
  if (rate < 0 || cost <= 0 || redemption <= 0) return NUM;
  if (period.payments === 1) {
    const interest = rate / period.frequency;
    const paid = cost / 100 + (period.accrued / period.days) * interest;
    const gain = redemption / 100 + interest - paid;
    return finite(((gain / paid) * period.frequency * period.days) / (period.days - period.accrued));
  }
  return newton((at) => priceAt(period, rate, at, redemption) - cost, Math.max(rate, 0.01));
}

/** Where a falling, hollow function of a yield is 0. */
export function newton(of: (at: number) => number, guess: number): Value {
  let at = guess;
  for (let step = 0; step < 100; step++) {
    const next = at - of(at) / slopeOf(of, at);
    if (!Number.isFinite(next)) return NUM;
    if (Math.abs(next - at) <= 1e-14 * Math.max(1, Math.abs(next))) return next;
    at = next;
  }
  return Math.abs(of(at)) < 1e-7 ? at : NUM;
}

/** The mean time to the payments, weighted by what they are worth, in years (Macaulay). */
function macaulay(
  settlement: number,
  maturity: number,
  rate: number,
  yearly: number,
  frequency: number,
  basis?: number,
): number | CellError {
  const period = couponPeriod(settlement, maturity, frequency, basis);
  if (isError(period)) return period;
  if (rate < 0 || yearly < 0) return NUM;
  const { payments, days, accrued } = period;
  const part = (days - accrued) / days;
  const factor = 1 + yearly / period.frequency;
  let [worth, weighted] = [0, 0];
  for (let k = 0; k < payments; k++) {
    const flow = (100 * rate) / period.frequency + (k === payments - 1 ? 100 : 0);
    const value = flow / factor ** (k + part);
    worth += value;
    weighted += value * (k + part);
  }
  return finite(weighted / worth / period.frequency);
}

function modified(
  settlement: number,
  maturity: number,
  rate: number,
  yearly: number,
  frequency: number,
  basis?: number,
): Value {
  const found = macaulay(settlement, maturity, rate, yearly, frequency, basis);
  return isError(found) ? found : found / (1 + yearly / Math.trunc(frequency));
}

function entry(name: string, signature: string, help: string, run: FunctionEntry["run"]): FunctionEntry {
  return define("Financial", name, signature, help, run);
}

const SECURITY = "settlement: number, maturity: number, rate: number";
const PAYMENTS = "frequency: number, basis?: number";

export const priceFunctions: readonly FunctionEntry[] = withTraits({ strict: true }, [
  entry(
    "PRICE",
    `${SECURITY}, yield: number, redemption: number, ${PAYMENTS}`,
    "The price of a security that pays interest.",
    price,
  ),
  entry(
    "YIELD",
    `${SECURITY}, price: number, redemption: number, ${PAYMENTS}`,
    "The yield of a security that pays interest.",
    yieldOf,
  ),
  entry("DURATION", `${SECURITY}, yield: number, ${PAYMENTS}`, "The mean time to the payments.", macaulay),
  entry("MDURATION", `${SECURITY}, yield: number, ${PAYMENTS}`, "The modified duration.", modified),
]);
