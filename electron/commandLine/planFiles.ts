// Plan files on disk, for the command line: read and validated, written atomically like the desktop program does.

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Option, Plan } from "../../renderer/plan/plan.ts";
import { parsePlanFile, serialisePlan } from "../../renderer/plan/planFile.ts";
import { problem } from "../../renderer/plan/problem.ts";
import { writeFileDurably } from "../durableFile.ts";
import { CannotBeDone, expectValue, printProblems } from "./output.ts";

/** A plan from its file; what was found wrong but mendable is told on standard error. */
export async function readPlan(path: string): Promise<Plan> {
  const text = await readText(path);
  const { plan, problems } = expectValue(parsePlanFile(text));
  printProblems(problems);
  return plan;
}

export async function writePlan(path: string, plan: Plan): Promise<void> {
  await write(path, serialisePlan(plan));
}

/** Writes a file so that it is either the old one or the new one, whatever happens. */
export async function write(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFileDurably(path, content);
  } catch (error) {
    throw cannot("cannot-write", `${basename(path)} could not be written: ${reason(error)}.`);
  }
}

export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw cannot("cannot-read", `${basename(path)} could not be read: ${reason(error)}.`);
  }
}

export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw cannot("cannot-read", `${basename(path)} could not be read: ${reason(error)}.`);
  }
}

/** The option of that name (any case); the base when none is named. */
export function optionNamed(plan: Plan, name: string | undefined): Option {
  const option =
    name === undefined
      ? plan.options[0]
      : plan.options.find((each) => each.name.toLowerCase() === name.trim().toLowerCase());
  if (option === undefined) {
    const names = plan.options.map((each) => each.name).join(", ");
    throw cannot("unknown-option", `The plan has no option "${name}". Its options are: ${names}.`);
  }
  return option;
}

function cannot(code: string, message: string): CannotBeDone {
  return new CannotBeDone([problem(code, message)]);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EISDIR: "it is a folder",
  EACCES: "access is not allowed",
  EPERM: "access is not allowed",
  ENOSPC: "the disk is full",
};

function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}
