import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Mapping } from "../../../../renderer/excel/import/mapping.ts";
import {
  levelsInFile,
  orderFiles,
  type PreparedImport,
  prepareImport,
} from "../../../../renderer/excel/import/prepareImport.ts";
import { recognise } from "../../../../renderer/excel/import/recognise.ts";
import { readFile } from "../../../../renderer/excel/read/readFile.ts";
import type { ReadFile } from "../../../../renderer/excel/read/sourceFile.ts";
import { emptyPlan } from "../../../../renderer/plan/emptyPlan.ts";
import { LIST_SIZE, type Plan } from "../../../../renderer/plan/plan.ts";
import { listSizeColumnId, namesAtLevel } from "../../../../renderer/plan/tables.ts";
import {
  bytesOf,
  csv,
  epraccurFile,
  listFile,
  mapFile,
  PATIENTS,
  PRACTICES,
  paymentsFile,
  planWith,
  sessionFile,
  weightedRows,
  workbook,
} from "../../../support/makeFiles.ts";
import { planAfter } from "../../../support/planBuilder.ts";

interface Opened {
  readonly file: ReadFile;
  readonly mapping: Mapping;
}

async function open(content: string | Uint8Array, name = "x.csv"): Promise<Opened> {
  const read = await readFile(typeof content === "string" ? bytesOf(content) : content, name);
  if (!read.ok) throw new Error(read.problem.message);
  const { mapping } = recognise(read.value);
  if (mapping === null) throw new Error("no mapping");
  return { file: read.value, mapping };
}

function prepare(plan: Plan, { file, mapping }: Opened, levels: Record<string, string> = {}): PreparedImport {
  const asked = Object.entries(levels).map(([level, column]) => ({ level, column }));
  const prepared = prepareImport(plan, file, mapping, asked);
  if (!prepared.ok) throw new Error(prepared.problem.message);
  return prepared.value;
}

const codes = (prepared: PreparedImport) => prepared.problems.map((problem) => problem.code);
const column = (prepared: PreparedImport, name: string) =>
  prepared.command.columns.find((each) => each.name === name)?.values;
const lists = planWith(PRACTICES);
const table = (...rows: (string | number)[][]) =>
  open(csv([["Code", "Name", "List size", "PCN", "CCG"], ...rows]));

