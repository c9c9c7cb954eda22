// Equal payments at equal times: PV, FV, PMT, NPER, RATE and the interest and principal within them.
//
// Signs: what one receives is positive, what one pays negative. `when` other than 0 means payments at the start of
// each period.

import { finite } from "../values/coercion.ts";
import { errorValue, type Value } from "../values/value.ts";
import { define, type FunctionEntry, withTraits } from "./define.ts";

const NUM = errorValue("#NUM!");
const DIVISION = errorValue("#DIV/0!");

/** (1 + rate)^periods, and its sum over the periods: what payments of 1 grow to. */
function growth(rate: number, periods: number): { readonly factor: number; readonly sum: number } {
  if (rate === 0) return { factor: 1, sum: periods };
  const factor = (1 + rate) ** periods;
  return { factor, sum: (factor - 1) / rate };
}

function started(rate: number, when: number): number {
  return when === 0 ? 1 : 1 + rate;
}

export function futureValue(rate: number, periods: number, payment: number, present = 0, when = 0): number {
  const { factor, sum } = growth(rate, periods);
  return -(present * factor + payment * started(rate, when) * sum);
}

export function payment(rate: number, periods: number, present: number, future = 0, when = 0): number {
  const { factor, sum } = growth(rate, periods);
  return -(present * factor + future) / (started(rate, when) * sum);
}

function fv(rate: number, periods: number, each: number, present = 0, when = 0): Value {
  if (rate === -1 && periods === 0) return NUM;
  if (rate === -1 && periods < 0) return DIVISION;
  return finite(futureValue(rate, periods, each, present, when));
}

function pv(rate: number, periods: number, each: number, future = 0, when = 0): Value {
  const { factor, sum } = growth(rate, periods);
  if (factor === 0) return rate === -1 && periods > 0 ? DIVISION : NUM;
  return finite(-(future + each * started(rate, when) * sum) / factor);
}

function pmt(rate: number, periods: number, present: number, future = 0, when = 0): Value {
  if (periods === 0 || rate <= -1) return NUM;
  return finite(payment(rate, periods, present, future, when));
}

function nper(rate: number, each: number, present: number, future = 0, when = 0): Value {
  if (rate === 0) return each === 0 ? NUM : finite(-(present + future) / each);
  if (rate <= -1) return NUM;
  const flow = (each * started(rate, when)) / rate;
  const ratio = (flow - future) / (flow + present);
  return ratio > 0 ? finite(Math.log(ratio) / Math.log1p(rate)) : NUM;
}

/** The interest part of a payment; the first one at the start of a period has none. */
function interest(
  rate: number,
  period: number,
  periods: number,
  present: number,
  future: number,
  when: number,
) {
  const each = payment(rate, periods, present, future, when);
  if (period === 1) return when === 0 ? -present * rate : 0;
  const owed = futureValue(rate, period - (when === 0 ? 1 : 2), each, present, when);
  return (when === 0 ? owed : owed - each) * rate;
}

function ipmt(rate: number, period: number, periods: number, present: number, future = 0, when = 0): Value {
  if (period < 1 || period >= periods + 1) return NUM;
  return finite(interest(rate, period, periods, present, future, when));
}

function ppmt(rate: number, period: number, periods: number, present: number, future = 0, when = 0): Value {
  if (period < 1 || period >= periods + 1) return NUM;
  const each = payment(rate, periods, present, future, when);
  return finite(each - interest(rate, period, periods, present, future, when));
}

/** Interest on equal repayments of principal. */
function ispmt(rate: number, period: number, periods: number, present: number): Value {
  return periods === 0 ? DIVISION : finite(present * rate * (period / periods - 1));
}

/** The principal in the payments of several periods: by how much the debt falls, so no period need be counted. */
function principalPaid(
  rate: number,
  each: number,
  present: number,
  first: number,
  last: number,
  when: number,
) {
  const debt = (periods: number) => futureValue(rate, periods, each, present, when);
  if (when === 0) return debt(first - 1) - debt(last);
  return first === 1 ? each + debt(0) - debt(last - 1) : debt(first - 2) - debt(last - 1);
}

/** CUMIPMT and CUMPRINC: the parts of the payments from one period to another. */
function cumulated(part: "interest" | "principal") {
  return (rate: number, periods: number, present: number, from: number, to: number, type: number): Value => {
    const [first, last, when] = [Math.trunc(from), Math.trunc(to), Math.trunc(type)];
    if (rate <= 0 || periods <= 0 || present <= 0 || first < 1 || last < first || last > periods) return NUM;
    if (when !== 0 && when !== 1) return NUM;
    const each = payment(rate, periods, present, 0, when);
    const principal = principalPaid(rate, each, present, first, last, when);
    return finite(part === "principal" ? principal : each * (last - first + 1) - principal);
  };
}

/** A step this small ends the search. */
const MOST_STEPS = 50;
const SMALL_STEP = 1e-12;

/** RATE by Newton's method from the guess; #NUM! when it does not settle. */
function rate(periods: number, each: number, present: number, future = 0, when = 0, guess = 0.1): Value {
  if (periods <= 0 || guess <= -1) return NUM;
  const at = (r: number) => -futureValue(r, periods, each, present, when) + future;
  let r = guess;
  for (let step = 0; step < MOST_STEPS; step++) {
    const value = at(r);
    const next = r - value / slopeOf(at, r);
    if (!Number.isFinite(next) || next <= -1) return NUM;
    if (Math.abs(next - r) <= SMALL_STEP) return next;
    r = next;
  }
  return Math.abs(at(r)) < 1e-6 ? r : NUM;
}

/** A derivative by a small central difference; Newton's steps correct what it lacks. */
export function slopeOf(of: (x: number) => number, x: number): number {
  const step = Math.max(1e-6, Math.abs(x) * 1e-6);
  return (of(x + step) - of(x - step)) / (2 * step);
}

function entry(name: string, signature: string, help: string, run: FunctionEntry["run"]): FunctionEntry {
  return define("Financial", name, signature, help, run);
}

const REST = "future?: number, type?: number";
const PART = `rate: number, period: number, periods: number, present: number, ${REST}`;
const CUMULATED = "rate: number, periods: number, present: number, first: number, last: number, type: number";

export const annuityFunctions: readonly FunctionEntry[] = [
  entry(
    "PV",
    `rate: number, periods: number, payment: number, ${REST}`,
    "What equal payments are worth now.",
    pv,
  ),
  entry(
    "FV",
    "rate: number, periods: number, payment: number, present?: number, type?: number",
    "What equal payments grow to.",
    fv,
  ),
  entry("PMT", `rate: number, periods: number, present: number, ${REST}`, "The payment each period.", pmt),
  entry(
    "NPER",
    `rate: number, payment: number, present: number, ${REST}`,
    "How many periods there are.",
    nper,
  ),
  entry(
    "RATE",
    `periods: number, payment: number, present: number, ${REST}, guess?: number`,
    "The interest rate per period.",
    rate,
  ),
  entry("IPMT", PART, "The interest in a payment.", ipmt),
  entry("PPMT", PART, "The principal in a payment.", ppmt),
  entry(
    "ISPMT",
    "rate: number, period: number, periods: number, present: number",
    "The interest when principal is repaid in equal parts.",
    ispmt,
  ),
  ...withTraits({ strict: true }, [
    entry("CUMIPMT", CUMULATED, "The interest paid over several periods.", cumulated("interest")),
    entry("CUMPRINC", CUMULATED, "The principal paid over several periods.", cumulated("principal")),
  ]),
];
