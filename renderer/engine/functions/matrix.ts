// Matrices: products, inverses, determinants. Every element must be a number; anything else is #VALUE!.

import { finite } from "../values/coercion.ts";
import { type ArrayValue, isArray, ListValue, type Operand } from "../values/operand.ts";
import { type CellError, errorValue, isError } from "../values/value.ts";
import { define, type FunctionEntry, type Given } from "./define.ts";

const VALUE = errorValue("#VALUE!");
const NUM = errorValue("#NUM!");

export type Matrix = number[][];

function matrixOf(given: Given): Matrix | CellError {
  if (!isArray(given)) {
    if (given === undefined) return VALUE;
    return typeof given === "number" ? [[given]] : isError(given) ? given : VALUE;
  }
  const matrix: Matrix = [];
  for (let row = 0; row < given.rows; row++) {
    const line: number[] = [];
    for (let column = 0; column < given.columns; column++) {
      const value = given.at(row, column);
      if (isError(value)) return value;
      if (typeof value !== "number") return VALUE;
      line.push(value);
    }
    matrix.push(line);
  }
  return matrix;
}

export function toArray(matrix: readonly (readonly number[])[]): ArrayValue {
  return new ListValue(matrix.length, matrix[0]?.length ?? 0, matrix.flat().map(finite));
}

function product(left: Given, right: Given): Operand {
  const [a, b] = [matrixOf(left), matrixOf(right)];
  if (isError(a)) return a;
  if (isError(b)) return b;
  if (a[0]?.length !== b.length) return VALUE;
  return toArray(
    a.map((line) =>
      (b[0] ?? []).map((_, column) => line.reduce((sum, each, k) => sum + each * (b[k]?.[column] ?? 0), 0)),
    ),
  );
}

/**
 * Gaussian elimination with row exchange: turns `matrix` into a triangle and applies the same to `beside`. The
 * determinant, 0 when the matrix has no inverse.
 */
function eliminate(matrix: Matrix, beside: Matrix): number {
  let determinant = 1;
  for (let step = 0; step < matrix.length; step++) {
    let pivot = step;
    for (let row = step + 1; row < matrix.length; row++)
      if (Math.abs(matrix[row]?.[step] ?? 0) > Math.abs(matrix[pivot]?.[step] ?? 0)) pivot = row;
    const value = matrix[pivot]?.[step] ?? 0;
    if (value === 0) return 0;
    if (pivot !== step) {
      for (const each of [matrix, beside]) [each[step], each[pivot]] = [each[pivot] ?? [], each[step] ?? []];
      determinant = -determinant;
    }
    determinant *= value;
    for (let row = 0; row < matrix.length; row++) {
      if (row === step || (row < step && beside.length === 0)) continue;
      const factor = (matrix[row]?.[step] ?? 0) / value;
      if (factor === 0) continue;
      for (const each of [matrix, beside]) subtract(each[row] ?? [], each[step] ?? [], factor);
    }
  }
  return determinant;
}

function subtract(from: number[], line: readonly number[], factor: number): void {
  for (let place = 0; place < from.length; place++)
    from[place] = (from[place] ?? 0) - factor * (line[place] ?? 0);
}

function identity(size: number): Matrix {
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => (row === column ? 1 : 0)),
  );
}

/** The inverse, or null when there is none. */
export function inverseOf(matrix: Matrix): Matrix | null {
  const left = matrix.map((line) => [...line]);
  const right = identity(matrix.length);
  const determinant = eliminate(left, right);
  if (determinant === 0) return null;
  return right.map((line, row) => line.map((each) => each / (left[row]?.[row] ?? 1)));
}

function inverse(given: Given): Operand {
  const matrix = matrixOf(given);
  if (isError(matrix)) return matrix;
  if (matrix.length !== matrix[0]?.length) return VALUE;
  const found = inverseOf(matrix);
  return found === null ? NUM : toArray(found);
}

function determinant(given: Given): Operand {
  const matrix = matrixOf(given);
  if (isError(matrix)) return matrix;
  return matrix.length !== matrix[0]?.length ? VALUE : eliminate(matrix, []);
}

export const matrixFunctions: readonly FunctionEntry[] = [
  define("Math", "MMULT", "array1: array, array2: array", "The product of two matrices.", product, true),
  define("Math", "MINVERSE", "array: array", "The inverse of a matrix.", inverse, true),
  define("Math", "MDETERM", "array: array", "The determinant of a matrix.", determinant),
  define(
    "Math",
    "MUNIT",
    "size: number",
    "The unit matrix of a size.",
    (size: number) => {
      const whole = Math.trunc(size);
      return whole < 1 || whole > 1000 ? VALUE : toArray(identity(whole));
    },
    true,
  ),
];
