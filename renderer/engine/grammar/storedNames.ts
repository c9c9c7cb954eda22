// Functions that a workbook stores under another name than Excel shows: those added after Excel 2007 carry a
// prefix, so that an older Excel shows #NAME? and keeps the formula. Data, apart from the printer that uses it.
//
// Source: [MS-XLSX] 2.2.3 "Functions" (future functions), and Microsoft Support, "Issue: An _xlfn. prefix is
// displayed in front of a formula". Not on the list, though new: NETWORKDAYS.INTL, WORKDAY.INTL, ISO.CEILING and
// ECMA.CEILING are stored bare.

const PREFIXED: ReadonlySet<string> = new Set(
  `ACOT ACOTH AGGREGATE ARABIC ARRAYTOTEXT BASE BETA.DIST BETA.INV BINOM.DIST BINOM.DIST.RANGE BINOM.INV BITAND
  BITLSHIFT BITOR BITRSHIFT BITXOR BYCOL BYROW CEILING.MATH CEILING.PRECISE CHISQ.DIST CHISQ.DIST.RT CHISQ.INV
  CHISQ.INV.RT CHISQ.TEST CHOOSECOLS CHOOSEROWS COMBINA CONCAT CONFIDENCE.NORM CONFIDENCE.T COT COTH COVARIANCE.P
  COVARIANCE.S CSC CSCH DAYS DECIMAL DETECTLANGUAGE DROP ENCODEURL ERF.PRECISE ERFC.PRECISE EXPAND EXPON.DIST
  F.DIST F.DIST.RT F.INV F.INV.RT F.TEST FIELDVALUE FILTERXML FLOOR.MATH FLOOR.PRECISE FORECAST.ETS
  FORECAST.ETS.CONFINT FORECAST.ETS.SEASONALITY FORECAST.ETS.STAT FORECAST.LINEAR FORMULATEXT GAMMA GAMMA.DIST
  GAMMA.INV GAMMALN.PRECISE GAUSS GROUPBY HSTACK HYPGEOM.DIST IFNA IFS IMAGE IMCOSH IMCOT IMCSC IMCSCH IMSEC IMSECH
  IMSINH IMTAN ISFORMULA ISOMITTED ISOWEEKNUM LAMBDA LET LOGNORM.DIST LOGNORM.INV MAKEARRAY MAP MAXIFS MINIFS
  MODE.MULT MODE.SNGL MUNIT NEGBINOM.DIST NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION
  PERCENTILE.EXC PERCENTILE.INC PERCENTOF PERCENTRANK.EXC PERCENTRANK.INC PERMUTATIONA PHI PIVOTBY POISSON.DIST
  QUARTILE.EXC QUARTILE.INC QUERYSTRING RANDARRAY RANK.AVG RANK.EQ REDUCE REGEXEXTRACT REGEXREPLACE REGEXTEST RRI
  SCAN SEC SECH SEQUENCE SHEET SHEETS SKEW.P SORTBY STDEV.P STDEV.S STOCKHISTORY SWITCH T.DIST T.DIST.2T T.DIST.RT
  T.INV T.INV.2T T.TEST TAKE TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL TOROW TRANSLATE TRIMRANGE UNICHAR
  UNICODE UNIQUE VALUETOTEXT VAR.P VAR.S VSTACK WEBSERVICE WEIBULL.DIST WRAPCOLS WRAPROWS XLOOKUP XMATCH XOR
  Z.TEST`.split(/\s+/),
);

/** Stored as worksheet-only functions, with a second prefix. */
const WORKSHEET_PREFIXED: ReadonlySet<string> = new Set(["FILTER", "PY", "SORT"]);

/** The name a workbook's XML stores for a function: XLOOKUP is `_xlfn.XLOOKUP`, SUM is `SUM`. */
export function storedFunctionName(name: string): string {
  if (PREFIXED.has(name)) return `_xlfn.${name}`;
  return WORKSHEET_PREFIXED.has(name) ? `_xlfn._xlws.${name}` : name;
}

/** Functions that take a function, which may be given by its bare name since 2024, and from which argument on. */
const FUNCTION_TAKERS: ReadonlyMap<string, number> = new Map([
  ["BYCOL", 1],
  ["BYROW", 1],
  ["GROUPBY", 2],
  ["MAKEARRAY", 2],
  ["MAP", 1],
  ["PIVOTBY", 3],
  ["REDUCE", 2],
  ["SCAN", 2],
]);

/** The functions Excel offers by bare name in the function argument of GROUPBY and its kin. */
const BY_NAME: ReadonlySet<string> = new Set(
  `ARRAYTOTEXT AVERAGE CONCAT COUNT COUNTA MAX MEDIAN MIN MODE.SNGL PERCENTOF PRODUCT STDEV.P STDEV.S SUM VAR.P
  VAR.S`.split(/\s+/),
);

/** Whether `name` as this argument of `caller` is a function and not a defined name. */
export function takesFunctionByName(caller: string, index: number, name: string): boolean {
  const first = FUNCTION_TAKERS.get(caller);
  return first !== undefined && index >= first && BY_NAME.has(name);
}
