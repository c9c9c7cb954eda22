// The one door for files: bytes and a name in, sheets of cells out, or a problem in words. The bytes decide what
// a file is; its name is only used to speak of it, so a zip called .csv and a CSV called .xlsx both read.
//
// What must stay true: never throws; whatever comes in, the user learns what it is and what to do.

import { done, failed, type Problem, type Result } from "../../plan/problem.ts";
import { sha256 } from "../package/sha256.ts";
import { decodeText } from "./decodeText.ts";
import { isZip, refuse, refuseText } from "./fileKind.ts";
import { type PackedFile, packFile } from "./packedFile.ts";
import { readSession } from "./placeBasedSession.ts";
import { readCsv } from "./readCsv.ts";
import { readXlsx } from "./readXlsx.ts";
import type { ReadFile, ReadProgress } from "./sourceFile.ts";

/** A file that was read, and the same as data that another thread can take over. */
export interface ReadAndPacked {
  readonly file: ReadFile;
  /** Made when it is asked for. */
  packed(): PackedFile;
}

/** Reads a CSV file, an Excel workbook or a saved session of the Place Based Allocation Tool. */
export async function readFile(
  bytes: Uint8Array,
  fileName: string,
  onProgress: ReadProgress = () => {},
): Promise<Result<ReadFile>> {
  const read = readPacked(bytes, fileName, onProgress);
  return read.ok ? done(read.value.file) : read;
}

/** The same for a worker that hands the file on. `isTimeUp` is asked while a workbook is read. */
export function readPacked(
  bytes: Uint8Array,
  fileName: string,
  onProgress: ReadProgress = () => {},
  isTimeUp: () => boolean = () => false,
): Result<ReadAndPacked> {
  try {
    return read(bytes, fileName, onProgress, isTimeUp);
  } catch (error) {
    // A fault of our own or of a library: still a sentence for the user, never a broken screen.
    const detail = error instanceof Error ? error.message : String(error);
    return failed("unreadable-file", `${fileName} could not be read (${detail}).`, {
      remedy: "Open the file in Excel, save it under a new name as .xlsx or CSV, and import that.",
      where: { file: fileName },
    });
  }
}

function read(
  bytes: Uint8Array,
  fileName: string,
  onProgress: ReadProgress,
  isTimeUp: () => boolean,
): Result<ReadAndPacked> {
  const refusal = refuse(bytes, fileName);
  if (refusal !== null) return { ok: false, problem: refusal };
  if (isZip(bytes)) {
    const book = readXlsx(bytes, fileName, { onProgress, isTimeUp });
    if (!book.ok) return book;
    const problems = withNameNote(book.value.file).problems;
    const fingerprint = sha256(bytes);
    return done({
      file: { ...book.value.file, problems, fingerprint },
      packed: () => ({ ...book.value.packed, problems, fingerprint }),
    });
  }
  const text = readText(bytes, fileName, onProgress);
  if (!text.ok) return text;
  const file = { ...withNameNote(text.value), fingerprint: sha256(bytes) };
  return done({ file, packed: () => packFile(file) });
}

function readText(bytes: Uint8Array, fileName: string, onProgress: ReadProgress): Result<ReadFile> {
  onProgress("Reading the text", 0.1);
  const refusedText = refuseText(bytes, fileName);
  if (refusedText !== null) return { ok: false, problem: refusedText };
  const start = decodeText(bytes.subarray(0, 2_000)).text.trimStart();
  // A heading may start with a bracket too; JSON goes on with a quote or another bracket.
  if (/^(\{\s*["}]|\[\s*[{["\]])/.test(start)) return readSession(decodeText(bytes).text, fileName);
  return readCsv(bytes, fileName);
}

const USUAL_ENDINGS = {
  csv: /\.(csv|tsv|txt|tab|psv)$/i,
  xlsx: /\.(xlsx|xlsm|xltx|xltm)$/i,
  json: /\.json$/i,
};
const FORMAT_WORDS = { csv: "delimited text (CSV)", xlsx: "an Excel workbook", json: "JSON" };

/** Says so when a file is something else than its name claims. */
function withNameNote(file: ReadFile): ReadFile {
  const { fileName, format } = file;
  if (!/\.\w{1,5}$/.test(fileName) || USUAL_ENDINGS[format].test(fileName)) return file;
  const note: Problem = {
    code: "misnamed-file",
    severity: "note",
    message: `${fileName} is really ${FORMAT_WORDS[format]}, whatever its name says, and was read as that.`,
    where: { file: fileName },
  };
  return { ...file, problems: [note, ...file.problems] };
}
