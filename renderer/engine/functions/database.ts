// The database functions: aggregates of a column over the rows that meet criteria given as a range. The first row of
// both names columns; each further row of criteria is an alternative whose cells must all hold.
//
// A criterion of plain text means "begins with", unlike in SUMIFS; "=text" means the whole text. Blank criteria hold
// always, so that a blank row of criteria takes every row.

import { toNumber, toText } from "../values/coercion.ts";
import { compareTexts } from "../values/compare.ts";
import { type Criterion, criterion, isPattern } from "../values/criteria.ts";
import { type ArrayValue, isArray } from "../values/operand.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import { define, type FunctionEntry, type Given } from "./define.ts";
import { mean } from "./moments.ts";
import { variance } from "./statistics.ts";

const VALUE = errorValue("#VALUE!");
const NUM = errorValue("#NUM!");
const DIVISION = errorValue("#DIV/0!");

/** Headers are compared as they are shown: the text "true" finds a header TRUE. */
function columnNamed(database: ArrayValue, name: Value): number {
  const wanted = toText(name);
  if (isError(wanted) || name === null) return -1;
  for (let column = 0; column < database.columns; column++) {
    const header = toText(database.at(0, column));
    if (!isError(header) && compareTexts(wanted.trim(), header.trim()) === 0) return column;
  }
  return -1;
}

/** A column by its name or its number from 1; -1 when there is none. */
function fieldOf(database: ArrayValue, field: Value): number {
  if (typeof field === "string") return columnNamed(database, field);
  const number = toNumber(field);
  if (isError(number)) return -1;
  const column = Math.trunc(number) - 1;
  return column < database.columns ? column : -1;
}

function test(condition: Value): Criterion {
  if (typeof condition !== "string" || condition === "" || isPattern(condition)) {
    const holds = criterion(condition);
    const begins = typeof condition === "string" && /^[^=<>]*[*?]/.test(condition);
    return begins ? criterion(`${condition as string}*`) : holds;
  }
  const exact = criterion(condition);
  const begins = criterion(`${condition}*`);
  return (cell) => exact(cell) || begins(cell);
}

/**
 * Per row of criteria the tests by column of the database. A condition under any other header is taken for a calculated
 * one: a number or truth value other than 0 holds always, a text never.
 */
function alternatives(database: ArrayValue, criteria: ArrayValue): (readonly [number, Criterion])[][] {
  const rows: (readonly [number, Criterion])[][] = [];
  for (let row = 1; row < criteria.rows; row++) {
    const tests: (readonly [number, Criterion])[] = [];
    for (let column = 0; column < criteria.columns; column++) {
      const condition = criteria.at(row, column);
      const place = condition === null ? -1 : columnNamed(database, criteria.at(0, column));
      const always = typeof condition !== "string" && condition !== 0 && condition !== false;
      if (place >= 0) tests.push([place, test(condition)]);
      else if (condition !== null) tests.push([0, () => always && !isError(condition)]);
    }
    rows.push(tests);
  }
  return rows;
}

function selected(database: ArrayValue, criteria: ArrayValue): number[] {
  const tests = alternatives(database, criteria);
  const rows: number[] = [];
  for (let row = 1; row < database.rows; row++)
    if (tests.some((all) => all.every(([column, holds]) => holds(database.at(row, column))))) rows.push(row);
  return rows;
}

/** `run` gets the values of the field in the rows that meet the criteria. */
function ofValues(run: (values: Value[]) => Value, fieldOptional = false) {
  return (database: Given, field: Given, criteria: Given): Value => {
    if (!isArray(database) || !isArray(criteria) || database.rows < 2) return VALUE;
    if (isArray(field) && field.rows * field.columns !== 1) return VALUE;
    const wanted = isArray(field) ? field.at(0, 0) : (field ?? null);
    if (isError(wanted)) return wanted;
    const rows = selected(database, criteria);
    if (wanted === null && fieldOptional) return rows.length;
    const column = fieldOf(database, wanted);
    return column < 0 ? VALUE : run(rows.map((row) => database.at(row, column)));
  };
}

function ofNumbers(run: (numbers: number[]) => Value) {
  return ofValues((values) => {
    const error = values.find(isError);
    return error ?? run(values.filter((each) => typeof each === "number"));
  });
}

function root(value: Value): Value {
  return typeof value === "number" ? Math.sqrt(value) : value;
}

const total = (numbers: number[]) => numbers.reduce((sum, each) => sum + each, 0);

function entry(name: string, help: string, run: FunctionEntry["run"]): FunctionEntry {
  return define("Database", name, "database: array, field: array, criteria: array", help, run);
}

export const databaseFunctions: readonly FunctionEntry[] = [
  entry("DSUM", "Adds a column of the rows that meet criteria.", ofNumbers(total)),
  entry(
    "DCOUNT",
    "How many numbers the rows that meet criteria have.",
    ofValues((values) => values.filter((each) => typeof each === "number").length, true),
  ),
  entry(
    "DCOUNTA",
    "How many values the rows that meet criteria have.",
    ofValues((values) => values.filter((each) => each !== null).length, true),
  ),
  entry(
    "DAVERAGE",
    "The mean of a column of the rows that meet criteria.",
    ofNumbers((numbers) => (numbers.length === 0 ? DIVISION : mean(numbers))),
  ),
  entry(
    "DMIN",
    "The smallest number of the rows that meet criteria.",
    ofNumbers((numbers) => (numbers.length === 0 ? 0 : numbers.reduce((a, b) => Math.min(a, b)))),
  ),
  entry(
    "DMAX",
    "The largest number of the rows that meet criteria.",
    ofNumbers((numbers) => (numbers.length === 0 ? 0 : numbers.reduce((a, b) => Math.max(a, b)))),
  ),
  entry(
    "DPRODUCT",
    "The product of a column of the rows that meet criteria.",
    ofNumbers((numbers) => (numbers.length === 0 ? 0 : numbers.reduce((a, b) => a * b, 1))),
  ),
  entry(
    "DGET",
    "The value of the one row that meets criteria.",
    ofValues((values) => (values.length === 0 ? VALUE : values.length > 1 ? NUM : (values[0] ?? 0))),
  ),
  entry(
    "DSTDEV",
    "Standard deviation of a sample: the rows that meet criteria.",
    ofNumbers((numbers) => root(variance(numbers, numbers.length - 1))),
  ),
  entry(
    "DSTDEVP",
    "Standard deviation of the rows that meet criteria.",
    ofNumbers((numbers) => root(variance(numbers, numbers.length))),
  ),
  entry(
    "DVAR",
    "Variance of a sample: the rows that meet criteria.",
    ofNumbers((numbers) => variance(numbers, numbers.length - 1)),
  ),
  entry(
    "DVARP",
    "Variance of the rows that meet criteria.",
    ofNumbers((numbers) => variance(numbers, numbers.length)),
  ),
];
