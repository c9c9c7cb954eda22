// A process that reads one file and prints what came of it, with the time it took and the most memory the process had:
// run by tests and benchmarks that hold the reader to its limits. Node's own start is about 45 MB of that.

import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { readFile } from "../../renderer/excel/read/readFile.ts";
import { peakMegabytes } from "./peakMemory.ts";

const [path = ""] = process.argv.slice(2);
const bytes = new Uint8Array(readFileSync(path));
const start = performance.now();
const read = await readFile(bytes, "book.xlsx");
const milliseconds = performance.now() - start;
const megabytes = peakMegabytes();
const outcome = read.ok
  ? { code: "read", message: "", remedy: "", sheets: read.value.sheets.map((sheet) => sheet.rows.length) }
  : { code: read.problem.code, message: read.problem.message, remedy: read.problem.remedy, sheets: [] };
process.stdout.write(JSON.stringify({ ...outcome, milliseconds, megabytes }));
