// The flow of an import without a screen: files read by the real reader, checked, and brought into a session.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Importing, type ReadDataFile } from "../../../renderer/app/importing.ts";
import { Session } from "../../../renderer/app/session.ts";
import { recognise } from "../../../renderer/excel/import/recognise.ts";
import { readFile } from "../../../renderer/excel/read/readFile.ts";
import { starterCommands } from "../../../renderer/funding/starterColumns.ts";
import type { DataFile } from "../../../renderer/host/host.ts";
import { createMemoryHost } from "../../../renderer/host/memoryHost.ts";
import { problem } from "../../../renderer/plan/problem.ts";
import { samplePlan } from "../../../renderer/plan/samplePlan.ts";
import { sharedPath } from "../../support/sharedData.ts";

const read: ReadDataFile = async (file, onProgress, signal) => {
  const result = await readFile(file.bytes, file.fileName, onProgress);
  if (signal.aborted) return { ok: false, problem: problem("cancelled", "Stopped.") };
  return result.ok
    ? { ok: true, value: { file: result.value, recognition: recognise(result.value) } }
    : result;
};

function csv(fileName: string, ...lines: readonly string[]): DataFile {
  return { fileName, bytes: new TextEncoder().encode(`${lines.join("\r\n")}\r\n`) };
}

const LISTS = csv(
  "lists.csv",
  "PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS",
  ...["A81001", "A81002", "A81003", "A81004"].map(
    (code, at) => `GP_PRAC,01JAN2021,GP,16C,E38,${code},TS1 1AA,ALL,ALL,${(at + 1) * 1000}`,
  ),
);

const MAP = csv(
  "map.csv",
  "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,ONS_CCG_CODE,CCG_CODE,CCG_NAME,PCN_CODE,PCN_NAME",
  "MAP,01JAN2021,A81001,First,TS1 1AA,E38,16C,Tees,U01,North PCN",
  "MAP,01JAN2021,A81002,Second,TS1 1AA,E38,16C,Tees,U01,North PCN",
  "MAP,01JAN2021,A81003,Third,TS1 1AA,E38,16C,Tees,U02,South PCN",
  "MAP,01JAN2021,A99999,Elsewhere,TS1 1AA,E38,16C,Tees,U02,South PCN",
);

function sampleSession(): Session {
  return new Session(createMemoryHost(), samplePlan(starterCommands));
}

describe("an import into a new plan", () => {
  it("joins two files by code, makes their levels, and is one step of undo for each", async () => {
    const session = sampleSession();
    const job = new Importing(session, read, "new");
    await job.add([MAP, LISTS]);
    expect(job.isReady).toBe(true);
    const result = job.run();
    expect(result).toMatchObject({ ok: true });
    const plan = session.plan.value;
    expect(plan.practices).toEqual(["A81001", "A81002", "A81003", "A81004"]);
    expect(plan.levels.map((level) => level.name)).toEqual(["PCN", "CCG"]);
    expect(plan.options[0]?.groups.map((group) => group.name).sort()).toEqual([
      "North PCN",
      "South PCN",
      "Tees",
    ]);
    expect(session.history.value.past).toHaveLength(2);
    expect(plan.levelColumns[plan.levels[0]?.id ?? ""]?.map((column) => column.name)).toContain("List size");
    session.undo();
    session.undo();
    expect(session.plan.value.practices).toEqual([]);
  });

  it("shows matched and unmatched against the plan as the files before leave it", async () => {
    const job = new Importing(sampleSession(), read, "new");
    await job.add([MAP, LISTS]);
    const map = job.checks.value.find(
      (check) => check.prepared.ok && check.prepared.value.summary.fileName === "map.csv",
    );
    expect(map?.prepared).toMatchObject({
      ok: true,
      value: {
        summary: {
          matched: 3,
          matchedPatients: 6000,
          unknown: { codes: ["A99999"] },
          unmatched: { codes: ["A81004"] },
        },
      },
    });
  });

  it("makes a level from the names in one file rather than the codes in the other", async () => {
    const job = new Importing(sampleSession(), read, "new");
    await job.add([LISTS, MAP]);
    const levels = job.files.value.map((file) =>
      file.state === "read" ? file.draft?.levels.map((each) => each.name) : null,
    );
    expect(levels).toEqual([[], ["PCN", "CCG"]]);
  });
});

