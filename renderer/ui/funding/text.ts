// Words of the dialogs about allowances, running cost, ready rules and samples.

export const fundingText = {
  allowanceTitle: "Allowance rule",
  allowanceIntro:
    "What a body is paid for its running costs. Choosing one puts its figures, sources and formula into the plan, where all of them can be changed.",
  group: "Allowances",
  headings: { name: "Allowance", scope: "Whom it was for", paid: "How it is paid", source: "Source" },
  comparable: "Pays for running costs.",
  notComparable: (covers: string) =>
    `Not comparable: pays for ${covers.charAt(0).toLowerCase()}${covers.slice(1)}`,
  sourceOf: (source: string, reliability: string) => `${source} (${reliability})`,
  applyTo: "Use it in",
  base: (name: string) => `${name} (base, and every option without its own)`,
  replaceOwn: "Replace my own allowance formulas",
  replaceOwnHint: "Undo brings them back.",
  apply: "Put in force",
  cancel: "Cancel",
  chooseOne: "Choose an allowance first.",
  applied: (name: string, option: string) => `${name} is in force in ${option}.`,

  ruleTitle: "Add a ready rule",
  ruleIntro:
    "Each adds a formula column that judges its rows. You can change its formula and sentence afterwards.",
  rule: "Rule",
  level: "For the groups of",
  bound: (unit: string) => `Bound (${unit})`,
  boundHint: "Leave it empty for the usual one. It becomes an assumption, so an option may have its own.",
  usual: (value: string) => `The usual one is ${value}.`,
  column: "Boundary",
  columnHint: "The column of practices, or the level, that groups may not cross.",
  columnByItself: "The one that looks like a boundary",
  badBound: (typed: string) => `"${typed}" is not a number. Type a number such as 100,000 or 5%.`,
  add: "Add rule",
  added: (name: string) => `Added the rule: ${name}.`,
  alreadyThere: (name: string) =>
    `The plan already has the column of the rule "${name}", so none was added. Make that column a rule, or rename it.`,
  noLevel: "This plan has no levels yet. Import practices with their groups first, or make a group.",

  costsTitle: "Running cost",
  costsIntro:
    "Puts posts, functions, providers and other costs, each in a table of its own, in place of one fixed cost for every body. Groups can then share posts, be part of one body, or buy support.",
  costsLevel: "Work it out for",
  costsLevelHint:
    "The groups that are, or are part of, statutory bodies. Figures that nobody published stay blank.",
  addCosts: "Work out",
  costsAdded: (plural: string) =>
    `The running cost of ${plural} is worked out from posts, functions and other costs.`,

  sampleTitle: "Open a sample plan",
  sampleIntro: "Invented practices, real questions.",
  openSample: (title: string) => `Open: ${title}`,
  sampleOpened: (title: string) => `Opened the sample plan: ${title}.`,
} as const;
