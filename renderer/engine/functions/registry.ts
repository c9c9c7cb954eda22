// All functions by name: the one list that the compiler, completion, help and the documentation read.

import { annuityFunctions } from "./annuities.ts";
import { arrayFunctions } from "./arrays.ts";
import { baseFunctions } from "./bases.ts";
import { besselFunctions } from "./bessel.ts";
import { betaDistributionFunctions } from "./betaDistributions.ts";
import { cashFlowFunctions } from "./cashFlows.ts";
import { combinatoricsFunctions } from "./combinatorics.ts";
import { complexFunctions } from "./complex.ts";
import { conditionalFunctions } from "./conditional.ts";
import { convertFunctions } from "./convert.ts";
import { correlationFunctions } from "./correlation.ts";
import { countDistributionFunctions } from "./countDistributions.ts";
import { couponFunctions } from "./coupons.ts";
import { databaseFunctions } from "./database.ts";
import { dateFunctions } from "./dates.ts";
import type { FunctionDescription, FunctionEntry } from "./define.ts";
import { depreciationFunctions } from "./depreciation.ts";
import { discountFunctions } from "./discounts.ts";
import { distributionFunctions } from "./distributions.ts";
import { forecastFunctions } from "./forecasts.ts";
import { gammaDistributionFunctions } from "./gammaDistributions.ts";
import { hypothesisFunctions } from "./hypothesis.ts";
import { informationFunctions } from "./information.ts";
import { lambdaFunctions } from "./lambda.ts";
import { logicFunctions } from "./logic.ts";
import { lookupFunctions } from "./lookup.ts";
import { mathFunctions } from "./math.ts";
import { matrixFunctions } from "./matrix.ts";
import { momentFunctions } from "./moments.ts";
import { multipleFunctions } from "./multiples.ts";
import { numeralFunctions } from "./numerals.ts";
import { oddPeriodFunctions } from "./oddPeriods.ts";
import { outsideFunctions } from "./outside.ts";
import { percentileFunctions } from "./percentiles.ts";
import { priceFunctions } from "./prices.ts";
import { rateFunctions } from "./rates.ts";
import { referenceFunctions } from "./references.ts";
import { regexFunctions } from "./regex.ts";
import { regressionFunctions } from "./regression.ts";
import { shapeFunctions } from "./shapes.ts";
import { splitFunctions } from "./splitText.ts";
import { statisticsFunctions } from "./statistics.ts";
import { subtotalFunctions } from "./subtotal.ts";
import { sumFunctions } from "./sums.ts";
import { textFunctions } from "./text.ts";
import { timeFunctions } from "./times.ts";
import { trigonometryFunctions } from "./trigonometry.ts";
import { workdayFunctions } from "./workdays.ts";
import { writtenNumberFunctions } from "./writtenNumbers.ts";

const entries: readonly FunctionEntry[] = [
  ...mathFunctions,
  ...statisticsFunctions,
  ...conditionalFunctions,
  ...distributionFunctions,
  ...logicFunctions,
  ...lookupFunctions,
  ...textFunctions,
  ...dateFunctions,
  ...informationFunctions,
  ...arrayFunctions,
  ...trigonometryFunctions,
  ...combinatoricsFunctions,
  ...multipleFunctions,
  ...numeralFunctions,
  ...sumFunctions,
  ...matrixFunctions,
  ...momentFunctions,
  ...percentileFunctions,
  ...correlationFunctions,
  ...regressionFunctions,
  ...forecastFunctions,
  ...gammaDistributionFunctions,
  ...betaDistributionFunctions,
  ...countDistributionFunctions,
  ...hypothesisFunctions,
  ...lambdaFunctions,
  ...referenceFunctions,
  ...shapeFunctions,
  ...splitFunctions,
  ...subtotalFunctions,
  ...regexFunctions,
  ...annuityFunctions,
  ...cashFlowFunctions,
  ...depreciationFunctions,
  ...rateFunctions,
  ...couponFunctions,
  ...priceFunctions,
  ...discountFunctions,
  ...oddPeriodFunctions,
  ...timeFunctions,
  ...workdayFunctions,
  ...writtenNumberFunctions,
  ...baseFunctions,
  ...besselFunctions,
  ...complexFunctions,
  ...databaseFunctions,
  ...convertFunctions,
  ...outsideFunctions,
];

const byName = new Map(entries.map((entry) => [entry.name, entry]));

/** The function of that upper-case name. */
export function findFunction(name: string): FunctionEntry | undefined {
  return byName.get(name);
}

/** Every function, described: name, arguments, category, one line of help. In order of name. */
export const functionList: readonly FunctionDescription[] = entries
  .map(({ name, category, help, arguments: described, volatile }) => ({
    name,
    category,
    help,
    arguments: described,
    volatile,
  }))
  .sort((left, right) => (left.name < right.name ? -1 : 1));