describe("an import that cannot be", () => {
  it("leaves the open plan as it was and says why", async () => {
    const session = sampleSession();
    const before = session.plan.value;
    const job = new Importing(session, read, "new");
    await job.add([csv("notes.csv", "CODE,NAME")]);
    expect(job.isReady).toBe(false);
    const result = job.run();
    expect(result.ok).toBe(false);
    expect(session.plan.value).toBe(before);
  });

  it("keeps the reason of a file that cannot be read, and the other files", async () => {
    const job = new Importing(sampleSession(), read, "new");
    await job.add([{ fileName: "empty.csv", bytes: new Uint8Array() }, LISTS]);
    expect(job.files.value.map((file) => file.state)).toEqual(["refused", "read"]);
    expect(job.isReady).toBe(true);
  });

  it("forgets a file that was left out while it was read", async () => {
    const job = new Importing(sampleSession(), read, "new");
    const adding = job.add([LISTS]);
    job.remove(job.files.value[0]?.id ?? 0);
    await adding;
    expect(job.files.value).toEqual([]);
  });
});

describe("adding to the open plan", () => {
  it("puts groups into the option on screen and keeps the base's", async () => {
    const session = sampleSession();
    const first = new Importing(session, read, "new");
    await first.add([LISTS]);
    first.run();
    session.dispatch({ type: "addOption", name: "Second" });
    session.selectOption(session.plan.value.options[1]?.id ?? "");
    const base = session.plan.value.options[0]?.membership;
    const job = new Importing(session, read, "add");
    await job.add([MAP]);
    expect(job.run().ok).toBe(true);
    expect(session.plan.value.options[0]?.membership).toEqual(base);
    expect(session.plan.value.options[1]?.groups.map((group) => group.name)).toContain("North PCN");
  });
});

const listPath = sharedPath("data", "gp-reg-pat-prac-all-2021-01.csv");
const mapPath = sharedPath("data", "gp-reg-pat-prac-map-2022-01.csv");

describe.runIf(listPath !== null && mapPath !== null)("the real list and map", () => {
  it("gives 6,658 practices, 60,606,345 patients and 135 unmatched", async () => {
    const session = sampleSession();
    const job = new Importing(session, read, "new");
    await job.add([
      { fileName: "list.csv", bytes: new Uint8Array(readFileSync(listPath ?? "")) },
      { fileName: "map.csv", bytes: new Uint8Array(readFileSync(mapPath ?? "")) },
    ]);
    const last = job.checks.value.at(-1);
    expect(last?.prepared).toMatchObject({
      ok: true,
      value: { summary: { planPractices: 6658, planPatients: 60606345, matched: 6523 } },
    });
    expect(last?.prepared.ok && last.prepared.value.summary.unmatched.codes).toHaveLength(135);
    expect(job.run().ok).toBe(true);
    expect(session.plan.value.practices).toHaveLength(6658);
  });
});

if (listPath === null || mapPath === null)
  console.warn("importing.test.ts: skipped the real list and map, they are not beside this checkout");

const weightedPath = sharedPath("data", "weighted-populations-2024-25.csv");

describe.runIf(weightedPath !== null)("the real weighted populations", () => {
  it("suggest places and ICBs, not the CCGs that cut through the places", async () => {
    const job = new Importing(sampleSession(), read, "new");
    await job.add([{ fileName: "weighted.csv", bytes: new Uint8Array(readFileSync(weightedPath ?? "")) }]);
    const [file] = job.files.value;
    const levels = file?.state === "read" ? file.draft?.levels.map((level) => level.name) : [];
    expect(levels).toEqual(["Place", "ICB", "Region"]);
  });
});
