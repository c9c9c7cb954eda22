// One import, from chosen files to steps of the plan's history: files are read (elsewhere: a hostile file never runs on
// the page's thread), recognised, mapped, checked against the plan they would make, and brought in, one step of
// undo for each file. The dialog shows this and changes it; nothing here knows the screen.
//
// What must stay true: until `run` succeeds the open plan is untouched, and when it fails it still is; every check is
// of the file against the plan as the files before it leave it, so the numbers shown are the numbers that come.

import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import {
  addsPractices,
  orderFiles,
  type PreparedImport,
  prepareImport,
} from "../excel/import/prepareImport.ts";
import type { Recognition } from "../excel/import/recognition.ts";
import { isZip } from "../excel/read/fileKind.ts";
import type { ReadFile, ReadProgress } from "../excel/read/sourceFile.ts";
import { WORKBOOK_WITH_PLAN } from "../excel/reopen/carriedPlan.ts";
import type { FileAndRecognition } from "../excel/worker/workerProtocol.ts";
import { withStarterColumns } from "../funding/starterColumns.ts";
import type { DataFile } from "../host/host.ts";
import { applyCommand } from "../plan/apply.ts";
import type { ImportData } from "../plan/commands/command.ts";
import { emptyPlan } from "../plan/emptyPlan.ts";
import { isSameName } from "../plan/names.ts";
import type { Plan } from "../plan/plan.ts";
import { done, failed, type Problem, type Result } from "../plan/problem.ts";
import { firstDraft } from "./formulaDraft.ts";
import { type MappingDraft, withoutDoubledLevels } from "./mappingDraft.ts";
import type { Session } from "./session.ts";

/** Reads and recognises one file away from the page's thread; aborting the signal gives a problem of code `cancelled`. */
export type ReadDataFile = (
  file: DataFile,
  onProgress: ReadProgress,
  signal: AbortSignal,
) => Promise<Result<FileAndRecognition>>;

/** A file of the import and how far it has come. */
export type ImportFile = { readonly id: number; readonly fileName: string } & (
  | { readonly state: "reading"; readonly step: string; readonly fraction: number }
  | {
      readonly state: "refused";
      readonly problem: Problem;
      /** The workbook, when it carries a plan: it can be opened instead. */
      readonly withPlan: DataFile | null;
    }
  | {
      readonly state: "read";
      readonly file: ReadFile;
      readonly recognition: Recognition;
      /** Null when there is nothing in the file that can be imported. */
      readonly draft: MappingDraft | null;
    }
);

/** What would come of a file, were the import run now. */
export interface ImportCheck {
  readonly id: number;
  readonly prepared: Result<PreparedImport>;
  /** The plan has no practices before this file, so all of its practices are new. */
  readonly isFirst: boolean;
  /** Practices the plan does not have are added. */
  readonly adds: boolean;
  /** Everything there is to say about the file: when it was read, recognised, checked and joined. */
  readonly problems: readonly Problem[];
}

export interface ImportReport {
  readonly files: readonly {
    readonly fileName: string;
    readonly practices: number;
    readonly tables: number;
  }[];
  readonly problems: readonly Problem[];
}

export class Importing {
  readonly #session: Session;
  readonly #read: ReadDataFile;
  readonly #files = signal<readonly ImportFile[]>([]);
  readonly #stops = new Map<number, AbortController>();
  #lastId = 0;
  /** Where the data goes: a new plan, or the open one. */
  readonly target: Signal<"new" | "add">;
  /** Title of the new plan; null takes `suggestedTitle`. */
  readonly title: Signal<string | null> = signal(null);
  /** One check for each file that can be imported, in the order in which they are brought in. */
  readonly checks: ReadonlySignal<readonly ImportCheck[]>;

