import { expect, test } from "vitest";
import { isShownRed } from "../../../../renderer/ui/grid/redFigures.ts";

test.each<[string, readonly unknown[], readonly unknown[]]>([
  // format, red, not red
  ["£#,##0;[Red]-£#,##0", [-1, -0.5], [0, 1, null, "-1", true]],
  ["#,##0;[red](#,##0);-", [-1], [0, 1]],
  ["0;-0;[Red]0", [0], [1, -1]],
  ["[Red]0", [-1, 0, 1], []],
  ["[Red][<100]0;0", [99, -5], [100]],
  ["[>=100]0;[Red]0", [99, -5], [100]],
  ["[Blue][>5]0;[Red][<0]0;0", [-1], [6, 3, 0]],
  ['0" [Red];x";-0', [], [-1, 1]],
  ["#,##0", [], [-1]],
  ["0;0;0;[Red]@", [], [-1, 0, 1]],
])("%s", (format, red, other) => {
  expect(red.filter((value) => !isShownRed(value, format))).toEqual([]);
  expect(other.filter((value) => isShownRed(value, format))).toEqual([]);
});
