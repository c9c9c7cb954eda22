// What a cell can hold. Every other file of the engine, and every folder that reads a result, speaks these
// types. Blank is `null`: Excel tells a blank cell from "" and from 0, and so do we.
//
// What must stay true: errors are values of this type, never exceptions; a number is always finite (an
// operation that would overflow or give NaN yields #NUM! or #DIV/0! instead), so NaN never reaches a screen
// or a file.

/** Excel's error values (ECMA-376 Part 1, 18.18.11 ST_CellType "e", and the dynamic-array errors added since). */
export const ERROR_CODES = [
  "#NULL!",
  "#DIV/0!",
  "#VALUE!",
  "#REF!",
  "#NAME?",
  "#NUM!",
  "#N/A",
  "#GETTING_DATA",
  "#SPILL!",
  "#CALC!",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error value. One frozen object per code (`errorValue`), so errors compare by identity. */
export interface CellError {
  readonly error: ErrorCode;
}

const errors = new Map<string, CellError>(ERROR_CODES.map((code) => [code, Object.freeze({ error: code })]));

/** The one error object of a code: `errorValue("#N/A") === errorValue("#N/A")`. */
export function errorValue(code: ErrorCode): CellError {
  return errors.get(code) as CellError;
}

/** What a person can type into an input: a number, text, a truth value, or nothing (`null`). */
export type Scalar = number | string | boolean | null;

/** What a formula can give. */
export type Value = Scalar | CellError;

export function isError(value: unknown): value is CellError {
  return typeof value === "object" && value !== null && "error" in value;
}
