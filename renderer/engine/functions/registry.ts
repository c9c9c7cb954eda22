// All functions by name: the one list that the compiler, completion, help and the documentation read.

import { arrayFunctions } from "./arrays.ts";
import { betaDistributionFunctions } from "./betaDistributions.ts";
import { combinatoricsFunctions } from "./combinatorics.ts";
import { conditionalFunctions } from "./conditional.ts";
import { correlationFunctions } from "./correlation.ts";
import { countDistributionFunctions } from "./countDistributions.ts";
import { dateFunctions } from "./dates.ts";
import { define, type FunctionDescription, type FunctionEntry } from "./define.ts";
import { distributionFunctions } from "./distributions.ts";
import { gammaDistributionFunctions } from "./gammaDistributions.ts";
import { hypothesisFunctions } from "./hypothesis.ts";
import { informationFunctions } from "./information.ts";
import { logicFunctions } from "./logic.ts";
import { lookupFunctions } from "./lookup.ts";
import { mathFunctions } from "./math.ts";
import { matrixFunctions } from "./matrix.ts";
import { momentFunctions } from "./moments.ts";
import { multipleFunctions } from "./multiples.ts";
import { numeralFunctions } from "./numerals.ts";
import { percentileFunctions } from "./percentiles.ts";
import { regressionFunctions } from "./regression.ts";
import { statisticsFunctions } from "./statistics.ts";
import { sumFunctions } from "./sums.ts";
import { textFunctions } from "./text.ts";
import { trigonometryFunctions } from "./trigonometry.ts";

/** LET is part of the language (its first arguments are names), so it is only described here. */
const LET = define(
  "Logic",
  "LET",
  "name1: any, value1: any, ...more: any",
  "Gives names to values and uses them in a calculation.",
  () => undefined,
  true,
);

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
  ...gammaDistributionFunctions,
  ...betaDistributionFunctions,
  ...countDistributionFunctions,
  ...hypothesisFunctions,
  LET,
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
