// The plan of England out as a workbook, edited with openpyxl and opened again: exactly those edits, and quickly enough to
// wait for. The command line does the same.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { prepareImport } from "../../renderer/excel/import/prepareImport.ts";
import { recognise } from "../../renderer/excel/import/recognise.ts";
import { readFile } from "../../renderer/excel/read/readFile.ts";
import { readWorkbook } from "../../renderer/excel/read/readWorkbook.ts";
import { reopenWorkbook } from "../../renderer/excel/reopen/reopenWorkbook.ts";
import { writeWorkbook } from "../../renderer/excel/write/workbook.ts";
import { withStarterColumns } from "../../renderer/funding/starterColumns.ts";
import { applyCommand } from "../../renderer/plan/apply.ts";
import { PlanCalculation } from "../../renderer/plan/calculation.ts";
import type { Command } from "../../renderer/plan/commands/command.ts";
import { emptyPlan } from "../../renderer/plan/emptyPlan.ts";
import type { Plan } from "../../renderer/plan/plan.ts";
import { serialisePlan } from "../../renderer/plan/planFile.ts";
import type { Result } from "../../renderer/plan/problem.ts";
import { openpyxlMissing, runPython } from "../support/openpyxl.ts";
import { sharedPath } from "../support/sharedData.ts";

