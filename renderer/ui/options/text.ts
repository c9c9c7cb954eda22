// Words of the Options tab and its dialogs.

export const optionsText = {
  title: "Options",
  caption: (base: string) => `Measures of each option, with the difference from the base, ${base}`,
  measure: "Measure",
  base: "base",
  shownNow: "shown in the tables",
  noMeasures: "There are no measures yet. Add one: a formula that every option answers.",
  addMeasure: "Add measure",
  copyThis: "Copy this option",

  show: "Show in the tables",
  copy: "Copy",
  edit: "Rename or edit note",
  remove: "Remove",

  copyTitle: (name: string) => `Copy option ${name}`,
  copyHint: "The copy starts with the same groups, practices and figures. What you change in it stays in it.",
  copyName: (name: string, count: number) =>
    count === 0 ? `Copy of ${name}` : `Copy of ${name} (${count + 1})`,
  name: "Name",
  note: "Note",
  noteHint: "Why this option exists, for everyone who reads the plan.",
  add: "Add option",
  cancel: "Cancel",
  added: (name: string) => `Added the option ${name}. The tables show it now.`,
  editTitle: (name: string) => `Option ${name}`,
  save: "Save",
  saved: (name: string) => `Saved the option ${name}.`,
  removeTitle: (name: string) => `Remove option ${name}`,
  removeMessage: (name: string) =>
    `The option "${name}" goes with its groups and its own figures. You can undo this.`,
  removeAction: "Remove option",
  removed: (name: string) => `Removed the option ${name}.`,
  inputOf: (measure: string, option: string) => `${measure} of ${option}`,
} as const;