describe("practices and patients", () => {
  it("a file of lists fills an empty plan", async () => {
    const prepared = prepare(emptyPlan("T"), await open(listFile()));
    expect(prepared.summary).toMatchObject({
      rows: 12,
      practices: 12,
      patients: PATIENTS,
      added: 12,
      matched: 0,
      planPractices: 12,
      planPatients: PATIENTS,
      listSizesTaken: true,
    });
    expect(prepared.problems).toEqual([]);
    expect(prepared.command.source).toMatchObject({
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      mapping: { sheet: expect.any(String), code: expect.any(Number) },
      fileName: "x.csv",
      description: "Patients registered at a GP practice",
      dataDate: "2021-01-01",
      rows: 12,
      columns: [LIST_SIZE],
    });
    const plan = planAfter(emptyPlan("T"), prepared.command);
    expect(plan.practices).toEqual(PRACTICES.map((practice) => practice.code));
    expect(plan.practiceInputs[listSizeColumnId(plan) ?? ""]).toEqual(
      PRACTICES.map((practice) => practice.list),
    );
  });

  it("a map joins by code, whatever its case and blanks, and adds no practice", async () => {
    const others = PRACTICES.slice(2).map((practice) => ({
      ...practice,
      code: ` ${practice.code.toLowerCase()} `,
    }));
    const unknown = { code: "C10001", name: "NEW", list: 0, pcn: "VALE PCN", ccg: "NHS Vale CCG" };
    const prepared = prepare(lists, await open(mapFile(2022, [...others, unknown])), {
      PCN: "pcn_name",
      CCG: "CCG_NAME",
    });
    expect(prepared.summary).toMatchObject({
      practices: 11,
      patients: null,
      matched: 10,
      matchedPatients: PATIENTS - 5903 - 14738,
      added: 0,
      unknown: { codes: ["C10001"], patients: 0 },
      unmatched: { codes: ["A10001", "A10002"], patients: 5903 + 14738 },
      planPractices: 12,
      planPatients: PATIENTS,
    });
    expect(prepared.command.practices).toEqual(PRACTICES.slice(2).map((practice) => practice.code));
    expect(prepared.problems.map(({ code, rows, patients }) => [code, rows, patients])).toEqual([
      ["group-under-two-parents", 1, undefined],
      ["unknown-code", 1, undefined],
      ["practices-not-in-file", 2, 5903 + 14738],
    ]);
  });

  it.each<[string, Plan, Mapping["newPractices"], number, number]>([
    ["empty plan", emptyPlan("T"), "auto", 12, 0],
    ["plan without lists", planWith([{ code: "A10001" }]), "auto", 11, 0],
    ["plan with lists", planWith([{ code: "A10001", list: 1 }]), "auto", 0, 11],
    ["asked to add", planWith([{ code: "A10001", list: 1 }]), "add", 11, 0],
    ["asked to report", emptyPlan("T"), "report", 0, 12],
  ])("codes the plan lacks: %s", async (_name, plan, newPractices, added, unknown) => {
    const { file, mapping } = await open(listFile());
    const { summary } = prepare(plan, { file, mapping: { ...mapping, newPractices } });
    expect([summary.added, summary.unknown.codes.length]).toEqual([added, unknown]);
  });

  it("weighted populations bring the list size only where the plan has none", async () => {
    const opened = await open(csv(weightedRows(false)));
    const first = prepare(emptyPlan("T"), opened);
    expect(column(first, LIST_SIZE)?.[0]).toBe(5903.25);
    expect(column(first, "pop 2022/23")?.[0]).toBe(5903.25);
    const second = prepare(lists, opened);
    expect(column(second, LIST_SIZE)).toBeUndefined();
    expect(codes(second)).toContain("list-size-kept");
    expect(second.summary.planPatients).toBe(PATIENTS);
    expect(codes(first)).not.toContain("fractional-list-size");
  });

  it("payments keep the plan's lists, bring theirs beside them, and read numbers with commas", async () => {
    const prepared = prepare(lists, await open(paymentsFile(2023)));
    expect(column(prepared, "Number of Registered Patients (Last Known Figure)")?.[0]).toBe(5903.75);
    expect(column(prepared, "Global Sum")?.[0]).toBe(534221.5);
    const alone = prepare(emptyPlan("T"), await open(paymentsFile(2022)));
    expect(column(alone, LIST_SIZE)?.[0]).toBe(5903.75);
    expect(alone.problems.map(({ code, rows }) => [code, rows])).toEqual([["no-patients", 1]]);
  });

  it("epraccur: active practices count; a plan's closed practice is named as such", async () => {
    const opened = await open(epraccurFile());
    expect(prepare(emptyPlan("T"), opened).summary).toMatchObject({ rows: 16, filteredRows: 3, added: 13 });
    const prepared = prepare(
      planWith([
        { code: "A10001", list: 5 },
        { code: "A10901", list: 7 },
      ]),
      opened,
    );
    const missing = prepared.problems.find((problem) => problem.code === "practices-not-in-file");
    expect(missing?.message).toContain("closed or ended): A10901");
    expect(prepared.summary.unmatched).toEqual({ codes: ["A10901"], patients: 7 });
  });

  it("puts files that bring lists first and gives each file its own levels", async () => {
    const files = [await open(mapFile()), await open(csv(weightedRows(false))), await open(listFile())];
    expect(orderFiles(files).map(({ mapping }) => mapping.description.slice(0, 8))).toEqual([
      "Patients",
      "Weighted",
      "Map of G",
    ]);
    const levels = [
      { level: "PCN", column: "PCN_NAME" },
      { level: "ICB", column: "ICS22name" },
    ];
    expect(
      files.map(({ file, mapping }) => levelsInFile(file, mapping, levels).map((each) => each.level)),
    ).toEqual([["PCN"], ["PCN", "ICB"], []]);
  });
});

