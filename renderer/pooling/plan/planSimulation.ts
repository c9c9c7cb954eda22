// A run over all parts of a plan's model, one part after the other over the same ports. Results of parts that have begun
// can be read while it runs.
//
// What must stay true: the figures are the same for any number of ports; the promise ends exactly once.

import { done, type Result } from "../../plan/problem.ts";
import type { SimulationPort } from "../simulation/protocol.ts";
import type { SimulationResults } from "../simulation/results.ts";
import { SimulationRun } from "../simulation/simulationRun.ts";
import type { PartRequest } from "./simulationModel.ts";

/** What has been simulated of a part. */
export interface SimulatedPart {
  readonly part: PartRequest;
  readonly results: SimulationResults;
}

export class PlanSimulation {
  /** Ends in the results of all parts, or in the problem that stopped the run. */
  readonly result: Promise<Result<readonly SimulatedPart[]>>;
  private readonly simulated: SimulatedPart[] = [];
  private current: SimulationRun | null = null;
  private isCancelled = false;

  /**
   * @param nextRunId a number that no other run over the same ports has
   * @param onProgress more trials are in; the share of all trials, 0 to 1
   */
  constructor(
    parts: readonly PartRequest[],
    ports: readonly SimulationPort[],
    nextRunId: () => number,
    onProgress: (fraction: number) => void = () => {},
  ) {
    this.result = this.run(parts, ports, nextRunId, onProgress);
  }

  /** What is there so far: parts that have begun. */
  get parts(): readonly SimulatedPart[] {
    return this.simulated.filter(({ results }) => results.trials > 0);
  }

  /** Ends the run with the problem `cancelled`. */
  cancel(): void {
    this.isCancelled = true;
    this.current?.cancel();
  }

  private async run(
    parts: readonly PartRequest[],
    ports: readonly SimulationPort[],
    nextRunId: () => number,
    onProgress: (fraction: number) => void,
  ): Promise<Result<readonly SimulatedPart[]>> {
    for (const [index, part] of parts.entries()) {
      const run = new SimulationRun(part.request, ports, nextRunId(), {
        onProgress: (results, fraction) => {
          this.simulated[index] = { part, results };
          onProgress((index + fraction) / parts.length);
        },
      });
      this.current = run;
      if (this.isCancelled) run.cancel();
      const ended = await run.result;
      if (!ended.ok) return ended;
      this.simulated[index] = { part, results: ended.value };
    }
    return done(this.simulated);
  }
}
