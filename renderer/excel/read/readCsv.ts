// Delimited text to one sheet. Papa Parse does the quoting and finds the delimiter; this file decides what is
// text at all, keeps row numbers as a spreadsheet would show them, and reports what does not line up.
//
// What must stay true: every cell stays text (or blank); no row and no cell is left out; the apostrophe that guards a text
// against being calculated (csv/csvFile.ts) is taken off.

import Papa from "papaparse";
import { done, failed, type Problem, type Result } from "../../plan/problem.ts";
import { withoutGuard } from "../csv/csvFile.ts";
import { fromDelimitedText } from "../csv/delimitedText.ts";
import { counted } from "../import/problemList.ts";
import { decodeText } from "./decodeText.ts";
import { MAX_CELLS, MAX_COLUMNS, MAX_FIRST_LINE_CHARACTERS, MAX_ROWS } from "./readLimits.ts";
import { type Cell, cellWithinLimit, longCellProblems, type ReadFile } from "./sourceFile.ts";

const DELIMITERS = [",", ";", "\t", "|"];
/** Text may hold a stray NUL or two; more than one in this many characters means it is no text. */
const CHARACTERS_PER_CONTROL = 200;

/** Reads CSV, TSV, semicolon and pipe files. The sheet is called after the file. */
export function readCsv(bytes: Uint8Array, fileName: string): Result<ReadFile> {
  const decoded = decodeText(bytes);
  const where = { file: fileName };
  const refusal = refuseText(decoded.text, fileName);
  if (refusal !== null) return { ok: false, problem: refusal };
  const problems: Problem[] = [];
  if (decoded.encoding === "Windows-1252") {
    problems.push({
      code: "text-encoding",
      severity: "note",
      message: `${fileName} is not valid UTF-8, so it was read as Windows-1252 (Western European).`,
      remedy: "Check names with accents or £ signs; if they look wrong, save the file as UTF-8 CSV.",
      where,
    });
  }
  const text = withoutNulls(decoded.text, fileName, problems);
  const parsed = Papa.parse<string[]>(text, { delimiter: delimiterOf(text), delimitersToGuess: DELIMITERS });
  const rows = blanksAsNull(parsed.data);
  const tooMuch = refuseSize(rows, fileName);
  if (tooMuch !== null) return { ok: false, problem: tooMuch };
  if (rows.every((row) => row.every((cell) => cell === null))) {
    return failed("empty-file", `${fileName} holds no text.`, {
      remedy: "Choose the file that has the practices in it.",
      where,
    });
  }
  problems.push(...quoteProblems(parsed.errors, fileName), ...raggedProblems(rows, fileName));
  const sheets = [{ name: fileName, rows }];
  problems.push(...longCellProblems(sheets, fileName));
  return done({
    fileName,
    format: "csv",
    encoding: decoded.encoding,
    sheets,
    problems,
  });
}

/** So much of a text is enough to see what stands between its cells. */
const DELIMITER_SAMPLE = 65_536;

/**
 * `sep=;` on the first line is Excel's own way of naming the delimiter. Else the one that gives all first rows the same
 * number of cells, the more the better; "" lets Papa Parse weigh them.
 */
function delimiterOf(text: string): string {
  const named = /^sep=([,;|\t])\r?\n/i.exec(text.slice(0, 10))?.[1];
  if (named !== undefined) return named;
  let best = { delimiter: "", width: 1 };
  for (const delimiter of DELIMITERS) {
    const rows = fromDelimitedText(text.slice(0, DELIMITER_SAMPLE), delimiter);
    // The last row of a sample may be cut.
    const whole = text.length > DELIMITER_SAMPLE ? rows.slice(0, -1) : rows;
    const width = whole[0]?.length ?? 0;
    if (width > best.width && whole.every((row) => row.length === width)) best = { delimiter, width };
  }
  return best.delimiter;
}

function refuseText(text: string, fileName: string): Problem | null {
  const where = { file: fileName };
  if (text.trim() === "") {
    return {
      code: "empty-file",
      severity: "error",
      message: `${fileName} is empty.`,
      remedy: "Choose the file that has the practices in it, or download it again.",
      where,
    };
  }
  const sample = text.slice(0, 100_000);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells binary from text
  const controls = (sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/g) ?? []).length;
  if (controls * CHARACTERS_PER_CONTROL > sample.length) {
    return {
      code: "binary-file",
      severity: "error",
      message: `${fileName} is not a table: it holds binary data.`,
      remedy: "Choose a CSV file or an Excel workbook (.xlsx).",
      where,
    };
  }
  const lineEnd = text.search(/[\r\n]/);
  if ((lineEnd < 0 ? text.length : lineEnd) > MAX_FIRST_LINE_CHARACTERS) {
    return {
      code: "no-line-breaks",
      severity: "error",
      message: `The first line of ${fileName} is over a million characters long, so it is not a table of practices.`,
      remedy: "Check how the file was saved: each practice needs a line of its own.",
      where,
    };
  }
  return null;
}

