// Reading a parsed JSON document whose every field may be anything: each reader gives a value of the right type and
// notes what was wrong, so one pass finds all mistakes and nothing throws. Used for plan files.
//
// What must stay true: only own properties are read (`__proto__` in a file is just an odd field name); a document that
// caused an error is never used.

import type { Scalar } from "../engine/values/value.ts";
import { type Problem, problem } from "./problem.ts";

/** More mistakes than these are not worth listing. */
const MOST_PROBLEMS = 100;

export interface Reading {
  readonly problems: Problem[];
  /** Set once anything was wrong that is not merely left out. */
  failed: boolean;
}

export function newReading(): Reading {
  return { problems: [], failed: false };
}

/** Notes an error at a place in the file, in words: `options 2 > groups 3 > name`. */
export function reject(reading: Reading, place: string, message: string): void {
  reading.failed = true;
  if (reading.problems.length < MOST_PROBLEMS)
    reading.problems.push(problem("damaged-plan", `${place}: ${message}.`, { where: { subject: place } }));
}

export type Fields = Readonly<Record<string, unknown>>;

/** An object with exactly these fields; a missing one is an error, an unknown one is left out with a warning. */
export function readRecord(
  reading: Reading,
  value: unknown,
  place: string,
  names: readonly string[],
): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    reject(reading, place, "should be an object in braces");
    return {};
  }
  const fields = value as Fields;
  for (const name of names) if (!Object.hasOwn(fields, name)) reject(reading, place, `"${name}" is missing`);
  for (const name of Object.keys(fields))
    if (!names.includes(name) && reading.problems.length < MOST_PROBLEMS)
      reading.problems.push({
        code: "unknown-field",
        severity: "warning",
        message: `${place}: "${name.slice(0, 60)}" means nothing to Catchment and was left out.`,
        where: { subject: place },
      });
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(fields, name)).map((name) => [name, fields[name]]),
  );
}

export function readList(reading: Reading, value: unknown, place: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (value !== undefined) reject(reading, place, "should be a list in brackets");
  return [];
}

export function readText(reading: Reading, value: unknown, place: string): string {
  if (typeof value === "string") return value;
  if (value !== undefined) reject(reading, place, "should be a text in quotes");
  return "";
}

export function readTextOrNull(reading: Reading, value: unknown, place: string): string | null {
  return value === null ? null : readText(reading, value, place);
}

export function readChoice<T extends string>(
  reading: Reading,
  value: unknown,
  place: string,
  choices: readonly T[],
): T | null {
  const choice = choices.find((each) => each === value);
  if (choice === undefined && value !== undefined)
    reject(reading, place, `should be one of ${choices.join(", ")}`);
  return choice ?? null;
}

export function readCount(reading: Reading, value: unknown, place: string): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  if (value !== undefined) reject(reading, place, "should be a whole number");
  return 0;
}

/** A cell's value; a number out of range (JSON's 1e999) is an error, and -0 is 0. */
export function readScalar(reading: Reading, value: unknown, place: string): Scalar {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value + 0;
  if (value !== undefined)
    reject(
      reading,
      place,
      typeof value === "number"
        ? "the number is too large"
        : "should be a number, a text, true, false or null",
    );
  return null;
}
