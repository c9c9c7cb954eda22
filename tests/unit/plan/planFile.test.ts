import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Command } from "../../../renderer/plan/commands/command.ts";
import { emptyPlan } from "../../../renderer/plan/emptyPlan.ts";
import { type Migration, migrate } from "../../../renderer/plan/migrations.ts";
import { parsePlanFile, serialisePlan } from "../../../renderer/plan/planFile.ts";
import { planAfter, richPlan, smallPlan } from "../../support/planBuilder.ts";

const plan = planAfter(
  smallPlan(),
  { type: "setInput", table: "Practices", row: "C2", column: "List size", value: 0.1, option: "Merged" },
  { type: "setAssumption", name: "Rate", value: 30, option: "Merged" },
);
const text = serialisePlan(plan);
/** Everything that a plan can hold. */
const richest = planAfter(
  richPlan(),
  { type: "acceptFinding", table: "Practices", row: "C2", column: "Charge" },
  { type: "overrideFormula", table: "Places", row: "Hill", column: "People", value: null },
  { type: "overrideFormula", table: "Options", row: "Merged", column: "Total", value: "n/a" },
  {
    type: "recordSimulation",
    model: "Normal",
    seed: 1,
    trials: 10,
    date: "2026-03-31",
    fingerprint: "f",
    columns: [
      { table: "Options", column: { name: "Chance" }, values: [{ row: "Today", value: 0.25 }] },
      { table: "Rates", column: { name: "Spread" }, values: [{ row: "small", value: 2, option: "Merged" }] },
    ],
  },
  {
    type: "importData",
    source: {
      fileName: "more.xlsx",
      description: "More",
      dataDate: "",
      rows: 0,
      columns: [],
      fingerprint: "ab12",
      mapping: { sheets: [{ name: "S", columns: [1, null] }] },
    },
    practices: [],
    columns: [],
    levels: [],
    groups: [],
    membership: [],
  },
);

function refused(changed: string) {
  const read = parsePlanFile(changed);
  if (read.ok) throw new Error("was read");
  return read.problem;
}

