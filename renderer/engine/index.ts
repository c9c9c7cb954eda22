// The engine's entry: what other folders may use.

export { checkFormula } from "./checkFormula.ts";
export {
  type Completion,
  columnReference,
  completeFormula,
  rowReference,
  type Suggestion,
  type SuggestionKind,
} from "./completion.ts";
export { Engine } from "./engine.ts";
export type { CellPlace, ExplainedPart, Precedent } from "./explain.ts";
export { type Dependent, dependentsOf, type ErrorStep, type Explanation } from "./explainModel.ts";
export type {
  ArgumentDescription,
  ArgumentKind,
  FunctionCategory,
  FunctionDescription,
} from "./functions/define.ts";
export { functionList } from "./functions/registry.ts";
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
export { isValidDefinedName, isValidTableName, toDefinedName, toTableName } from "./names.ts";
export { canFormat, formatGeneral, formatValue, isDateFormat } from "./numberFormat.ts";
export { textToDateSerial, textToNumber } from "./parseNumber.ts";
export { type ParseResult, parseFormula } from "./parser.ts";
export { type PrintOptions, printFormula } from "./printer.ts";
export { type FormulaHelp, helpWithFormula, type Repair } from "./repair.ts";
export {
  type ColumnReference,
  type FormulaReferences,
  mapTree,
  type Renaming,
  referencesOf,
  rewriteFormula,
  walkTree,
} from "./rewrite.ts";
export { type DateSystem, dateOf, isDate, type SerialDate, serialOf, timeFraction } from "./serialDate.ts";
export { SheetCalculator } from "./sheet/sheetCalculator.ts";
export type {
  NotCalculated,
  SnapshotCell,
  SnapshotName,
  SnapshotSheet,
  SnapshotTable,
  WorkbookSnapshot,
} from "./sheet/snapshot.ts";
export { type ArgumentHint, argumentHint, type SignatureText, signatureText } from "./signature.ts";
export type { BinaryOperator, CellAddress, Span, SyntaxKind, SyntaxNode, TableItem } from "./syntaxTree.ts";
export {
  type CellError,
  ERROR_CODES,
  type ErrorCode,
  errorValue,
  isError,
  type Scalar,
  type Value,
} from "./value.ts";
