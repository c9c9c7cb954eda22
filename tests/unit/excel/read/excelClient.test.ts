import { describe, expect, it } from "vitest";
import { errorValue } from "../../../../renderer/engine/values/value.ts";
import { patchWorkbook } from "../../../../renderer/excel/package/patchWorkbook.ts";
import { ExcelClient, type WorkerLike } from "../../../../renderer/excel/worker/excelClient.ts";
import { answerRequest } from "../../../../renderer/excel/worker/workerAnswers.ts";
import {
  parseReply,
  parseRequest,
  type WorkerReply,
} from "../../../../renderer/excel/worker/workerProtocol.ts";
import { PLAN_SHEET } from "../../../../renderer/excel/write/names.ts";
import { writeWorkbook } from "../../../../renderer/excel/write/workbook.ts";
import { starterCommands } from "../../../../renderer/funding/starterColumns.ts";
import { PlanCalculation } from "../../../../renderer/plan/calculation.ts";
import { samplePlan } from "../../../../renderer/plan/samplePlan.ts";
import { bytesOf, listFile, workbook } from "../../../support/makeFiles.ts";

/** A worker on this thread: messages are cloned as a real thread boundary would clone them. */
class LocalWorker implements WorkerLike {
  static made: LocalWorker[] = [];
  terminated = false;
  private readonly behaviour: "answers" | "hangs" | "breaks";
  private onMessage: (data: unknown) => void = () => {};
  private onFault: (reason: string) => void = () => {};

  constructor(behaviour: "answers" | "hangs" | "breaks") {
    this.behaviour = behaviour;
    LocalWorker.made.push(this);
  }

  listen(onMessage: (data: unknown) => void, onFault: (reason: string) => void): void {
    this.onMessage = onMessage;
    this.onFault = onFault;
  }

  postMessage(message: unknown): void {
    if (this.behaviour === "breaks") this.onFault("out of memory");
    if (this.behaviour !== "answers") return;
    answerRequest(
      structuredClone(message),
      (reply, transfer) => {
        const there = structuredClone(reply, { transfer: transfer as ArrayBuffer[] });
        if (!this.terminated) this.onMessage(there);
      },
      () => 0,
    );
  }

  terminate(): void {
    this.terminated = true;
  }
}

/** A timer that goes off when the test says so. */
function handTimer() {
  const running = new Set<() => void>();
  return {
    timer: (_milliseconds: number, then: () => void) => {
      running.add(then);
      return () => void running.delete(then);
    },
    goOff: () => {
      for (const then of [...running]) then();
    },
    running,
  };
}

function client(...behaviours: ("answers" | "hangs" | "breaks")[]) {
  LocalWorker.made = [];
  const time = handTimer();
  let next = 0;
  const excel = new ExcelClient(() => {
    const behaviour = behaviours[Math.min(next, behaviours.length - 1)] ?? "answers";
    next += 1;
    return new LocalWorker(behaviour);
  }, time.timer);
  return { excel, time };
}

const lists = bytesOf(listFile());

