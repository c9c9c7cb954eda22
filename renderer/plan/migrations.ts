// Plan files of older formats brought up to the present one, a step at a time. A step sees the parsed document before
// anything is checked, so it must take any shape: what it does not recognise it leaves for the validation
// to report.

import { done, failed, type Result } from "./problem.ts";

/** The format this Catchment writes. Raise it with every change of the file, and add the step that leads to it. */
export const FORMAT_VERSION = 2;

export type PlanDocument = Readonly<Record<string, unknown>>;

export interface Migration {
  /** The format it upgrades; it gives the next one. */
  readonly from: number;
  readonly upgrade: (document: PlanDocument) => PlanDocument;
}

/** Format 2 has supporting tables, findings, the record of a simulation, and more of each source. */
function withSupportingTables(document: PlanDocument): PlanDocument {
  const { sources } = document;
  const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  return {
    ...document,
    tables: [],
    sources: Array.isArray(sources)
      ? sources.map((each: unknown) => (isRecord(each) ? { ...each, fingerprint: "", mapping: null } : each))
      : sources,
    findings: [],
    simulation: null,
  };
}

/** In order, one for each older format. */
export const MIGRATIONS: readonly Migration[] = [{ from: 1, upgrade: withSupportingTables }];

/** The document in format `to`; refuses one that is newer, or older than the first step. */
export function migrate(
  document: PlanDocument,
  migrations: readonly Migration[] = MIGRATIONS,
  to: number = FORMAT_VERSION,
): Result<PlanDocument> {
  const version = Object.hasOwn(document, "catchment") ? document.catchment : undefined;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1)
    return failed("not-a-plan", "This is not a Catchment plan: it does not say which format it has.", {
      remedy: "Choose a file that ends in .catchment.",
    });
  if (version > to)
    return failed(
      "newer-format",
      `This plan was made by a newer Catchment (format ${version}; this one reads up to ${to}).`,
      { remedy: "Open it with the newer Catchment." },
    );
  let migrated = document;
  for (let at = version; at < to; at++) {
    const step = migrations.find((each) => each.from === at);
    if (step === undefined)
      return failed("older-format", `This plan has format ${version}, which this Catchment cannot read.`, {
        remedy: "Open and save it with an earlier Catchment first.",
      });
    migrated = { ...step.upgrade(migrated), catchment: at + 1 };
  }
  return done(migrated);
}
