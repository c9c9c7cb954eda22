import { expect, test } from "vitest";
import { failed } from "../../../renderer/plan/problem.ts";

test("a failed result carries an error problem", () => {
  expect(failed("bad", "It is bad.")).toEqual({
    ok: false,
    problem: { code: "bad", severity: "error", message: "It is bad." },
  });
});
