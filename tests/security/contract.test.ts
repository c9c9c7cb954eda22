// Whatever a page taken over by an attacker sends: the checks of the contract never throw and never let through what
// is not exactly right.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  areArgumentsOf,
  isFileName,
  isSettings,
  OPERATION_CHANNELS,
  type OperationName,
} from "../../electron/bridge/contract.ts";

const names = Object.keys(OPERATION_CHANNELS) as OperationName[];

/** Values as structured clone brings them, hostile ones among them. */
const hostile = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
  fc.constantFrom(null, undefined, Number.NaN, "", "__proto__", "../x", "\u0000", Object.create(null)),
);

describe("arguments", () => {
  test("no value makes a check throw, and only the right number of arguments passes", () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.array(hostile, { maxLength: 5 }), (name, given) => {
        const accepted = areArgumentsOf(name, given);
        if (accepted) expect(given.length).toBe(right[name].length);
      }),
      { seed: 20_260, numRuns: 3000 },
    );
  });

  const right: { readonly [Name in OperationName]: readonly unknown[] } = {
    openPlan: [],
    openRecent: ["00000000-0000-4000-8000-000000000000"],
    recentPlans: [],
    takeGivenPlan: [],
    savePlan: ["{}", "Derbyshire – merged", null],
    chooseDataFiles: [],
    saveWorkbook: [new Uint8Array([80, 75]), "Options"],
    saveTable: ["a,b\r\n", "Practices"],
    readSettings: [],
    writeSettings: [{ theme: "dark", seenSample: true }],
    startJournal: ["{}", "", ["{}"]],
    appendJournal: ["{}"],
    readJournal: [],
    clearJournal: [],
    showDocument: ["", false],
  };

  test.each(names)("%s takes its arguments, and none with one replaced by something hostile", (name) => {
    expect(areArgumentsOf(name, right[name])).toBe(true);
    expect(areArgumentsOf(name, [...right[name], undefined])).toBe(false);
    for (const index of right[name].keys()) {
      for (const bad of [undefined, 5, {}, [5], () => 0, Symbol("x"), new Date(0), { length: 1 }]) {
        expect(areArgumentsOf(name, right[name].with(index, bad))).toBe(false);
      }
    }
  });

  test.each([
    ["a text that is too long for a plan", "appendJournal", ["x".repeat(64 * 1024 * 1024 + 1)]],
    ["an array buffer in place of bytes", "saveWorkbook", [new ArrayBuffer(4), "Options"]],
    ["another kind of typed array", "saveWorkbook", [new Uint16Array(4), "Options"]],
    ["a token with a path in it", "openRecent", ["../../../etc/passwd"]],
    ["a token with a line break", "openRecent", ["0\n"]],
  ] as const)("%s is refused", (_what, name, given) => {
    expect(areArgumentsOf(name, given)).toBe(false);
  });
});

describe("file names", () => {
  test.each(["Plan", "Derby and Derbyshire 2026-27", "Überblick", "計画", "a.b.c"])("%s passes", (name) => {
    expect(isFileName(name)).toBe(true);
  });

  test.each([
    "",
    " ",
    ".",
    "..",
    ".hidden",
    "a/b",
    "a\\b",
    "C:a",
    "a\u0000b",
    "a\nb",
    "a*b",
    "x".repeat(201),
  ])("%j is refused", (name) => {
    expect(isFileName(name)).toBe(false);
  });

  test("a name that passes never leaves its folder", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        if (isFileName(name)) expect(/[/\\:]|^\./.test(name) || name.includes("\u0000")).toBe(false);
      }),
      { seed: 20_261, numRuns: 3000 },
    );
  });
});

test("settings with an accessor, a prototype or a field too many are refused", () => {
  expect(isSettings({ theme: "dark", seenSample: true })).toBe(true);
  expect(isSettings({ theme: "dark", seenSample: true, path: "/etc" })).toBe(false);
  expect(isSettings(Object.create({ theme: "dark", seenSample: true }))).toBe(false);
  expect(isSettings([])).toBe(false);
  expect(isSettings(null)).toBe(false);
});
