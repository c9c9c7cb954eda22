// Criteria of SUMIF and its kin: which of these cells each criterion selects. Excel's answers, odd ones included.

import { expect, test } from "vitest";
import { errorValue, type Value } from "../../../renderer/engine/index.ts";
import { criterion } from "../../../renderer/engine/values/criteria.ts";

const CELLS: readonly Value[] = [
  10,
  9.5,
  "10",
  "apple",
  "Apple pie",
  "a*",
  "",
  null,
  true,
  errorValue("#N/A"),
  0,
];

test.each<readonly [Value, readonly number[]]>([
  [10, [0, 2]],
  ["10", [0, 2]],
  ["=10", [0, 2]],
  [">=10", [0]],
  [">9", [0, 1]],
  ["<10", [1, 10]],
  ["<>10", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  ["apple", [3]],
  ["APPLE", [3]],
  ["=Apple", [3]],
  ["<>apple", [0, 1, 2, 4, 5, 6, 7, 8, 9, 10]],
  ["app*", [3, 4]],
  ["*", [2, 3, 4, 5, 6]],
  ["?????", [3]],
  ["a~*", [5]],
  ["*pie", [4]],
  ["<>*p*", [0, 1, 2, 5, 6, 7, 8, 9, 10]],
  [">b", []],
  [">=a", [3, 4, 5]],
  ["", [6, 7]],
  ["=", [7]],
  ["<>", [0, 1, 2, 3, 4, 5, 6, 8, 9, 10]],
  [null, [10]],
  [0, [10]],
  [true, [8]],
  ["TRUE", [8]],
  [errorValue("#N/A"), [9]],
  ["#N/A", [9]],
  ["1E1", [0, 2]],
])("%j", (condition, wanted) => {
  const selects = criterion(condition);
  expect(CELLS.flatMap((cell, place) => (selects(cell) ? [place] : []))).toEqual(wanted);
});