describe("problems by row", () => {
  it("duplicate, blank and unusual codes", async () => {
    const prepared = prepare(
      emptyPlan("T"),
      await table(
        ["A10001", "A", 10, "", ""],
        ["a10001 ", "A2", 12, "", ""],
        ["", "No code", 7, "", ""],
        ["PCN 12", "", 22, "", ""],
        ["B10001", "B", 5, "", ""],
        ["Total:", "", 49, "", ""],
      ),
    );
    expect(
      prepared.problems.map(({ code, severity, where, patients }) => [code, severity, where?.row, patients]),
    ).toEqual([
      ["duplicate-code", "warning", 3, 12],
      ["blank-code", "error", 4, 7],
      ["unusual-code", "warning", 5, 22],
      ["total-row", "note", 7, 49],
    ]);
    expect(prepared.problems[0]?.message).toContain("row 2 and again in row 3");
    expect(prepared.summary).toMatchObject({
      rows: 6,
      practices: 3,
      duplicateRows: 1,
      rowsWithoutCode: 2,
      patients: 37,
    });
    expect(column(prepared, LIST_SIZE)).toEqual([10, 22, 5]);
  });

  it.each<[string | number, number | undefined, string | undefined]>([
    ["1,234", 1234, undefined],
    [" 98,942,232 ", 98942232, undefined],
    ["£1,250", 1250, undefined],
    ["0", 0, "no-patients"],
    ["", undefined, "missing-list-size"],
    ["-5", undefined, "negative-list-size"],
    ["(5)", undefined, "negative-list-size"],
    ["12.5", 12.5, "fractional-list-size"],
    ["12O5", undefined, "text-in-number-column"],
    ["1,23,4", undefined, "text-in-number-column"],
    ["<5", undefined, "text-in-number-column"],
    ["- ", undefined, "text-in-number-column"],
    ["0x10", undefined, "text-in-number-column"],
    ["#N/A", undefined, "error-value"],
  ])("a list size of %j", async (cell, expected, code) => {
    const opened = await table(["A10001", "A", 10, "", ""], ["A10002", "B", cell, "", ""]);
    const prepared = prepare(emptyPlan("T"), {
      ...opened,
      mapping: { ...opened.mapping, listSize: 2, columns: [] },
    });
    expect(column(prepared, LIST_SIZE)).toEqual([10, expected]);
    expect(codes(prepared)).toEqual(code === undefined ? [] : [code]);
    if (code !== undefined && code !== "no-patients")
      expect(prepared.problems[0]?.where).toEqual({
        file: "x.csv",
        row: 3,
        column: "List size",
        subject: "A10002",
      });
  });

  it("error values of a workbook", async () => {
    const rows = [
      ["Code", "Need", "List size"],
      ["A10001", { formula: "1/0", result: { error: "#DIV/0!" } }, 4],
      ["A10002", 3, 4],
    ];
    const prepared = prepare(
      emptyPlan("T"),
      await open(await workbook({ One: rows, Two: [["x"]] }), "x.xlsx"),
    );
    expect(column(prepared, "Need")).toEqual([undefined, 3]);
    expect(prepared.problems[0]).toMatchObject({
      code: "error-value",
      where: { sheet: "One", row: 2, column: "Need" },
    });
  });

  it("tells twenty of a kind and sums up the rest so that rows and patients add up", async () => {
    const rows = Array.from({ length: 50 }, (_, at) => [
      `A2${String(at).padStart(4, "0")}`,
      "X",
      100 + at,
      "",
      "",
    ]);
    const opened = await table(["A10001", "A", 10, "", ""], ...rows);
    const prepared = prepare(lists, opened);
    const unknown = prepared.problems.filter((problem) => problem.code === "unknown-code");
    expect(unknown).toHaveLength(21);
    expect(unknown.at(-1)).toMatchObject({ rows: 30 });
    const total = (key: "rows" | "patients") =>
      unknown.reduce((sum, problem) => sum + (problem[key] ?? 0), 0);
    expect([total("rows"), total("patients")]).toEqual([50, prepared.summary.unknown.patients]);
  });

  it("the numbers always add up", async () => {
    const code = fc.constantFrom("A10001", "a10001", "A10002", "B10001 ", "C90001", "TOTAL", "", "C90002");
    const list = fc.constantFrom("5", "0", "", "-1", "x", "7.5");
    const keep = fc.constantFrom("yes", "no");
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(code, list, keep), { minLength: 1, maxLength: 40 }),
        fc.boolean(),
        async (rows, add) => {
          const content = csv([
            ["Code", "List size", "Keep"],
            ["A10001", 1, "yes"],
            ...rows.map((row) => [...row]),
          ]);
          const opened = await open(content);
          const mapping: Mapping = {
            ...opened.mapping,
            code: 0,
            listSize: 1,
            columns: [],
            newPractices: add ? "add" : "report",
            keep: { conditions: [{ index: 2, anyOf: ["YES"] }], words: "kept rows" },
          };
          const plan = planWith([
            { code: "A10001", list: 3 },
            { code: "B10001", list: 4 },
            { code: "B10002", list: 5 },
          ]);
          const prepared = prepare(plan, { file: opened.file, mapping });
          const { summary } = prepared;
          expect(summary.rows).toBe(rows.length + 1);
          expect(
            summary.practices + summary.filteredRows + summary.rowsWithoutCode + summary.duplicateRows,
          ).toBe(summary.rows);
          expect(summary.matched + summary.added + summary.unknown.codes.length).toBe(summary.practices);
          expect(summary.matched + summary.unmatched.codes.length).toBe(plan.practices.length);
          const after = planAfter(plan, prepared.command);
          const sizes = after.practiceInputs[listSizeColumnId(after) ?? ""] ?? [];
          expect(after.practices.length).toBe(summary.planPractices);
          expect(sizes.reduce<number>((sum, size) => sum + Number(size ?? 0), 0)).toBeCloseTo(
            summary.planPatients,
            6,
          );
        },
      ),
      { seed: 20260101, numRuns: 150 },
    );
  });
});

