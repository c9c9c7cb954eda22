// Words of the move and group dialogs.

import { counted } from "../text.ts";

const whole = (value: number) => Math.round(value).toLocaleString("en-GB");

export const groupsText = {
  moveTitle: (practices: number) => `Move ${counted(practices, "practice")}`,
  moveWhat: (practices: number, patients: number, option: string) =>
    `${counted(practices, "practice")} with ${counted(Math.round(patients), "patient")}, in the option "${option}".`,
  moveTo: "Move to",
  moveToHint: "Type part of a group's name, then choose with the arrow keys. Enter moves.",
  groups: "Groups",
  noMatch: "No group matches. Type less, or make a new group.",
  newGroup: "New group…",
  move: "Move",
  cancel: "Cancel",
  already: "They are all there already, so nothing changes.",
  effect: "What changes",
  change: (name: string, level: string, before: number, after: number) =>
    `${name} (${level}): ${whole(before)} → ${counted(Math.round(after), "patient")}`,
  changePractices: (before: number, after: number) => `${whole(before)} → ${counted(after, "practice")}`,
  moreChanges: (count: number) => `and ${counted(count, "more group")}`,
  moved: (count: number, group: string) => `Moved ${counted(count, "practice")} to ${group}.`,
  nowHas: (group: string, patients: number) =>
    `${group} now has ${counted(Math.round(patients), "patient")}.`,
  choose: "Choose where the practices go.",
  size: (practices: number, patients: number) =>
    `${counted(practices, "practice")}, ${counted(Math.round(patients), "patient")}`,
  practicesOnly: (practices: number) => counted(practices, "practice"),
  within: (parents: readonly string[]) => (parents.length === 0 ? "" : `in ${parents.join(", ")}`),

  newTitle: (practices: number) =>
    practices === 0 ? "New group" : `New group for ${counted(practices, "practice")}`,
  name: "Name",
  level: "Level",
  newLevel: "New level…",
  levelName: "Name of the new level",
  levelNameHint: "Singular, as in Place, Locality or Cluster. The new level becomes the highest.",
  parent: "Belongs to",
  noParent: "No group above it",
  parentChoice: (name: string, level: string) => `${name} (${level})`,
  add: "Add group",
  newGroupStep: (level: string, name: string, practices: number) =>
    practices === 0
      ? `Add the ${level} ${name}`
      : `Add the ${level} ${name} and move ${counted(practices, "practice")} to it`,
  editStep: (level: string, name: string) => `Change the ${level} ${name}`,
  added: (name: string, level: string) => `Added ${name} to ${level}.`,

  editTitle: (level: string, name: string) => `${level} ${name}`,
  save: "Save",
  saved: (name: string) => `Saved ${name}.`,
  mergeInto: "Merge into another group",
  mergeHint: "Its practices and child groups join the other group, and this one goes.",
  keepApart: "Do not merge",
  merged: (name: string, into: string) => `Merged ${name} into ${into}.`,
  removeTitle: (level: string, name: string) => `Remove ${level} ${name}`,
  removeQuestion: (name: string, practices: number, parent: string | null) =>
    practices === 0
      ? `${name} has no practices. You can undo this.`
      : `Its ${counted(practices, "practice")} ${practices === 1 ? "goes" : "go"} to ${parent ?? "Unassigned"}. You can undo this.`,
  remove: "Remove group",
  removed: (name: string) => `Removed ${name}.`,
} as const;
