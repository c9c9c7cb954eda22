// Rates of interest turned into one another, prices in fractions, and American treasury bills.

import { dateOf, serialOf } from "../format/serialDate.ts";
import { finite } from "../values/coercion.ts";
import { errorValue, type Value } from "../values/value.ts";
import { define, type FunctionEntry, withTraits } from "./define.ts";

const NUM = errorValue("#NUM!");
const DIVISION = errorValue("#DIV/0!");

function effect(nominal: number, given: number): Value {
  const periods = Math.trunc(given);
  return nominal <= 0 || periods < 1 ? NUM : finite((1 + nominal / periods) ** periods - 1);
}

function nominal(effective: number, given: number): Value {
  const periods = Math.trunc(given);
  return effective <= 0 || periods < 1 ? NUM : finite(((1 + effective) ** (1 / periods) - 1) * periods);
}

function rri(periods: number, present: number, future: number): Value {
  if (periods <= 0 || present === 0) return NUM;
  return finite((future / present) ** (1 / periods) - 1);
}

function duration(rate: number, present: number, future: number): Value {
  if (rate <= 0 || present <= 0 || future <= 0) return NUM;
  return finite((Math.log(future) - Math.log(present)) / Math.log1p(rate));
}

/** 1.02 in sixteenths is 1 and 2/16: the digits after the point are as many as the denominator has. */
function dollar(toDecimal: boolean) {
  return (price: number, given: number): Value => {
    const fraction = Math.trunc(given);
    if (fraction < 0) return NUM;
    if (fraction === 0) return DIVISION;
    const whole = Math.trunc(price);
    const scale = 10 ** Math.ceil(Math.log10(fraction));
    const factor = toDecimal ? scale / fraction : fraction / scale;
    return finite(whole + (price - whole) * factor);
  };
}

/** Days to maturity, which must be at most a year away; null when they are not. */
function billDays(settlement: number, maturity: number): number | null {
  const [from, to] = [Math.trunc(settlement), Math.trunc(maturity)];
  const date = dateOf(from);
  if (date === null || to <= from || to > serialOf(date.year + 1, date.month, date.day)) return null;
  return to - from;
}

function billPrice(settlement: number, maturity: number, discount: number): Value {
  const days = billDays(settlement, maturity);
  if (days === null || discount <= 0) return NUM;
  const price = 100 * (1 - (discount * days) / 360);
  return price < 0 ? NUM : price;
}

function billYield(settlement: number, maturity: number, price: number): Value {
  const days = billDays(settlement, maturity);
  return days === null || price <= 0 ? NUM : finite(((100 - price) / price) * (360 / days));
}

/** Bills of more than half a year are compared with a bond that pays interest once in between. */
function billEquivalent(settlement: number, maturity: number, discount: number): Value {
  const days = billDays(settlement, maturity);
  if (days === null || discount <= 0) return NUM;
  if (days <= 182) return finite((365 * discount) / (360 - discount * days));
  const price = (100 - (discount * 100 * days) / 360) / 100;
  const year = days === 366 ? 366 : 365;
  const part = days / year;
  const root = Math.sqrt(part * part - (2 * part - 1) * (1 - 1 / price));
  return finite((2 * (root - part)) / (2 * part - 1));
}

function entry(name: string, signature: string, help: string, run: FunctionEntry["run"]): FunctionEntry {
  return define("Financial", name, signature, help, run);
}

const BILL = "settlement: number, maturity: number";
const FRACTION = "price: number, fraction: number";

export const rateFunctions: readonly FunctionEntry[] = [
  ...withTraits({ strict: true }, [
    entry(
      "EFFECT",
      "nominal_rate: number, periods: number",
      "The yearly rate with compound interest.",
      effect,
    ),
    entry(
      "NOMINAL",
      "effective_rate: number, periods: number",
      "The yearly rate without compounding.",
      nominal,
    ),
    entry("DOLLARDE", FRACTION, "A price in fractions as a decimal number.", dollar(true)),
    entry("DOLLARFR", FRACTION, "A decimal price in fractions.", dollar(false)),
    entry("TBILLPRICE", `${BILL}, discount: number`, "The price of a treasury bill.", billPrice),
    entry("TBILLYIELD", `${BILL}, price: number`, "The yield of a treasury bill.", billYield),
    entry(
      "TBILLEQ",
      `${BILL}, discount: number`,
      "The bond-equivalent yield of a treasury bill.",
      billEquivalent,
    ),
  ]),
  entry("RRI", "periods: number, present: number, future: number", "The rate at which a sum grew.", rri),
  entry(
    "PDURATION",
    "rate: number, present: number, future: number",
    "How many periods a sum takes to grow.",
    duration,
  ),
];
