// A workbook that Catchment exported is edited with openpyxl, as a person would edit it in Excel, and opened in Catchment again:
// exactly those edits come back, as commands; with nothing edited nothing comes back, also after other programs saved it.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readWorkbook } from "../../renderer/excel/read/readWorkbook.ts";
import {
  applyWorkbookChanges,
  type ReopenedWorkbook,
  reopenWorkbook,
} from "../../renderer/excel/reopen/reopenWorkbook.ts";
import { writeWorkbook } from "../../renderer/excel/write/workbook.ts";
import { starterCommands } from "../../renderer/funding/starterColumns.ts";
import { PlanCalculation } from "../../renderer/plan/calculation.ts";
import type { Command } from "../../renderer/plan/commands/command.ts";
import { checkPlan } from "../../renderer/plan/invariants.ts";
import type { Plan } from "../../renderer/plan/plan.ts";
import { serialisePlan } from "../../renderer/plan/planFile.ts";
import type { Result } from "../../renderer/plan/problem.ts";
import { samplePlan } from "../../renderer/plan/samplePlan.ts";
import { libreOfficeMissing, recalculate } from "../support/libreOffice.ts";
import { openpyxlMissing, runPython } from "../support/openpyxl.ts";
import { planAfter, richPlan } from "../support/planBuilder.ts";

