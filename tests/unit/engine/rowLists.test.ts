// Lists of groups' rows after any moves are those of the groups listed anew: lists that outgrow their room, groups that
// empty, appear, or are asked for between the moves.

import fc from "fast-check";
import { expect, test } from "vitest";
import { RowLists } from "../../../renderer/engine/calculation/rowLists.ts";
import { Engine } from "../../../renderer/engine/index.ts";

test("after any moves, each group has its rows in order", () => {
  const move = fc.record({ row: fc.nat(39), to: fc.integer({ min: -2, max: 90 }), ask: fc.boolean() });
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 40, maxLength: 40 }),
      fc.array(move, { maxLength: 300 }),
      (start, moves) => {
        const groupOfRow = Int32Array.from(start);
        const lists = new RowLists(groupOfRow);
        for (const { row, to, ask } of moves) {
          // most go to one group, so that its list has to move on
          const group = to > 30 && to < 80 ? 1 : to;
          lists.moved(row, groupOfRow[row] as number, group);
          groupOfRow[row] = group;
          if (ask) expectListed(lists, groupOfRow);
        }
        expectListed(lists, groupOfRow);
      },
    ),
    { numRuns: 200, seed: 20260303 },
  );
});

function expectListed(lists: RowLists, groupOfRow: Int32Array): void {
  for (let group = 0; group <= 91; group++) {
    const rows = [...groupOfRow.keys()].filter((row) => groupOfRow[row] === group);
    expect(Array.from(lists.rowsOf(group))).toEqual(rows);
    expect(lists.countOf(group)).toBe(rows.length);
    expect(lists.firstOf(group)).toBe(rows[0] ?? -1);
    const added = [-5];
    lists.addRowsOf(group, added);
    expect(added).toEqual([-5, ...rows]);
  }
}

test("practices that move among groups, hundreds of times, leave what calculating anew gives", () => {
  const rows = 300;
  const names = ["North", "South", "East*", "West", "5", ""];
  const fill = (keys: readonly string[]): Engine => {
    const engine = new Engine();
    engine.setStructure({
      scopes: ["base"],
      names: [],
      tables: [
        {
          name: "T",
          rows: "shared",
          columns: [
            { name: "key" },
            { name: "n" },
            { name: "sum", formula: "=SUMIFS([n],[key],[@key])" },
            { name: "mean", formula: "=AVERAGEIFS([n],[key],[@key])" },
            { name: "count", formula: "=COUNTIFS([key],[@key])" },
            { name: "first", formula: "=XLOOKUP([@key],[key],[n])" },
            { name: "more", formula: "=[@sum]+[@first]" },
          ],
        },
      ],
    });
    engine.setRowCount("T", null, rows);
    engine.setInputColumn("T", "key", null, keys);
    engine.setInputColumn(
      "T",
      "n",
      null,
      Array.from({ length: rows }, (_, row) => (row * 37.1) % 11),
    );
    engine.recalculate();
    return engine;
  };
  const keys = Array.from({ length: rows }, (_, row) => names[row % 4] as string);
  const engine = fill(keys);
  let state = 7;
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let call = 1; call <= 600; call++) {
    const row = next(rows);
    const name = names[call < 300 ? next(4) : next(names.length)] as string;
    keys[row] = name;
    engine.setInput("T", "key", null, row, name);
    engine.recalculate();
    if (call % 60 > 0) continue;
    const fresh = fill(keys);
    for (const column of ["sum", "mean", "count", "first", "more"]) {
      const all = (each: Engine) => {
        const view = each.column("T", column, "base");
        return Array.from({ length: rows }, (_, at) => view.value(at));
      };
      expect(all(engine), `${column} after ${call} moves`).toEqual(all(fresh));
    }
  }
});
