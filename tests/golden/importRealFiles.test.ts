// Imports the real NHS files, where they are beside the checkout, and holds the result against figures worked out
// here from the CSVs by other means.

import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { type LevelRequest, orderFiles, prepareImport } from "../../renderer/excel/import/prepareImport.ts";
import { recognise } from "../../renderer/excel/import/recognise.ts";
import { readFile } from "../../renderer/excel/read/readFile.ts";
import { emptyPlan } from "../../renderer/plan/emptyPlan.ts";
import { type Plan, UNASSIGNED } from "../../renderer/plan/plan.ts";
import { listSizeColumnId, namesAtLevel } from "../../renderer/plan/tables.ts";
import { planAfter } from "../support/planBuilder.ts";
import { sharedPath } from "../support/sharedData.ts";

const folder = sharedPath("data");
if (folder === null) console.log("importRealFiles: skipped, the real NHS files are not beside this checkout");

const pathOf = (name: string) => `${folder}/${name}`;

async function open(name: string) {
  const read = await readFile(new Uint8Array(readFileSync(pathOf(name))), name);
  if (!read.ok) throw new Error(read.problem.message);
  const known = recognise(read.value);
  if (known.mapping === null) throw new Error(known.problems[0]?.message);
  return { file: read.value, mapping: known.mapping, known };
}

function prepare(plan: Plan, opened: Awaited<ReturnType<typeof open>>, levels: readonly LevelRequest[] = []) {
  const prepared = prepareImport(plan, opened.file, opened.mapping, levels);
  if (!prepared.ok) throw new Error(prepared.problem.message);
  return prepared.value;
}

/** Rows of a CSV as records, read here without the code under test. */
function records(name: string): Record<string, string>[] {
  const text = readFileSync(pathOf(name), "utf8").replace(/^\ufeff/, "");
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
}

/** Practices and patients by group at a level of the base, Unassigned left out. */
function tableOf(plan: Plan, levelName: string): Map<string, { practices: number; patients: number }> {
  const [option] = plan.options;
  const level = plan.levels.find((each) => each.name === levelName);
  if (option === undefined || level === undefined) throw new Error(`no level ${levelName}`);
  const names = namesAtLevel(option, level.id);
  const sizes = plan.practiceInputs[listSizeColumnId(plan) ?? ""] ?? [];
  const table = new Map<string, { practices: number; patients: number }>();
  for (const [at] of plan.practices.entries()) {
    const name = names.get(option.membership[at] ?? "") ?? UNASSIGNED;
    if (name === UNASSIGNED) continue;
    const row = table.get(name) ?? { practices: 0, patients: 0 };
    table.set(name, { practices: row.practices + 1, patients: row.patients + Number(sizes[at] ?? 0) });
  }
  return table;
}

const LISTS = "gp-reg-pat-prac-all-2021-01.csv";
const MAP = "gp-reg-pat-prac-map-2022-01.csv";

