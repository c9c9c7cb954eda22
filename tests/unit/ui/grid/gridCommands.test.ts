// What a block pasted into a supporting table and a value typed over a formula become.

import { describe, expect, test } from "vitest";
import { Session } from "../../../../renderer/app/session.ts";
import { createMemoryHost } from "../../../../renderer/host/memoryHost.ts";
import { emptyPlan } from "../../../../renderer/plan/emptyPlan.ts";
import { findTable, type PlanTable } from "../../../../renderer/plan/tables.ts";
import { readUntyped } from "../../../../renderer/ui/grid/cellInput.ts";
import { overrideCommand, pasteCommand } from "../../../../renderer/ui/grid/gridCommands.ts";

function posts(): { readonly session: Session; readonly table: PlanTable } {
  const session = new Session(createMemoryHost(), emptyPlan("Test"));
  session.dispatch({
    type: "addTable",
    name: "Posts",
    columns: [{ name: "Post", type: "text" }, { name: "Cost" }, { name: "Twice", formula: "=[@Cost]*2" }],
  });
  session.dispatch({ type: "addRows", table: "Posts", rows: [{ Post: "Chair", Cost: 1 }] });
  const table = findTable(session.plan.value, "Posts");
  if (table === undefined) throw new Error("no table");
  return { session, table };
}

describe("a pasted block", () => {
  const columns = (table: PlanTable, ...names: string[]) =>
    table.columns.filter((column) => names.includes(column.name));

  test("fills the rows there are and adds the others, in one step", () => {
    const { session, table } = posts();
    const block = [
      ["Nurse", "2"],
      ["Clerk", "£3"],
    ];
    const command = pasteCommand(session, table, ["Chair"], columns(table, "Post", "Cost"), block);
    if (!command.ok) throw new Error(command.problem.message);
    const { past } = session.history.value;
    expect(session.dispatch(command.value).ok).toBe(true);
    expect(session.history.value.past.length).toBe(past.length + 1);
    const shown = session.calculation.table("Posts", session.option.id);
    expect([0, 1].map((row) => shown.value(row, "Twice"))).toEqual([4, 6]);
    expect(shown.rowNames).toEqual(["Nurse", "Clerk"]);
  });

  test("is refused whole over a formula, also below the last row", () => {
    const { session, table } = posts();
    const command = pasteCommand(session, table, [], columns(table, "Cost", "Twice"), [["1", "2"]]);
    expect(command.ok ? "" : command.problem.code).toBe("paste-outside");
  });

  test("adds no row outside supporting tables", () => {
    const { session } = posts();
    const practices = findTable(session.plan.value, "Practices");
    if (practices === undefined) throw new Error("no table");
    const command = pasteCommand(session, practices, [], practices.columns.slice(0, 1), [["1"]]);
    expect(command.ok ? "" : command.problem.code).toBe("paste-outside");
  });
});

test("a value typed over a formula becomes an override", () => {
  const { session, table } = posts();
  expect(overrideCommand(session, table, "#1", "Twice", "£1,200")).toEqual({
    type: "overrideFormula",
    table: "Posts",
    row: "#1",
    column: "Twice",
    value: 1_200,
  });
});

test.each([
  ["12,500", "General", 12_500],
  ["3.5%", "0.0%", 0.035],
  ["true", "General", true],
  ["31/03/2026", "dd/mm/yyyy", 46_112],
  ["31/03/2026", "General", "31/03/2026"],
  ["n/a", "£#,##0", "n/a"],
  ["  ", "General", null],
])("%j in %j is %j", (typed, format, value) => {
  expect(readUntyped(typed, format)).toBe(value);
});
