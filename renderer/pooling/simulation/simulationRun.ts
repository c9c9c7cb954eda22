// One simulation from start to end over the worker ports it is given: hands out chunks, takes results up in the order of
// the grid, tells how far it is, can be cancelled. Where contributions depend on what pools are expected to pay, pilot
// trials come first.
//
// What must stay true: the results are the same for any number of ports, in any order of replies; the promise ends
// exactly once; after a cancel or a fault no port is given more work. The ports belong to the caller, and serve one
// run at a time.

import { type Problem, problem, type Result } from "../../plan/problem.ts";
import { contributionsOf } from "../pools/run.ts";
import { type Chunk, chunkGrid } from "./chunkGrid.ts";
import type { SimulationRequest } from "./model.ts";
import { requestProblems } from "./modelProblems.ts";
import { makeProgramme, type Programme } from "./programme.ts";
import { type FromWorker, parseFromWorker, type SimulationPort } from "./protocol.ts";
import { SimulationResults } from "./results.ts";

/** Years in which expected payments are found, in each round of pilot trials. */
export const PILOT_YEARS = 2_048;

export interface SimulationListener {
  /** More trials are in: `results` may be read until the next call. */
  readonly onProgress?: (results: SimulationResults, fraction: number) => void;
}

/** The problems that stop a request; empty when it can be simulated. */
function stopping(request: SimulationRequest): readonly Problem[] {
  return requestProblems(request).filter((each) => each.severity === "error");
}

export class SimulationRun {
  /** Ends in the results, or in the problem that stopped the run. */
  readonly result: Promise<Result<SimulationResults>>;
  private readonly ports: readonly SimulationPort[];
  private readonly runId: number;
  private readonly listener: SimulationListener;
  private readonly request: SimulationRequest;
  private finish: (result: Result<SimulationResults>) => void = () => {};
  private hasEnded = false;
  private programme: Programme | null = null;
  private results: SimulationResults | null = null;
  private contributions: readonly Float64Array[] = [];
  private queue: Chunk[] = [];
  private idle: SimulationPort[] = [];
  /** Set while pilot trials run: what their chunks have summed, by option and slot. */
  private pilot: PilotRound | null = null;

  /** @param runId different from that of every other run over the same ports */
  constructor(
    request: SimulationRequest,
    ports: readonly SimulationPort[],
    runId: number,
    listener: SimulationListener = {},
  ) {
    this.request = request;
    this.ports = ports;
    this.runId = runId;
    this.listener = listener;
    this.result = new Promise((resolve) => {
      this.finish = resolve;
    });
    const [first] = stopping(request);
    if (first !== undefined) this.end({ ok: false, problem: first });
    else if (ports.length === 0) this.end({ ok: false, problem: noWorker() });
    else this.start();
  }

  /** Ends the run with the problem `cancelled`; does nothing once it has ended. */
  cancel(): void {
    this.end({
      ok: false,
      problem: problem("cancelled", "The simulation was stopped.", { severity: "note" }),
    });
  }

  private start(): void {
    for (const port of this.ports) {
      port.listen(
        (data) => this.receive(port, data),
        (reason) => this.end({ ok: false, problem: broken(reason) }),
      );
      port.post({ type: "prepare", runId: this.runId, request: this.request });
    }
    const programme = makeProgramme(this.request);
    this.programme = programme;
    this.idle = [...this.ports];
    this.contributions = programme.layouts.map((layout) =>
      layout === null ? new Float64Array() : contributionsOf(layout, new Float64Array(layout.slots.length)),
    );
    if (programme.pilotRounds > 0) this.startPilot(programme, 1);
    else this.startTrials(programme);
  }

  private startPilot(programme: Programme, round: number): void {
    this.queue = [...chunkGrid(this.pilotTrials, this.request.years)];
    this.pilot = { round, outstanding: this.queue.length, parts: [] };
    this.handOut(programme);
  }

  private get pilotTrials(): number {
    return Math.ceil(PILOT_YEARS / this.request.years);
  }

  private startTrials(programme: Programme): void {
    this.pilot = null;
    this.results = new SimulationResults(programme, this.contributions);
    this.queue = [...this.results.chunks];
    this.handOut(programme);
  }

  private handOut(programme: Programme): void {
    while (!this.hasEnded && this.queue.length > 0 && this.idle.length > 0) {
      const port = this.idle.shift();
      const chunk = this.queue.shift();
      if (port === undefined || chunk === undefined || programme !== this.programme) return;
      const { runId, contributions } = this;
      port.post({ type: "chunk", runId, chunk, contributions, pilot: this.pilot !== null });
    }
  }

  private receive(port: SimulationPort, data: unknown): void {
    const reply = parseFromWorker(data);
    const { programme } = this;
    if (reply === null || reply.runId !== this.runId || this.hasEnded || programme === null) return;
    if (reply.type === "failed") {
      this.end({ ok: false, problem: broken(reply.reason) });
      return;
    }
    this.idle.push(port);
    if (this.pilot !== null) this.takePilot(programme, this.pilot, reply);
    else this.takeTrials(programme, reply);
  }

  private takePilot(programme: Programme, pilot: PilotRound, reply: FromWorker & { type: "done" }): void {
    pilot.parts[reply.result.chunk] = reply.result.slotSums;
    pilot.outstanding -= 1;
    if (pilot.outstanding > 0) {
      this.handOut(programme);
      return;
    }
    const years = this.pilotTrials * this.request.years;
    this.contributions = programme.layouts.map((layout, option) => {
      if (layout === null) return new Float64Array();
      const taken = new Float64Array(layout.slots.length);
      const figures = (pilot.parts[0]?.[option]?.length ?? 0) / layout.slots.length;
      for (const part of pilot.parts) {
        for (let slot = 0; slot < taken.length; slot++) {
          taken[slot] = (taken[slot] as number) + (part[option]?.[slot * figures] ?? 0) / years;
        }
      }
      return contributionsOf(layout, taken);
    });
    if (pilot.round < programme.pilotRounds) this.startPilot(programme, pilot.round + 1);
    else this.startTrials(programme);
  }

  private takeTrials(programme: Programme, reply: FromWorker & { type: "done" }): void {
    const { results } = this;
    if (results === null) return;
    const hasMore = results.add(reply.result);
    this.handOut(programme);
    if (hasMore) this.listener.onProgress?.(results, results.trials / this.request.trials);
    if (results.isComplete) this.end({ ok: true, value: results });
  }

  private end(result: Result<SimulationResults>): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.queue = [];
    if (this.programme !== null) {
      for (const port of this.ports) port.post({ type: "forget", runId: this.runId });
    }
    this.finish(result);
  }
}

interface PilotRound {
  readonly round: number;
  outstanding: number;
  /** By chunk: slot sums by option. */
  readonly parts: (readonly Float64Array[])[];
}

function noWorker(): Problem {
  return problem("no-worker", "There is no worker to simulate with.", {
    remedy: "Close and open the plan again.",
  });
}

function broken(reason: string): Problem {
  return problem("simulation-failed", `The simulation broke down (${reason}).`, {
    remedy: "Try again with fewer trials or options.",
  });
}