describe.runIf(folder !== null)("the real files", () => {
  it("lists and map: practices, patients, matches, and groups equal to a plain group-by", async () => {
    const [first, second] = orderFiles([await open(MAP), await open(LISTS)]);
    if (first === undefined || second === undefined) throw new Error("two files");
    expect(first.file.fileName).toBe(LISTS);
    const lists = prepare(emptyPlan("T"), first);
    expect(lists.summary).toMatchObject({
      practices: 6658,
      patients: 60606345,
      added: 6658,
      dataDate: "2021-01-01",
    });
    expect(lists.problems).toEqual([]);
    const plan = planAfter(emptyPlan("T"), lists.command);
    const map = prepare(plan, second, [
      { level: "PCN", column: "PCN_NAME" },
      { level: "CCG", column: "CCG_NAME" },
    ]);
    expect(map.summary).toMatchObject({
      practices: 6527,
      matched: 6523,
      planPractices: 6658,
      planPatients: 60606345,
    });
    expect(map.summary.matchedPatients).toBe(59887298);
    expect(map.summary.unmatched.codes).toHaveLength(135);
    expect(map.summary.unmatched.patients).toBe(60606345 - 59887298);

    const sizes = new Map(records(LISTS).map((row) => [row.CODE ?? "", Number(row.NUMBER_OF_PATIENTS)]));
    const joined = records(MAP).filter((row) => sizes.has(row.PRACTICE_CODE ?? ""));
    const parents = new Map<string, Set<string>>();
    for (const row of joined)
      parents.set(row.PCN_NAME ?? "", (parents.get(row.PCN_NAME ?? "") ?? new Set()).add(row.CCG_NAME ?? ""));
    const groupBy = (name: (row: Record<string, string>) => string | null) => {
      const table = new Map<string, { practices: number; patients: number }>();
      for (const row of joined) {
        const key = name(row);
        if (key === null) continue;
        const so = table.get(key) ?? { practices: 0, patients: 0 };
        table.set(key, {
          practices: so.practices + 1,
          patients: so.patients + (sizes.get(row.PRACTICE_CODE ?? "") ?? 0),
        });
      }
      return table;
    };
    const after = planAfter(plan, map.command);
    expect(tableOf(after, "CCG")).toEqual(groupBy((row) => row.CCG_NAME ?? null));
    expect(tableOf(after, "PCN")).toEqual(
      groupBy((row) => {
        if (row.PCN_NAME === "Unallocated") return null;
        return (parents.get(row.PCN_NAME ?? "")?.size ?? 0) > 1
          ? `${row.PCN_NAME} (${row.CCG_NAME})`
          : (row.PCN_NAME ?? "");
      }),
    );
    const split = map.problems.find((problem) => problem.code === "group-under-two-parents");
    expect(split?.rows).toBe(11);
    // Again over itself: nothing new, nothing lost.
    const again = planAfter(
      after,
      prepare(after, second, [
        { level: "PCN", column: "PCN_NAME" },
        { level: "CCG", column: "CCG_NAME" },
      ]).command,
    );
    expect([again.options, again.levels]).toEqual([after.options, after.levels]);
  });

  it("the map alone: 68 practices in no PCN", async () => {
    const map = prepare(emptyPlan("T"), await open(MAP), [{ level: "PCN", column: "PCN_NAME" }]);
    expect(map.summary.levels).toEqual([{ level: "PCN", groups: 1254, without: 68 }]);
  });

  it.each(["weighted-populations-2023-24.csv", "weighted-populations-2024-25.csv"])(
    "%s: places within ICBs",
    async (name) => {
      const prepared = prepare(emptyPlan("T"), await open(name), [
        { level: "Place", column: "LTLA21" },
        { level: "ICB", column: "ICS22name" },
      ]);
      expect(prepared.summary).toMatchObject({ practices: 6553, added: 6553 });
      expect(prepared.summary.levels).toEqual([
        { level: "Place", groups: 342, without: 0 },
        { level: "ICB", groups: 42, without: 0 },
      ]);
      const rows = records(name);
      expect(new Set(rows.map((row) => `${row.LTLA21}|${row.ICS22name}`)).size).toBe(342);
      const byName = (column: string) =>
        prepared.command.columns.find((each) => each.name === column)?.values;
      for (const column of ["pop 2022/23", "G&A WP", "Final WP", "Final PMC WP"]) {
        expect(byName(column)).toEqual(rows.map((row) => Number(row[column])));
      }
      expect(byName("List size")).toEqual(byName("pop 2022/23"));
      const plan = planAfter(emptyPlan("T"), prepared.command);
      expect([tableOf(plan, "Place").size, tableOf(plan, "ICB").size]).toEqual([342, 42]);
    },
  );

  it.each([
    ["gp-payments-2021-22.csv", 6758, 188],
    ["gp-payments-2022-23.csv", 6669, 206],
  ])("%s: the item columns add up to the total in every row", async (name, practices, empty) => {
    const prepared = prepare(emptyPlan("T"), await open(name));
    expect(prepared.summary).toMatchObject({ practices, added: practices, duplicateRows: 0 });
    expect(prepared.problems.find((problem) => problem.code === "no-patients")?.rows).toBe(empty);
    const { columns } = prepared.command;
    const at = columns.findIndex((each) => each.name === "Total NHS Payments to General Practice");
    const items = columns.slice(
      columns.findIndex((each) => each.name === "Global Sum"),
      at,
    );
    for (let row = 0; row < practices; row += 1) {
      const sum = items.reduce((total, each) => total + Number(each.values[row] ?? 0), 0);
      expect(Math.abs(sum - Number(columns[at]?.values[row]))).toBeLessThan(1);
    }
  });

  it("epraccur: 6,750 active GP practices of 15,971 rows", async () => {
    const prepared = prepare(emptyPlan("T"), await open("epraccur-2024-01.csv"));
    expect(prepared.summary).toMatchObject({ rows: 15971, filteredRows: 9221, practices: 6750 });
  });

  it("ePCN: 6,391 current memberships of 7,455, none twice", async () => {
    const prepared = prepare(emptyPlan("T"), await open("ePCN-2023-01.xlsx"), [
      { level: "PCN", column: "PCN Name" },
    ]);
    expect(prepared.summary).toMatchObject({
      rows: 7455,
      filteredRows: 1064,
      practices: 6391,
      duplicateRows: 0,
    });
    expect(prepared.summary.levels[0]?.groups).toBe(1264);
  });

  it("the workbook of weighted populations: results of its formulas, its own list sizes", async () => {
    const opened = await open("GP_Practice_WP_2022_23_run9_v2.xlsx");
    expect(opened.mapping.sheet).toBe("GP_wp");
    const prepared = prepare(emptyPlan("T"), opened);
    expect(prepared.summary).toMatchObject({ practices: 6554, patients: 61194033 });
    expect(prepared.command.columns.map((each) => each.name)).toContain("Health Ineq WP");
    const revised = opened.file.sheets.find((sheet) => sheet.name === "Revised Outputs");
    expect(revised?.rows.at(1)?.slice(0, 5)).toEqual(["QHM", "A81001", "E06000004", "16C", "U89141"]);
  });

  it.each(["icb-allocations-2023-25.xlsx", "icb-allocations-2025-26.xlsx"])(
    "%s holds no practices",
    async (name) => {
      const read = await readFile(new Uint8Array(readFileSync(pathOf(name))), name);
      const known = read.ok ? recognise(read.value) : null;
      expect([known?.kind, known?.mapping, known?.problems[0]?.code]).toEqual([
        "icb-allocations",
        null,
        "no-practices",
      ]);
    },
  );
});
