// A plan brought back after a crash: every edit again, kept again in one step, and nothing lost when the second try
// crashes too.

import { expect, test } from "vitest";
import { Session } from "../../../renderer/app/session.ts";
import type { LeftJournal } from "../../../renderer/host/host.ts";
import { createMemoryHost } from "../../../renderer/host/memoryHost.ts";
import { emptyPlan } from "../../../renderer/plan/emptyPlan.ts";
import type { Option } from "../../../renderer/plan/plan.ts";
import { serialisePlan } from "../../../renderer/plan/planFile.ts";
import { smallPlan } from "../../support/planBuilder.ts";

async function editedHost() {
  const host = createMemoryHost();
  const session = new Session(host, emptyPlan("Derbyshire"));
  session.open(emptyPlan("Derbyshire"), true);
  for (const title of ["One", "Two", "Three"]) session.dispatch({ type: "setTitle", title });
  session.undo();
  await settled(session);
  return { host, session };
}

/** Until the journal has everything. */
async function settled(session: Session): Promise<void> {
  while (session.journalState.value === "keeping") await new Promise((resolve) => setTimeout(resolve));
  expect(session.journalState.value).toBe("kept");
}

test("the plan comes back with every edit, and so does undo", async () => {
  const { host, session } = await editedHost();
  const again = new Session(host, emptyPlan("Other"));
  expect(await again.recover()).toMatchObject({ ok: true, value: { recovered: true, problems: [] } });
  expect(again.plan.value).toEqual(session.plan.value);
  expect(again.plan.value.title).toBe("Two");
  again.redo();
  expect(again.plan.value.title).toBe("Three");
});

test("until the recovered edits are kept again the old journal stands whole", async () => {
  const { host } = await editedHost();
  const before = host.journalNow;
  expect(before?.entries).toHaveLength(4);
  host.failJournal({ code: "disk-full", severity: "error", message: "The disk is full." });
  const crashed = new Session(host, emptyPlan("Other"));
  await crashed.recover();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(crashed.journalState.value).toBe("failed");
  expect(host.journalNow).toEqual(before);
  host.failJournal(null);
  const again = new Session(host, emptyPlan("Other"));
  await again.recover();
  await settled(again);
  expect(host.journalNow).toEqual(before);
});

test("what an import left as it was is still so after a recovery", async () => {
  const host = createMemoryHost();
  const session = new Session(host, smallPlan());
  session.open(smallPlan(), true);
  const { practices } = session.plan.value;
  const { membership } = session.plan.value.options[0] as Option;
  expect(membership.some((group) => group !== null)).toBe(true);
  const source = { fileName: "pay.csv", description: "Payments", dataDate: "", rows: 2, columns: ["Paid"] };
  const imported = session.dispatch({
    type: "importData",
    source,
    practices,
    columns: [
      { name: "Paid", type: "number", format: "#,##0", note: "", values: practices.map(() => 5) },
      {
        name: "List size",
        type: "number",
        format: "#,##0",
        note: "",
        values: practices.map(() => undefined),
      },
    ],
    levels: [],
    groups: [],
    membership: practices.map(() => undefined),
  });
  expect(imported.ok).toBe(true);
  await settled(session);
  const again = new Session(host, emptyPlan("Other"));
  await again.recover();
  expect(serialisePlan(again.plan.value)).toBe(serialisePlan(session.plan.value));
});

test("a plan without an edit since it was saved is still saved after a reload; one with edits is not", async () => {
  const host = createMemoryHost();
  const session = new Session(host, emptyPlan("Derbyshire"));
  session.open(smallPlan(), true);
  await settled(session);
  const untouched = new Session(host, emptyPlan("Other"));
  await untouched.recover();
  expect(untouched.isUnsaved).toBe(false);
  untouched.dispatch({ type: "setTitle", title: "Two" });
  await settled(untouched);
  const edited = new Session(host, emptyPlan("Other"));
  await edited.recover();
  expect(edited.isUnsaved).toBe(true);
});

test("a journal that failed is written whole again with the next edit", async () => {
  const { host, session } = await editedHost();
  host.failJournal({ code: "disk-full", severity: "error", message: "The disk is full." });
  session.dispatch({ type: "setTitle", title: "Lost" });
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(session.journalState.value).toBe("failed");
  host.failJournal(null);
  session.dispatch({ type: "setTitle", title: "Four" });
  session.dispatch({ type: "setTitle", title: "Five" });
  await settled(session);
  const again = new Session(host, emptyPlan("Other"));
  await again.recover();
  expect(again.plan.value.title).toBe("Five");
  expect([again.undo(), again.undo()].length).toBe(2);
  expect(again.plan.value.title).toBe("Lost");
});

test("saving ends a failure: the journal begins anew", async () => {
  const { host, session } = await editedHost();
  host.failJournal({ code: "disk-full", severity: "error", message: "The disk is full." });
  session.dispatch({ type: "setTitle", title: "Lost" });
  await new Promise((resolve) => setTimeout(resolve, 5));
  host.failJournal(null);
  session.markSaved(session.plan.value);
  await settled(session);
  expect(host.journalNow?.entries).toEqual([]);
});

test("an edit made while the file was being written is not counted as saved", async () => {
  const { host, session } = await editedHost();
  const written = session.plan.value;
  session.dispatch({ type: "setTitle", title: "Meanwhile" });
  session.markSaved(written);
  expect(session.isUnsaved).toBe(true);
  await settled(session);
  const again = new Session(host, emptyPlan("Other"));
  await again.recover();
  expect(again.plan.value.title).toBe("Meanwhile");
});

test("a line that cannot be read ends the recovery there, and says so", async () => {
  const { host } = await editedHost();
  const left = host.journalNow as LeftJournal;
  const torn = createMemoryHost({
    leftJournal: { ...left, entries: [...left.entries.slice(0, 2), '{"comm'] },
  });
  const again = new Session(torn, emptyPlan("Other"));
  expect(await again.recover()).toMatchObject({ ok: true, value: { problems: [{ code: "journal-line" }] } });
  expect(again.plan.value.title).toBe("Two");
});
