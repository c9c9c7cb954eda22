// Collects the problems of one import so that a hundred rows with the same fault do not bury the others: the
// first ones are told one by one, the rest as one problem that sums them up.
//
// What must stay true: the `rows` of all problems of a code add up to the rows that had it.

import type { Problem } from "../../plan/problem.ts";

/** How many problems of one code are told row by row. */
export const TOLD_ONE_BY_ONE = 20;

interface Rest {
  readonly first: Problem;
  rows: number;
  patients: number | undefined;
}

export class ProblemList {
  private readonly told: Problem[] = [];
  private readonly counts = new Map<string, number>();
  private readonly rests = new Map<string, Rest>();

  /** A problem that stands on its own and is never summed up. */
  add(problem: Problem): void {
    this.told.push(problem);
  }

  addAll(problems: readonly Problem[]): void {
    this.told.push(...problems);
  }

  /** A problem of one row; from the twenty-first of its code on only counted. */
  addRow(problem: Problem): void {
    const count = (this.counts.get(problem.code) ?? 0) + 1;
    this.counts.set(problem.code, count);
    if (count <= TOLD_ONE_BY_ONE) {
      this.told.push({ rows: 1, ...problem });
      return;
    }
    const rest = this.rests.get(problem.code);
    if (rest === undefined) {
      this.rests.set(problem.code, { first: problem, rows: 1, patients: problem.patients });
      return;
    }
    rest.rows += 1;
    if (problem.patients !== undefined) rest.patients = (rest.patients ?? 0) + problem.patients;
  }

  /** All problems: one by one in the order they were found, the sums at the end. */
  list(): readonly Problem[] {
    return [...this.told, ...[...this.rests].map(([code, rest]) => summing(code, rest))];
  }
}

function summing(code: string, rest: Rest): Problem {
  const { first, rows, patients } = rest;
  const what = first.where?.column === undefined ? "" : ` (the first in column ${first.where.column})`;
  const from = first.where?.row === undefined ? "" : `, from row ${first.where.row} on`;
  const more = rows === 1 ? "1 more row has" : `${wholeNumber(rows)} more rows have`;
  const people = patients === undefined ? "" : `; they hold ${wholeNumber(patients)} patients`;
  return {
    code,
    severity: first.severity,
    message: `${more} the same problem${from}${what}${people}. The next one: ${first.message}`,
    ...(first.remedy === undefined ? {} : { remedy: first.remedy }),
    ...(first.where === undefined ? {} : { where: first.where }),
    rows,
    ...(patients === undefined ? {} : { patients }),
  };
}

/** A count as people read it: `60,606,345`. Fractions (average lists) are rounded. */
export function wholeNumber(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** `1 row`, `2 rows`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${wholeNumber(count)} ${count === 1 ? singular : plural}`;
}

/** The first few of a list, and how many more there are: `A81001, A81002 and 133 more`. */
export function firstOf(items: readonly string[], limit = 20): string {
  const rest = items.length - limit;
  return rest > 0 ? `${items.slice(0, limit).join(", ")} and ${wholeNumber(rest)} more` : items.join(", ");
}