/** The file with something in it replaced, which must be there. */
function changed(from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the file has no ${from}`);
  return text.replace(from, to);
}

describe("the file", () => {
  test("is readable, one thing on a line", () => {
    const lines = text.split("\n");
    expect(lines.slice(0, 3)).toEqual(["{", '  "catchment": 2,', '  "title": "Small",']);
    expect(lines).toContain('    ["C2","Beech",2000,null,null],');
    expect(lines).toContain('        {"id":"hill","level":"place","name":"Hill","parent":"east"},');
    expect(lines).toContain('        {"group":"hill","practices":["C1","C2"]},');
    expect(lines).toContain('        {"column":"list-size","row":"C2","value":0.1}');
    expect(lines).toContain('        {"name":"Rate","value":30}');
    expect(text.endsWith("}\n")).toBe(true);
  });

  test.each([
    ["a small plan", plan],
    ["an empty plan", emptyPlan("")],
    ["a plan with tables, overrides, rules and a simulation", richest],
  ])("%s is read back as it was", (_, each) => {
    expect(parsePlanFile(serialisePlan(each))).toEqual({ ok: true, value: { plan: each, problems: [] } });
  });

  test("a row of a supporting table, an override and a finding stand on a line each", () => {
    const lines = serialisePlan(richest)
      .split("\n")
      .map((line) => line.trim());
    expect(lines).toContain('["2","middle",2000,24,null],');
    expect(lines).toContain('{"column":"charge","row":"C2","value":50000},');
    expect(lines).toContain('{"column":"people","row":"hill","value":null},');
    expect(lines).toContain(
      '{"column":"charge","row":"C2","fileName":"","cell":"","kind":"constant","formula":"","status":"accepted"},',
    );
    expect(lines).toContain(
      '"simulation": {"model":"Normal","seed":1,"trials":10,"date":"2026-03-31","fingerprint":"f","columns":["chance","spread"]}',
    );
  });

  test("the order of typing leaves no trace in it", () => {
    const one: Command = {
      type: "setInput",
      table: "Rates",
      row: "small",
      column: "Price",
      value: 1,
      option: "Merged",
    };
    const other: Command = {
      type: "setInput",
      table: "Rates",
      row: "large",
      column: "From",
      value: 9,
      option: "Merged",
    };
    expect(serialisePlan(planAfter(richest, one, other))).toBe(serialisePlan(planAfter(richest, other, one)));
  });

  test("any number survives exactly", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const next = planAfter(plan, {
          type: "setInput",
          table: "Practices",
          row: "C1",
          column: "List size",
          value,
        });
        const read = parsePlanFile(serialisePlan(next));
        expect(read.ok && read.value.plan.practiceInputs["list-size"]?.[0]).toBe(value + 0);
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  test("any text survives exactly", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 30 }), (value) => {
        const next = planAfter(plan, {
          type: "setInput",
          table: "Practices",
          row: "C1",
          column: "Practice name",
          value,
        });
        const read = parsePlanFile(serialisePlan(next));
        expect(read.ok && read.value.plan.practiceInputs["practice-name"]?.[0]).toBe(value);
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  test("a byte order mark and other line ends do no harm", () => {
    expect(parsePlanFile(`\uFEFF${text.replace(/\n/g, "\r\n")}`)).toEqual({
      ok: true,
      value: { plan, problems: [] },
    });
  });

  test("what means nothing is left out with a warning", () => {
    const read = parsePlanFile(
      changed('"title"', '"colour": "red",\n  "__proto__": {"title": "x"},\n  "title"'),
    );
    expect(read.ok && read.value.plan).toEqual(plan);
    expect(read.ok && read.value.problems.map((each) => each.message)).toEqual([
      'plan: "colour" means nothing to Catchment and was left out.',
      'plan: "__proto__" means nothing to Catchment and was left out.',
    ]);
    expect(({} as { title?: string }).title).toBeUndefined();
  });
});

describe("a damaged file is refused in words", () => {
  test.each([
    ['"row":"C2","fileName"', '"row":"C1","fileName"', "nothing stands in place of a formula"],
    ['"status":"accepted"', '"status":"ignored"', "should be one of open, accepted"],
    ['"outcome":"fail"', '"outcome":"maybe"', "should be one of fail, warn"],
    ['"choices":["small"', '"choices":["middle"', "twice"],
    ['["2","middle"', '["1","middle"', "there twice"],
    ['["2","middle",2000,24,null]', '["2","middle",2000]', "4 values"],
    ['["2","middle"', '["2",7', "not a text"],
    ['"name": "Rates"', '"name": "Places"', "cannot be called"],
    ['"columns":["chance"', '"columns":["total"', "no input column"],
    ['"trials":10', '"trials":-1', "whole number"],
    ['"date":"2026-03-31"', '"date":"2026-02-31"', "date of a simulation"],
    [
      '{"column":"charge","row":"C2","value":50000}',
      '{"column":"price","row":"1","value":5}',
      "stand with the rows",
    ],
  ])("%s -> %s", (from, to, words) => {
    const whole = serialisePlan(richest);
    expect(whole).toContain(from);
    const problem = refused(whole.replace(from, to));
    expect(problem.code).toBe("damaged-plan");
    expect(problem.message).toContain(words);
  });

  test.each([
    ["", "not-a-plan", "empty"],
    ["hello", "not-a-plan", "not JSON"],
    [text.slice(0, 400), "not-a-plan", "cut short"],
    ["[1]", "not-a-plan", "something else"],
    ["{}", "not-a-plan", "which format"],
    ['{"catchment":"1"}', "not-a-plan", "which format"],
    ['{"catchment":0}', "not-a-plan", "which format"],
    ['{"catchment":3}', "newer-format", "made by a newer Catchment"],
    ['{"catchment":1}', "damaged-plan", '"title" is missing'],
    ["[".repeat(200_000), "not-a-plan", ""],
    [`{"catchment":1,"title":${"[".repeat(50_000)}${"]".repeat(50_000)}}`, "damaged-plan", ""],
  ])("%#", (file, code, words) => {
    const problem = refused(file);
    expect(problem.code).toBe(code);
    expect(problem.message).toContain(words);
    expect(problem.remedy).not.toBe("");
  });

  test.each([
    ['["C2","Beech",2000,', '["C1","Beech",2000,', 'the practice code "C1" is there twice'],
    ['["C2","Beech",2000,', '["c2","Beech",2000,', 'there is no practice "C2"'],
    ['["C2","Beech",2000,', '["C2","Beech",1e999,', "practices 2 > List size: the number is too large"],
    ['["C2","Beech",2000,', '["C2","Beech","2000",', '"List size" of C2 is not a number'],
    [
      '["C2","Beech",2000,',
      '["C2","Beech",',
      "practices 2: should hold a code and 4 values, and holds 4 items",
    ],
    ['["C2","Beech",2000,', '[2,"Beech",2000,', "practices 2 > code: should be a text"],
    ['"practices":["C1","C2"]', '"practices":["C1","C9"]', 'there is no practice "C9"'],
    ['"practices":["C1","C2"]', '"practices":["C1","C4"]', '"C4" is in two groups'],
    ['"group":"hill"', '"group":"hull"', "is in a group that is not there"],
    ['"parent":"east"', '"parent":"lake"', "not of a higher level"],
    ['"parent":"east"', '"parent":"hill"', "not of a higher level"],
    ['"parent":"east"', '"parent":"nobody"', 'The parent of "Hill" is not there'],
    ['"parent":"east"', '"parent":7', "should be a text"],
    ['"level":"place","name":"Hill"', '"level":"plaice","name":"Hill"', "level that is not there"],
    ['"name":"Hill"', '"name":"Lake"', "is there twice"],
    ['"name":"Hill"', '"name":"Hill*"', "wildcard"],
    ['"id":"hill"', '"id":"constructor"', "cannot be the id"],
    ['"id": "merged"', '"id": "today"', "is there twice"],
    ['"name": "Merged"', '"name": " merged"', "spaces"],
    ['{"name":"Rate","value":30}', '{"name":"Rat","value":30}', "no assumption"],
    [
      '{"name":"Rate","value":30}',
      '{"name":"Rate","value":[]}',
      "should be a number, a text, true, false or null",
    ],
    ['"column":"list-size","row":"C2"', '"column":"list-size","row":"C9"', "no row of its table"],
    ['"column":"list-size","row":"C2"', '"column":"opening","row":"C2"', "no column that could hold them"],
    ['"row":"hill","value":7', '"row":"hill","value":"seven"', "not a number"],
    ['"row":"hill","value":7', '"row":"hill","value":null', "not left out"],
    ['"formula":"=SUM(', '"formula":"SUM(', "does not begin with ="],
    ['"type":"date"', '"type":"day"', "should be one of number, text, boolean, date"],
    ['"tableName":"Places"', '"tableName":"Plätze"', "should be called Places"],
    ['"name":"Place"', '"name":"List size"', "column of that name"],
    ['"rows":6', '"rows":-6', "whole number"],
    ['"title": "Small"', '"title": null', "title: should be a text"],
    ['"name":"Rule"', '"name":"Places"', "would have the name of an assumption"],
    ['"name":"Rule"', '"name":"per head"', "no spaces"],
  ])("%s -> %s", (from, to, words) => {
    const problem = refused(changed(from, to));
    expect(problem.code).toBe("damaged-plan");
    expect(problem.message).toContain(words);
  });

  test("the base has no values of its own", () => {
    const at = text.indexOf('"assumptions": []');
    const own = '"assumptions": [{"name":"Rate","value":1}]';
    expect(at).toBeGreaterThan(0);
    expect(refused(text.slice(0, at) + own + text.slice(at + 17)).message).toContain("is the base");
  });

  test("no text makes the reader throw", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (any) => {
        expect(parsePlanFile(any).ok).toBe(false);
      }),
      { seed: 13, numRuns: 500 },
    );
  });

  test("no part of a plan replaced by anything makes the reader throw", () => {
    const document = JSON.parse(text) as Record<string, unknown>;
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(document)), fc.jsonValue(), (key, value) => {
        const read = parsePlanFile(JSON.stringify({ ...document, [key]: value }));
        expect(read.ok || read.problem.message !== "").toBe(true);
      }),
      { seed: 14, numRuns: 500 },
    );
  });

  test("no deletion or doubling of characters makes the reader throw", () => {
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(40), fc.boolean(), (at, length, isDoubled) => {
        const cut = text.slice(0, at) + text.slice(isDoubled ? Math.max(0, at - length) : at + length);
        const read = parsePlanFile(cut);
        if (read.ok) expect(serialisePlan(read.value.plan)).toBe(serialisePlan(read.value.plan));
        else expect(read.problem.message).not.toBe("");
      }),
      { seed: 15, numRuns: 1000 },
    );
  });
});

describe("migrations", () => {
  const steps: readonly Migration[] = [
    { from: 1, upgrade: ({ name, ...rest }) => ({ ...rest, heading: name }) },
    { from: 2, upgrade: ({ heading, ...rest }) => ({ ...rest, title: heading }) },
  ];

  test("run one after the other up to the present format", () => {
    expect(migrate({ catchment: 1, name: "Old" }, steps, 3)).toEqual({
      ok: true,
      value: { catchment: 3, title: "Old" },
    });
    expect(migrate({ catchment: 2, heading: "Old" }, steps, 3)).toEqual({
      ok: true,
      value: { catchment: 3, title: "Old" },
    });
    expect(migrate({ catchment: 3, title: "New" }, steps, 3)).toEqual({
      ok: true,
      value: { catchment: 3, title: "New" },
    });
  });

  test("refuse what is newer, or older than the first step", () => {
    const newer = migrate({ catchment: 4 }, steps, 3);
    expect(newer.ok ? "" : newer.problem.message).toBe(
      "This plan was made by a newer Catchment (format 4; this one reads up to 3).",
    );
    const older = migrate({ catchment: 1 }, steps.slice(1), 3);
    expect(older.ok ? "" : older.problem.code).toBe("older-format");
  });
});

test("a file of format 1 is read: what it could not say is empty", () => {
  const old = `{
  "catchment": 1,
  "title": "Old",
  "levels": [{"id":"place","name":"Place","plural":"Places","tableName":"Places"}],
  "assumptions": [{"name":"Rate","value":25,"unit":"","source":"","note":"","format":"General"}],
  "practiceColumns": [
    {"id":"list-size","name":"List size","type":"number","format":"#,##0","note":""},
    {"id":"money","name":"Money","formula":"=[@[List size]]*Rate","format":"General","note":""}
  ],
  "levelColumns": [{"level":"place","id":"staff","name":"Staff","type":"number","format":"General","note":""}],
  "optionColumns": [],
  "practices": [["C1",1000],["C2",null]],
  "inputs": [{"column":"staff","row":"hill","value":7}],
  "options": [
    {
      "id": "today",
      "name": "Today",
      "note": "",
      "groups": [{"id":"hill","level":"place","name":"Hill","parent":null}],
      "members": [{"group":"hill","practices":["C1"]}],
      "assumptions": [],
      "inputs": []
    }
  ],
  "sources": [{"fileName":"a.csv","description":"A","dataDate":"","rows":2,"columns":["List size"]}]
}`;
  const read = parsePlanFile(old);
  expect(read).toMatchObject({
    ok: true,
    value: {
      problems: [],
      plan: {
        title: "Old",
        keyedInputs: { staff: { hill: 7 } },
        practiceInputs: { "list-size": [1000, null] },
        supportingTables: [],
        findings: [],
        simulation: null,
        sources: [{ fileName: "a.csv", fingerprint: "", mapping: null }],
      },
    },
  });
  const written = read.ok ? serialisePlan(read.value.plan) : "";
  expect(written).toContain('"catchment": 2');
  expect(parsePlanFile(written)).toEqual(read);
});
