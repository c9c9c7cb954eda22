// How the columns of a new table are written, and what its title becomes in formulas.

import { expect, test } from "vitest";
import { columnsOf, tableNameOf } from "../../../../renderer/ui/tables/newColumns.ts";

test.each([
  ["Post", [{ name: "Post", type: "text", format: "@" }]],
  ["Cost £", [{ name: "Cost", type: "number", format: "£#,##0" }]],
  ["Share #", [{ name: "Share", type: "number", format: "#,##0.##" }]],
  ["Room #2", [{ name: "Room #2", type: "text", format: "@" }]],
  [" \n\r\n  ", []],
])("%j", (lines, columns) => {
  expect(columnsOf(lines)).toEqual(columns);
});

test("several lines, in their order", () => {
  expect(columnsOf("Post\r\nCost £\n\nSource").map(({ name }) => name)).toEqual(["Post", "Cost", "Source"]);
});

test.each([
  ["Posts", "Posts"],
  ["Posts of the new body", "Posts_of_the_new_body"],
  [" Rates (2025) ", "Rates_2025"],
  ["2025 rates", "_2025_rates"],
  ["", ""],
])("the title %j becomes %j", (title, name) => {
  expect(tableNameOf(title)).toBe(name);
});
