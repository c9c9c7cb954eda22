import { expect, test } from "vitest";
import { withArticle } from "../../../renderer/funding/article.ts";

test.each([
  ["CCG", "a CCG"],
  ["ICB", "an ICB"],
  ["PCN", "a PCN"],
  ["LA", "an LA"],
  ["Place", "a Place"],
  ["Integrated care board", "an Integrated care board"],
  ["Unit", "a Unit"],
])("%s", (name, words) => {
  expect(withArticle(name)).toBe(words);
});
