import { describe, expect, test } from "vitest";
import { isFileName } from "../../../electron/bridge/contract.ts";
import { toFileName } from "../../../renderer/host/fileNames.ts";
import { createMemoryHost } from "../../../renderer/host/memoryHost.ts";

describe("file names", () => {
  test.each([
    ["Derbyshire", "Derbyshire"],
    ["Derby / Derbyshire: merged?", "Derby - Derbyshire- merged-"],
    ["  ..hidden.. ", "hidden"],
    ["", "Plan"],
    ["...", "Plan"],
    ["Con", "Con plan"],
    ["a\u0000b\tc", "a-b-c"],
  ])("%j becomes %j", (name, fileName) => {
    expect(toFileName(name)).toBe(fileName);
  });

  test("whatever a plan is called, the desktop takes the name", () => {
    for (const name of [
      "/",
      "\\\\server\\share",
      "C:",
      "x".repeat(500),
      "\u202e",
      ". ",
      "CON",
      `${"a".repeat(119)} b`,
    ]) {
      expect(isFileName(toFileName(name)), name).toBe(true);
    }
  });
});

describe("the host of tests", () => {
  test("opens, saves, cancels and remembers as scripted", async () => {
    const host = createMemoryHost({ plansToOpen: [{ fileName: "a.catchment", text: "A" }] });
    expect(await host.openPlan()).toEqual({
      ok: true,
      value: { token: "a.catchment", fileName: "a.catchment", text: "A" },
    });
    expect(await host.openPlan()).toEqual({ ok: true, value: null });
    host.cancelNextSave();
    expect(await host.savePlan("B", "b.catchment", null)).toEqual({ ok: true, value: null });
    await host.savePlan("B", "b.catchment", null);
    expect(host.savedPlans.get("b.catchment")).toBe("B");
    const recent = await host.recentPlans();
    expect(recent.ok && recent.value.map(({ fileName }) => fileName)).toEqual(["b.catchment", "a.catchment"]);
  });

  test("keeps the journal and fails it on demand", async () => {
    const host = createMemoryHost();
    expect(await host.journal.append("x")).toMatchObject({ ok: false });
    await host.journal.start("plan", "label");
    await host.journal.append("1");
    host.failJournal({ code: "disk-full", severity: "error", message: "The disk is full." });
    expect(await host.journal.append("2")).toMatchObject({ ok: false, problem: { code: "disk-full" } });
    expect(host.journalNow).toEqual({ planText: "plan", label: "label", entries: ["1"], problems: [] });
  });

  test("sends menu commands until told to stop", () => {
    const host = createMemoryHost();
    const heard: string[] = [];
    const stop = host.onMenuCommand((id) => heard.push(id));
    host.sendMenuCommand("savePlan");
    stop();
    host.sendMenuCommand("openPlan");
    expect(heard).toEqual(["savePlan"]);
  });
});
