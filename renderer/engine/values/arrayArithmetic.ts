// Operators on whole columns inside a formula, such as SUMPRODUCT((Practices[CCG]=[@CCG])*Practices[List size]), over
// typed arrays. Only the plain cases are here: one column of numbers, blanks and truth values, or of texts compared
// with a text; for everything else `liftFast` says null and the operator goes value by value.
//
// What must stay true: where it gives a result, that is what going value by value would give.

import type { BinaryOperator } from "../grammar/syntaxTree.ts";
import { arithmetic, holds } from "./coercion.ts";
import { BOOLEAN, type Column, NUMBER, NUMERIC, TEXT } from "./column.ts";
import { compareNumbers } from "./compare.ts";
import { type ArrayValue, isArray, type Operand, RangeValue } from "./operand.ts";
import { foldText } from "./textPool.ts";
import type { Value } from "./value.ts";

/** A calculated column of numbers or of truth values. */
export class NumberList implements ArrayValue {
  readonly isRange = false;
  readonly columns = 1;
  readonly numbers: Float64Array;
  readonly kind: number;

  constructor(numbers: Float64Array, kind: number) {
    this.numbers = numbers;
    this.kind = kind;
  }

  get rows(): number {
    return this.numbers.length;
  }

  at(row: number, column: number): Value {
    if (column > 0 || row >= this.numbers.length) return null;
    const number = this.numbers[row] as number;
    return this.kind === BOOLEAN ? number !== 0 : number;
  }
}

/** The numbers of an operand, with the bits of the kinds they stand for; null when it is not so plain. */
interface Plain {
  readonly numbers: Float64Array | null;
  readonly single: number;
  readonly mask: number;
}

function wholeColumn(operand: Operand): Column | null {
  if (!(operand instanceof RangeValue) || operand.parts.length !== 1) return null;
  const column = operand.parts[0];
  return column !== undefined && operand.first === 0 && operand.rows === column.length ? column : null;
}

function plain(operand: Operand): Plain | null {
  if (typeof operand === "number") return { numbers: null, single: operand, mask: NUMBER };
  if (typeof operand === "boolean") return { numbers: null, single: Number(operand), mask: BOOLEAN };
  if (operand instanceof NumberList) return { numbers: operand.numbers, single: 0, mask: operand.kind };
  const column = wholeColumn(operand);
  if (column === null || (column.mask & ~NUMERIC) !== 0) return null;
  return { numbers: column.numbers, single: 0, mask: column.mask };
}

/** The result of an operator on a column and a value or two columns, or null. */
export function liftFast(operator: BinaryOperator, left: Operand, right: Operand): NumberList | null {
  if (!isArray(left) && !isArray(right)) return null;
  if (operator === "=" || operator === "<>") {
    const texts = compareText(operator, left, right) ?? compareText(operator, right, left);
    if (texts !== null) return texts;
  }
  const a = plain(left);
  const b = plain(right);
  if (a === null || b === null) return null;
  const length = (a.numbers ?? b.numbers)?.length ?? 0;
  if ((b.numbers?.length ?? length) !== length) return null;
  switch (operator) {
    case "+":
    case "-":
    case "*":
    case "/":
    case "^":
      return calculate(operator, a, b, length);
    case "&":
      return null;
    default:
      return ((a.mask | b.mask) & ~NUMBER) === 0 ? compare(operator, a, b, length) : null;
  }
}

function calculate(
  operator: "+" | "-" | "*" | "/" | "^",
  a: Plain,
  b: Plain,
  length: number,
): NumberList | null {
  const result = new Float64Array(length);
  if (operator === "*") {
    for (let row = 0; row < length; row++) {
      const x = a.numbers === null ? a.single : (a.numbers[row] as number);
      const product = x * (b.numbers === null ? b.single : (b.numbers[row] as number));
      if (product - product !== 0) return null;
      result[row] = product;
    }
    return new NumberList(result, NUMBER);
  }
  for (let row = 0; row < length; row++) {
    const x = a.numbers === null ? a.single : (a.numbers[row] as number);
    const value = arithmetic(operator, x, b.numbers === null ? b.single : (b.numbers[row] as number));
    if (typeof value !== "number") return null;
    result[row] = value;
  }
  return new NumberList(result, NUMBER);
}

function compare(operator: BinaryOperator, a: Plain, b: Plain, length: number): NumberList {
  const result = new Float64Array(length);
  const signs = [holds(operator, -1) ? 1 : 0, holds(operator, 0) ? 1 : 0, holds(operator, 1) ? 1 : 0];
  for (let row = 0; row < length; row++) {
    const x = a.numbers === null ? a.single : (a.numbers[row] as number);
    const y = b.numbers === null ? b.single : (b.numbers[row] as number);
    result[row] = signs[compareNumbers(x, y) + 1] as number;
  }
  return new NumberList(result, BOOLEAN);
}

/** A column of nothing but texts compared with one text, by their codes. */
function compareText(operator: "=" | "<>", list: Operand, text: Operand): NumberList | null {
  const column = typeof text === "string" ? wholeColumn(list) : null;
  if (column === null || column.mask !== TEXT) return null;
  const { pool, numbers } = column;
  const wanted = pool.fold(pool.code(foldText(text as string)));
  const result = new Float64Array(numbers.length);
  const [same, different] = operator === "=" ? [1, 0] : [0, 1];
  for (let row = 0; row < numbers.length; row++)
    result[row] = pool.fold(numbers[row] as number) === wanted ? same : different;
  return new NumberList(result, BOOLEAN);
}

/** The sum of the products of columns of numbers (others count as 0), or null when they are not so plain. */
export function sumOfProducts(given: readonly Operand[]): number | null {
  const arrays: Float64Array[] = [];
  for (const each of given) {
    const found = isArray(each) ? plain(each) : null;
    if (found === null || found.numbers === null || found.mask !== NUMBER) return null;
    arrays.push(found.numbers);
  }
  const [first, ...rest] = arrays;
  if (first === undefined || rest.some((each) => each.length !== first.length)) return null;
  let sum = 0;
  for (let row = 0; row < first.length; row++) {
    let term = first[row] as number;
    for (let place = 0; place < rest.length; place++) term *= (rest[place] as Float64Array)[row] as number;
    sum += term;
  }
  return sum;
}
