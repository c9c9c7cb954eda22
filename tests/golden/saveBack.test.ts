// Saving back: a workbook made with openpyxl, and real NHS workbooks, are imported, the plan is changed, and the changes go into
// a copy of the workbook. Every part that need not change is byte-identical, openpyxl and LibreOffice open the result and
// show the new figures.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { prepareImport } from "../../renderer/excel/import/prepareImport.ts";
import { recognise } from "../../renderer/excel/import/recognise.ts";
import { partDifferences } from "../../renderer/excel/package/partDifferences.ts";
import { readFile } from "../../renderer/excel/read/readFile.ts";
import { readWorkbook } from "../../renderer/excel/read/readWorkbook.ts";
import { type SaveBackOptions, type SavedBack, saveBack } from "../../renderer/excel/saveBack/saveBack.ts";
import { writeWorkbook } from "../../renderer/excel/write/workbook.ts";
import { applyCommand } from "../../renderer/plan/apply.ts";
import { PlanCalculation } from "../../renderer/plan/calculation.ts";
import type { Command } from "../../renderer/plan/commands/command.ts";
import { emptyPlan } from "../../renderer/plan/emptyPlan.ts";
import type { Plan } from "../../renderer/plan/plan.ts";
import { parsePlanFile, serialisePlan } from "../../renderer/plan/planFile.ts";
import type { Result } from "../../renderer/plan/problem.ts";
import { libreOfficeMissing, recalculate } from "../support/libreOffice.ts";
import { openpyxlMissing, runPython } from "../support/openpyxl.ts";
import { richPlan } from "../support/planBuilder.ts";
import { sharedPath } from "../support/sharedData.ts";

