// Writes a file so that after a crash, a full disk or a pulled plug there is either the old file or the new one,
// never half of each. Used for plans, workbooks, settings and the start of the journal, and by the command line.
//
// What must stay true, in this order: the new content is complete and on the disk under another name in the same
// folder; what was there is kept as `<name>.bak` where asked; the name changes over in one step; the folder's own
// entry is on the disk. On any failure the old file is untouched and nothing is left lying about.
// Why each step: https://danluu.com/file-consistency/ and rename(2), fsync(2).

import { randomUUID } from "node:crypto";
import * as nodeFiles from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** The part of node:fs/promises that is used, so that tests can make each step fail. */
export type DurableFileSystem = Pick<
  typeof nodeFiles,
  "open" | "rename" | "rm" | "realpath" | "stat" | "link" | "copyFile"
>;

export interface DurableOptions {
  /** Keeps what was there as `<name>.bak`. */
  readonly keepPrevious?: boolean;
  readonly fileSystem?: DurableFileSystem;
  readonly platform?: NodeJS.Platform;
  readonly wait?: (milliseconds: number) => Promise<void>;
}

/**
 * On Windows a virus scanner, a backup or a synchronising folder may hold a file for a moment; these waits add up
 * to about three seconds.
 */
const LOCK_WAITS_MS = [10, 20, 50, 100, 200, 400, 800, 1600];
const LOCK_CODES = ["EPERM", "EBUSY", "EACCES"];

/** The name the previous generation of a file is kept under. */
export function previousPath(path: string): string {
  return `${path}.bak`;
}

/**
 * Resolves once the content is at the path and would survive the machine losing power. Rejects with Node's error
 * when it could not be done; the old file is then as it was.
 */
export async function writeFileDurably(
  path: string,
  content: string | Uint8Array,
  options: DurableOptions = {},
): Promise<void> {
  const files = options.fileSystem ?? nodeFiles;
  const platform = options.platform ?? process.platform;
  const wait = options.wait ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  // A link to a plan stays a link: what it points to is replaced.
  const target = await followLink(files, path);
  const mode = await modeOf(files, target);
  const fresh = besideName(target);
  try {
    await writeAndSync(files, fresh, content, mode);
    if (options.keepPrevious === true && mode !== null) await keepPrevious(files, target, platform, wait);
    await renameWithPatience(files, fresh, target, platform, wait);
  } catch (failure) {
    await files.rm(fresh, { force: true }).catch(() => undefined);
    throw failure;
  }
  await syncFolder(files, dirname(target), platform);
}

function besideName(target: string): string {
  return join(dirname(target), `.${basename(target)}.${randomUUID().slice(0, 8)}.tmp`);
}

async function followLink(files: DurableFileSystem, path: string): Promise<string> {
  try {
    return await files.realpath(path);
  } catch (failure) {
    if (codeOf(failure) === "ENOENT") return path;
    throw failure;
  }
}

/** The permission bits of the file there is, or null when there is none. */
async function modeOf(files: DurableFileSystem, target: string): Promise<number | null> {
  try {
    return (await files.stat(target)).mode & 0o777;
  } catch (failure) {
    if (codeOf(failure) === "ENOENT") return null;
    throw failure;
  }
}

async function writeAndSync(
  files: DurableFileSystem,
  path: string,
  content: string | Uint8Array,
  mode: number | null,
): Promise<void> {
  const handle = await files.open(path, "wx", mode ?? 0o666);
  try {
    await handle.writeFile(content);
    // The mode given to `open` is cut by the process's mask; the file that is replaced may have had more.
    if (mode !== null) await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A second name for the old content costs nothing; where the file system has no links, it is copied. */
async function keepPrevious(
  files: DurableFileSystem,
  target: string,
  platform: NodeJS.Platform,
  wait: (milliseconds: number) => Promise<void>,
): Promise<void> {
  const second = besideName(target);
  try {
    try {
      await files.link(target, second);
    } catch {
      await files.copyFile(target, second);
    }
    await renameWithPatience(files, second, previousPath(target), platform, wait);
    // Where both names already were one file, renaming does nothing and leaves the second name.
    await files.rm(second, { force: true });
  } catch (failure) {
    await files.rm(second, { force: true }).catch(() => undefined);
    throw failure;
  }
}

async function renameWithPatience(
  files: DurableFileSystem,
  from: string,
  to: string,
  platform: NodeJS.Platform,
  wait: (milliseconds: number) => Promise<void>,
): Promise<void> {
  const waits = platform === "win32" ? LOCK_WAITS_MS : [];
  for (const pauseMs of waits) {
    try {
      return await files.rename(from, to);
    } catch (failure) {
      if (!LOCK_CODES.includes(codeOf(failure))) throw failure;
    }
    await wait(pauseMs);
  }
  await files.rename(from, to);
}

/** Windows cannot open a folder, and needs no such step: its file systems journal the renaming. */
async function syncFolder(
  files: DurableFileSystem,
  folder: string,
  platform: NodeJS.Platform,
): Promise<void> {
  if (platform === "win32") return;
  const handle = await files.open(folder, "r");
  try {
    await handle.sync();
  } catch (failure) {
    // Some network file systems have no such step for folders and say so.
    if (!["EINVAL", "ENOTSUP"].includes(codeOf(failure))) throw failure;
  } finally {
    await handle.close();
  }
}

/** Node's code of a file error, such as `ENOSPC`; empty for anything else. */
export function codeOf(failure: unknown): string {
  if (typeof failure !== "object" || failure === null || !("code" in failure)) return "";
  return typeof failure.code === "string" ? failure.code : "";
}
