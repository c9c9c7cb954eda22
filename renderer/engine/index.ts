// The engine's entry: what other folders may use.

export { Engine } from "./engine.ts";
export { canFormat, formatGeneral, formatValue, isDateFormat } from "./format/numberFormat.ts";
export { textToDateSerial, textToNumber } from "./format/parseNumber.ts";
export {
  type DateSystem,
  dateOf,
  isDate,
  type SerialDate,
  serialOf,
  timeFraction,
} from "./format/serialDate.ts";
export { checkFormula } from "./formula/checkFormula.ts";
export type {
  ArgumentDescription,
  ArgumentKind,
  FunctionCategory,
  FunctionDescription,
} from "./functions/define.ts";
export { normalDensity, normalProbability, normalQuantile } from "./functions/normal.ts";
export { functionList } from "./functions/registry.ts";
export { isValidDefinedName, isValidTableName, toDefinedName, toTableName } from "./grammar/names.ts";
export { type ParseResult, parseFormula } from "./grammar/parser.ts";
export { type PrintOptions, printFormula } from "./grammar/printer.ts";
export {
  type ColumnReference,
  type FormulaReferences,
  mapTree,
  type Renaming,
  referencesOf,
  rewriteFormula,
  walkTree,
} from "./grammar/rewrite.ts";
export type {
  BinaryOperator,
  CellAddress,
  Span,
  SyntaxKind,
  SyntaxNode,
  TableItem,
} from "./grammar/syntaxTree.ts";
export {
  type Completion,
  columnReference,
  completeFormula,
  rowReference,
  type Suggestion,
  type SuggestionKind,
} from "./help/completion.ts";
export type { CellPlace, ExplainedPart, Precedent } from "./help/explain.ts";
export { type Dependent, dependentsOf, type ErrorStep, type Explanation } from "./help/explainModel.ts";
export { type FormulaHelp, helpWithFormula, type Repair } from "./help/repair.ts";
export { type ArgumentHint, argumentHint, type SignatureText, signatureText } from "./help/signature.ts";
export type {
  ColumnChange,
  ColumnProblem,
  ColumnStructure,
  ColumnView,
  FormulaProblem,
  ModelStructure,
  TableRows,
  TableStructure,
} from "./model.ts";
export { SheetCalculator } from "./sheet/sheetCalculator.ts";
export type {
  NotCalculated,
  SnapshotCell,
  SnapshotName,
  SnapshotSheet,
  SnapshotTable,
  WorkbookSnapshot,
} from "./sheet/snapshot.ts";
export {
  type CellError,
  ERROR_CODES,
  type ErrorCode,
  errorValue,
  isError,
  type Scalar,
  type Value,
} from "./values/value.ts";
