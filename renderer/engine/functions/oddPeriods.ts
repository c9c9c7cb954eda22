// Prices and yields of securities whose first or last interest period is shorter or longer than the others.
//
// A period that is no whole one is cut along the regular payment dates into quasi-periods, each with its share of
// days. Source: Microsoft, ODDFPRICE and ODDLPRICE.

import { finite } from "../values/coercion.ts";
import { type CellError, errorValue, isError, type Value } from "../values/value.ts";
import { frequencyOf, isDateNumber, periodDays } from "./coupons.ts";
import { addMonths, type Basis, basisOf, daysBetween, isMonthEnd } from "./dayCounts.ts";
import { define, type FunctionEntry, withTraits } from "./define.ts";
import { newton } from "./prices.ts";

const NUM = errorValue("#NUM!");

interface Terms {
  readonly settlement: number;
  readonly maturity: number;
  readonly frequency: number;
  readonly basis: Basis;
}

function termsOf(settled: number, matures: number, frequencyGiven: number, basisGiven: number): Terms | null {
  const [settlement, maturity] = [Math.trunc(settled), Math.trunc(matures)];
  const [frequency, basis] = [frequencyOf(frequencyGiven), basisOf(basisGiven)];
  if (frequency === null || basis === null || !isDateNumber(settlement) || !isDateNumber(maturity))
    return null;
  return settlement < maturity ? { settlement, maturity, frequency, basis } : null;
}

/**
 * The sum of shares of quasi-periods between two dates, along payment dates that include `anchor`. A whole one is 1,
 * but with `counted` the first is always days of the basis, so that actual/360 makes 365/360 of a whole year.
 */
function shares(from: number, to: number, anchor: number, terms: Terms, counted = false): number {
  const { frequency, basis } = terms;
  if (from >= to) return 0;
  const step = 12 / frequency;
  const atEnd = isMonthEnd(anchor);
  const at = (index: number) => addMonths(anchor, index * step, atEnd);
  let index = 0;
  while (at(index) > from) index--;
  while (at(index + 1) <= from) index++;
  let sum = 0;
  for (; at(index) < to; index++) {
    const [start, end] = [at(index), at(index + 1)];
    const [low, high] = [Math.max(start, from), Math.min(end, to)];
    const whole = low === start && high === end && !(counted && low === from);
    sum += whole ? 1 : (daysBetween(low, high, basis) ?? 0) / periodDays(start, end, frequency, basis);
  }
  return sum;
}

interface OddFirst extends Terms {
  readonly issue: number;
  readonly first: number;
}

/** What the price depends on besides the yield, counted once. */
interface Counted {
  readonly frequency: number;
  /** regular payments after the first */
  readonly count: number;
  readonly firstShare: number;
  readonly until: number;
  readonly due: number;
}

/** Payments after the first one, to maturity. */
function regularPayments({ maturity, first, frequency }: OddFirst): number {
  const step = 12 / frequency;
  let count = 0;
  while (addMonths(maturity, -(count + 1) * step, isMonthEnd(maturity)) >= first) count++;
  return count;
}

function counted(terms: OddFirst): Counted {
  const { settlement, issue, first, frequency } = terms;
  return {
    frequency,
    count: regularPayments(terms),
    firstShare: shares(issue, first, first, terms),
    until: shares(settlement, first, first, terms, true),
    due: shares(issue, settlement, first, terms),
  };
}

function priceOddFirst(terms: Counted, rate: number, yearly: number, redemption: number): number {
  const { frequency, count, firstShare, until, due } = terms;
  const factor = 1 + yearly / frequency;
  const interest = (100 * rate) / frequency;
  let sum = redemption / factor ** (count + until) + (interest * firstShare) / factor ** until;
  for (let k = 1; k <= count; k++) sum += interest / factor ** (k + until);
  return sum - interest * due;
}

function oddFirstTerms(
  settled: number,
  matures: number,
  issued: number,
  firstPayment: number,
  frequency: number,
  basis: number,
): OddFirst | CellError {
  const terms = termsOf(settled, matures, frequency, basis);
  const [issue, first] = [Math.trunc(issued), Math.trunc(firstPayment)];
  if (terms === null || !isDateNumber(issue)) return NUM;
  if (!(terms.maturity > first && first > terms.settlement && terms.settlement > issue)) return NUM;
  return { ...terms, issue, first };
}

function oddFirst(solvesYield: boolean) {
  return (
    settlement: number,
    maturity: number,
    issue: number,
    first: number,
    rate: number,
    given: number,
    redemption: number,
    frequency: number,
    basis = 0,
  ): Value => {
    const found = oddFirstTerms(settlement, maturity, issue, first, frequency, basis);
    if (isError(found)) return found;
    if (rate < 0 || redemption <= 0 || (solvesYield ? given <= 0 : given < 0)) return NUM;
    const terms = counted(found);
    if (!solvesYield) return finite(priceOddFirst(terms, rate, given, redemption));
    return newton((at) => priceOddFirst(terms, rate, at, redemption) - given, Math.max(rate, 0.01));
  };
}

/** The last payment before maturity anchors the quasi-periods; all interest is simple. */
function oddLast(solvesYield: boolean) {
  return (
    settled: number,
    matures: number,
    lastPayment: number,
    rate: number,
    given: number,
    redemption: number,
    frequencyGiven: number,
    basisGiven = 0,
  ): Value => {
    const terms = termsOf(settled, matures, frequencyGiven, basisGiven);
    const last = Math.trunc(lastPayment);
    if (terms === null || !isDateNumber(last) || last >= terms.settlement) return NUM;
    if (rate < 0 || redemption <= 0 || (solvesYield ? given <= 0 : given < 0)) return NUM;
    const { settlement, maturity, frequency, basis } = terms;
    // Excel counts actual days in actual periods here, whatever the basis says of the year.
    const counting = { ...terms, basis: basis === 2 || basis === 3 ? 1 : basis } as const;
    const interest = (100 * rate) / frequency;
    const whole = shares(last, maturity, last, counting);
    const due = shares(last, settlement, last, counting);
    const until = whole - due;
    const end = redemption + whole * interest;
    if (!solvesYield) return finite(end / (1 + (until * given) / frequency) - due * interest);
    const paid = given + due * interest;
    return finite((((end - paid) / paid) * frequency) / until);
  };
}

const FIRST = "settlement: number, maturity: number, issue: number, first_interest: number, rate: number";
const LAST = "settlement: number, maturity: number, last_interest: number, rate: number";
const PAYMENTS = "redemption: number, frequency: number, basis?: number";

function entry(name: string, signature: string, help: string, run: FunctionEntry["run"]): FunctionEntry {
  return define("Financial", name, signature, help, run);
}

export const oddPeriodFunctions: readonly FunctionEntry[] = withTraits({ strict: true }, [
  entry(
    "ODDFPRICE",
    `${FIRST}, yield: number, ${PAYMENTS}`,
    "The price with an odd first period.",
    oddFirst(false),
  ),
  entry(
    "ODDFYIELD",
    `${FIRST}, price: number, ${PAYMENTS}`,
    "The yield with an odd first period.",
    oddFirst(true),
  ),
  entry(
    "ODDLPRICE",
    `${LAST}, yield: number, ${PAYMENTS}`,
    "The price with an odd last period.",
    oddLast(false),
  ),
  entry(
    "ODDLYIELD",
    `${LAST}, price: number, ${PAYMENTS}`,
    "The yield with an odd last period.",
    oddLast(true),
  ),
]);
