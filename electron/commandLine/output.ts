// What the command line says: results on standard output (words, or JSON with --json), problems on standard error.

import { formatValue, isError, type Value } from "../../renderer/engine/index.ts";
import type { Problem, Result } from "../../renderer/plan/problem.ts";

/** It could not be done, and these say why: exit code 3. */
export class CannotBeDone extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join("\n"));
    this.problems = problems;
  }
}

/** It was done, and what was looked for was found: exit code 1, as programs that compare files give it. */
export class FoundDifferences extends Error {}

/** The value of a result, or the end of the run with its problem. */
export function expectValue<T>(result: Result<T>): T {
  if (!result.ok) throw new CannotBeDone([result.problem]);
  return result.value;
}

function place({ where }: Problem): string {
  if (where === undefined) return "";
  const parts = [
    where.file,
    where.sheet === undefined ? undefined : `sheet ${where.sheet}`,
    where.row === undefined ? undefined : `row ${where.row}`,
    where.column === undefined ? undefined : `column ${where.column}`,
    where.start === undefined ? undefined : `at character ${where.start + 1}`,
    where.subject,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

/** One problem as a line: `error: what is wrong (where) What to do.` */
export function printProblem(problem: Problem, stream: { write(text: string): unknown }): void {
  stream.write(
    `${problem.severity}: ${problem.message}${place(problem)}${problem.remedy ? ` ${problem.remedy}` : ""}\n`,
  );
}

export function printProblems(problems: readonly Problem[]): void {
  for (const problem of problems) printProblem(problem, process.stderr);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function printLine(text = ""): void {
  process.stdout.write(`${text}\n`);
}

/** Rows of text in aligned columns; columns named in `right` are flushed right, as figures are. */
export function printTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  right: ReadonlySet<number>,
): void {
  const widths = headings.map((heading, index) =>
    rows.reduce((width, row) => Math.max(width, (row[index] ?? "").length), heading.length),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) =>
        right.has(index) ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
      )
      .join("  ")
      .trimEnd();
  printLine(line(headings));
  printLine(widths.map((width) => "-".repeat(width)).join("  "));
  for (const row of rows) printLine(line(row));
}

/** A value as people read it, in its column's number format. */
export function shown(value: Value, format: string): string {
  return formatValue(value, format);
}

/** Errors as their code, so that a script reads one kind of value. */
export function plainValue(value: Value): string | number | boolean | null {
  return isError(value) ? value.error : value;
}