describe("columns", () => {
  it("says when columns of the plan take new values", async () => {
    const plan = planAfter(
      emptyPlan("T"),
      prepare(emptyPlan("T"), await open(csv(weightedRows(true)))).command,
    );
    const again = prepare(plan, await open(csv(weightedRows(true))));
    const note = again.problems.find((problem) => problem.code === "columns-replaced");
    expect(note?.message).toContain("Practice name, List size, pop 2022/23, G&A WP");
  });

  it("steps aside for names that mean something else in the plan", async () => {
    const plan = planAfter(lists, {
      type: "addColumn",
      table: "Practices",
      column: { name: "Need", formula: "=1" },
    });
    const opened = await open(
      csv([
        ["Code", "Need", "Practice code ", "PCN"],
        ["A10001", 2, 9, 4],
      ]),
    );
    const chosen = opened.mapping.columns.map((each) => ({ ...each, selected: true }));
    const prepared = prepare(
      plan,
      { file: opened.file, mapping: { ...opened.mapping, columns: chosen } },
      { PCN: "PCN" },
    );
    expect(prepared.command.columns.map((each) => each.name)).toEqual([
      "Need (from file)",
      "Practice code (from file)",
      "PCN (from file)",
    ]);
    expect(codes(prepared).filter((code) => code === "column-renamed")).toHaveLength(3);
    expect(planAfter(plan, prepared.command).practiceColumns.map((each) => each.name)).toContain(
      "Need (from file)",
    );
  });

  it("reads dates to serials, yes and no to truth values, and keeps codes as text", async () => {
    const opened = await open(
      csv([
        ["Code", "Name", "Opened", "Dispensing", "Ref"],
        ["A10001", "A", "01/04/2020", "Yes", "007"],
        ["A10002", "B", "20200401", "no", "1E5"],
        ["A10003", "C", "31/02/2020", "maybe", "x"],
      ]),
    );
    const types = { Opened: "date", Dispensing: "boolean", Ref: "text" } as const;
    const columns = opened.mapping.columns.map((each) => ({
      ...each,
      selected: true,
      type: types[each.header as keyof typeof types],
    }));
    const prepared = prepare(emptyPlan("T"), { file: opened.file, mapping: { ...opened.mapping, columns } });
    expect(column(prepared, "Opened")).toEqual([43922, 43922, undefined]);
    expect(column(prepared, "Dispensing")).toEqual([true, false, undefined]);
    expect(column(prepared, "Ref")).toEqual(["007", "1E5", "x"]);
    expect(codes(prepared).filter((code) => code === "wrong-type")).toHaveLength(2);
  });
});

