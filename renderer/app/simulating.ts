// The risk simulation of the open plan: starts runs in workers, tells how far they are, shows figures that sharpen, keeps
// them as columns when asked, and knows when the plan has moved away from them.
//
// What must stay true: a run belongs to the plan it was started from; the figures shown are always those of one run; after
// a cancel the figures of the run before stay. Workers are made at the first run and kept.

import { batch, computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Applied } from "../plan/apply.ts";
import type { LevelId, OptionId, Plan } from "../plan/plan.ts";
import { failed, type Problem, type Result } from "../plan/problem.ts";
import { PlanSimulation, type SimulatedPart } from "../pooling/plan/planSimulation.ts";
import { recordCommand } from "../pooling/plan/recordCommand.ts";
import {
  type DistributionRecord,
  type DiversificationRecord,
  diversificationRecords,
  type GroupRecord,
  groupRecord,
  groupValues,
  type PoolRecord,
  poolRecords,
  type SimulatedGroup,
  simulatedGroups,
} from "../pooling/plan/records.ts";
import { riskCommands } from "../pooling/plan/riskCommands.ts";
import { requestsOf, type SimulationModel, simulationModelOf } from "../pooling/plan/simulationModel.ts";
import { type SizeCurve, sizeCurveOf } from "../pooling/plan/sizeCurveOf.ts";
import { meaningfulDigits } from "../pooling/simulation/meaningfulDigits.ts";
import type { SimulationPort } from "../pooling/simulation/protocol.ts";
import type { Session } from "./session.ts";

export type { DistributionRecord, DiversificationRecord, GroupRecord, PoolRecord, SimulatedGroup, SizeCurve };
export { meaningfulDigits };

export interface SimulationSettings {
  readonly trials: number;
  readonly seed: number;
  /** Options and levels to simulate; all when left out. */
  readonly options?: ReadonlySet<OptionId>;
  readonly levels?: ReadonlySet<LevelId>;
}

export type SimulationPhase = "idle" | "running" | "done" | "failed";

/** The figures of one run as they are at one moment. Records are worked out when they are asked for, and kept. */
export interface SimulationView {
  /** The plan that was simulated. */
  readonly plan: Plan;
  readonly settings: SimulationSettings;
  /** The model in words, with its parameters. */
  readonly model: string;
  readonly fingerprint: string;
  /** Impossible parameters at their cells; what was left out. */
  readonly problems: readonly Problem[];
  /** Trials in the figures so far. */
  readonly trials: number;
  readonly isComplete: boolean;
  /** Every group with practices: by option, level and group. */
  readonly groups: readonly SimulatedGroup[];
  record(group: SimulatedGroup): GroupRecord | null;
  /** The result by trial as a share of the budget, for a chart; null before the first trial. */
  values(group: SimulatedGroup): { readonly gross: Float32Array; readonly net: Float32Array | null } | null;
  pools(): readonly PoolRecord[];
  /** What standing together in a higher group gains, at the confidence (one of 0.75, 0.9, 0.95, 0.99, 0.995). */
  diversification(confidence: number): readonly DiversificationRecord[];
}

export interface SimulationState {
  readonly phase: SimulationPhase;
  /** 0 to 1. */
  readonly progress: number;
  /** Figures of the run, or of the run before until there are some. */
  readonly results: SimulationView | null;
  /** Why the last run ended without figures; a run that was stopped has none. */
  readonly problem: Problem | null;
  /** The plan has moved since the figures were made. */
  readonly stale: boolean;
}

/** Threads to simulate in. They serve one run at a time. */
export interface SimulationThreads {
  readonly ports: readonly SimulationPort[];
  /** Ends them; they are not used again. */
  dispose(): void;
}

type Run = Omit<SimulationState, "stale">;

/** The screen is told of new figures at most so often: more would not be seen. */
const MILLISECONDS_BETWEEN_FIGURES = 100;

/** The smallest run: one chunk of trials. */
const WARM_UP = { trials: 64, seed: 0 };

