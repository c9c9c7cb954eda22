// The pages about functions and differences, made from data: the engine's own list of functions, and the list of
// differences whose examples are calculated here. With UPDATE_DOCUMENTS=1 the pages are written anew; without,
// they must be what would be written.

import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type FunctionDescription,
  functionList,
  isError,
  type Value,
} from "../../../renderer/engine/index.ts";
import { KNOWN_FAILURES } from "../../oracle/knownFailures.ts";
import { DIFFERENCES, type Difference } from "./differences.ts";
import { smallEngine } from "./support/table.ts";

const FOLDER = resolve(import.meta.dirname, "../../../renderer/engine");

function words(value: Value): string {
  if (isError(value)) return value.error;
  return value === null ? "(blank)" : String(value);
}

/** Text inside a cell of a Markdown table. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

function signature({ name, arguments: given }: FunctionDescription): string {
  const parts = given.map((each) => {
    const shown = each.repeating ? `${each.name}, …` : each.name;
    return each.optional ? `[${shown}]` : shown;
  });
  return `${name}(${parts.join(", ")})`;
}

function functionsPage(): string {
  const categories = [...new Set(functionList.map((each) => each.category))].sort();
  const sections = categories.map((category) => {
    const own = functionList
      .filter((each) => each.category === category)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const rows = own.map(
      (each) => `| \`${cell(signature(each))}\` | ${cell(each.help)}${each.volatile ? " Volatile." : ""} |`,
    );
    return [`## ${category} (${own.length})`, "", "| function | gives |", "| --- | --- |", ...rows, ""].join(
      "\n",
    );
  });
  return [
    "# Functions",
    "",
    `The ${functionList.length} functions a formula can use. Made from the functions' own descriptions by`,
    "`tests/unit/engine/documents.test.ts`; do not edit.",
    "",
    ...sections,
  ].join("\n");
}

function differenceLines({ what, example }: Difference): readonly string[] {
  if (example === undefined) return [`- ${what}`];
  return [
    `- ${what}`,
    `  \`${example.formula}\` is ${words(example.catchment)} here; in Excel ${example.excel}.`,
  ];
}

function differencesPage(): string {
  const topics = [...new Set(DIFFERENCES.map((each) => each.topic))];
  const sections = topics.flatMap((topic) => [
    `## ${topic}`,
    "",
    ...DIFFERENCES.filter((each) => each.topic === topic).flatMap(differenceLines),
    "",
  ]);
  return [
    "# Differences from Excel",
    "",
    "Made from `tests/unit/engine/differences.ts`, whose examples are calculated in the tests; do not edit.",
    "`npm run test:oracle` compares every formula of several hundred workbooks with the values Excel saved in them and",
    "lists what differs in `tests/results/oracle.json`.",
    "",
    ...sections,
    "## What the oracle still finds",
    "",
    "Cells of real workbooks whose saved value differs from ours, of about 81,000 compared.",
    "",
    "| formula with | cells | reason |",
    "| --- | ---: | --- |",
    ...KNOWN_FAILURES.map(({ functions, cells, reason }) => `| ${functions} | ${cells} | ${cell(reason)} |`),
    "",
  ].join("\n");
}

describe("pages made from data", () => {
  test.each([
    ["FUNCTIONS.md", functionsPage],
    ["DIFFERENCES.md", differencesPage],
  ])("%s is up to date (UPDATE_DOCUMENTS=1 writes it)", (name, page) => {
    const path = resolve(FOLDER, name);
    if (process.env.UPDATE_DOCUMENTS === "1") writeFileSync(path, page());
    expect(readFileSync(path, "utf8")).toBe(page());
  });

  test.each(DIFFERENCES.flatMap((each) => (each.example === undefined ? [] : [each.example])))(
    "$formula is what the page of differences says",
    ({ formula, catchment }) => {
      const value = smallEngine({ example: formula }).column("T", "example", "base").value(1);
      expect(value).toEqual(catchment);
    },
  );

  test("every function says what it gives", () => {
    expect(functionList.filter((each) => each.help.trim() === "").map((each) => each.name)).toEqual([]);
  });
});
