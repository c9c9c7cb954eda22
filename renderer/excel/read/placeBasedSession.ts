// A saved session of the NHS England Place Based Allocation Tool: JSON of places, each with its practices as
// "code: name" and its ICB, and the order of the places in `group_list`. It becomes one sheet with a row for each
// practice, so that everything after it is the same as for any other file.
//
// { "Place": { "gps": ["A83005: Whinfield Medical Practice"], "icb": "NHS ..." }, "group_list": ["Place"] }

import { done, failed, type Problem, type Result } from "../../plan/problem.ts";
import type { Cell, ReadFile } from "./sourceFile.ts";

/** Headings of the sheet a session becomes; the recogniser knows it by them. */
export const SESSION_SHEET = "Places of the session";
export const SESSION_HEADINGS = ["Practice code", "Practice name", "Place", "ICB"] as const;

/** Reads a session from its text. JSON of any other shape is a problem that says so. */
export function readSession(text: string, fileName: string): Result<ReadFile> {
  const where = { file: fileName };
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return failed("damaged-json", `${fileName} starts like JSON but is cut short or damaged.`, {
      remedy: "Save the session again in the Place Based Allocation Tool.",
      where,
    });
  }
  const places = placesOf(content);
  if (places === null) {
    return failed(
      "unknown-json",
      `${fileName} is JSON, but not a saved session of the Place Based Allocation Tool.`,
      {
        remedy: "Choose a CSV file, an Excel workbook or a saved session; open a Catchment plan with Open.",
        where,
      },
    );
  }
  const problems: Problem[] = [];
  const rows: Cell[][] = [[...SESSION_HEADINGS]];
  for (const place of places) {
    if (place.practices.length === 0) {
      problems.push({
        code: "empty-place",
        severity: "warning",
        message: `The place "${place.name}" of ${fileName} has no practices, so no group was made for it.`,
        where: { ...where, subject: place.name },
      });
    }
    for (const entry of place.practices) {
      const colon = entry.indexOf(":");
      const code = (colon < 0 ? entry : entry.slice(0, colon)).trim();
      const name = colon < 0 ? null : entry.slice(colon + 1).trim() || null;
      rows.push([code || null, name, place.name, place.icb]);
    }
  }
  return done({ fileName, format: "json", sheets: [{ name: SESSION_SHEET, rows }], problems });
}

interface SessionPlace {
  readonly name: string;
  readonly icb: string | null;
  readonly practices: readonly string[];
}

/** Places in the order of `group_list`, then any it forgot; null when this is no session. */
function placesOf(content: unknown): readonly SessionPlace[] | null {
  if (!isRecord(content)) return null;
  const listed = content.group_list;
  const order = Array.isArray(listed) ? listed.filter((name) => typeof name === "string") : [];
  const names = Object.keys(content).filter((name) => name !== "group_list");
  if (names.length === 0) return null;
  const sorted = [
    ...order.filter((name) => names.includes(name)),
    ...names.filter((name) => !order.includes(name)),
  ];
  const places: SessionPlace[] = [];
  for (const name of sorted) {
    const place = content[name];
    if (!isRecord(place)) return null;
    // R's JSON writer unboxes a list of one, so a place of one practice may be a bare text.
    const practices = typeof place.gps === "string" ? [place.gps] : place.gps;
    if (!Array.isArray(practices) || !practices.every((entry) => typeof entry === "string")) return null;
    const icb: unknown = Array.isArray(place.icb) ? place.icb[0] : place.icb;
    places.push({ name, icb: typeof icb === "string" ? icb : null, practices });
  }
  return places;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