export class Simulating {
  /** What the screen shows. */
  readonly state: ReadonlySignal<SimulationState>;
  /** The results kept as columns are no longer those of the plan. */
  readonly recordIsStale: ReadonlySignal<boolean>;
  readonly #session: Session;
  readonly #makeThreads: () => SimulationThreads;
  readonly #now: () => number;
  readonly #model = computed(() => this.#presentModel());
  readonly #run = signal<Run>({ phase: "idle", progress: 0, results: null, problem: null });
  #threads: SimulationThreads | null = null;
  #simulation: PlanSimulation | null = null;
  #runs = 0;

  /** @param now milliseconds from any beginning, to pace the figures */
  constructor(session: Session, makeThreads: () => SimulationThreads, now: () => number) {
    this.#session = session;
    this.#makeThreads = makeThreads;
    this.#now = now;
    this.state = computed(() => {
      const run = this.#run.value;
      const { results } = run;
      const stale =
        results !== null &&
        results.plan !== session.plan.value &&
        results.fingerprint !== this.#model.value.fingerprint;
      return { ...run, stale };
    });
    this.recordIsStale = computed(() => {
      const record = session.plan.value.simulation;
      return record !== null && record.fingerprint !== this.#model.value.fingerprint;
    });
  }

  /** Adds the tables of service lines and pools and the live risk columns to the plan, as one step of undo. */
  addRiskTables(): Result<Applied> {
    const commands = riskCommands(this.#session.plan.value);
    return commands.ok ? this.#session.dispatch(commands.value) : commands;
  }

  /** Risk against population in an option, with its groups of a level as points; null when it has none. */
  sizeCurve(optionId: OptionId, levelId: LevelId): SizeCurve | null {
    const { plan, calculation } = this.#session;
    return sizeCurveOf(plan.value, calculation, this.#model.value, optionId, levelId);
  }

  /** Makes the workers before they are needed, so that the first figures come as fast as later ones. */
  prepare(): void {
    if (this.#threads !== null) return;
    const threads = this.#makeThreads();
    this.#threads = threads;
    // A few trials for nothing: what is compiled and laid out for them is ready when the button is pressed.
    const parts = requestsOf(this.#model.value, WARM_UP);
    const warmUp = new PlanSimulation(parts.slice(0, 1), threads.ports, () => ++this.#runs);
    this.#simulation = warmUp;
    void warmUp.result.then(() => {
      if (this.#simulation === warmUp) this.#simulation = null;
    });
  }

  /** Starts a run on the plan as it is now; a run that is under way is stopped. */
  start(settings: SimulationSettings): void {
    this.cancel();
    const plan = this.#session.plan.value;
    const model = this.#model.value;
    const parts = requestsOf(model, settings);
    const previous = this.#run.value.results;
    if (parts.length === 0) {
      this.#run.value = {
        phase: "failed",
        progress: 0,
        results: previous,
        problem: nothingToSimulate(model),
      };
      return;
    }
    const threads = this.#threads ?? this.#makeThreads();
    this.#threads = threads;
    const view = (isComplete: boolean, simulated: readonly SimulatedPart[]) =>
      makeView({ plan, model, settings, isComplete, simulated });
    let shownAt = Number.NEGATIVE_INFINITY;
    const simulation: PlanSimulation = new PlanSimulation(
      parts,
      threads.ports,
      () => ++this.#runs,
      (progress) => {
        if (this.#simulation !== simulation) return;
        const isDue = this.#now() - shownAt >= MILLISECONDS_BETWEEN_FIGURES;
        if (!isDue) return;
        this.#run.value = {
          phase: "running",
          progress,
          results: view(false, simulation.parts),
          problem: null,
        };
        // Counted from when the screen has done with them, so that a slow screen does not starve the run.
        shownAt = this.#now();
      },
    );
    this.#simulation = simulation;
    this.#run.value = { phase: "running", progress: 0, results: previous, problem: null };
    void simulation.result.then((ended) => this.#finish(simulation, ended, (parts) => view(true, parts)));
  }

  /** Stops the run under way; the figures it had given stay, marked incomplete. */
  cancel(): void {
    const running = this.#simulation;
    if (running === null) return;
    this.#simulation = null;
    running.cancel();
    const { results } = this.#run.value;
    this.#run.value = { phase: "idle", progress: 0, results, problem: null };
  }

  /** Keeps the figures as columns of the plan, with model, seed and trials; `date` is today, ISO yyyy-mm-dd. */
  record(date: string): Result<Applied> {
    const { results } = this.#run.value;
    if (results === null || !results.isComplete)
      return failed("no-simulation", "There is no finished simulation to keep.", {
        remedy: "Simulate first, and wait until it is done.",
      });
    if (this.state.value.stale)
      return failed("stale-simulation", "The plan has moved since it was simulated.", {
        remedy: "Simulate again, then keep the results.",
      });
    const { trials, seed } = results.settings;
    const { model, fingerprint } = results;
    const simulated = simulatedOf.get(results) ?? [];
    return this.#session.dispatch(
      recordCommand(this.#session.plan.value, simulated, { model, fingerprint, trials, seed, date }),
    );
  }

  /** Another plan is open: what was simulated is not of it. */
  forget(): void {
    this.cancel();
    this.#run.value = { phase: "idle", progress: 0, results: null, problem: null };
  }

  /** Stops everything and ends the workers. */
  dispose(): void {
    this.cancel();
    this.#threads?.dispose();
    this.#threads = null;
  }

  /** The model of the open plan as it is now. Reads the signals that say when it may be another. */
  #presentModel(): SimulationModel {
    void this.#session.refresh.value;
    return simulationModelOf(this.#session.plan.value, this.#session.calculation);
  }

  #finish(
    simulation: PlanSimulation,
    ended: Result<readonly SimulatedPart[]>,
    view: (parts: readonly SimulatedPart[]) => SimulationView,
  ): void {
    if (this.#simulation !== simulation) return;
    batch(() => {
      this.#simulation = null;
      if (ended.ok) {
        this.#run.value = { phase: "done", progress: 1, results: view(ended.value), problem: null };
        return;
      }
      // A thread that broke down may answer no more.
      this.#threads?.dispose();
      this.#threads = null;
      const { results } = this.#run.value;
      this.#run.value = { phase: "failed", progress: 0, results, problem: ended.problem };
    });
  }
}

function nothingToSimulate(model: SimulationModel): Problem {
  const first = model.problems.find((each) => each.severity !== "note");
  return (
    first ?? {
      code: "nothing-to-simulate",
      severity: "error",
      message: "The plan has no practices with patients, so there is nothing to simulate.",
      remedy: "Import a list of practices with their list sizes.",
    }
  );
}

interface ViewGround {
  readonly plan: Plan;
  readonly model: SimulationModel;
  readonly settings: SimulationSettings;
  readonly isComplete: boolean;
  readonly simulated: readonly SimulatedPart[];
}

/** What a view was made of, for keeping it as columns. */
const simulatedOf = new WeakMap<SimulationView, readonly SimulatedPart[]>();

function makeView({ plan, model, settings, isComplete, simulated }: ViewGround): SimulationView {
  const optionIds = plan.options.map((option) => option.id);
  const records = new Map<SimulatedGroup, GroupRecord | null>();
  const groups = simulatedGroups(simulated, optionIds, settings.levels);
  const record = (group: SimulatedGroup) => {
    const known = records.get(group);
    if (known !== undefined) return known;
    const made = groupRecord(group);
    records.set(group, made);
    return made;
  };
  let pools: readonly PoolRecord[] | null = null;
  const view: SimulationView = {
    plan,
    settings,
    model: model.words,
    fingerprint: model.fingerprint,
    problems: model.problems,
    trials: Math.min(...simulated.map(({ results }) => results.trials)),
    isComplete,
    groups,
    record,
    values: groupValues,
    pools: () => {
      pools ??= poolRecords(simulated, optionIds);
      return pools;
    },
    diversification: (confidence) => diversificationRecords(plan, groups, record, confidence),
  };
  simulatedOf.set(view, simulated);
  return view;
}