const folder = mkdtempSync(join(tmpdir(), "catchment-reopen-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const noPython = openpyxlMissing();
const noOffice = libreOfficeMissing();
if (noPython !== null) console.log(`Skipped: ${noPython}.`);
if (noOffice !== null) console.log(`Skipped what LibreOffice saves: ${noOffice}.`);

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

function exportPlan(plan: Plan): Uint8Array {
  return writeWorkbook(plan, new PlanCalculation(plan)).bytes;
}

function reopen(bytes: Uint8Array): ReopenedWorkbook {
  return must(reopenWorkbook(must(readWorkbook(bytes, { fileName: "book.xlsx" }))));
}

/** The workbook after a Python script that finds it as `book`; `at(sheet, key, heading)` is a cell. */
function edited(plan: Plan, script: string, save = ""): Uint8Array {
  const path = join(folder, "book.xlsx");
  writeFileSync(path, exportPlan(plan));
  runPython(
    `book = openpyxl.load_workbook(given["path"])
def at(sheet, key, heading):
    ws = book[sheet]
    column = next(c.column for c in ws[1] if c.value == heading)
    row = next(r[0].row for r in ws.iter_rows() if r[0].value == key)
    return ws.cell(row, column)
def fill(sheet, heading, formula):
    ws = book[sheet]
    column = next(c.column for c in ws[1] if c.value == heading)
    for r in range(2, ws.max_row + 1):
        if ws.cell(r, 1).value not in (None, "Total"):
            ws.cell(r, column).value = formula
${script}
book.save(given["path"])
${save}`,
    { path },
  );
  return new Uint8Array(readFileSync(path));
}

interface Example {
  readonly name: string;
  readonly plan?: "sample";
  readonly edit: string;
  readonly changes: readonly (readonly [sentence: string | RegExp, command: Partial<Command>])[];
  readonly problems?: readonly string[];
}

const setFee: Partial<Command> = { type: "setAssumption", name: "Rate", value: 30 };

const EXAMPLES: readonly Example[] = [
  {
    name: "a number, in the base and in an option",
    edit: `at("Practices", "C1", "List size").value = 4100
at("Practices (Merged)", "C3", "List size").value = 12`,
    changes: [
      [
        "C1 List size 1,000 -> 4,100",
        { type: "setInput", table: "Practices", row: "C1", column: "List size", value: 4100 },
      ],
      [
        "C3 List size in Merged 3,000 -> 12",
        { type: "setInput", row: "C3", column: "List size", value: 12, option: "Merged" },
      ],
    ],
  },
  {
    name: "a text, a blank, a date, a boolean",
    edit: `import datetime
at("Practices", "C1", "Practice name").value = "Ash House"
at("Practices", "C2", "List size").value = None
at("Practices", "C3", "Opened").value = datetime.date(2026, 3, 31)
at("Practices", "C4", "Training").value = True`,
    changes: [
      ['C1 Practice name "Ash" -> "Ash House"', { type: "setInput", value: "Ash House" }],
      ["C2 List size 2,000 -> blank", { type: "setInput", value: null }],
      [/^C3 Opened blank -> /, { type: "setInput", row: "C3", value: 46_112 }],
      ["C4 Training blank -> TRUE", { type: "setInput", value: true }],
    ],
  },
  {
    name: "a formula in an input cell gives its result, and says so",
    edit: `at("Practices", "C1", "List size").value = "=2000+345"`,
    changes: [["C1 List size 1,000 -> 2,345", { type: "setInput", value: 2345 }]],
    problems: ["formula-in-input"],
  },
  {
    name: "assumptions: base, own value of an option, words, a new one",
    edit: `at("Assumptions", "Rate", "Today").value = 30
at("Assumptions", "Rate", "Merged").value = 18.76
at("Assumptions", "Rate", "Unit").value = "£ a head"
ws = book["Assumptions"]
ws.append(["Fee", 2, None, "£", "Board paper", None])`,
    changes: [
      [
        "New assumption Fee: 2",
        { type: "addAssumption", name: "Fee", value: 2, unit: "£", source: "Board paper" },
      ],
      ["Rate 25 -> 30", setFee],
      ["Rate in Merged 25 -> 18.76", { type: "setAssumption", name: "Rate", value: 18.76, option: "Merged" }],
      [/^Unit of Rate /, { type: "editAssumption", name: "Rate", unit: "£ a head" }],
    ],
  },
  {
    name: "the formula of a column, in structured form and by addresses",
    edit: `fill("Practices", "Money", "=Practices[[#This Row],[List size]]*Rate*2")
ws = book["Places"]
for r in (2, 3, 4, 5): ws.cell(r, 4).value = f"=SUMIFS(Practices!$E$2:$E$7,Practices!$C$2:$C$7,A{r})/2"`,
    changes: [
      [
        "Formula of Money of Practices =[@[List size]]*Rate -> =[@[List size]]*Rate*2",
        { type: "setFormula", formula: "=[@[List size]]*Rate*2" },
      ],
      [
        /^Formula of People of Places /,
        { type: "setFormula", formula: "=SUMIFS(Practices[List size],Practices[Place],[@Place])/2" },
      ],
    ],
  },
  {
    name: "the formula of one cell, a value over a formula, a formula restored",
    edit: `at("Practices", "C1", "Money").value = "=E2*10"
at("Practices", "C3", "Money").value = 7
at("Practices", "C2", "Charge").value = at("Practices", "C1", "Charge").value.text if hasattr(at("Practices", "C1", "Charge").value, "text") else at("Practices", "C1", "Charge").value`,
    changes: [
      [
        "C1 Money has a formula of its own, =[@[List size]]*10, which gives 10,000",
        {
          type: "overrideFormula",
          row: "C1",
          column: "Money",
          value: 10_000,
          formula: "=[@[List size]]*10",
          fileName: "book.xlsx",
          cell: "Practices!H2",
        },
      ],
      ["C3 Money its formula -> the value 7", { type: "overrideFormula", row: "C3", value: 7 }],
      [
        "C2 Charge has its formula again, instead of 50,000",
        { type: "restoreFormula", row: "C2", column: "Charge" },
      ],
    ],
  },
  {
    name: "a moved practice, out of a group, in an option",
    edit: `at("Practices", "C1", "Place").value = "Lake"
at("Practices (Merged)", "C2", "Place").value = "Unassigned"`,
    changes: [
      [
        "C1 moved from Place Hill to Place Lake",
        { type: "movePractices", practices: ["C1"], level: "Place", group: "Lake" },
      ],
      [
        "C2 moved out of Place Hill in Merged",
        { type: "movePractices", level: "Place", group: null, option: "Merged" },
      ],
    ],
  },
  {
    name: "a new group typed beside practices, another in its level's table",
    edit: `at("Practices", "C1", "Place").value = "Riverside"
ws = book["Places"]
ws.append(["Fen", "West"])
at("Practices", "C3", "Place").value = "Fen"
at("Practices", "C3", "CCG").value = "West"`,
    changes: [
      ["New Place Fen under West with 1 practice (C3)", { type: "batch" }],
      ["New Place Riverside under East with 1 practice (C1)", { type: "batch" }],
    ],
  },
  {
    name: "a group renamed beside all its practices",
    edit: `for code in ("C1", "C2"): at("Practices", code, "Place").value = "Hilltop"
at("Places", "Hill", "Place").value = "Hilltop"`,
    changes: [
      [
        "The Place Hill is called Hilltop",
        { type: "renameGroup", level: "Place", group: "Hill", newName: "Hilltop" },
      ],
    ],
  },
  {
    name: "a group under another parent, said in both places",
    edit: `for code in ("C1", "C2"): at("Practices", code, "CCG").value = "West"
at("Places", "Hill", "CCG").value = "West"`,
    changes: [
      [
        "The Place Hill belongs to West",
        { type: "setParent", level: "Place", group: "Hill", parent: "West", parentLevel: "CCG" },
      ],
    ],
  },
  {
    name: "a new practice below the totals, with its group and figures",
    edit: `book["Practices"].append(["C9", "Yew", "Lake", "East", 900])`,
    changes: [
      ['New practice C9: Practice name "Yew", List size 900', { type: "batch" }],
      [
        "C9 belongs to Place Lake",
        { type: "movePractices", practices: ["C9"], level: "Place", group: "Lake" },
      ],
    ],
  },
  {
    name: "a practice removed, in the base; in an option alone it is told",
    edit: `ws = book["Practices"]
ws.delete_rows(at("Practices", "C5", "List size").row)
ws = book["Practices (Merged)"]
ws.delete_rows(at("Practices (Merged)", "C6", "Place").row)`,
    changes: [["Practice C5 was removed", { type: "removePractices", practices: ["C5"] }]],
    problems: ["row-removed-in-option"],
  },
  {
    name: "new columns: figures and a formula",
    edit: `ws = book["Practices"]
ws.cell(1, 10).value = "Trainees"
ws.cell(2, 10).value = 3
ws.cell(3, 10).value = 4
ws.cell(1, 11).value = "Per head"
for r in range(2, 8): ws.cell(r, 11).value = f"=J{r}/E{r}"`,
    changes: [
      ["New column Trainees of Practices with 2 values", { type: "batch" }],
      [
        "New column Per head of Practices: =[@Trainees]/[@[List size]]",
        {
          type: "addColumn",
          table: "Practices",
          column: { name: "Per head", formula: "=[@Trainees]/[@[List size]]" },
        },
      ],
    ],
  },
  {
    name: "rows sorted and columns moved are no edit",
    edit: `ws = book["Practices"]
rows = [[c.value for c in r] for r in ws.iter_rows(min_row=2, max_row=7)]
for at_row, row in enumerate(reversed(rows)):
    for at_column, value in enumerate(row): ws.cell(2 + at_row, 1 + at_column).value = value
ws.insert_rows(1)`,
    changes: [],
  },
  {
    name: "supporting tables: a figure, a row, a row in between",
    edit: `at("Rates by size", "middle", "Price").value = 25
ws = book["Rates by size"]
ws.append(["huge", 9000, 40])`,
    changes: [
      [
        'New row of Rates by size: Band "huge", From 9,000, Price 40',
        { type: "addRows", table: "Rates", rows: [{ Band: "huge", From: 9000, Price: 40 }] },
      ],
      [
        "middle Price 24 -> 25",
        { type: "setInput", table: "Rates", row: "middle", column: "Price", value: 25 },
      ],
    ],
  },
  {
    name: "title, an option's note and name, a column's note, a column's name",
    edit: `ws = book["Read me"]
ws["A1"].value = "Three options"
for r in range(1, ws.max_row + 1):
    if ws.cell(r, 1).value == "Merged": ws.cell(r, 2).value = "Asked for by the board"
    if ws.cell(r, 1).value == "Practices: List size": ws.cell(r, 2).value = "At 1 April"
at("Options", "Merged", "Option").value = "One body"
at("Practices", "Practice code", "Training").value = "Trains doctors"`,
    changes: [
      ["The plan is called Three options", { type: "setTitle", title: "Three options" }],
      [
        'Note of the option Merged: "Asked for by the board"',
        { type: "editOption", option: "Merged", note: "Asked for by the board" },
      ],
      [
        'Note of List size of Practices: "At 1 April"',
        { type: "editColumn", column: "List size", note: "At 1 April" },
      ],
      [
        "The column Training of Practices is called Trains doctors",
        { type: "editColumn", column: "Training", newName: "Trains doctors" },
      ],
      ["The option Merged is called One body", { type: "editOption", option: "Merged", newName: "One body" }],
    ],
  },
  {
    name: "an option follows the base again",
    edit: `at("Rates by size (Merged)", "large", "Price").value = at("Rates by size (Merged)", "small", "Price").value
at("Practices (Merged)", "C4", "Charge").value = at("Practices (Merged)", "C1", "Charge").value.text if hasattr(at("Practices (Merged)", "C1", "Charge").value, "text") else at("Practices (Merged)", "C1", "Charge").value`,
    changes: [
      [
        "C4 Charge in Merged has its formula again, instead of 90,000",
        { type: "restoreFormula", row: "C4", option: "Merged" },
      ],
      [
        "large Price in Merged follows the base again",
        { type: "resetInput", table: "Rates", row: "large", column: "Price", option: "Merged" },
      ],
    ],
  },
  {
    name: "what is no part of the plan is told",
    edit: `book.create_sheet("My notes")["A1"].value = "Hello"
at("Practices", "C1", "List size").value = "#N/A"
at("Practices", "C2", "List size").value = "about 2,000"
book["Comparison"]["B6"].value = 1
del book["CCGs"]`,
    changes: [],
    problems: [
      "sheet-added",
      "error-in-input",
      "change-not-possible",
      "comparison-edited",
      "table-not-found",
    ],
  },
];

describe.skipIf(noPython !== null)("edits of the exported workbook", () => {
  test.for(EXAMPLES)("$name", ({ edit, changes, problems }) => {
    const plan = richPlan();
    const found = reopen(edited(plan, edit));
    expect(serialisePlan(found.plan)).toBe(serialisePlan(plan));
    const sentences = found.changes.map(({ sentence }) => sentence);
    expect(sentences).toEqual(
      changes.map(([sentence]) =>
        typeof sentence === "string" ? sentence : expect.stringMatching(sentence),
      ),
    );
    for (const [at, [, command]] of changes.entries())
      expect(found.changes[at]?.command).toMatchObject(command);
    expect(new Set(found.problems.map(({ code }) => code))).toEqual(new Set(problems ?? []));
    const taken = applyWorkbookChanges(plan, found.changes);
    expect(taken.taken).toBe(changes.length);
    expect(checkPlan(taken.plan)).toEqual([]);
  });

  test("the plan with all of them is exported to a workbook that brings no change", () => {
    for (const { edit } of EXAMPLES) {
      const found = reopen(edited(richPlan(), edit));
      const { plan } = applyWorkbookChanges(found.plan, found.changes);
      const again = reopen(exportPlan(plan));
      expect(again.changes).toEqual([]);
      expect(serialisePlan(again.plan)).toBe(serialisePlan(plan));
    }
  });
});

describe("nothing edited", () => {
  const plans: readonly (readonly [string, Plan])[] = [
    ["the sample plan", samplePlan(starterCommands)],
    ["a plan with everything", richPlan()],
    [
      "a plan of one option without practices",
      planAfter(
        richPlan(),
        { type: "removeOption", option: "Merged" },
        { type: "removePractices", practices: ["C1", "C2", "C3", "C4", "C5", "C6"] },
      ),
    ],
  ];

  test.for(plans)("%s comes back identical, and its second workbook is the first", ([, plan]) => {
    const bytes = exportPlan(plan);
    const found = reopen(bytes);
    expect(found.changes).toEqual([]);
    expect(found.problems).toEqual([]);
    expect(serialisePlan(found.plan)).toBe(serialisePlan(plan));
    expect(exportPlan(found.plan)).toEqual(bytes);
  });

  test.skipIf(noPython !== null).for(plans)("%s saved by openpyxl", ([, plan]) => {
    const found = reopen(edited(plan, ""));
    expect([found.changes, found.problems]).toEqual([[], []]);
  });

  test.skipIf(noOffice !== null).for(plans)("%s saved by LibreOffice", async ([name, plan]) => {
    const path = join(folder, `${name.replaceAll(" ", "-")}.xlsx`);
    writeFileSync(path, exportPlan(plan));
    const found = reopen(await recalculate(path));
    expect([found.changes, found.problems]).toEqual([[], []]);
  });

  test("without its hidden sheet it is a workbook like any other", () => {
    const path = join(folder, "plain.xlsx");
    writeFileSync(path, exportPlan(richPlan()));
    runPython(
      `book = openpyxl.load_workbook(given["path"])\ndel book["Catchment plan"]\nbook.save(given["path"])`,
      { path },
    );
    const found = reopenWorkbook(
      must(readWorkbook(new Uint8Array(readFileSync(path)), { fileName: "plain.xlsx" })),
    );
    expect(found.ok ? null : found.problem.code).toBe("no-plan-in-workbook");
  });
});