describe("levels", () => {
  const groupNames = (prepared: PreparedImport) => {
    const plan = planAfter(lists, prepared.command);
    const [option] = plan.options;
    if (option === undefined) throw new Error("no option");
    return (level: string) => {
      const found = plan.levels.find((each) => each.name === level);
      const names = namesAtLevel(option, found?.id ?? "");
      return plan.practices.map((_, at) => names.get(option.membership[at] ?? "") ?? "Unassigned");
    };
  };

  it("makes groups with parents; a group under two becomes two; Unallocated belongs to the next higher", async () => {
    const prepared = prepare(lists, await open(mapFile()), { PCN: "PCN_NAME", CCG: "CCG_NAME" });
    const at = groupNames(prepared);
    expect(at("CCG")).toEqual(PRACTICES.map((practice) => practice.ccg));
    expect(at("PCN")).toEqual(
      PRACTICES.map(({ pcn, ccg }) =>
        pcn === "Unallocated" ? "Unassigned" : pcn === "BORDER PCN" ? `BORDER PCN (${ccg})` : pcn,
      ),
    );
    expect(prepared.summary.levels).toEqual([
      { level: "PCN", groups: 5, without: 2 },
      { level: "CCG", groups: 2, without: 0 },
    ]);
    const split = prepared.problems.find((problem) => problem.code === "group-under-two-parents");
    expect(split?.message).toContain("BORDER PCN (NHS Moor CCG) and BORDER PCN (NHS Vale CCG)");
  });

  it("turns levels given upside down and says so", async () => {
    const prepared = prepare(lists, await open(mapFile()), { CCG: "CCG_NAME", PCN: "PCN_NAME" });
    expect(prepared.command.levels).toEqual([{ name: "PCN" }, { name: "CCG" }]);
    expect(codes(prepared)).toContain("levels-reordered");
    expect(groupNames(prepared)("CCG")).toEqual(PRACTICES.map((practice) => practice.ccg));
  });

  it.each<[string, string[][], (string | null)[][]]>([
    [
      "no higher group",
      [
        ["P", ""],
        ["P", ""],
      ],
      [
        ["P", null],
        ["P", null],
      ],
    ],
    [
      "with and without a higher group",
      [
        ["P", "X"],
        ["P", ""],
      ],
      [
        ["P (X)", "X"],
        ["P", null],
      ],
    ],
    [
      "errors, blanks and words for none",
      [
        ["#N/A", "X"],
        ["unassigned", "X"],
        [" ", "#REF!"],
      ],
      [
        [null, "X"],
        [null, "X"],
        [null, null],
      ],
    ],
    [
      "case does not matter, the first spelling stays",
      [
        ["North", "X"],
        ["NORTH", "x"],
      ],
      [
        ["North", "X"],
        ["North", "X"],
      ],
    ],
    [
      "wildcards and comparisons are changed",
      [
        ["=A*", "X"],
        ["A?", "X"],
        ["~", "X"],
      ],
      [
        ["A\u2217", "X"],
        ["A", "X"],
        ["\u223c", "X"],
      ],
    ],
    [
      "changed names that would meet stay apart",
      [
        ["A?", "X"],
        ["A", "X"],
      ],
      [
        ["A", "X"],
        ["A 2", "X"],
      ],
    ],
  ])("%s", async (_name, groups, expected) => {
    const opened = await table(
      ...groups.map(([pcn, ccg], at) => [PRACTICES[at]?.code ?? "", "N", 5, pcn ?? "", ccg ?? ""]),
    );
    const at = groupNames(prepare(lists, opened, { PCN: "PCN", CCG: "CCG" }));
    const shown = expected.map((_, index) => [at("PCN")[index], at("CCG")[index]]);
    expect(shown).toEqual(expected.map((pair) => pair.map((name) => name ?? "Unassigned")));
  });

  it("three levels: a missing middle group leaves its members under the top one", async () => {
    const opened = await open(
      csv([
        ["Code", "Place", "CCG", "ICB"],
        ["A10001", "P", "C", "I"],
        ["A10002", "P", "", "I"],
        ["A10003", "Q", "C", "I"],
      ]),
    );
    const at = groupNames(prepare(lists, opened, { Place: "Place", CCG: "CCG", ICB: "ICB" }));
    expect(at("Place").slice(0, 3)).toEqual(["P (C)", "P (I)", "Q"]);
    expect(at("CCG").slice(0, 3)).toEqual(["C", "Unassigned", "C"]);
    expect(at("ICB").slice(0, 3)).toEqual(["I", "I", "I"]);
  });

  it("a saved session becomes places under ICBs", async () => {
    const prepared = prepare(lists, await open(sessionFile(), "s.json"), { Place: "Place", ICB: "ICB" });
    expect(groupNames(prepared)("Place").slice(0, 8)).toEqual([
      "Moorside",
      "Moorside",
      "Moorside",
      "Moorside",
      "Middleton",
      "Middleton",
      "Middleton",
      "Unassigned",
    ]);
    expect(prepared.summary).toMatchObject({
      matched: 7,
      levels: [
        { level: "Place", groups: 2 },
        { level: "ICB", groups: 1 },
      ],
    });
  });

  it("without levels no membership changes", async () => {
    const prepared = prepare(lists, await open(mapFile()));
    expect(prepared.command.membership.every((each) => each === undefined)).toBe(true);
    expect(prepared.command.groups).toEqual([]);
  });

  it("addresses columns by heading in any spelling, by the mapping's word and by letter", async () => {
    const { file, mapping } = await open(paymentsFile(2023));
    for (const name of ["ccg name", "PCN Name", "E", "CCG_NAME"]) {
      const prepared = prepare(lists, { file, mapping }, { PCN: name });
      expect(prepared.summary.levels).toEqual([{ level: "PCN", groups: 4, without: 2 }]);
    }
  });

  it("an unknown column lists the columns there are, and nothing is prepared", async () => {
    const { file, mapping } = await open(mapFile());
    const result = prepareImport(lists, file, mapping, [{ level: "PCN", column: "PCN_NAM" }]);
    expect(result.ok ? null : [result.problem.code, result.problem.remedy?.includes("PCN_NAME")]).toEqual([
      "unknown-column",
      true,
    ]);
  });

  it("a level cannot take the name of a column", async () => {
    const { file, mapping } = await open(mapFile());
    const result = prepareImport(lists, file, mapping, [{ level: "List size", column: "PCN_NAME" }]);
    expect(result.ok ? null : result.problem.code).toBe("level-name-taken");
  });
});

describe("nothing to import", () => {
  it.each<[string, Partial<Mapping>, string]>([
    ["no such sheet", { sheet: "Other" }, "unknown-sheet"],
    [
      "no rows that count",
      { keep: { conditions: [{ index: 0, anyOf: ["nothing"] }], words: "rows of nothing" } },
      "no-practices",
    ],
    ["a blank column of codes", { code: 40 }, "no-practices"],
    ["no rows below the headings", { firstDataRow: 400 }, "no-practices"],
  ])("%s", async (_name, change, code) => {
    const { file, mapping } = await open(listFile());
    const result = prepareImport(lists, file, { ...mapping, ...change }, []);
    expect(result.ok ? null : result.problem.code).toBe(code);
  });
});
