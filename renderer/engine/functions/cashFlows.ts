// Payments of any size: net present values and rates of return, at equal times or at dates.

import { LAST_SERIAL } from "../format/serialDate.ts";
import { finite, toNumber } from "../values/coercion.ts";
import { elements, isArray } from "../values/operand.ts";
import { type CellError, errorValue, isError, type Value } from "../values/value.ts";
import { slopeOf } from "./annuities.ts";
import { numbersOf } from "./collect.ts";
import { define, type FunctionEntry, type Given, withTraits } from "./define.ts";
import { listOf } from "./pairs.ts";

const NUM = errorValue("#NUM!");
const DIVISION = errorValue("#DIV/0!");
const VALUE = errorValue("#VALUE!");

function present(rate: number, flows: readonly number[]): number {
  return flows.reduce((sum, each, at) => sum + each / (1 + rate) ** (at + 1), 0);
}

/** The first flow is at the end of the first period. */
function npv(rate: number, ...given: Given[]): Value {
  const flows = numbersOf(given);
  if (isError(flows)) return flows;
  return rate === -1 ? DIVISION : finite(present(rate, flows));
}

const MOST_STEPS = 100;

/**
 * Where a function of a rate above -1 is 0: Newton's method from a guess, on the logarithm of 1 + rate, so that no step
 * can leave the range; where it does not settle, the change of sign nearest to the guess, halved.
 */
function solve(of: (rate: number) => number, guess: number): number | null {
  const at = (x: number) => of(Math.expm1(x));
  let x = Math.log1p(guess);
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = x - at(x) / slopeOf(at, x);
    if (!Number.isFinite(next) || Math.abs(next) > 50) break;
    if (Math.abs(next - x) <= 1e-11 * Math.max(1e-3, Math.abs(next))) return Math.expm1(next);
    x = next;
  }
  return halved(at, Math.log1p(guess));
}

function halved(at: (x: number) => number, guess: number): number | null {
  for (let reach = 0.125; reach <= 16; reach += 0.125)
    for (const side of [-1, 1]) {
      let [low, high] = [guess + side * (reach - 0.125), guess + side * reach];
      const sign = Math.sign(at(low));
      if (sign === 0) return Math.expm1(low);
      if (Math.sign(at(high)) !== -sign) continue;
      for (let step = 0; step < 60; step++) {
        const middle = (low + high) / 2;
        if (Math.sign(at(middle)) === sign) low = middle;
        else high = middle;
      }
      return Math.expm1((low + high) / 2);
    }
  return null;
}

function hasBothSigns(flows: readonly number[]): boolean {
  return flows.some((each) => each > 0) && flows.some((each) => each < 0);
}

function irr(given: Given, guess = 0.1): Value {
  const flows = numbersOf([given]);
  if (isError(flows)) return flows;
  if (guess <= -1) return VALUE;
  if (!hasBothSigns(flows)) return NUM;
  return solve((rate) => present(rate, flows), guess) ?? NUM;
}

/** Negative flows are financed at one rate, positive ones reinvested at another. */
function mirr(given: Given, finance: number, reinvest: number): Value {
  const flows = numbersOf([given]);
  if (isError(flows)) return flows;
  const last = flows.length - 1;
  let [gains, costs] = [0, 0];
  for (const [at, each] of flows.entries())
    if (each > 0) gains += each * (1 + reinvest) ** (last - at);
    else if (each < 0) costs += each / (1 + finance) ** at;
  if (costs === 0 || !Number.isFinite(costs)) return DIVISION;
  return finite((gains / -costs) ** (1 / last) - 1);
}

interface Dated {
  readonly flows: readonly number[];
  /** in years of 365 days from the first flow */
  readonly years: readonly number[];
}

/** XNPV passes over whatever is no number, and then misses a flow; XIRR takes blanks for 0 and refuses texts. */
function flowsOf(given: Given, skips: boolean): number[] | CellError {
  const numbers: number[] = [];
  for (const each of listOf(given)) {
    if (skips && (each === null || typeof each === "string" || typeof each === "boolean")) continue;
    const number = typeof each === "boolean" || typeof each === "string" ? VALUE : toNumber(each);
    if (isError(number)) return number;
    numbers.push(number);
  }
  return numbers;
}

/** Dates may stand in any order, but none before the first. */
function dated(values: Given, dates: Given, skips: boolean): Dated | CellError {
  const flows = flowsOf(values, skips);
  if (isError(flows)) return flows;
  const found = flowsOf(dates, skips);
  if (isError(found)) return found;
  const days = found.map(Math.trunc);
  const first = days[0] ?? 0;
  if (flows.length !== days.length) return NUM;
  if (days.some((each) => each < first || each < 0 || each > LAST_SERIAL)) return NUM;
  return { flows, years: days.map((each) => (each - first) / 365) };
}

function presentAt(rate: number, { flows, years }: Dated): number {
  return flows.reduce((sum, each, at) => sum + each / (1 + rate) ** (years[at] ?? 0), 0);
}

function xnpv(rate: number, values: Given, dates: Given): Value {
  const found = dated(values, dates, true);
  if (isError(found)) return found;
  return rate <= 0 ? NUM : finite(presentAt(rate, found));
}

function xirr(values: Given, dates: Given, guess = 0.1): Value {
  const found = dated(values, dates, false);
  if (isError(found)) return found;
  if (!hasBothSigns(found.flows) || guess <= -1) return NUM;
  return solve((rate) => presentAt(rate, found), guess) ?? NUM;
}

/** What a principal grows to at a series of rates; blanks are rates of 0. */
function schedule(principal: number, given: Given): Value {
  let result = principal;
  for (const each of isArray(given) ? elements(given) : [given ?? null]) {
    const rate = typeof each === "boolean" || typeof each === "string" ? VALUE : toNumber(each);
    if (isError(rate)) return rate;
    result *= 1 + rate;
  }
  return finite(result);
}

function entry(name: string, signature: string, help: string, run: FunctionEntry["run"]): FunctionEntry {
  return define("Financial", name, signature, help, run);
}

export const cashFlowFunctions: readonly FunctionEntry[] = [
  entry("NPV", "rate: number, value1: array, ...value: array", "What payments are worth now.", npv),
  entry("IRR", "values: array, guess?: number", "The rate at which payments are worth nothing now.", irr),
  entry(
    "MIRR",
    "values: array, finance_rate: number, reinvest_rate: number",
    "The rate of return when gains are reinvested.",
    mirr,
  ),
  ...withTraits({ strict: true }, [
    entry("XNPV", "rate: number, values: array, dates: array", "What payments at dates are worth now.", xnpv),
    entry(
      "XIRR",
      "values: array, dates: array, guess?: number",
      "The yearly rate at which payments at dates are worth nothing.",
      xirr,
    ),
    entry("FVSCHEDULE", "principal: number, rates: array", "What a sum grows to at several rates.", schedule),
  ]),
];