describe("the Excel worker's client", () => {
  it("reads and recognises files one after another in one worker, with progress", async () => {
    const { excel, time } = client("answers");
    const steps: string[] = [];
    const first = excel.read(lists, "one.csv", (step) => steps.push(step));
    const second = excel.read(bytesOf(""), "two.csv");
    const result = await first.result;
    expect(result.ok && result.value.recognition.kind).toBe("registered-patients");
    expect(await second.result).toMatchObject({ ok: false, problem: { code: "empty-file" } });
    expect(steps).toContain("Looking at the headings");
    expect([LocalWorker.made.length, time.running.size]).toEqual([1, 0]);
    excel.dispose();
    expect(LocalWorker.made[0]?.terminated).toBe(true);
  });

  it("gives a workbook up when its time is up", async () => {
    const bytes = await workbook({ One: [["Code"], ["A10001"]] });
    let time = 0;
    const replies: WorkerReply[] = [];
    const clock = () => {
      time += 6_000;
      return time;
    };
    answerRequest(
      { type: "read", requestId: 1, fileName: "x.xlsx", bytes },
      (reply) => replies.push(reply),
      clock,
    );
    expect(replies.at(-1)).toMatchObject({ type: "failed", problem: { code: "reading-too-slow" } });
  });

  it("refuses a workbook that carries a plan, unless the plan in it is damaged", async () => {
    const { excel } = client("answers");
    const plan = samplePlan(starterCommands);
    const { bytes } = writeWorkbook(plan, new PlanCalculation(plan));
    expect(await excel.read(bytes.slice(), "out.xlsx").result).toMatchObject({
      ok: false,
      problem: { code: "workbook-with-plan", message: expect.stringContaining(`"${plan.title}"`) },
    });
    const damaged = patchWorkbook(bytes, [{ sheet: PLAN_SHEET, cell: "A2", value: "1:nothing" }]);
    if (!damaged.ok) throw new Error(damaged.problem.message);
    expect(await excel.read(damaged.value.bytes, "damaged.xlsx").result).toMatchObject({ ok: true });
    excel.dispose();
  });

  it("gives error cells back as the engine's own objects", async () => {
    const { excel } = client("answers");
    const bytes = await workbook({
      One: [
        ["Code", "Need"],
        ["A10001", { error: "#N/A" }],
      ],
    });
    const result = await excel.read(bytes, "x.xlsx").result;
    expect(result.ok && result.value.file.sheets[0]?.rows.at(1)?.[1] === errorValue("#N/A")).toBe(true);
  });

  it("gives up on a file that takes too long and reads the next in a fresh worker", async () => {
    const { excel, time } = client("hangs", "answers");
    const slow = excel.read(lists, "slow.xlsx");
    const next = excel.read(lists, "next.csv");
    time.goOff();
    expect(await slow.result).toMatchObject({ ok: false, problem: { code: "reading-too-slow" } });
    expect((await next.result).ok).toBe(true);
    expect(LocalWorker.made.map((worker) => worker.terminated)).toEqual([true, false]);
  });

  it("cancels the running file and the waiting one", async () => {
    const { excel } = client("hangs", "answers");
    const running = excel.read(lists, "a.csv");
    const waiting = excel.read(lists, "b.csv");
    const last = excel.read(lists, "c.csv");
    waiting.cancel();
    running.cancel();
    running.cancel();
    expect(await running.result).toMatchObject({ ok: false, problem: { code: "cancelled" } });
    expect(await waiting.result).toMatchObject({ ok: false, problem: { code: "cancelled" } });
    expect((await last.result).ok).toBe(true);
  });

  it("says so when the worker breaks, and when it cannot be made", async () => {
    const { excel } = client("breaks", "answers");
    const broken = await excel.read(lists, "a.csv").result;
    expect(broken).toMatchObject({ ok: false, problem: { code: "reader-failed" } });
    const none = new ExcelClient(() => {
      throw new Error("no workers here");
    }, handTimer().timer);
    expect(await none.read(lists, "a.csv").result).toMatchObject({
      ok: false,
      problem: { code: "reader-failed" },
    });
  });

  it("ends every job on dispose, also those asked for afterwards", async () => {
    const { excel } = client("hangs");
    const jobs = [excel.read(lists, "a.csv"), excel.read(lists, "b.csv")];
    excel.dispose();
    jobs.push(excel.read(lists, "c.csv"));
    const codes = (await Promise.all(jobs.map((job) => job.result))).map((result) =>
      result.ok ? "" : result.problem.code,
    );
    expect(codes).toEqual(["cancelled", "cancelled", "cancelled"]);
    expect(LocalWorker.made).toHaveLength(1);
  });
});

describe("the protocol", () => {
  it.each([
    null,
    5,
    "read",
    {},
    { type: "read" },
    { type: "read", requestId: "1", fileName: "x", bytes: new Uint8Array() },
    { type: "read", requestId: 1, fileName: "x", bytes: [1] },
    { type: "write", requestId: 1, fileName: "x", bytes: new Uint8Array() },
  ])("refuses %j as a request", (message) => expect(parseRequest(message)).toBeNull());
  it.each([
    null,
    5,
    {},
    { type: "read", requestId: 1 },
    { type: "read", requestId: 1, value: { file: {} } },
    { type: "progress", requestId: 1, step: 5, fraction: 0 },
    { type: "failed", requestId: 1, problem: {} },
    { type: "other", requestId: 1 },
  ])("refuses %j as a reply", (message) => expect(parseReply(message)).toBeNull());
});

it.each([
  ["all of a buffer go to the worker without a copy", () => lists.slice(), 1],
  ["a part of something larger are copied", () => lists.slice().subarray(1), 0],
])("bytes that are %s", (_, bytes, handedOver) => {
  const transfers: (readonly ArrayBuffer[])[] = [];
  const worker = {
    postMessage: (_message: unknown, transfer: readonly ArrayBuffer[]) => void transfers.push(transfer),
    terminate: () => {},
    listen: () => {},
  };
  const excel = new ExcelClient(() => worker, handTimer().timer);
  excel.read(bytes(), "list.csv");
  expect(transfers.map((each) => each.length)).toEqual([handedOver]);
  excel.dispose();
});
