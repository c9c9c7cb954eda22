// The editor of an input cell: one text field over the cell. F2 and Enter begin with what is there, a typed
// character replaces it, as in a spreadsheet.

import type { ICellEditorComp, ICellEditorParams } from "ag-grid-community";
import type { InputColumn } from "../../plan/plan.ts";
import { editText } from "./cellInput.ts";

export interface CellEditorParams {
  readonly column: InputColumn;
  readonly rowName: (params: ICellEditorParams) => string;
}

export class CellEditor implements ICellEditorComp {
  readonly #input = document.createElement("input");
  #started = false;

  init(params: ICellEditorParams & { readonly input: CellEditorParams }): void {
    const { column, rowName } = params.input;
    this.#input.type = "text";
    this.#input.autocomplete = "off";
    this.#input.spellcheck = false;
    this.#input.className = column.type === "number" ? "cell-editor cell-editor-number" : "cell-editor";
    this.#input.setAttribute("aria-label", `${column.name}, ${rowName(params)}`);
    const typed = params.eventKey !== null && params.eventKey.length === 1 ? params.eventKey : null;
    this.#started = typed !== null;
    this.#input.value = typed ?? editText(params.value, column.type, column.format);
  }

  getGui(): HTMLElement {
    return this.#input;
  }

  afterGuiAttached(): void {
    this.#input.focus();
    const end = this.#input.value.length;
    if (this.#started) this.#input.setSelectionRange(end, end);
    else this.#input.select();
  }

  focusIn(): void {
    this.#input.focus();
  }

  getValue(): string {
    return this.#input.value;
  }
}
