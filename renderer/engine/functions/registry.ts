// All functions by name: the one list that the compiler, completion, help and the documentation read.

import { arrayFunctions } from "./arrays.ts";
import { conditionalFunctions } from "./conditional.ts";
import { dateFunctions } from "./dates.ts";
import { define, type FunctionDescription, type FunctionEntry } from "./define.ts";
import { distributionFunctions } from "./distributions.ts";
import { informationFunctions } from "./information.ts";
import { logicFunctions } from "./logic.ts";
import { lookupFunctions } from "./lookup.ts";
import { mathFunctions } from "./math.ts";
import { statisticsFunctions } from "./statistics.ts";
import { textFunctions } from "./text.ts";

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
