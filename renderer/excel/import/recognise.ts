// Tells what a file is by its headings (and, where it has none, by its cells), and proposes a mapping. Each kind of
// file has a recogniser of its own in sourceKinds/; what none of them knows gets a guess the user can correct.
//
// What must stay true: extra and reordered columns, other spellings of case and blanks, and title rows above the
// headings do not matter; a more particular kind stands before a more general one in KINDS.

import type { ReadFile, SourceSheet } from "../read/sourceFile.ts";
import { withProposedFormulas } from "./chosenFormulas.ts";
import { guessMapping } from "./guess.ts";
import { HEADER_ROWS_SCANNED, headerProblems, type Recognition } from "./recognition.ts";
import { type FileTables, fileTables } from "./sheetTables.ts";
import { epcn } from "./sourceKinds/epcn.ts";
import { epraccur } from "./sourceKinds/epraccur.ts";
import { gpPayments } from "./sourceKinds/gpPayments.ts";
import { icbAllocations } from "./sourceKinds/icbAllocations.ts";
import { practiceMap } from "./sourceKinds/practiceMap.ts";
import { registeredPatients, registeredPatientsByArea } from "./sourceKinds/registeredPatients.ts";
import { savedSession } from "./sourceKinds/savedSession.ts";
import { type SheetView, sheetView } from "./sourceKinds/sheetView.ts";
import type { KindAnswer, SourceKind } from "./sourceKinds/sourceKind.ts";
import { weightedPopulations } from "./sourceKinds/weightedPopulations.ts";

const KINDS: readonly SourceKind[] = [
  savedSession,
  weightedPopulations,
  gpPayments,
  registeredPatientsByArea,
  registeredPatients,
  epcn,
  practiceMap,
  icbAllocations,
  epraccur,
];

/** What a file is and how to read it. Never fails: a file nobody knows gets a guessed mapping or a problem. */
export function recognise(file: ReadFile): Recognition {
  const known = recogniseHeadings(file);
  const tables = fileTables(file, known.confidence === "guess" || known.mapping === null);
  const problems = [...known.problems, ...tables.problems];
  const mapping = known.mapping === null ? null : withProposedFormulas(file, known.mapping, tables);
  return { ...known, mapping, problems, tables };
}

/** A guess for one sheet of a file, with the tables of all its sheets. */
export function recogniseSheet(file: ReadFile, sheet: SourceSheet, tables: FileTables): Recognition {
  const guess = guessMapping({ ...file, sheets: [sheet] });
  const mapping = guess.mapping === null ? null : withProposedFormulas(file, guess.mapping, tables);
  return { ...guess, mapping, tables };
}

function recogniseHeadings(file: ReadFile): Omit<Recognition, "tables"> {
  const views = file.sheets.flatMap(headerViews);
  for (const kind of KINDS) {
    const looked = kind.headerless === true ? file.sheets.map((sheet) => sheetView(sheet, null)) : views;
    const best = bestAnswer(kind, looked, file.fileName);
    if (best === null) continue;
    const { answer, view } = best;
    return {
      kind: kind.kind,
      description: kind.description,
      mapping: answer.mapping,
      dataDate: answer.mapping?.dataDate ?? "",
      confidence: "certain",
      why: answer.why,
      problems: [...answer.problems, ...(answer.mapping === null ? [] : headerProblems(view, file.fileName))],
    };
  }
  return guessMapping(file);
}

/** Every row of the first thirty that could be headings: at least two texts. */
function headerViews(sheet: SourceSheet): readonly SheetView[] {
  return sheet.rows.slice(0, HEADER_ROWS_SCANNED).flatMap((row, index) => {
    const texts = row.filter((cell) => typeof cell === "string").length;
    return texts >= 2 ? [sheetView(sheet, index + 1)] : [];
  });
}

function bestAnswer(
  kind: SourceKind,
  views: readonly SheetView[],
  fileName: string,
): { readonly answer: KindAnswer; readonly view: SheetView } | null {
  let best: { readonly answer: KindAnswer; readonly view: SheetView } | null = null;
  for (const view of views) {
    const answer = kind.recognise(view, fileName);
    if (answer !== null && (best === null || answer.score > best.answer.score)) best = { answer, view };
  }
  return best;
}
