import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { starterCommands } from "../../../renderer/funding/starterColumns.ts";
import { applyCommand } from "../../../renderer/plan/apply.ts";
import { parseCommands } from "../../../renderer/plan/commands/parseCommands.ts";
import { samplePlan } from "../../../renderer/plan/samplePlan.ts";
import { planAfter, smallPlan } from "../../support/planBuilder.ts";
import { randomCommand, seededRandom } from "../../support/randomCommands.ts";

describe("a file of commands", () => {
  test("is one command or a list", () => {
    const command = { type: "setTitle", title: "A" };
    expect(parseCommands(command)).toEqual({ ok: true, value: [command] });
    expect(parseCommands([command, command])).toEqual({ ok: true, value: [command, command] });
    expect(parseCommands([])).toEqual({ ok: true, value: [] });
  });

  test("takes whatever a program of ours sends", () => {
    const random = seededRandom(5);
    const plan = smallPlan();
    const commands = Array.from({ length: 500 }, () => randomCommand(plan, random));
    const sent = JSON.parse(JSON.stringify(commands)) as unknown;
    expect(parseCommands(sent)).toEqual({ ok: true, value: sent });
  });

  test.each<[unknown, number, string]>([
    [
      [
        { type: "setTitle", title: "A" },
        { type: "setTitel", title: "A" },
      ],
      2,
      'Command 2 (setTitel) has the unknown type "setTitel"; "setTitle" is meant?.',
    ],
    [{ type: "setTitle" }, 1, 'Command 1 (setTitle) needs "title".'],
    [{ type: "setTitle", title: 5 }, 1, 'Command 1 (setTitle) has a wrong "title": it should be a text.'],
    [
      { type: "setTitle", title: "A", colour: 1 },
      1,
      'Command 1 (setTitle) has a field "colour" that means nothing.',
    ],
    [{ type: "setAssumption", name: "A", vlaue: 1 }, 1, 'Command 1 (setAssumption) needs "value".'],
    [
      { type: "setAssumption", name: "A", value: [1] },
      1,
      'Command 1 (setAssumption) has a wrong "value": it should be a number, a text, true, false or null.',
    ],
    [
      { type: "movePractices", practices: ["A", 1], level: null, group: null },
      1,
      'Command 1 (movePractices) has a wrong "practices": it has an item 2 that should be a text.',
    ],
    [5, 1, "Command 1 should be an object."],
    [[null], 1, "Command 1 should be an object."],
    [[{}], 1, 'Command 1 needs a "type".'],
    [{ type: "constructor" }, 1, 'Command 1 (constructor) has the unknown type "constructor".'],
  ])("%j is refused", (file, row, message) => {
    const parsed = parseCommands(file);
    expect(parsed.ok ? null : parsed.problem).toMatchObject({
      code: "invalid-command",
      message,
      where: { row },
    });
  });

  test("nothing makes it throw, and what it takes can be applied without throwing", () => {
    const plan = smallPlan();
    fc.assert(
      fc.property(fc.jsonValue(), (any) => {
        const parsed = parseCommands(any);
        if (parsed.ok) for (const command of parsed.value) applyCommand(plan, command);
      }),
      { seed: 21, numRuns: 500 },
    );
  });
});

test("the examples of the README are done on the sample plan one after another, and every command has one", () => {
  const readme = readFileSync(resolve(import.meta.dirname, "../../../renderer/plan/README.md"), "utf8");
  const examples = [...readme.matchAll(/^\| `(\w+)` +\|.*\| `(\{.*\})` +\|$/gm)];
  let sample = samplePlan(starterCommands);
  for (const [, type, json] of examples) {
    const parsed = parseCommands(JSON.parse(json?.replace(/\\\|/g, "|") ?? ""));
    expect(parsed.ok ? parsed.value[0]?.type : parsed.problem.message).toBe(type);
    sample = planAfter(sample, ...(parsed.ok ? parsed.value : []));
  }
  const source = ["command.ts", "tableCommand.ts"]
    .map((file) =>
      readFileSync(resolve(import.meta.dirname, "../../../renderer/plan/commands", file), "utf8"),
    )
    .join("\n");
  const types = new Set([...source.matchAll(/readonly type: "([a-z][A-Za-z]+)"/g)].map((match) => match[1]));
  for (const each of ["number", "text", "boolean", "date"]) types.delete(each);
  expect(new Set(examples.map((match) => match[1]))).toEqual(types);
});
