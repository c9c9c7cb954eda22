import { describe, expect, it } from "vitest";
import {
  isValidDefinedName,
  isValidTableName,
  toDefinedName,
  toTableName,
} from "../../../renderer/engine/grammar/names.ts";
import { parseFormula } from "../../../renderer/engine/grammar/parser.ts";
import { type Renaming, referencesOf, rewriteFormula } from "../../../renderer/engine/grammar/rewrite.ts";

const renaming: Renaming = {
  ownTable: "Practices",
  table: (table) => (table.toLowerCase() === "pcns" ? "Networks" : null),
  column: (table, column) =>
    table.toLowerCase() === "practices" && column.toLowerCase() === "list size" ? "Patients [1]" : null,
  name: (name) => (name.toLowerCase() === "rate" ? "Allowance" : null),
};

describe("renaming", () => {
  it.each([
    ["=[@[List size]]*Rate", "=[@[Patients '[1']]]*Allowance"],
    ["=SUM(practices[list size])", "=SUM(practices[Patients '[1']])"],
    ["=PCNs[List size]", "=Networks[List size]"],
    ["=ROWS(PCNs)", "=ROWS(Networks)"],
    ["=[[A]:[List size]]", "=[[A]:[Patients '[1']]]"],
    ['="Rate"&[@Rate]', '="Rate"&[@Rate]'],
    ["=LET(rate,2,rate*[@[List size]])", "=LET(rate,2,rate*[@[Patients '[1']]])"],
    ["=LET(rate,Rate,rate)", "=LET(rate,Allowance,rate)"],
    ["=LAMBDA(Rate,Rate+1)(Rate)", "=LAMBDA(Rate,Rate+1)(Allowance)"],
    ["=Sheet1!Rate", "=Sheet1!Rate"],
    ["=-(Rate%)", "=-(Allowance%)"],
    ["=1+ +", "=1+ +"],
  ])("%s becomes %s", (before, after) => expect(rewriteFormula(before, renaming)).toBe(after));
});

describe("what a formula refers to", () => {
  it("lists columns, tables, names and functions in order", () => {
    const parsed = parseFormula("=LET(x,[@[List size]],SUM(PCNs[A],x)*Rate+ROWS(PCNs[#All]))+Rate2");
    if (!parsed.ok) throw new Error(parsed.problem.message);
    const references = referencesOf(parsed.tree);
    expect(references.columns.map(({ table, first, thisRow }) => [table, first, thisRow])).toEqual([
      [null, "List size", true],
      ["PCNs", "A", false],
    ]);
    expect(references.tables.map(({ table }) => table)).toEqual(["PCNs"]);
    expect(references.names.map(({ name }) => name)).toEqual(["Rate", "Rate2"]);
    expect(references.functions.map(({ name }) => name)).toEqual(["LET", "SUM", "ROWS"]);
  });
});

describe("names Excel accepts", () => {
  it.each([
    ["Practices", true, true],
    ["_x", true, true],
    ["\\x", true, true],
    ["Rate.2024", true, true],
    ["Rate?", false, true],
    ["Größe", true, true],
    ["", false, false],
    ["2024", false, false],
    ["A1", false, false],
    ["xfd1048576", false, false],
    ["XFE1", true, true],
    ["R", false, false],
    ["c", false, false],
    ["R1C1", false, false],
    ["rc", false, false],
    ["R2", false, false],
    ["True", false, false],
    ["a b", false, false],
    ["a-b", false, false],
    [".a", false, false],
    ["x".repeat(255), true, true],
    ["x".repeat(256), false, false],
  ])("%s: table %s, name %s", (text, asTable, asName) => {
    expect(isValidTableName(text)).toBe(asTable);
    expect(isValidDefinedName(text)).toBe(asName);
  });

  it.each([
    ["GP practices", "GP_practices"],
    ["2024", "_2024"],
    ["A1", "_A1"],
    ["R1C1", "_R1C1"],
    ["true", "_true"],
    ["Allowance per head (£)", "Allowance_per_head"],
    ["  % of list ", "of_list"],
    ["", "_"],
    ["???", "_"],
    ["Größe", "Größe"],
    ["a--b", "a_b"],
  ])("%s becomes %s", (words, name) => expect(toTableName(words)).toBe(name));

  it.each(["", "1", "A1", "R", "£", "é", "x".repeat(400), "🙂", "true", "a/b c.d?", "%", "_", "C5 rate"])(
    "any words give valid names: %s",
    (words) => {
      expect(isValidTableName(toTableName(words))).toBe(true);
      expect(isValidDefinedName(toDefinedName(words))).toBe(true);
    },
  );
});
