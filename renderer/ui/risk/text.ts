// Words of the risk screen. A result is told as an overspend: positive is over the budget, negative under.

import { counted } from "../text.ts";
import { percent } from "./figures.ts";

const over = (line: number) => (line === 0 ? "Chance of overspending" : `Chance of over ${percent(line)}`);
/** 0.95: `95%`. */
const level = (confidence: number) => percent(confidence, 3);

export const riskText = {
  tab: "Risk",
  title: "Risk",
  intro:
    "How far each group can miss its budget by chance, what pools change, and how large a group must be to bear its own risk.",

  trials: "Trials",
  trialsHint: "10,000 tell a 5% chance to within 0.4 points.",
  trialsWrong: (typed: string) =>
    `"${typed}" is not a number of trials. Enter a whole number from 100 to 1,000,000.`,
  seed: "Seed",
  seedHint: "The same seed gives the same figures again.",
  seedWrong: (typed: string) => `"${typed}" is not a seed. Enter a whole number of 0 or more.`,
  scope: (options: number, ofOptions: number, levels: number, ofLevels: number) =>
    `Simulate ${options === ofOptions ? "all options" : `${options} of ${counted(ofOptions, "option")}`}, ${
      levels === ofLevels ? "all levels" : `${levels} of ${counted(ofLevels, "level")}`
    }`,
  options: "Options",
  levels: "Levels",
  nothingChosen: "Choose at least one option and one level to simulate.",
  simulate: "Simulate",
  simulateAgain: "Simulate again",
  stop: "Stop",
  setUp: "Add risk tables",
  setUpWords:
    "The plan has no tables of service lines and pools yet, so the whole budget is simulated as one line without pools.",
  setUpDone:
    "Added the risk tables, assumptions and columns. Fill in Service lines and Pools, then simulate.",
  inputs: "What is simulated:",
  keep: "Keep as columns",
  keepHint: "Adds the results to the tables of the levels, for formulas and for Excel.",
  kept: (columns: number) => `Kept the results in ${counted(columns, "column")} of the level tables.`,
  progress: "Simulation",
  running: (done: number, trials: number) =>
    done === 0
      ? "Simulating…"
      : `Figures from the first ${done.toLocaleString("en-GB")} of ${trials.toLocaleString("en-GB")} trials. They are getting sharper.`,
  finished: (trials: number, seed: number) => `Figures from ${counted(trials, "trial")}, seed ${seed}.`,
  stopped: (trials: number) =>
    `Stopped after ${counted(trials, "trial")}. The figures are those of these trials and cannot be kept.`,
  nothingYet:
    "Nothing has been simulated yet. Choose Simulate (F9) to see the distribution of every group's result.",
  staleMark: "Out of date",
  stale: "The plan has changed since these figures were simulated. Simulate again to see what they are now.",
  keptStale:
    "The result columns kept in the plan are out of date: the plan has changed since they were simulated.",
  modelProblems: (count: number) => counted(count, "remark on the model", "remarks on the model"),
  model: "The model in words",

  results: "Results by group",
  resultsOf: (level: string, option: string | null) =>
    option === null ? `Results of each ${level}, every option` : `Results of each ${level} in ${option}`,
  option: "Option",
  everyOption: "Every option",
  level: "Level",
  unit: "Figures",
  units: { share: "as % of the budget", pounds: "in pounds a year" },
  confidence: "Confidence",
  confidenceName: (confidence: number) => `${level(confidence)} of years`,
  group: "Group",
  pools: "Pools",
  before: "before",
  after: "after",
  noPool: "none",
  unknownAfter: "not known",
  unknownAfterWords:
    "A pool's member is larger than this group, and nothing says how its payments are divided within it",
  patients: "Patients",
  patientsHelp: "Registered patients of the group's practices",
  budget: "Budget",
  budgetHelp: "Pounds a year",
  mean: "Mean",
  meanHelp: "Overspend in an average year; below zero is an underspend",
  spread: "Spread (SD)",
  spreadHelp: "Standard deviation: how far a year lies from the average, typically",
  chance: over,
  chanceHelp: (line: number) =>
    line === 0
      ? "Share of years in which spending is above the budget"
      : `Share of years in which spending is more than ${percent(line)} above the budget`,
  risk: (confidence: number) => `VaR ${level(confidence)}`,
  riskHelp: (confidence: number) =>
    `Value at risk: the overspend that is not exceeded in ${level(confidence)} of years, so the reserve that is enough in as many`,
  shortfall: (confidence: number) => `ES ${level(confidence)}`,
  shortfallHelp: (confidence: number) =>
    `Expected shortfall: the average overspend of the worst ${percent(1 - confidence)} of years`,
  never: (trials: number) =>
    `No such year in ${counted(trials, "trial")}; with 95% certainty the chance is below the figure shown`,
  always: (trials: number) =>
    `Every year of ${counted(trials, "trial")}; with 95% certainty the chance is above the figure shown`,
  under: (share: string) => `<${share}`,
  over: (share: string) => `>${share}`,
  fromTrials: (trials: number) => `from ${counted(trials, "trial")}`,
  groupHelp: "Choose a group to see its distribution and its place on the size curve",
  poolsHelp: "Whether payments into and out of risk pools are counted",
  page: (first: number, last: number, all: number) =>
    `${first.toLocaleString("en-GB")} to ${last.toLocaleString("en-GB")} of ${all.toLocaleString("en-GB")}`,
  previousPage: "Previous groups",
  nextPage: "Next groups",
  noGroups: "No group of this level and option was simulated.",
  ofYears: (years: number) =>
    `A pool runs over ${years} years, so each trial is ${years} years and the figures are of all of them together.`,
  gridHelp: "Arrow keys move from figure to figure; the standard error of each is under the table.",

  poolResults: "Pools",
  poolsOf: (option: string | null) => (option === null ? "Pools of every option" : `Pools of ${option}`),
  pool: "Pool",
  contributions: "Paid in a year",
  contributionsHelp: "What all members pay into the pool, pounds a year",
  needed: (confidence: number) => `Needed at ${level(confidence)}`,
  neededHelp: (confidence: number) =>
    `Yearly income from members with which the pool stays out of deficit in ${level(confidence)} of trials`,
  ruin: "Chance it runs dry",
  ruinHelp: "Share of trials in which the pool could not pay out of its own in some year",
  overLimit: "Chance over its limit",
  overLimitHelp: "Share of trials in which the pool's own yearly limit was passed",
  payments: "Pays out a year",
  paymentsHelp: "Pounds a year, on average",
  higherBody: "Higher body pays",
  higherBodyHelp: "What the body above has to add, pounds a year on average",
  noPools: "No option simulated has a pool in force.",
  members: (pool: string, option: string) => `Who pays whom in ${pool}, ${option}`,
  membersSummary: (pool: string, option: string) => `Who pays whom: ${pool}, ${option}`,
  member: "Member",
  paid: "Pays in a year",
  paidHelp: "Contribution, pounds a year",
  received: "Gets out a year",
  receivedHelp: "What the pool pays for it, pounds a year on average",
  subsidy: "Pays for others",
  subsidyHelp: "Paid in less got out, pounds a year on average; below zero, the others pay for it",
  verdict: "In words",
  verdictHelp: "Clear when the difference is more than twice its standard error",
  pays: "pays for others",
  gains: "others pay for it",
  even: "neither",
  unclear: "too close to call",

  diversification: "What standing together gains",
  diversificationSummary: (confidence: number) =>
    `What groups gain by standing together (reserve enough in ${level(confidence)} of years)`,
  diversificationHelp: (of: string) => `${of}: sum of what each would need by itself, before pools`,
  diversificationCaption: "Reserve needed alone and together, before pools",
  whole: "Together as",
  parts: "Groups inside",
  alone: "Each alone",
  together: "Together",
  togetherHelp: "What the whole needs",
  benefit: "Saved",
  benefitHelp: "Reserve that is not needed when they stand together",
  benefitShare: "Saved of it",

  distribution: "Distribution of one group",
  distributionOf: (group: string, option: string) => `${group} in ${option}: how its years come out`,
  chooseGroup: "Group shown",
  noGroupChosen: "Simulate to see how a group's years come out.",
  form: "Shown as",
  forms: { bars: "Share of years", chances: "Chance of more than" },
  overspendShare: "Overspend, % of the budget",
  overspendPounds: "Overspend, pounds a year",
  shareOfYears: "Share of years",
  chanceOfMore: "Chance of more than this",
  beforePools: "Before pools",
  afterPools: "After pools",
  budgetLine: "Budget",
  riskLine: (confidence: number, isAfter: boolean) =>
    `Not exceeded in ${level(confidence)}${isAfter ? ", after pools" : ""}`,
  binFrom: (from: string, to: string) => `${from} to ${to}`,
  binUnder: (to: string) => `under ${to}`,
  binOver: (from: string) => `${from} and more`,
  overspend: "Overspend",
  figuresOfChart: "Figures of this chart",
  distributionWords: (parts: {
    /** Before or after pools; "" where there are none. */
    readonly when: string;
    readonly mean: string;
    readonly chance: string;
    readonly risk: string;
    readonly confidence: number;
  }) =>
    `${parts.when === "" ? "On" : `${parts.when}: on`} average ${parts.mean}; over the budget in ${parts.chance} of years; not over by more than ${parts.risk} in ${level(parts.confidence)} of years.`,

  size: "How small is too small",
  sizeChart: (level: string) => `Risk against size, each ${level} on it`,
  sizeX: "Registered patients",
  sizeY: (line: number) => `Chance of overspending by more than ${percent(line)}`,
  sizeAppetite: (chance: number) => `Appetite: ${percent(chance)} of years`,
  sizeMet: (how: string, people: string) => `${how}: met from ${people} patients`,
  sizeNowhere: (how: string) => `${how}: met at no size, because what all groups share is too much`,
  sizeSentence: (line: number, chance: number) =>
    `A group bears its risk when it overspends by more than ${percent(line)} in at most ${percent(chance)} of years.`,
  sizeNoGroups: (plural: string) => `There are no ${plural} with patients in the options chosen.`,
  sizeAble: (plural: string) => `${plural} that bear their risk alone`,
  sizeBear: (able: number, all: number, option: string) => `${option} ${able} of ${all}`,
  curveAlone: "Alone",
  curvePooled: "Pooled",
  curvePooledOf: (groups: number) =>
    `Pooled: sharing all risk with ${counted(Math.round((groups - 1) * 10) / 10, "other")} of its size`,
  sizePoint: (group: string, option: string, people: string, chance: string) =>
    `${group}, ${option}: ${people} patients, ${chance}`,
  sizeTable: (level: string) => `Patients and risk of each ${level}`,
  sizeHeadings: (line: number) => [
    "Group",
    "Option",
    "Patients",
    `Chance of over ${percent(line)}, alone`,
    "Bears its risk alone",
    `Chance of over ${percent(line)}, pooled`,
  ],
  yes: "yes",
  no: "no",
  allOptions: "Options on the chart",
} as const;
