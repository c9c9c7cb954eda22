// The open document: the plan, its history, its figures, which option is looked at, and the journal that
// brings it back after a crash. The screen sends commands here and re-reads what the signals say changed;
// nothing else holds a copy of the plan.
//
// What must stay true: the only way to change the plan is `dispatch` (and undo and redo, which apply recorded
// changes); figures are up to date before any signal fires; every step is in the journal before
// `journalState` says "kept".

import { batch, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Host } from "../host/host.ts";
import { type Applied, applyCommand } from "../plan/apply.ts";
import { applyChanges } from "../plan/applyChanges.ts";
import { PlanCalculation } from "../plan/calculation.ts";
import type { Change } from "../plan/change.ts";
import type { Command } from "../plan/commands/command.ts";
import {
  emptyHistory,
  type History,
  type HistoryMove,
  recordStep,
  redoStep,
  undoStep,
} from "../plan/history.ts";
import type { Option, OptionId, Plan } from "../plan/plan.ts";
import { parsePlanFile, serialisePlan } from "../plan/planFile.ts";
import { type Problem, problem, type Result } from "../plan/problem.ts";
import { type JournalEntry, readEntry, writeEntry } from "./journalEntry.ts";

/** What the screen must read again after a step. */
export interface Refresh {
  /** Counts up with every step; 0 for a freshly opened plan. */
  readonly revision: number;
  /** True when tables, columns, rows or options may be others than before. */
  readonly structure: boolean;
  /** Table and column names whose figures changed in the option; only when `structure` is false. */
  readonly columns: readonly { readonly scope: string; readonly table: string; readonly column: string }[];
}

export type JournalState = "kept" | "keeping" | "failed";

export class Session {
  readonly #host: Host;
  readonly #plan;
  readonly #history = signal<History>(emptyHistory);
  readonly #clock: () => number | undefined;
  readonly #optionId;
  readonly #refresh = signal<Refresh>({ revision: 0, structure: true, columns: [] });
  readonly #journalState = signal<JournalState>("kept");
  /** The plan as it is in its file; unsaved means the open plan is another object. */
  readonly #savedPlan;
  #calculation: PlanCalculation;
  #journalQueue: Promise<void> = Promise.resolve();
  /** What the journal should hold: the plan it began with, and every line since. */
  #journal: { readonly planText: string; readonly label: string; readonly lines: string[] };
  /** A write failed, so the journal lacks a line: the next write writes it whole. */
  #isJournalBroken = false;
  /** Edits being brought back are in the journal already. */
  #isReplaying = false;

  /** `clock`: the moment of NOW and TODAY as a serial whenever it is asked; without one they are #N/A. */
  constructor(host: Host, plan: Plan, clock: () => number | undefined = () => undefined) {
    this.#host = host;
    this.#clock = clock;
    this.#plan = signal(plan);
    this.#savedPlan = signal<Plan | null>(plan);
    this.#optionId = signal((plan.options[0] as Option).id);
    this.#calculation = new PlanCalculation(plan, clock());
    this.#journal = { planText: "", label: "", lines: [] };
  }

  get plan(): ReadonlySignal<Plan> {
    return this.#plan;
  }

  get history(): ReadonlySignal<History> {
    return this.#history;
  }

  get refresh(): ReadonlySignal<Refresh> {
    return this.#refresh;
  }

  get journalState(): ReadonlySignal<JournalState> {
    return this.#journalState;
  }

  /** The option that tables show. */
  get optionId(): ReadonlySignal<OptionId> {
    return this.#optionId;
  }

  get calculation(): PlanCalculation {
    return this.#calculation;
  }

