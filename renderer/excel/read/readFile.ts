// The one door for files: bytes and a name in, sheets of cells out, or a problem in words. The bytes decide what
// a file is; its name is only used to speak of it, so a zip called .csv and a CSV called .xlsx both read.
//
// What must stay true: never throws; whatever comes in, the user learns what it is and what to do.

import { done, failed, type Problem, type Result } from "../../plan/problem.ts";
import { decodeText } from "./decodeText.ts";
import { readSession } from "./placeBasedSession.ts";
import { readCsv } from "./readCsv.ts";
import { MAX_FILE_BYTES } from "./readLimits.ts";
import { readXlsx } from "./readXlsx.ts";
import type { ReadFile, ReadProgress } from "./sourceFile.ts";

/** Reads a CSV file, an Excel workbook or a saved session of the Place Based Allocation Tool. */
export async function readFile(
  bytes: Uint8Array,
  fileName: string,
  onProgress: ReadProgress = () => {},
): Promise<Result<ReadFile>> {
  try {
    return withNameNote(await read(bytes, fileName, onProgress), fileName);
  } catch (error) {
    // A fault of our own or of a library: still a sentence for the user, never a broken screen.
    const detail = error instanceof Error ? error.message : String(error);
    return failed("unreadable-file", `${fileName} could not be read (${detail}).`, {
      remedy: "Open the file in Excel, save it under a new name as .xlsx or CSV, and import that.",
      where: { file: fileName },
    });
  }
}

async function read(
  bytes: Uint8Array,
  fileName: string,
  onProgress: ReadProgress,
): Promise<Result<ReadFile>> {
  const refusal = refuse(bytes, fileName);
  if (refusal !== null) return { ok: false, problem: refusal };
  if (startsWith(bytes, ZIP) || startsWith(bytes, EMPTY_ZIP)) return readXlsx(bytes, fileName, onProgress);
  onProgress("Reading the text", 0.1);
  const start = decodeText(bytes.subarray(0, 2_000)).text.trimStart();
  if (/^(<!doctype html|<html|<table|<head|<meta)/i.test(start)) {
    return failed("html-file", `${fileName} is a web page saved under another name.`, {
      remedy: "Open it in Excel and save it as Excel Workbook (.xlsx), or download the data file itself.",
      where: { file: fileName },
    });
  }
  if (/^<\?xml|^<workbook/i.test(start)) {
    return failed("xml-file", `${fileName} is an XML file (perhaps an Excel 2003 XML spreadsheet).`, {
      remedy: "Open it in Excel and save it as Excel Workbook (.xlsx).",
      where: { file: fileName },
    });
  }
  // A heading may start with a bracket too; JSON goes on with a quote or another bracket.
  if (/^(\{\s*["}]|\[\s*[{["\]])/.test(start)) return readSession(decodeText(bytes).text, fileName);
  return readCsv(bytes, fileName);
}

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

const SIGNATURES: readonly { readonly bytes: readonly number[]; readonly what: string }[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46], what: "a PDF document" },
  { bytes: [0x1f, 0x8b], what: "a gzip archive" },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], what: "a 7-Zip archive" },
  { bytes: [0x52, 0x61, 0x72, 0x21], what: "a RAR archive" },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: "a picture" },
  { bytes: [0xff, 0xd8, 0xff], what: "a picture" },
  { bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66], what: "a rich text document" },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], what: "a database" },
];

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

export function refuse(bytes: Uint8Array, fileName: string): Problem | null {
  const where = { file: fileName };
  const made = (code: string, message: string, remedy: string): Problem => ({
    code,
    severity: "error",
    message,
    remedy,
    where,
  });
  if (bytes.length === 0)
    return made("empty-file", `${fileName} is empty: it has no bytes.`, "Download or copy the file again.");
  if (bytes.length > MAX_FILE_BYTES)
    return made(
      "file-too-big",
      `${fileName} is ${Math.round(bytes.length / (1024 * 1024))} MB; Catchment reads files up to ${MAX_FILE_BYTES / (1024 * 1024)} MB.`,
      "Keep the rows and columns you need and save them as a file of their own.",
    );
  if (startsWith(bytes, COMPOUND)) return compoundProblem(bytes, fileName);
  const other = SIGNATURES.find((signature) => startsWith(bytes, signature.bytes));
  if (other !== undefined)
    return made(
      "other-file-type",
      `${fileName} is ${other.what}, not a table.`,
      "Choose a CSV file or an Excel workbook (.xlsx).",
    );
  return null;
}

/**
 * A compound file ([MS-CFB]) is an old .xls or an encrypted workbook ([MS-OFFCRYPTO] 2.3.2: a stream named
 * EncryptedPackage). Stream names stand in the directory as UTF-16, so looking for those bytes tells them apart.
 */
function compoundProblem(bytes: Uint8Array, fileName: string): Problem {
  const where = { file: fileName };
  if (holdsUtf16(bytes, "EncryptedPackage")) {
    return {
      code: "password-protected",
      severity: "error",
      message: `${fileName} is protected by a password.`,
      remedy:
        "Open it in Excel with its password, remove the password (File, Info, Protect Workbook), and save it.",
      where,
    };
  }
  return {
    code: "old-excel-file",
    severity: "error",
    message: `${fileName} is an old Excel file (.xls) or another old Office document, which Catchment does not read.`,
    remedy: "Open it in Excel and save it as Excel Workbook (.xlsx).",
    where,
  };
}

function holdsUtf16(bytes: Uint8Array, text: string): boolean {
  const wanted = [...text].flatMap((letter) => [letter.charCodeAt(0), 0]);
  const last = bytes.length - wanted.length;
  for (let at = 0; at <= last; at += 1) {
    if (bytes[at] === wanted[0] && wanted.every((byte, index) => bytes[at + index] === byte)) return true;
  }
  return false;
}

const USUAL_ENDINGS = {
  csv: /\.(csv|tsv|txt|tab|psv)$/i,
  xlsx: /\.(xlsx|xlsm|xltx|xltm)$/i,
  json: /\.json$/i,
};
const FORMAT_WORDS = { csv: "delimited text (CSV)", xlsx: "an Excel workbook", json: "JSON" };

/** Says so when a file is something else than its name claims. */
function withNameNote(result: Result<ReadFile>, fileName: string): Result<ReadFile> {
  if (!result.ok || !/\.\w{1,5}$/.test(fileName) || USUAL_ENDINGS[result.value.format].test(fileName))
    return result;
  const note: Problem = {
    code: "misnamed-file",
    severity: "note",
    message: `${fileName} is really ${FORMAT_WORDS[result.value.format]}, whatever its name says, and was read as that.`,
    where: { file: fileName },
  };
  return done({ ...result.value, problems: [note, ...result.value.problems] });
}
