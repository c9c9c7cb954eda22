import { join, resolve } from "node:path";
import { describe, expect, test, vi } from "vitest";

vi.mock("electron", () => ({ dialog: {} }));
const { GivenPlan, planPathIn } = await import("../../../electron/givenPlan.ts");

describe("the plan among the arguments", () => {
  const folder = resolve("/home/someone");
  const absolute = join(resolve("/plans"), "a.catchment");

  test.each([
    ["none", [], null],
    ["the program's own folder", ["."], null],
    ["a full path", [absolute], absolute],
    ["a path of the working folder", ["b.catchment"], join(folder, "b.catchment")],
    ["any spelling of the ending", ["B.CATCHMENT"], join(folder, "B.CATCHMENT")],
    ["the last of several", [absolute, "c.catchment"], join(folder, "c.catchment")],
    ["Chromium's switches are passed over", ["--x=y.catchment", "--allow-file-access", "."], null],
    ["other files", ["data.csv", "https://example.com/"], null],
  ])("%s", (_what, given, path) => {
    expect(planPathIn(given, folder)).toBe(path);
  });

  test("is taken once, and the newest wins", () => {
    const plan = new GivenPlan("first");
    plan.give("second");
    expect([plan.take(), plan.take()]).toEqual(["second", null]);
  });
});