  constructor(session: Session, read: ReadDataFile, target: "new" | "add") {
    this.#session = session;
    this.#read = read;
    this.target = signal(target);
    this.checks = computed(() => this.#check());
  }

  get files(): ReadonlySignal<readonly ImportFile[]> {
    return this.#files;
  }

  /** True when at least one file can be brought in and none is still being read. */
  get isReady(): boolean {
    const waiting = this.#files.value.some((each) => each.state === "reading");
    const checks = this.checks.value;
    return !waiting && checks.length > 0 && checks.every((check) => check.prepared.ok);
  }

  /** What a new plan is called when nobody says otherwise: what the first file is, and its date. */
  get suggestedTitle(): string {
    const first = this.checks.value.find((check) => check.prepared.ok);
    if (first === undefined || !first.prepared.ok) return "";
    const { description, dataDate } = first.prepared.value.summary;
    return dataDate === "" ? description : `${description}, ${dataDate}`;
  }

  /** Begins to read the files; resolves when all have been read, refused or cancelled. */
  async add(files: readonly DataFile[]): Promise<void> {
    await Promise.all(files.map((file) => this.#addFile(file)));
  }

  /** Takes a file out of the import; a reading in progress is cancelled. */
  remove(id: number): void {
    this.#stops.get(id)?.abort();
    this.#stops.delete(id);
    this.#files.value = this.#files.value.filter((each) => each.id !== id);
  }

  setDraft(id: number, draft: MappingDraft): void {
    this.#files.value = this.#files.value.map((each) =>
      each.id === id && each.state === "read" ? { ...each, draft } : each,
    );
  }

  /** Stops whatever is still being read. */
  dispose(): void {
    for (const stop of this.#stops.values()) stop.abort();
    this.#stops.clear();
  }

  /** Brings the files in, one step of undo each. On failure the open plan is as it was and the problem says why. */
  run(): Result<ImportReport> {
    if (this.checks.value.length === 0)
      return failed("nothing-to-import", "None of the files can be imported.", {
        remedy: "Choose a file with practices.",
      });
    const commands: ImportData[] = [];
    const problems: Problem[] = [];
    const files: ImportReport["files"][number][] = [];
    const start = this.#startPlan();
    let plan = start;
    for (const { prepared } of this.checks.value) {
      if (!prepared.ok) return prepared;
      const command = withStarterColumns(plan, prepared.value.command);
      if (!command.ok) return command;
      const applied = applyCommand(plan, command.value);
      if (!applied.ok) return applied;
      plan = applied.value.plan;
      commands.push(command.value);
      problems.push(...applied.value.problems);
      const { fileName, practices, unknown } = prepared.value.summary;
      const tables = command.value.tables?.length ?? 0;
      files.push({ fileName, practices: practices - unknown.codes.length, tables });
    }
    // In one batch, so that the screen never draws the empty plan that a new one begins as.
    batch(() => {
      if (this.target.value === "new") this.#session.open(start, false);
      for (const command of commands) this.#session.dispatch(command);
    });
    return done({ files, problems });
  }

  async #addFile(data: DataFile): Promise<void> {
    this.#lastId += 1;
    const id = this.#lastId;
    const { fileName } = data;
    const stop = new AbortController();
    this.#stops.set(id, stop);
    this.#files.value = [...this.#files.value, { id, fileName, state: "reading", step: "", fraction: 0 }];
    const onProgress: ReadProgress = (step, fraction) =>
      this.#replace({ id, fileName, state: "reading", step, fraction });
    // The reader takes the bytes away, and a workbook with a plan in it is to be opened from them.
    const kept = isZip(data.bytes) ? { fileName, bytes: data.bytes.slice() } : null;
    const result = await this.#read(data, onProgress, stop.signal);
    this.#stops.delete(id);
    if (result.ok) this.#recognised(id, result.value);
    else {
      const { problem } = result;
      const withPlan = problem.code === WORKBOOK_WITH_PLAN ? kept : null;
      this.#replace({ id, fileName, state: "refused", problem, withPlan });
    }
  }

  #recognised(id: number, { file, recognition }: FileAndRecognition): void {
    const first = firstDraft(file, recognition);
    const draft = first === null ? null : { ...first, levels: this.#levelsToMake(first) };
    this.#replace({ id, fileName: file.fileName, state: "read", file, recognition, draft });
    this.#settleLevels();
  }

  /** What the file suggests, without the levels the open plan has: adding data should not regroup everybody. */
  #levelsToMake(draft: MappingDraft): MappingDraft["levels"] {
    const { levels } = this.#startPlan();
    return draft.levels.filter(
      (suggested) => !levels.some((level) => isSameName(level.name, suggested.name)),
    );
  }

  /** Two files of one import that both suggest a level: the one that names its groups makes it. */
  #settleLevels(): void {
    const drafts = this.#files.value.flatMap((each) =>
      each.state === "read" && each.draft ? [each.draft] : [],
    );
    this.#files.value = this.#files.value.map((each) =>
      each.state === "read" && each.draft
        ? { ...each, draft: withoutDoubledLevels(each.draft, drafts) }
        : each,
    );
  }

  /** Replaces the entry of a file that is still in the import. */
  #replace(file: ImportFile): void {
    this.#files.value = this.#files.value.map((each) => (each.id === file.id ? file : each));
  }

  #startPlan(): Plan {
    if (this.target.value === "add") return this.#session.plan.value;
    return emptyPlan(this.title.value?.trim() || this.suggestedTitle);
  }

  #check(): readonly ImportCheck[] {
    const readable = this.#files.value.flatMap((each) =>
      each.state === "read" && each.draft !== null ? [{ ...each, ...each.draft }] : [],
    );
    const isNew = this.target.value === "new";
    const { option } = this.#session;
    const into = isNew || option === this.#session.plan.value.options[0] ? undefined : option.name;
    // The title plays no part in a check, and reading it here would check again at every letter typed.
    let plan = isNew ? emptyPlan("") : this.#session.plan.value;
    return orderFiles(readable).map(({ id, file, recognition, mapping, levels }): ImportCheck => {
      const requests = levels.map((level) => ({
        level: level.name,
        column: mapping.groupColumns.find((each) => each.index === level.index)?.header ?? "",
      }));
      const prepared = prepareImport(plan, file, mapping, requests, into, recognition.tables);
      // What was said of its practices does not concern a file that only brings tables.
      const found = mapping.tablesOnly === true ? recognition.tables.problems : recognition.problems;
      const about = { id, isFirst: plan.practices.length === 0, adds: addsPractices(plan, mapping) };
      if (!prepared.ok) return { ...about, prepared, problems: [prepared.problem, ...found] };
      const applied = applyCommand(plan, prepared.value.command);
      if (!applied.ok) return { ...about, prepared: applied, problems: [applied.problem, ...found] };
      plan = applied.value.plan;
      return {
        ...about,
        prepared,
        problems: [...found, ...prepared.value.problems, ...applied.value.problems],
      };
    });
  }
}
