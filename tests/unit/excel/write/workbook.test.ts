// The workbook as a package: what Excel would call damage must not be in it. Values are compared elsewhere, by
// other programs (tests/golden).

import { strFromU8 } from "fflate";
import { describe, expect, test } from "vitest";
import { columnLetter } from "../../../../renderer/excel/read/sourceFile.ts";
import { isNumberFormat } from "../../../../renderer/excel/write/styles.ts";
import { writeWorkbook } from "../../../../renderer/excel/write/workbook.ts";
import type { Plan } from "../../../../renderer/plan/plan.ts";
import { readXlsxBack } from "../../../support/readXlsxBack.ts";
import { AWKWARD, calculateByHand, smallPlan } from "./smallPlan.ts";

const written = writeWorkbook(smallPlan, calculateByHand(smallPlan), { savedAt: "2026-02-03T04:05:06Z" });
const book = readXlsxBack(written.bytes);

function write(plan: Plan) {
  return writeWorkbook(plan, calculateByHand(plan));
}

function cells(name: string) {
  const sheet = book.sheets.find((each) => each.name === name);
  if (sheet === undefined) throw new Error(`no sheet ${name}`);
  return sheet.cells;
}

/** Tags opened and closed in order, attributes quoted and unique, nothing raw that must be escaped. */
function wellFormed(xml: string): boolean {
  const open: string[] = [];
  const body = xml.replace(/^<\?xml[^>]*\?>\s*/, "");
  let rest = body;
  while (rest !== "") {
    const found =
      /^([^<&>]|&(?:amp|lt|gt|quot|apos);)*(?:<(\/?)([\w:]+)((?:\s+[\w:]+="(?:[^<&"]|&(?:amp|lt|gt|quot|apos);)*")*)\s*(\/?)>|$)/.exec(
        rest,
      );
    if (found === null || found[0] === "") return false;
    const [all, , closing, name = "", attributes = "", empty] = found;
    const names = [...attributes.matchAll(/([\w:]+)="/g)].map(([, each]) => each);
    if (new Set(names).size !== names.length) return false;
    if (closing === "/" && open.pop() !== name) return false;
    if (closing === "" && name !== "" && empty !== "/") open.push(name);
    rest = rest.slice(all.length);
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
  return open.length === 0 && !/[\u0000-\u0008\u000b-\u001f]/.test(xml);
}

describe("package", () => {
  test("every part is well-formed XML", () => {
    const bad = Object.entries(book.parts).filter(([, part]) => !wellFormed(strFromU8(part)));
    expect(bad.map(([path]) => path)).toEqual([]);
    expect(wellFormed("<a><b></a></b>")).toBe(false);
    expect(wellFormed('<a b="1" b="2"/>')).toBe(false);
    expect(wellFormed("<a>&</a>")).toBe(false);
  });

  test("every part is declared, every relationship leads to a part", () => {
    const types = strFromU8(book.parts["[Content_Types].xml"] as Uint8Array);
    const declared = [...types.matchAll(/PartName="\/([^"]*)"/g)].map(([, part]) => part);
    const parts = Object.keys(book.parts).filter((path) => !/\.(rels|vml)$|^\[Content_Types\]/.test(path));
    expect(types).toContain('Extension="vml"');
    expect(declared.sort()).toEqual(parts.sort());
    for (const [path, part] of Object.entries(book.parts)) {
      if (!path.endsWith(".rels")) continue;
      const folder = path.replace(/_rels\/[^/]*$/, "");
      for (const [, target = ""] of strFromU8(part).matchAll(/Target="([^"]*)"/g)) {
        const full = new URL(target, `file:///${folder}`).pathname.slice(1);
        expect(Object.keys(book.parts)).toContain(full);
      }
    }
  });

  test("the same plan gives the same bytes", () => {
    const again = writeWorkbook(smallPlan, calculateByHand(smallPlan), { savedAt: "2026-02-03T04:05:06Z" });
    expect(Buffer.from(again.bytes).equals(Buffer.from(written.bytes))).toBe(true);
  });

  test("the time of saving is the caller's, or none", () => {
    expect(strFromU8(book.parts["docProps/core.xml"] as Uint8Array)).toContain("2026-02-03T04:05:06Z");
    const without = readXlsxBack(write(smallPlan).bytes);
    expect(strFromU8(without.parts["docProps/core.xml"] as Uint8Array)).not.toMatch(/\d{4}-\d\d-\d\dT/);
  });

  test("dynamic-array metadata is there when a formula needs it, declared like every part", () => {
    const [level] = smallPlan.levels;
    const column = {
      id: "x",
      name: "Most",
      kind: "formula",
      formula: "=MAX(Practices[List size]*2)",
      format: "0",
      note: "",
    } as const;
    const plan: Plan = { ...smallPlan, levelColumns: { [level?.id ?? ""]: [column] } };
    const { parts, sheets } = readXlsxBack(write(plan).bytes);
    expect(strFromU8(parts["[Content_Types].xml"] as Uint8Array)).toContain('PartName="/xl/metadata.xml"');
    expect(strFromU8(parts["xl/worksheets/sheet6.xml"] as Uint8Array)).toMatch(
      / cm="1"[^>]*><f t="array" ref="C2">/,
    );
    expect(sheets[5]?.tables[0]?.columns[2]?.formula).toBe("MAX(Practices[List size]*2)");
    expect(Object.keys(book.parts)).not.toContain("xl/metadata.xml");
  });

  test("Excel is told to calculate everything on load", () => {
    expect(strFromU8(book.parts["xl/workbook.xml"] as Uint8Array)).toContain('fullCalcOnLoad="1"');
  });
});

describe("sheets and tables", () => {
  test("Read me comes first, then what is common, then each option", () => {
    expect(book.sheets.map((sheet) => sheet.name).slice(0, 8)).toEqual([
      "Read me",
      "Comparison",
      "Assumptions",
      "Options",
      "Practices",
      "Places",
      "ICBs",
      "Practices (North South a very)",
    ]);
  });

  test("a table covers its heading and its rows, and its columns are the heading cells", () => {
    const withTable = book.sheets.filter((sheet) => sheet.tables.length > 0);
    expect(withTable).toHaveLength(11);
    for (const sheet of withTable) {
      const [table] = sheet.tables;
      const rows = Math.max(...[...sheet.cells.keys()].map((address) => Number(address.replace(/\D+/, ""))));
      const width = table?.columns.length ?? 0;
      expect(table?.ref).toBe(`A1:${columnLetter(width - 1)}${rows}`);
      expect(new Set(table?.columns.map(({ id }) => id)).size).toBe(width);
      table?.columns.forEach(({ name }, index) => {
        expect(sheet.cells.get(`${columnLetter(index)}1`)?.value).toBe(name);
      });
    }
  });

  test("no formula stands without a cached value, and no value is NaN or Infinity", () => {
    const all = book.sheets.flatMap((sheet) => [...sheet.cells.values()]);
    expect(all.filter((cell) => cell.formula !== null).length).toBeGreaterThan(100);
    expect(all.filter((cell) => cell.formula !== null && !cell.hasValue)).toEqual([]);
    expect(all.filter(({ value }) => typeof value === "number" && !Number.isFinite(value))).toEqual([]);
  });

  test("a formula column is a calculated column in every option", () => {
    for (const name of ["Practices", "Practices (North South a very)"]) {
      const table = book.sheets.find((sheet) => sheet.name === name)?.tables[0];
      const column = table?.columns.find((each) => each.name === "Allowance");
      expect(column?.formula).toMatch(/\[\[#This Row\],\[List size\]\]\*Allowance_per_head/);
    }
  });

  test("an option's rows on Options read that option's tables, so only equal columns are calculated ones", () => {
    expect(cells("Options").get("C2")?.formula).toBe("SUM(Practices[List size])");
    expect(cells("Options").get("C3")?.formula).toMatch(
      /^SUM\(Practices_North_South_a_very.*\[List size\]\)$/,
    );
    const table = book.sheets.find((sheet) => sheet.name === "Options")?.tables[0];
    expect(table?.columns.map((column) => column.formula !== null)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  test("text that begins with = is text", () => {
    expect(cells("Practices").get("B2")).toMatchObject({ value: "=Alpha", formula: null });
    expect(cells("Practices").get("B5")).toMatchObject({ value: "Delta\u0001 & <co>", formula: null });
  });

  test("a plan without practices still has tables with a row, as Excel asks", () => {
    const [base] = smallPlan.options;
    const empty: Plan = {
      ...smallPlan,
      practices: [],
      practiceInputs: {},
      options: [{ ...(base as Plan["options"][number]), membership: [] }],
    };
    const sheet = readXlsxBack(write(empty).bytes).sheets.find((each) => each.name === "Practices");
    expect(sheet?.tables[0]?.ref).toBe("A1:M2");
  });
});

describe("inheritance", () => {
  const option = "Practices (North South a very)";

  test("an assumption that the option does not override follows the base's cell", () => {
    expect(cells("Assumptions").get("C2")).toMatchObject({ value: 25, formula: "B2" });
    expect(cells("Assumptions").get("C3")).toMatchObject({ value: 2_000_000, formula: null });
    expect(book.names.get("Lump_sum")).toBe("'Assumptions'!$B$3");
    expect([...book.names.keys()].filter((name) => name.startsWith("Lump_sum"))).toHaveLength(3);
  });

  test("an input follows the base by code; overridden and blank ones are constants", () => {
    const cell = (address: string) => cells(option).get(address);
    expect(cells(option).get("E1")?.value).toBe("List size");
    expect(cell("E2")?.formula).toMatch(
      /^INDEX\(Practices\[List size\],Practices_.*\[\[#This Row\],\[Base row\]\]\)$/,
    );
    expect(cell("E3")).toMatchObject({ value: 9000, formula: null });
    expect(cell("E6")).toMatchObject({ value: 10, formula: null });
    expect(cells(option).get("F1")?.value).toBe(AWKWARD);
    expect(cell("F3")).toMatchObject({ value: null, formula: null });
    expect(cell("N2")).toMatchObject({ value: 1 });
    expect(cell("N2")?.formula).toMatch(
      /^MATCH\(.*\[\[#This Row\],\[Practice code\]\],Practices\[Practice code\],0\)$/,
    );
  });

  test("group inputs follow the base's group of the same name", () => {
    const places = cells("Places (North South a very lon)");
    expect([places.get("C2")?.value, places.get("C3")?.value, places.get("C4")?.value]).toEqual([
      5, 10_000, 77,
    ]);
    expect(places.get("C3")?.formula).toMatch(/^INDEX\(Places\[Target\]/);
    expect(places.get("C4")?.formula).toBeNull();
  });

  test("a table without inputs of its own needs no helper column", () => {
    expect(cells("ICBs (North South a very long)").get("C1")).toBeUndefined();
  });
});

describe("what does not fit", () => {
  test("a text longer than a cell is cut and reported", () => {
    const plan: Plan = {
      ...smallPlan,
      practiceInputs: { ...smallPlan.practiceInputs, name: ["x".repeat(40_000)] },
    };
    const result = write(plan);
    const value = readXlsxBack(result.bytes)
      .sheets.find((sheet) => sheet.name === "Practices")
      ?.cells.get("B2")?.value;
    expect(String(value)).toHaveLength(32_767);
    expect(result.problems.find((each) => each.where?.sheet === "Practices")).toMatchObject({
      code: "text-cut",
      where: { sheet: "Practices", column: "B", row: 2 },
    });
  });

  test("a formula that Excel would not take leaves its results, a problem and its text on Read me", () => {
    const plan: Plan = {
      ...smallPlan,
      practiceColumns: smallPlan.practiceColumns.map((column) =>
        column.id === "money" && column.kind === "formula" ? { ...column, formula: "=SUM(" } : column,
      ),
    };
    const result = write(plan);
    expect(result.problems.map((each) => [each.code, each.where?.column])).toEqual([
      ["formula-not-exported", "Allowance"],
    ]);
    const sheets = readXlsxBack(result.bytes).sheets;
    expect(sheets.find((sheet) => sheet.name === "Practices")?.cells.get("I2")).toMatchObject({
      value: 125_000,
      formula: null,
    });
    expect(
      [...(sheets[0]?.cells.values() ?? [])].some((cell) => cell.value === "=SUM(" && cell.formula === null),
    ).toBe(true);
  });

  test("nothing is reported when everything fits", () => {
    expect(written.problems).toEqual([]);
  });

  test.each([
    ["General", true],
    ["£#,##0;[Red]-£#,##0", true],
    ['#,##0 "patients"', true],
    ["[<1000]0;[>=1000]#,##0", true],
    ["_-* #,##0_-;-* #,##0_-", true],
    ['"unclosed', false],
    ["[Red", false],
    ["0;0;0;0;0", false],
    ["", false],
    ["0\\", false],
  ])("the number format %j: %s", (code, accepted) => {
    expect(isNumberFormat(code)).toBe(accepted);
  });
});
