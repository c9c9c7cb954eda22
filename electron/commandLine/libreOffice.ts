// The second engine: LibreOffice, where it is installed, recalculates a workbook from scratch without a window. It works
// on a copy in a temporary folder with a profile of its own, so that neither the user's file nor a LibreOffice that is
// open is touched, and its settings make it work out every formula instead of believing the saved results.
//
// What must stay true: it runs no macro and follows no link, ends in the time it is given, and leaves nothing behind.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, extname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** Recalculate always (0); never run macros (3) nor update links (1). */
const SETTINGS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
</oor:items>
`;

const LONGEST_MILLISECONDS = 300_000;

const USUAL_PLACES: readonly string[] = [
  "/usr/bin/soffice",
  "/usr/bin/libreoffice",
  "/usr/local/bin/soffice",
  "/Applications/LibreOffice.app/Contents/MacOS/soffice",
  "C:\\Program Files\\LibreOffice\\program\\soffice.com",
  "C:\\Program Files (x86)\\LibreOffice\\program\\soffice.com",
];

function program(): string | undefined {
  const names = process.platform === "win32" ? ["soffice.com", "soffice.exe"] : ["soffice"];
  const onPath = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return [...USUAL_PLACES, ...onPath.flatMap((folder) => names.map((name) => join(folder, name)))].find(
    existsSync,
  );
}

/** Why LibreOffice cannot be asked here, or null when it can. */
export function libreOfficeMissing(): string | null {
  return program() === undefined ? "LibreOffice (soffice) is not installed" : null;
}

/** `25.2.3.2`, or "unknown". */
export async function libreOfficeVersion(): Promise<string> {
  return inFolder(async (folder) => {
    const said = await runOffice(folder, ["--version"], 60_000);
    return /\d+(?:\.\d+)+/.exec(said)?.[0] ?? "unknown";
  });
}

/** Opens the workbook, calculates everything and saves it; gives the new file's bytes. Throws with a sentence. */
export async function recalculate(path: string, longest = LONGEST_MILLISECONDS): Promise<Uint8Array> {
  return inFolder(async (folder) => {
    const extension = extname(path).toLowerCase();
    const copy = join(folder, `book${extension}`);
    await writeFile(copy, await readFile(path));
    const out = join(folder, "out");
    const convert = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out, copy];
    const said = await runOffice(folder, convert, longest);
    const result = join(out, "book.xlsx");
    if (!existsSync(result)) throw new Error(`LibreOffice did not open the workbook: ${said.trim()}`);
    return new Uint8Array(await readFile(result));
  });
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "catchment-libreoffice-"));
  try {
    const user = join(folder, "profile", "user");
    await mkdir(user, { recursive: true });
    await writeFile(join(user, "registrymodifications.xcu"), SETTINGS);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What it said; rejects when it cannot be started or takes longer than it may. */
function runOffice(folder: string, more: readonly string[], longest: number): Promise<string> {
  const office = program();
  if (office === undefined) return Promise.reject(new Error("LibreOffice (soffice) is not installed"));
  const profile = pathToFileURL(join(folder, "profile")).href;
  return new Promise((resolve, reject) => {
    const child = spawn(office, [`-env:UserInstallation=${profile}`, "--headless", "--norestore", ...more], {
      env: { ...process.env, HOME: folder },
      stdio: ["ignore", "pipe", "pipe"],
      // the program is a script that starts others: as a group they end together
      detached: process.platform !== "win32",
    });
    let said = "";
    const timer = setTimeout(() => {
      end(child.pid);
      reject(new Error(`LibreOffice took longer than ${Math.round(longest / 1000)} seconds`));
    }, longest);
    child.stdout.on("data", (text) => {
      said += String(text);
    });
    child.stderr.on("data", (text) => {
      said += String(text);
    });
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("close", () => {
      clearTimeout(timer);
      resolve(said);
    });
  });
}

function end(pid: number | undefined): void {
  if (pid === undefined) return;
  if (process.platform === "win32") spawn("taskkill", ["/pid", String(pid), "/t", "/f"], { stdio: "ignore" });
  else {
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // it ended by itself in the meantime
    }
  }
}
