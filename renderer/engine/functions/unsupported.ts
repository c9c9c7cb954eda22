// Functions that Excel has and a plan cannot calculate, each with the reason as a sentence, so that nobody is told that
// there is no such function. Their formulas are kept as they are.

const PIVOT = "needs a pivot table, which a plan does not have.";
const CUBE = "needs a cube on a server, which a plan does not have.";
const WEB = "needs the internet, which Catchment never uses.";
const EXTERNAL = "needs another program, which Catchment never starts.";
const SERVICE = "needs an online service of Microsoft, which Catchment never uses.";
const COMPUTER = "tells about the computer it runs on, so its result would differ from place to place.";
const LANGUAGE = "is only there in Excel for other languages.";
const PICTURE = "shows a picture, which a column's cells cannot hold.";

const REASONS: Readonly<Record<string, string>> = {
  GETPIVOTDATA: PIVOT,
  CUBEKPIMEMBER: CUBE,
  CUBEMEMBER: CUBE,
  CUBEMEMBERPROPERTY: CUBE,
  CUBERANKEDMEMBER: CUBE,
  CUBESET: CUBE,
  CUBESETCOUNT: CUBE,
  CUBEVALUE: CUBE,
  WEBSERVICE: WEB,
  FILTERXML: "reads XML, which comes from the internet as a rule; put the values into a column instead.",
  STOCKHISTORY: SERVICE,
  FIELDVALUE: SERVICE,
  TRANSLATE: SERVICE,
  DETECTLANGUAGE: SERVICE,
  COPILOT: SERVICE,
  PY: SERVICE,
  IMAGE: PICTURE,
  RTD: EXTERNAL,
  DDE: EXTERNAL,
  CALL: EXTERNAL,
  "REGISTER.ID": EXTERNAL,
  "SQL.REQUEST": EXTERNAL,
  INFO: COMPUTER,
  BAHTTEXT: LANGUAGE,
  PHONETIC: LANGUAGE,
  JIS: LANGUAGE,
  EUROCONVERT: "belongs to an add-in; multiply by the rate instead.",
  GROUPBY: "gives a whole table; use SUMIFS and its kin, or a level's own table, instead.",
  PIVOTBY: "gives a whole table; use SUMIFS and its kin, or a level's own table, instead.",
};

/** Why a plan cannot calculate one of Excel's functions, as a sentence; null for any other name. `name` is in capitals. */
export function whyUnsupported(name: string, written: string): string | null {
  const reason = Object.hasOwn(REASONS, name) ? REASONS[name] : undefined;
  const shown = written.replace(/^_XLL\./, "");
  if (reason !== undefined) return `${name} cannot be calculated here: it ${reason}`;
  if (name.startsWith("_XLL.") || name.includes("!"))
    return `${shown} cannot be calculated here: it belongs to an add-in or a macro, which Catchment never runs.`;
  return null;
}
