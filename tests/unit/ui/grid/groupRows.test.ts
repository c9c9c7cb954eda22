// Group rows without a grid: who is under whom, in what order, what is hidden, what adds up.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorValue, type Value } from "../../../../renderer/engine/values/value.ts";
import { UNASSIGNED } from "../../../../renderer/plan/plan.ts";
import { arrangeRows, gatherGroups, subtotal } from "../../../../renderer/ui/grid/groupRows.ts";

const groupOf = ["North", UNASSIGNED, "South", "North", "South"];
const groups = gatherGroups(groupOf, ["North", "South", "Empty"]);

/** Rows in a readable form: `North` for a group row, `0` for a practice. */
function shown(sorted: readonly number[], closed: readonly string[] = [], filtered = false) {
  return arrangeRows(groups, sorted, new Set(closed), filtered).map((each) =>
    "group" in each ? each.group : each.row,
  );
}

describe("gathering practices under their groups", () => {
  it("puts Unassigned first and keeps the level's order, empty groups too", () => {
    expect(groups).toEqual([
      { name: UNASSIGNED, members: [1] },
      { name: "North", members: [0, 3] },
      { name: "South", members: [2, 4] },
      { name: "Empty", members: [] },
    ]);
  });

  it("has Unassigned even when every practice is in a group", () => {
    expect(gatherGroups(["A"], ["A"])[0]).toEqual({ name: UNASSIGNED, members: [] });
  });
});

describe("arranging rows", () => {
  it("shows every group with its practices", () => {
    expect(shown([0, 1, 2, 3, 4])).toEqual([UNASSIGNED, 1, "North", 0, 3, "South", 2, 4, "Empty"]);
  });

  it("sorts within groups only", () => {
    expect(shown([4, 3, 2, 1, 0])).toEqual([UNASSIGNED, 1, "North", 3, 0, "South", 4, 2, "Empty"]);
  });

  it("hides the practices of closed groups", () => {
    expect(shown([0, 1, 2, 3, 4], ["North"])).toEqual([UNASSIGNED, 1, "North", "South", 2, 4, "Empty"]);
  });

  it("leaves out groups in which nothing was found", () => {
    expect(shown([3], [], true)).toEqual(["North", 3]);
  });

  it("loses and doubles no practice, whatever the groups and the order", () => {
    const names = [UNASSIGNED, "A", "B", "C"];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names), { maxLength: 40 }), fc.integer(), (of, seed) => {
        const sorted = of
          .map((_, row) => row)
          .sort((one, other) => ((one * 7 + seed) % 5) - ((other * 7 + seed) % 5));
        const rows = arrangeRows(gatherGroups(of, ["B", "A"]), sorted, new Set(), false);
        const practices = rows.flatMap((each) => ("row" in each ? [each.row] : []));
        expect(practices.toSorted((one, other) => one - other)).toEqual(of.map((_, row) => row));
        expect(rows[0]).toEqual({ group: UNASSIGNED });
      }),
      { seed: 20111124 },
    );
  });
});

describe("subtotals", () => {
  const missing = errorValue("#N/A");
  const values: readonly Value[] = [10, "text", null, 2.5, missing];
  const at = (row: number) => values[row] ?? null;

  it.each([
    ["numbers only", [0, 3], 12.5],
    ["text and blanks count as nothing", [0, 1, 2], 10],
    ["an error is not left out of a sum in silence", [0, 3, 4], missing],
    ["no number at all is no sum", [1, 2], null],
    ["no rows is no sum", [], null],
  ])("%s", (_, rows, sum) => {
    expect(subtotal(rows, at)).toBe(sum);
  });

  it("of all groups add up to the total", () => {
    const sizes = [5, 8, 13, 21, 34];
    const sums = groups.map((group) => Number(subtotal(group.members, (row) => sizes[row] ?? null)));
    expect(sums.reduce((one, other) => one + other)).toBe(81);
  });
});