function withoutNulls(text: string, fileName: string, problems: Problem[]): string {
  if (!text.includes("\0")) return text;
  const clean = text.replaceAll("\0", "");
  problems.push({
    code: "nul-characters",
    severity: "warning",
    message: `${fileName} holds ${counted(text.length - clean.length, "NUL character")}, which were left out.`,
    remedy: "Check the last rows: NUL characters often mean that a copy of the file went wrong.",
    where: { file: fileName },
  });
  return clean;
}

function blanksAsNull(data: readonly string[][]): readonly (readonly Cell[])[] {
  const rows: readonly Cell[][] = data.map((row) => row.map((cell) => cellWithinLimit(withoutGuard(cell))));
  let length = rows.length;
  while (length > 0 && rows[length - 1]?.every((cell) => cell === null)) length -= 1;
  return rows.slice(0, length);
}

function refuseSize(rows: readonly (readonly Cell[])[], fileName: string): Problem | null {
  const cells = rows.reduce((sum, row) => sum + row.length, 0);
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (rows.length <= MAX_ROWS && columns <= MAX_COLUMNS && cells <= MAX_CELLS) return null;
  return {
    code: "too-many-cells",
    severity: "error",
    message: `${fileName} has ${counted(rows.length, "row")} and up to ${counted(columns, "column")}, more than Catchment reads.`,
    remedy:
      "Keep one row for each practice and only the columns you need, and save that as a file of its own.",
    where: { file: fileName },
  };
}

function quoteProblems(
  errors: readonly { readonly type: string; readonly row?: number | undefined }[],
  fileName: string,
): readonly Problem[] {
  const quotes = errors.filter((error) => error.type === "Quotes");
  const [first] = quotes;
  if (first === undefined) return [];
  const row = (first.row ?? 0) + 1;
  return [
    {
      code: "unclosed-quote",
      severity: "warning",
      message: `A quotation mark in row ${row} of ${fileName} does not pair up, so cells or rows after it may have run together.`,
      remedy: `Look at row ${row} in a text editor, put the quotation mark right, and import again.`,
      where: { file: fileName, row },
      rows: quotes.length,
    },
  ];
}

/** Rows that are shorter or longer than most: one problem each way, naming the first. */
function raggedProblems(rows: readonly (readonly Cell[])[], fileName: string): readonly Problem[] {
  const filled = rows.map(filledLength);
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  const usual = [...counts].reduce((best, each) => (each[1] > best[1] ? each : best), [0, 0])[0];
  if (usual < 2) return [];
  const short = indexes(rows, (row, index) => row.length < usual && (filled[index] ?? 0) > 0);
  const long = indexes(rows, (_row, index) => (filled[index] ?? 0) > usual);
  const problems: Problem[] = [];
  const add = (code: string, found: readonly number[], many: string, remedy: string) => {
    const [first] = found;
    if (first === undefined) return;
    const row = first + 1;
    problems.push({
      code,
      severity: "warning",
      message: `${counted(found.length, "row")} of ${fileName} ${found.length === 1 ? "has" : "have"} ${many} cells than the others (${usual}); the first is row ${row}.`,
      remedy,
      where: { file: fileName, row },
      rows: found.length,
    });
  };
  const cut = short.length > 0 && short[short.length - 1] === rows.length - 1;
  const shortRemedy = cut
    ? "The last row is one of them: the file may have been cut short. Download it again and compare."
    : "The missing cells count as blank. Check those rows.";
  add("short-rows", short, "fewer", shortRemedy);
  add(
    "long-rows",
    long,
    "more",
    "Cells may have moved to the right: check those rows for a delimiter inside a name.",
  );
  return problems;
}

function filledLength(row: readonly Cell[]): number {
  let length = row.length;
  while (length > 0 && row[length - 1] === null) length -= 1;
  return length;
}

function indexes(
  rows: readonly (readonly Cell[])[],
  test: (row: readonly Cell[], index: number) => boolean,
): readonly number[] {
  return rows.flatMap((row, index) => (test(row, index) ? [index] : []));
}