const folder = mkdtempSync(join(tmpdir(), "catchment-save-back-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const noPython = openpyxlMissing();
const noOffice = libreOfficeMissing();
if (noPython !== null) console.log(`Skipped: ${noPython}.`);
if (noOffice !== null) console.log(`Skipped what LibreOffice shows: ${noOffice}.`);

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

async function importBook(
  bytes: Uint8Array,
  name: string,
  levels: readonly { level: string; column: string }[] = [],
) {
  const file = must(await readFile(bytes, name));
  const { mapping, tables } = recognise(file);
  if (mapping === null) throw new Error(`${name} is not recognised`);
  const { command } = must(prepareImport(emptyPlan("Test"), file, mapping, levels, undefined, tables));
  const { plan } = must(applyCommand(emptyPlan("Test"), command));
  // As it comes back from its file.
  return must(parsePlanFile(serialisePlan(plan))).plan;
}

function apply(plan: Plan, ...commands: readonly Command[]): Plan {
  return commands.reduce((at, command) => must(applyCommand(at, command)).plan, plan);
}

function save(plan: Plan, bytes: Uint8Array, more: Partial<SaveBackOptions> = {}): SavedBack {
  return must(saveBack(plan, bytes, { fileName: "book.xlsx", ...more }));
}

function edited(bytes: Uint8Array, script: string): Uint8Array {
  const path = join(folder, "edited.xlsx");
  writeFileSync(path, bytes);
  runPython(`book = openpyxl.load_workbook(given["path"])\n${script}\nbook.save(given["path"])`, { path });
  return new Uint8Array(readFileSync(path));
}

/** `Sheet!C3` -> value, or the formula with "=". */
function cells(bytes: Uint8Array, ...wanted: readonly string[]): readonly unknown[] {
  const book = must(readWorkbook(bytes));
  return wanted.map((place) => {
    const [name = "", address = ""] = place.split("!");
    const sheet = book.sheets.find((each) => each.name === name);
    const match = /^([A-Z]+)(\d+)$/.exec(address);
    const column = [...(match?.[1] ?? "")].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    const row = Number(match?.[2]);
    const formula = sheet?.formula(row, column);
    return formula === undefined ? (sheet?.value(row, column) ?? null) : `=${formula}`;
  });
}

/** A workbook with a sheet of practices, with a table or without, a single figure that a formula uses, and a chart. */
function synthetic(isTable: boolean): Uint8Array {
  const path = join(folder, `synthetic-${isTable}.xlsx`);
  runPython(
    `from openpyxl.worksheet.table import Table
from openpyxl.chart import BarChart, Reference
book = openpyxl.Workbook()
ws = book.active
ws.title = "Practice data"
ws.append(["Practice Code", "Practice Name", "PCN", "List Size", "Charge"])
for i in range(12):
    r = i + 2
    ws.append([f"A8{i:04d}", f"Practice {i}", ["North PCN", "South PCN"][i % 2], 4000 + 100 * i, f"=D{r}*Rates!$B$1"])
if given["table"]:
    ws.add_table(Table(displayName="Data", ref="A1:E13"))
rates = book.create_sheet("Rates")
rates["A1"] = "Charge per head"
rates["B1"] = 2.5
chart = BarChart()
chart.add_data(Reference(ws, min_col=4, min_row=1, max_row=13), titles_from_data=True)
rates.add_chart(chart, "D2")
book.create_sheet("Notes")["A1"] = "Kept"
book.save(given["path"])`,
    { path, table: isTable },
  );
  return new Uint8Array(readFileSync(path));
}

const LEVELS = [{ level: "PCN", column: "PCN" }];
const SHEET = "xl/worksheets/sheet1.xml";

describe.skipIf(noPython !== null).for([true, false])(
  "a workbook made elsewhere, as a table: %s",
  (isTable) => {
    const bytes = noPython === null ? synthetic(isTable) : new Uint8Array();
    const imported = importBook(bytes, "book.xlsx", LEVELS);

    test("nothing changed gives the same bytes", async () => {
      const saved = save(await imported, bytes);
      expect(saved.written).toEqual([]);
      expect(saved.bytes).toEqual(bytes);
    });

    test("a number, a blank, a group: only those cells, every other part as it was", async () => {
      const plan = apply(
        await imported,
        { type: "setInput", table: "Practices", row: "A80003", column: "List size", value: 9999 },
        { type: "setInput", table: "Practices", row: "A80004", column: "Practice name", value: null },
        { type: "movePractices", practices: ["A80001"], level: "PCN", group: "North PCN" },
        { type: "movePractices", practices: ["A80002"], level: "PCN", group: null },
      );
      const saved = save(plan, bytes);
      expect(
        cells(saved.bytes, "Practice data!D5", "Practice data!B6", "Practice data!C3", "Practice data!C4"),
      ).toEqual([9999, null, "North PCN", null]);
      expect(saved.written.reduce((sum, { cells: count }) => sum + count, 0)).toBe(4);
      const { differences } = must(partDifferences(bytes, saved.bytes));
      expect(
        differences.map(({ part }) => part).filter((part) => !/sharedStrings|workbook\.xml$/.test(part)),
      ).toEqual([SHEET]);
    });

    test("new columns, a changed formula, an assumption, a new practice", async () => {
      const before = await imported;
      const formula = before.practiceColumns.find(({ name }) => name === "Charge");
      expect(formula?.kind).toBe("formula");
      const rate = before.assumptions[0]?.name ?? "";
      const plan = apply(
        before,
        { type: "addAssumption", name: "Uplift", value: 1.1, unit: "times", source: "Board" },
        { type: "setAssumption", name: rate, value: 3 },
        { type: "addColumn", table: "Practices", column: { name: "Trainees" } },
        { type: "addColumn", table: "Practices", column: { name: "Uplifted", formula: "=[@Charge]*Uplift" } },
        {
          type: "addColumn",
          table: "Practices",
          column: { name: "Share", formula: "=[@[List size]]/SUM(Practices[List size])" },
        },
        { type: "setInput", table: "Practices", row: "A80000", column: "Trainees", value: 3 },
        { type: "setFormula", table: "Practices", column: "Charge", formula: `=[@[List size]]*${rate}*2` },
        { type: "addPractices", practices: ["A89999"] },
        { type: "setInput", table: "Practices", row: "A89999", column: "List size", value: 777 },
        { type: "movePractices", practices: ["A89999"], level: "PCN", group: "South PCN" },
      );
      const saved = save(plan, bytes);
      expect(
        cells(
          saved.bytes,
          "Practice data!A14",
          "Practice data!C14",
          "Practice data!D14",
          "Rates!B1",
          "Practice data!F1",
          "Practice data!F2",
          "Practice data!G1",
        ),
      ).toEqual(["A89999", "South PCN", 777, 3, "Trainees", 3, "Uplifted"]);
      expect(
        saved.problems.filter(({ code }) => code === "not-saved-back").map(({ message }) => message),
      ).toEqual(isTable ? [] : [expect.stringContaining("do not see the new row")]);
      const book = must(readWorkbook(saved.bytes));
      expect(book.names.map(({ name }) => name)).toContain("Uplift");
      if (isTable) {
        expect(book.tables[0]?.area).toEqual({ top: 1, left: 1, bottom: 14, right: 8 });
        expect(book.tables[0]?.columns.map(({ name }) => name).slice(5)).toEqual([
          "Trainees",
          "Uplifted",
          "Share",
        ]);
      }
      const { differences, same } = must(partDifferences(bytes, saved.bytes));
      expect(differences.filter(({ change }) => change === "added").map(({ part }) => part)).toEqual([
        "xl/worksheets/catchmentAssumptions.xml",
      ]);
      expect(same.some((part) => part.includes("chart"))).toBe(true);
      const path = join(folder, `saved-${isTable}.xlsx`);
      writeFileSync(path, saved.bytes);
      const read = runPython(
        `book = openpyxl.load_workbook(given["path"])\nprint(json.dumps([book.sheetnames, str(book["Practice data"]["G2"].value)]))`,
        { path },
      );
      expect(read).toEqual([
        ["Practice data", "Rates", "Notes", "Catchment assumptions"],
        expect.stringContaining("Uplift"),
      ]);
      if (noOffice !== null) return;
      const shown = must(readWorkbook(await recalculate(path))).sheets[0];
      const engine = new PlanCalculation(plan);
      const table = engine.table("Practices", plan.options[0]?.id ?? "");
      for (const [row, code] of table.rowKeys.entries())
        for (const [column, name] of [
          [5, "Charge"],
          [7, "Uplifted"],
          [8, "Share"],
        ] as const)
          expect([code, name, shown?.value(row + 2, column)]).toEqual([
            code,
            name,
            expect.closeTo(Number(table.value(row, name)), 9),
          ]);
    });

    test("saved back again: nothing is appended twice, changes go where they stand", async () => {
      const plan = apply(
        await imported,
        { type: "addAssumption", name: "Uplift", value: 1.1 },
        {
          type: "addColumn",
          table: "Practices",
          column: { name: "Uplifted", formula: "=[@[List size]]*Uplift" },
        },
      );
      const first = save(plan, bytes);
      const again = save(plan, first.bytes);
      expect(again.written).toEqual([]);
      const third = save(apply(plan, { type: "setAssumption", name: "Uplift", value: 1.2 }), first.bytes);
      expect(cells(third.bytes, "Catchment assumptions!B2")).toEqual([1.2]);
      const fourth = save(
        apply(plan, {
          type: "setFormula",
          table: "Practices",
          column: "Uplifted",
          formula: "=[@[List size]]*Uplift*2",
        }),
        first.bytes,
      );
      expect(cells(fourth.bytes, "Practice data!F2")[0]).toMatch(/\*2$/);
    });

    test("the file was changed meanwhile: said, kept, and conflicts only on request", async () => {
      const changed = edited(
        bytes,
        `ws = book["Practice data"]
ws["D2"] = 1
ws["D3"] = 2
ws.insert_rows(2)
ws["A2"], ws["B2"], ws["D2"] = "A87777", "New here", 5`,
      );
      const plan = apply(
        await imported,
        { type: "setInput", table: "Practices", row: "A80001", column: "List size", value: 4321 },
        { type: "setInput", table: "Practices", row: "A80005", column: "List size", value: 6789 },
      );
      const saved = save(plan, changed);
      expect(saved.fileChanged).toBe(true);
      expect(saved.problems.map(({ code }) => code)).toContain("file-changed");
      expect(saved.changedInFile).toBe(1);
      expect(saved.conflicts).toEqual([
        { sheet: "Practice data", cell: "D4", what: "List size of A80001", plan: 4321, workbook: 2 },
      ]);
      expect(cells(saved.bytes, "Practice data!D3", "Practice data!D4", "Practice data!D8")).toEqual([
        1, 2, 6789,
      ]);
      expect(
        cells(save(plan, changed, { overwrite: true }).bytes, "Practice data!D3", "Practice data!D4"),
      ).toEqual([1, 4321]);
    });

    test("a value over a formula, and the formula restored", async () => {
      const broken = edited(bytes, `book["Practice data"]["E4"] = 123`);
      const plan = await importBook(broken, "book.xlsx", LEVELS);
      expect(plan.findings.map(({ rowKey }) => rowKey)).toEqual(["A80002"]);
      const saved = save(
        apply(
          plan,
          { type: "restoreFormula", table: "Practices", row: "A80002", column: "Charge" },
          { type: "overrideFormula", table: "Practices", row: "A80003", column: "Charge", value: 55 },
        ),
        broken,
      );
      const [restored, typed, other] = cells(
        saved.bytes,
        "Practice data!E4",
        "Practice data!E5",
        "Practice data!E6",
      );
      expect(String(restored)).toMatch(/^=.*\*Rates!\$B\$1$/);
      expect(typed).toBe(55);
      expect(other).toBe("=D6*Rates!$B$1");
    });

    test("what has no place is told", async () => {
      const plan = apply(
        await imported,
        { type: "addOption", name: "Merged" },
        {
          type: "addColumn",
          table: "PCNs",
          column: { name: "People", formula: "=SUMIFS(Practices[List size],Practices[PCN],[@PCN])" },
        },
        {
          type: "addColumn",
          table: "Practices",
          column: { name: "Of its PCN", formula: "=SUMIFS(PCNs[People],PCNs[PCN],[@PCN])" },
        },
        { type: "removePractices", practices: ["A80007"] },
      );
      const saved = save(plan, bytes);
      const said = saved.problems
        .filter(({ code }) => code === "not-saved-back")
        .map(({ message }) => message)
        .join("\n");
      for (const words of [
        /other options: Merged/,
        /1 of PCNs/,
        /Of its PCN .*was not added/,
        /1 row of Practices/,
      ])
        expect(said).toMatch(words);
      expect(saved.written).toEqual([]);
    });
  },
);

test("refused: another workbook, and one that Catchment exported", async () => {
  const exported = writeWorkbook(richPlan(), new PlanCalculation(richPlan())).bytes;
  const found = saveBack(richPlan(), exported, { fileName: "book.xlsx" });
  expect(found.ok ? null : found.problem.code).toBe("own-workbook");
  if (noPython !== null) return;
  const other = saveBack(richPlan(), synthetic(false), { fileName: "other.xlsx" });
  expect(other.ok ? null : other.problem.code).toBe("not-the-source");
});

describe("real NHS workbooks", () => {
  test.for(["ePCN-2023-01.xlsx", "GP_Practice_WP_2022_23_run9_v2.xlsx"])(
    "%s: a figure of one practice, every other part as it was",
    { timeout: 120_000 },
    async (name) => {
      const path = sharedPath("data", name);
      if (path === null) {
        console.log(`Skipped: ${name} is not there.`);
        return;
      }
      const bytes = new Uint8Array(readFileSync(path));
      const plan = await importBook(bytes, basename(path));
      const unchanged = save(plan, bytes, { fileName: name });
      expect(unchanged.written).toEqual([]);
      expect(unchanged.bytes).toEqual(bytes);
      const inputs = plan.practiceColumns.filter((each) => each.kind === "input");
      const column = inputs.find(({ name: each }) => each !== "Practice name") ?? inputs[0];
      const code = plan.practices[100] ?? "";
      const value = column?.kind === "input" && column.type === "number" ? 12_345 : "Changed";
      const saved = save(
        apply(plan, { type: "setInput", table: "Practices", row: code, column: column?.name ?? "", value }),
        bytes,
        { fileName: name },
      );
      expect(saved.written.map(({ cells: count }) => count)).toEqual([1]);
      const [item] = saved.written;
      expect(cells(saved.bytes, `${item?.sheet}!${item?.cell}`)).toEqual([value]);
      const changed = saved.differences.filter(({ change }) => change !== "removed").map(({ part }) => part);
      expect(
        changed.filter(
          (part) => !/worksheets\/|sharedStrings|workbook\.xml|\.rels$|Content_Types/.test(part),
        ),
      ).toEqual([]);
      expect(changed.filter((part) => /worksheets\//.test(part))).toHaveLength(1);
    },
  );
});
