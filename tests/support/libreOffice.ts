// The second engine: LibreOffice, headless, recalculates a workbook from scratch. Its own profile directory keeps it
// apart from a LibreOffice that someone has open, and holds the setting that makes it work out every formula again
// instead of believing the cached results.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** 0: always. The same for OpenDocument, though nothing here reads it. */
const SETTINGS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
`;

const PROGRAMS = ["/usr/bin/soffice", "/usr/bin/libreoffice", "/usr/local/bin/soffice"];

/** Why LibreOffice cannot be asked here, or null when it can. */
export function libreOfficeMissing(): string | null {
  return PROGRAMS.some(existsSync) ? null : "LibreOffice (soffice) is not installed";
}

/** Opens the workbook, calculates everything and saves it; gives the new file's bytes. */
export async function recalculate(xlsxPath: string): Promise<Uint8Array> {
  const program = PROGRAMS.find((each) => existsSync(each));
  if (program === undefined) throw new Error("LibreOffice (soffice) is not installed");
  const folder = await mkdtemp(join(tmpdir(), "catchment-libreoffice-"));
  try {
    const profile = join(folder, "profile");
    await mkdir(join(profile, "user"), { recursive: true });
    await writeFile(join(profile, "user", "registrymodifications.xcu"), SETTINGS);
    const out = join(folder, "out");
    const { stderr } = await run(
      program,
      [
        `-env:UserInstallation=file://${profile}`,
        "--headless",
        "--norestore",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        out,
        xlsxPath,
      ],
      { timeout: 300_000, env: { ...process.env, HOME: folder } },
    );
    const result = join(out, basename(xlsxPath));
    if (!existsSync(result)) throw new Error(`LibreOffice did not open ${basename(xlsxPath)}: ${stderr}`);
    return new Uint8Array(await readFile(result));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
