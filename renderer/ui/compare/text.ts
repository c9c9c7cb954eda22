// Words of the comparison of options.

import { counted } from "../text.ts";

export const compareText = {
  blank: "blank",
  same: "same as base",
  notComparable: "differs from base",
  higher: (size: string, relative: string) => `${size} higher${relative === "" ? "" : ` (${relative})`}`,
  lower: (size: string, relative: string) => `${size} lower${relative === "" ? "" : ` (${relative})`}`,
  points: (size: string) => `${size} percentage points`,

  title: "What is different",
  compare: "Option to compare with the base",
  onlyOne: "There is one option so far. Copy it, then move practices in the copy to see the difference here.",
  nothing: (option: string, base: string) => `Every practice of ${option} is grouped as in ${base}.`,
  movedSummary: (count: number, patients: number, base: string) =>
    `${counted(count, "practice")} with ${counted(Math.round(patients), "patient")} ${count === 1 ? "is" : "are"} grouped otherwise than in ${base}.`,
  unknownSizes: (count: number) =>
    `${counted(count, "of them has no list size", "of them have no list size")}.`,

  flowsCaption: (option: string, base: string) => `Moves from ${base} to ${option}`,
  movedCaption: (option: string, base: string) => `Practices moved from ${base} to ${option}`,
  groupsCaption: (option: string, base: string) => `Groups of ${option} that differ from ${base}`,
  level: "Level",
  from: "From",
  to: "To",
  practices: "Practices",
  patients: "Patients",
  code: "Practice code",
  name: "Practice name",
  listSize: "List size",
  move: "Moved",
  step: (level: string, from: string, to: string) => `${level}: ${from} → ${to}`,
  group: "Group",
  change: "Change",
  patientsBefore: (base: string) => `Patients in ${base}`,
  patientsAfter: (option: string) => `Patients in ${option}`,
  difference: "Difference",
  onlyHere: "new",
  gone: "not in this option",
  renamed: (before: string) => `was ${before}`,
  otherParent: (before: string | null, after: string | null) =>
    `in ${after ?? "no group"}, was in ${before ?? "no group"}`,
  members: (before: number, after: number) =>
    before === after
      ? "other members or list sizes"
      : `${before.toLocaleString("en-GB")} → ${counted(after, "practice")}`,
  noListSize: "no list size",
  showAll: (count: number) => `Show all ${counted(count, "row")}`,
  moreOrLess: (difference: number) =>
    difference === 0
      ? "same"
      : `${Math.round(Math.abs(difference)).toLocaleString("en-GB")} ${difference > 0 ? "more" : "fewer"}`,
} as const;
