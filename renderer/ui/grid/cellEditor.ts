// The editors of a cell: a text field over it, or a list where the column has texts meant for it. F2 and Enter begin with
// what is there, a typed character replaces it, as in a spreadsheet.

import type { ICellEditorComp, ICellEditorParams } from "ag-grid-community";
import type { InputType } from "../../plan/plan.ts";
import { text } from "../text.ts";
import { editText } from "./cellInput.ts";

export interface CellEditorParams {
  readonly name: string;
  readonly type: InputType;
  readonly isNumeric: boolean;
  readonly format: string;
  /** The texts meant for the column. */
  readonly choices: readonly string[];
  readonly rowName: (params: ICellEditorParams) => string;
}

export class CellEditor implements ICellEditorComp {
  readonly #input = document.createElement("input");
  #started = false;

  init(params: ICellEditorParams & { readonly input: CellEditorParams }): void {
    const { name, type, isNumeric, format, rowName } = params.input;
    this.#input.type = "text";
    this.#input.autocomplete = "off";
    this.#input.spellcheck = false;
    this.#input.className = isNumeric ? "cell-editor cell-editor-number" : "cell-editor";
    this.#input.setAttribute("aria-label", `${name}, ${rowName(params)}`);
    const typed = typedCharacter(params);
    this.#started = typed !== null;
    this.#input.value = typed ?? editText(params.value, type, format);
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

/** A list of the texts meant for the column. What stands there already stays in it, and any other text can be typed in the formula bar. */
export class ChoiceEditor implements ICellEditorComp {
  readonly #select = document.createElement("select");

  init(params: ICellEditorParams & { readonly input: CellEditorParams }): void {
    const { name, type, format, choices, rowName } = params.input;
    const present = editText(params.value, type, format);
    const listed = choices.includes(present) || present === "" ? choices : [present, ...choices];
    this.#select.className = "cell-editor";
    this.#select.setAttribute("aria-label", `${name}, ${rowName(params)}`);
    this.#select.append(choice("", text.blankChoice), ...listed.map((each) => choice(each, each)));
    this.#isAskedOpen = params.eventKey === null || params.eventKey === undefined;
    const typed = typedCharacter(params)?.toLowerCase();
    const begun =
      typed === undefined ? undefined : listed.find((each) => each.toLowerCase().startsWith(typed));
    this.#select.value = begun ?? present;
    // Chosen with the mouse, it is kept at once; with the keyboard, Enter keeps it.
    this.#select.addEventListener("change", () => {
      if (!this.#isByKey) params.stopEditing();
    });
    this.#select.addEventListener("keydown", () => {
      this.#isByKey = true;
    });
    this.#select.addEventListener("pointerdown", () => {
      this.#isByKey = false;
    });
  }

  #isByKey = false;
  /** Begun by a double click or Alt+Down, not by a key that begins an entry. */
  #isAskedOpen = false;

  getGui(): HTMLElement {
    return this.#select;
  }

  afterGuiAttached(): void {
    this.#select.focus();
    if (!this.#isAskedOpen) return;
    try {
      this.#select.showPicker();
    } catch {
      // A browser that will not open it unasked leaves it to the next click.
    }
  }

  focusIn(): void {
    this.#select.focus();
  }

  getValue(): string {
    return this.#select.value;
  }
}

function choice(value: string, words: string): HTMLOptionElement {
  const option = document.createElement("option");
  option.value = value;
  option.textContent = words;
  return option;
}

function typedCharacter({ eventKey }: ICellEditorParams): string | null {
  return typeof eventKey === "string" && eventKey.length === 1 ? eventKey : null;
}
