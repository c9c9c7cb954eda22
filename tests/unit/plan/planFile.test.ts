import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyPlan } from "../../../renderer/plan/emptyPlan.ts";
import { type Migration, migrate } from "../../../renderer/plan/migrations.ts";
import { parsePlanFile, serialisePlan } from "../../../renderer/plan/planFile.ts";
import { planAfter, smallPlan } from "../../support/planBuilder.ts";

const plan = planAfter(
  smallPlan(),
  { type: "setInput", table: "Practices", row: "C2", column: "List size", value: 0.1, option: "Merged" },
  { type: "setAssumption", name: "Rate", value: 30, option: "Merged" },
);
const text = serialisePlan(plan);

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
  ])("%s is read back as it was", (_, each) => {
    expect(parsePlanFile(serialisePlan(each))).toEqual({ ok: true, value: { plan: each, problems: [] } });
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