  get option(): Option {
    const { options } = this.#plan.value;
    return options.find((option) => option.id === this.#optionId.value) ?? (options[0] as Option);
  }

  get isUnsaved(): boolean {
    return this.#savedPlan.value !== this.#plan.value;
  }

  selectOption(optionId: OptionId): void {
    if (this.#plan.value.options.some((option) => option.id === optionId)) {
      this.#optionId.value = optionId;
    }
  }

  /** Applies a command as one step of undo. On failure nothing changed and the problem says why. */
  dispatch(command: Command): Result<Applied> {
    const result = applyCommand(this.#plan.value, command);
    if (!result.ok) return result;
    const { plan, changes, label } = result.value;
    if (changes.length > 0) {
      this.#step(plan, changes, recordStep(this.#history.value, { label, changes }));
      this.#keep({ command });
    }
    return result;
  }

  /** Takes back the last step; its label, or null when there is none. */
  undo(): string | null {
    return this.#move(undoStep(this.#history.value), { undo: true });
  }

  /** Does the step again that was taken back last; its label, or null when there is none. */
  redo(): string | null {
    return this.#move(redoStep(this.#history.value), { redo: true });
  }

  /** Shows another plan; history begins anew. `saved`: it is what its file holds. */
  open(plan: Plan, saved: boolean): void {
    this.#show(plan, saved);
    this.#startJournal();
  }

  #show(plan: Plan, saved: boolean): void {
    this.#calculation = new PlanCalculation(plan, this.#clock());
    batch(() => {
      this.#plan.value = plan;
      this.#savedPlan.value = saved ? plan : null;
      this.#history.value = emptyHistory;
      this.#optionId.value = (plan.options[0] as Option).id;
      this.#refresh.value = { revision: this.#refresh.value.revision + 1, structure: true, columns: [] };
    });
  }

  /** This plan has just been written to its file. Edits made while it was being written stay in the journal. */
  markSaved(written: Plan): void {
    this.#savedPlan.value = written;
    if (written === this.#plan.value) this.#startJournal();
  }

  serialise(): string {
    return serialisePlan(this.#plan.value);
  }

  /**
   * Opens what an earlier run left in the journal, edits and all; `recovered: false` when there was nothing.
   * `edits` counts the edits since the plan was last saved. A line that cannot be applied ends the recovery there
   * and is returned as a problem.
   */
  async recover(): Promise<Result<{ recovered: boolean; edits: number; problems: readonly Problem[] }>> {
    const left = await this.#host.journal.read();
    if (!left.ok) return left;
    if (left.value === null) return { ok: true, value: { recovered: false, edits: 0, problems: [] } };
    const { planText, label, entries } = left.value;
    const opened = parsePlanFile(planText);
    if (!opened.ok) return opened;
    // A journal begins when a plan is opened or saved, so one without an edit holds what its file holds.
    this.#show(opened.value.plan, entries.length === 0);
    const problems: Problem[] = [...left.value.problems];
    // Kept again in one step at the end: a crash in between must find the old journal whole.
    this.#isReplaying = true;
    const kept: string[] = [];
    for (const line of entries) {
      const failure = this.#replay(line);
      if (failure !== null) {
        problems.push(failure);
        break;
      }
      kept.push(line);
    }
    this.#isReplaying = false;
    this.#journal = { planText, label, lines: kept };
    this.#queue(this.#wholeJournal());
    return { ok: true, value: { recovered: true, edits: entries.length, problems } };
  }

  #replay(line: string): Problem | null {
    const entry = readEntry(line);
    if (entry === null)
      return problem("journal-line", "A kept edit cannot be read, so it and those after it are left out.", {
        remedy: "Check the plan, then save it.",
      });
    if ("undo" in entry) this.undo();
    else if ("redo" in entry) this.redo();
    else {
      const result = this.dispatch(entry.command);
      if (!result.ok) return result.problem;
    }
    return null;
  }

  #move(move: HistoryMove | null, entry: JournalEntry): string | null {
    if (move === null) return null;
    this.#step(applyChanges(this.#plan.value, move.changes), move.changes, move.history);
    this.#keep(entry);
    return move.label;
  }

  #step(plan: Plan, changes: readonly Change[], history: History): void {
    const { structure, columns } = this.#calculation.update(plan, changes, this.#clock());
    batch(() => {
      this.#plan.value = plan;
      this.#history.value = history;
      if (!plan.options.some((option) => option.id === this.#optionId.value)) {
        this.#optionId.value = (plan.options[0] as Option).id;
      }
      this.#refresh.value = { revision: this.#refresh.value.revision + 1, structure, columns };
    });
  }

  #startJournal(): void {
    this.#journal = { planText: this.serialise(), label: this.#plan.value.title, lines: [] };
    this.#queue(this.#wholeJournal());
  }

  #keep(entry: JournalEntry): void {
    if (this.#isReplaying) return;
    const line = writeEntry(entry);
    this.#journal.lines.push(line);
    const whole = this.#wholeJournal();
    this.#queue(() => (this.#isJournalBroken ? whole() : this.#host.journal.append(line)));
  }

  /** Writes the journal whole as it is now; lines that come later have their own place in the queue. */
  #wholeJournal(): () => Promise<Result<null>> {
    const { planText, label, lines } = this.#journal;
    const count = lines.length;
    return () => this.#host.journal.start(planText, label, lines.slice(0, count));
  }

  /** Journal writes go one after the other; the state says when the last one is safe. */
  #queue(write: () => Promise<Result<null>>): void {
    this.#journalState.value = "keeping";
    const mine = this.#journalQueue.then(async () => {
      this.#isJournalBroken = !(await write()).ok;
      if (this.#journalQueue === mine) this.#journalState.value = this.#isJournalBroken ? "failed" : "kept";
    });
    this.#journalQueue = mine;
  }
}