const PROGRAM = resolve(import.meta.dirname, "../../build/catchment.mjs");
const folder = mkdtempSync(join(tmpdir(), "catchment-reopen-england-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const source = sharedPath("data", "weighted-populations-2024-25.csv");
const missing = source === null ? "the real data is not there" : openpyxlMissing();
if (missing !== null) console.log(`Skipped: ${missing}.`);

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

async function england(): Promise<Plan> {
  const file = must(await readFile(new Uint8Array(readFileSync(source ?? "")), basename(source ?? "")));
  const { mapping } = recognise(file);
  if (mapping === null) throw new Error("not recognised");
  const column = mapping.groupColumns[0]?.header ?? "";
  const { command } = must(prepareImport(emptyPlan("England"), file, mapping, [{ level: "ICB", column }]));
  const { plan } = must(
    applyCommand(emptyPlan("England"), must(withStarterColumns(emptyPlan("England"), command))),
  );
  return must(applyCommand(plan, { type: "addOption", name: "Another" })).plan;
}

describe.skipIf(missing !== null)("the plan of England", () => {
  test("nothing edited, nothing found; edits come back as exactly those changes", {
    timeout: 240_000,
  }, async () => {
    const plan = await england();
    expect(plan.practices.length).toBeGreaterThan(6000);
    const { bytes } = writeWorkbook(plan, new PlanCalculation(plan));
    const content = must(readWorkbook(bytes, { fileName: "england.xlsx" }));
    const untouched = must(reopenWorkbook(content));
    expect([untouched.changes, untouched.problems]).toEqual([[], []]);
    expect(serialisePlan(untouched.plan)).toBe(serialisePlan(plan));
    const again = writeWorkbook(untouched.plan, new PlanCalculation(untouched.plan)).bytes;
    expect(Buffer.compare(again, bytes)).toBe(0);

    const [option] = plan.options;
    const groups = option?.groups ?? [];
    const code = plan.practices[100] ?? "";
    const current = groups.find(({ id }) => id === option?.membership[100]);
    const other = groups.find((group) => group !== current);
    const path = join(folder, "england.xlsx");
    writeFileSync(path, bytes);
    runPython(
      `book = openpyxl.load_workbook(given["path"])
ws = book["Practices"]
heading = {c.value: c.column for c in ws[1]}
row = next(r[0].row for r in ws.iter_rows(min_col=1, max_col=1) if r[0].value == given["code"])
ws.cell(row, heading["List size"]).value = 4100
ws.cell(row, heading["ICB"]).value = given["group"]
new = [None] * len(heading)
new[0], new[heading["List size"] - 1], new[heading["ICB"] - 1] = "Z99999", 5000, given["group"]
ws.append(new)
ws = book["Assumptions"]
for r in ws.iter_rows():
    if r[0].value == "Allowance_per_head": r[1].value = 18.76
ws = book["ICBs"]
column = next(c.column for c in ws[1] if c.value == "Practices")
for r in range(2, ws.max_row):
    ws.cell(r, column).value = "=COUNTIFS(Practices[ICB],ICBs[[#This Row],[ICB]])+0"
book.save(given["path"])`,
      { path, code, group: other?.name },
    );
    const found = must(
      reopenWorkbook(must(readWorkbook(new Uint8Array(readFileSync(path)), { fileName: "england.xlsx" }))),
    );
    const commands: readonly Partial<Command>[] = found.changes.map(({ command }) => command);
    expect(commands).toEqual([
      expect.objectContaining({ type: "batch", label: "Add Z99999" }),
      expect.objectContaining({ type: "setFormula", table: "ICBs", column: "Practices" }),
      expect.objectContaining({ type: "setInput", row: code, column: "List size", value: 4100 }),
      expect.objectContaining({ type: "setAssumption", name: "Allowance_per_head", value: 18.76 }),
      expect.objectContaining({ type: "movePractices", practices: [code], group: other?.name }),
      expect.objectContaining({ type: "movePractices", practices: ["Z99999"], group: other?.name }),
    ]);
    expect(found.problems).toEqual([]);
  });
});

describe.skipIf(openpyxlMissing() !== null)("the command line", () => {
  const run = (...given: readonly string[]) => spawnSync("node", [PROGRAM, ...given], { encoding: "utf8" });
  const file = (name: string) => join(folder, name);

  test("open: lists the edits, takes them or not", { timeout: 180_000 }, () => {
    expect(run("sample", "small", "--plan", file("sample.catchment")).status).toBe(0);
    expect(run("export", file("sample.catchment"), file("sample.xlsx")).status).toBe(0);
    runPython(
      `book = openpyxl.load_workbook(given)\nbook["Practices"]["E2"] = 4100\nbook.save(given)`,
      file("sample.xlsx"),
    );
    const ran = run("open", file("sample.xlsx"), "--plan", file("back.catchment"), "--json");
    expect(ran.status).toBe(0);
    const { changes, taken, problems } = JSON.parse(ran.stdout);
    expect(changes).toEqual([
      {
        sentence: expect.stringMatching(/^Y90001 List size [\d,]+ -> 4,100$/),
        sheet: "Practices",
        cell: "E2",
        command: expect.objectContaining({ type: "setInput", row: "Y90001", value: 4100 }),
      },
    ]);
    expect([taken, problems]).toEqual([1, []]);
    expect(
      run("open", file("sample.xlsx"), "--plan", file("same.catchment"), "--accept", "none").status,
    ).toBe(0);
    expect(readFileSync(file("same.catchment"), "utf8")).toBe(readFileSync(file("sample.catchment"), "utf8"));
    const imported = run("import", file("sample.xlsx"), "--plan", file("imported.catchment"));
    expect(imported.status).toBe(3);
    expect(imported.stderr).toContain("carries a Catchment plan");
    expect(imported.stderr).toContain(`catchment open "${file("sample.xlsx")}" --plan`);
    expect(existsSync(file("imported.catchment"))).toBe(false);
    expect(run("open", file("sample.xlsx")).status).toBe(2);
    expect(run("open", file("sample.catchment"), "--plan", file("x.catchment")).status).toBe(3);
  });

  test("save-back: writes the changes into a copy, and refuses what is not the source", {
    timeout: 180_000,
  }, () => {
    runPython(
      `book = openpyxl.Workbook()
ws = book.active
ws.append(["Practice Code", "Practice Name", "List Size"])
for i in range(12): ws.append([f"A8{i:04d}", f"Practice {i}", 4000 + i])
book.save(given)`,
      file("source.xlsx"),
    );
    expect(run("import", file("source.xlsx"), "--plan", file("plan.catchment")).status).toBe(0);
    writeFileSync(
      file("commands.json"),
      JSON.stringify({ type: "setInput", table: "Practices", row: "A80003", column: "List size", value: 9 }),
    );
    expect(run("apply", file("plan.catchment"), file("commands.json")).status).toBe(0);
    const ran = run(
      "save-back",
      file("plan.catchment"),
      "--into",
      file("source.xlsx"),
      "--out",
      file("out.xlsx"),
      "--json",
    );
    expect(ran.status).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      fileChanged: false,
      conflicts: [],
      written: [{ sheet: "Sheet", cell: "C5", what: "List size of Practices", cells: 1 }],
    });
    const read = runPython(
      `print(json.dumps(openpyxl.load_workbook(given).active["C5"].value))`,
      file("out.xlsx"),
    );
    expect(read).toBe(9);
    const words = run(
      "save-back",
      file("plan.catchment"),
      "--into",
      file("source.xlsx"),
      "--out",
      file("out2.xlsx"),
    );
    expect(words.stdout).toContain("1 cell changed");
    const own = run(
      "save-back",
      file("plan.catchment"),
      "--into",
      file("sample.xlsx"),
      "--out",
      file("x.xlsx"),
    );
    expect([own.status, own.stderr]).toEqual([3, expect.stringContaining("exported by Catchment")]);
    expect(
      run("save-back", file("plan.catchment"), "--into", file("source.xlsx"), "--out", file("source.xlsx"))
        .status,
    ).toBe(2);
  });
});
