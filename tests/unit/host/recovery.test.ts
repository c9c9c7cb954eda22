// A plan brought back after a crash: every edit again, kept again in one step, and nothing lost when the second try
// crashes too.

import { expect, test } from "vitest";
import { Session } from "../../../renderer/app/session.ts";
import { createMemoryHost } from "../../../renderer/host/memoryHost.ts";
import { emptyPlan } from "../../../renderer/plan/emptyPlan.ts";

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
