// Securities that pay no interest before maturity: discounts, prices and yields, and interest accrued.

import { finite } from "../values/coercion.ts";
import { type CellError, errorValue, isError, type Value } from "../values/value.ts";
import { frequencyOf, isDateNumber, periodDays } from "./coupons.ts";
import { addMonths, type Basis, basisOf, daysBetween, isMonthEnd, yearFraction } from "./dayCounts.ts";
import { define, type FunctionEntry, withTraits } from "./define.ts";

const NUM = errorValue("#NUM!");

/** The part of a year from one date to a later one; #NUM! when it is not later or the basis unknown. */
function yearsTo(start: number, end: number, basisGiven: number): number | CellError {
  const [from, to, basis] = [Math.trunc(start), Math.trunc(end), basisOf(basisGiven)];
  if (basis === null || from >= to || !isDateNumber(from) || !isDateNumber(to)) return NUM;
  return yearFraction(from, to, basis) ?? NUM;
}

/** A formula of the years to maturity and two amounts, the latter above 0. */
function ofYears(run: (first: number, second: number, years: number) => number) {
  return (settlement: number, maturity: number, first: number, second: number, basis = 0): Value => {
    const years = yearsTo(settlement, maturity, basis);
    if (isError(years)) return years;
    return first <= 0 || second <= 0 ? NUM : finite(run(first, second, years));
  };
}

const discount = ofYears((price, redemption, years) => (redemption - price) / redemption / years);
const interestRate = ofYears((invested, redemption, years) => (redemption - invested) / invested / years);
const received = ofYears((invested, rate, years) => invested / (1 - rate * years));
const priceOfDiscount = ofYears((rate, redemption, years) => redemption * (1 - rate * years));
const yieldOfDiscount = ofYears((price, redemption, years) => (redemption - price) / price / years);

/** Years from issue to settlement, settlement to maturity, and issue to maturity, all by one basis. */
function threeTerms(settled: number, matures: number, issued: number, basisGiven: number) {
  const basis = basisOf(basisGiven);
  const [settlement, maturity, issue] = [Math.trunc(settled), Math.trunc(matures), Math.trunc(issued)];
  if (basis === null || settlement >= maturity || issue > settlement || !isDateNumber(issue)) return null;
  const since = yearFraction(issue, settlement, basis);
  const until = yearFraction(settlement, maturity, basis);
  const whole = yearFraction(issue, maturity, basis);
  return since === null || until === null || whole === null ? null : { since, until, whole };
}

/** Interest is paid with the redemption. */
function priceAtMaturity(
  settlement: number,
  maturity: number,
  issue: number,
  rate: number,
  yearly: number,
  basis = 0,
): Value {
  const terms = threeTerms(settlement, maturity, issue, basis);
  if (terms === null || rate < 0 || yearly < 0) return NUM;
  const { since, until, whole } = terms;
  return finite((100 * (1 + whole * rate)) / (1 + until * yearly) - 100 * since * rate);
}

function yieldAtMaturity(
  settlement: number,
  maturity: number,
  issue: number,
  rate: number,
  price: number,
  basis = 0,
): Value {
  const terms = threeTerms(settlement, maturity, issue, basis);
  if (terms === null || rate < 0 || price <= 0) return NUM;
  const { since, until, whole } = terms;
  return finite(((1 + whole * rate) / (price / 100 + since * rate) - 1) / until);
}

function accruedAtMaturity(issue: number, settlement: number, rate: number, par = 1000, basis = 0): Value {
  const years = yearsTo(issue, settlement, basis);
  if (isError(years)) return years;
  return rate <= 0 || par <= 0 ? NUM : finite(par * rate * years);
}

/** The share of interest periods from one date to another, counted along the payments around the first one. */
function periodShare(from: number, to: number, first: number, frequency: number, basis: Basis): number {
  const step = 12 / frequency;
  const atEnd = isMonthEnd(first);
  let [sum, index] = [0, 0];
  while (addMonths(first, index * step, atEnd) < to) index++;
  for (; ; index--) {
    const end = addMonths(first, index * step, atEnd);
    const start = addMonths(first, (index - 1) * step, atEnd);
    const low = Math.max(start, from);
    const high = Math.min(end, to);
    const whole = low === start && high === end;
    const days = whole ? periodDays(start, end, frequency, basis) : (daysBetween(low, high, basis) ?? 0);
    if (high > low) sum += days / periodDays(start, end, frequency, basis);
    if (start <= from) return sum;
  }
}

/** With `fromIssue` FALSE and a settlement after the first payment, only what accrued since that payment. */
function accrued(
  issued: number,
  firstPayment: number,
  settled: number,
  rate: number,
  par: number,
  frequencyGiven: number,
  basisGiven = 0,
  fromIssue = true,
): Value {
  const [issue, first, settlement] = [Math.trunc(issued), Math.trunc(firstPayment), Math.trunc(settled)];
  const [frequency, basis] = [frequencyOf(frequencyGiven), basisOf(basisGiven)];
  if (frequency === null || basis === null || rate <= 0 || par <= 0 || issue >= settlement) return NUM;
  if (![issue, first, settlement].every(isDateNumber) || issue >= first) return NUM;
  const from = fromIssue || settlement <= first ? issue : first;
  return finite(((par * rate) / frequency) * periodShare(from, settlement, first, frequency, basis));
}

function entry(name: string, signature: string, help: string, run: FunctionEntry["run"]): FunctionEntry {
  return define("Financial", name, signature, help, run);
}

const TERM = "settlement: number, maturity: number";
const MATURITY = "settlement: number, maturity: number, issue: number, rate: number";

export const discountFunctions: readonly FunctionEntry[] = withTraits({ strict: true }, [
  entry("DISC", `${TERM}, price: number, redemption: number, basis?: number`, "The discount rate.", discount),
  entry(
    "INTRATE",
    `${TERM}, investment: number, redemption: number, basis?: number`,
    "The interest rate of a fully invested security.",
    interestRate,
  ),
  entry(
    "RECEIVED",
    `${TERM}, investment: number, discount: number, basis?: number`,
    "What a fully invested security pays at maturity.",
    received,
  ),
  entry(
    "PRICEDISC",
    `${TERM}, discount: number, redemption: number, basis?: number`,
    "The price of a discounted security.",
    priceOfDiscount,
  ),
  entry(
    "YIELDDISC",
    `${TERM}, price: number, redemption: number, basis?: number`,
    "The yield of a discounted security.",
    yieldOfDiscount,
  ),
  entry(
    "PRICEMAT",
    `${MATURITY}, yield: number, basis?: number`,
    "The price of a security that pays interest at maturity.",
    priceAtMaturity,
  ),
  entry(
    "YIELDMAT",
    `${MATURITY}, price: number, basis?: number`,
    "The yield of a security that pays interest at maturity.",
    yieldAtMaturity,
  ),
  entry(
    "ACCRINTM",
    "issue: number, settlement: number, rate: number, par?: number, basis?: number",
    "Interest accrued at maturity.",
    accruedAtMaturity,
  ),
  entry(
    "ACCRINT",
    "issue: number, first_interest: number, settlement: number, rate: number, par: number, frequency: number, basis?: number, from_issue?: boolean",
    "Interest accrued of a security that pays it regularly.",
    accrued,
  ),
]);
