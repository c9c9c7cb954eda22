// A column heading: its name, and for a formula column the mark `fx`, which a screen reader says as "formula".

import type { IHeaderParams, IInnerHeaderComponent } from "ag-grid-community";
import { text } from "../text.ts";

export interface HeaderNameParams {
  readonly isFormula: boolean;
}

export class HeaderName implements IInnerHeaderComponent {
  readonly #element = document.createElement("span");

  init(params: IHeaderParams & HeaderNameParams): void {
    this.#show(params);
  }

  refresh(params: IHeaderParams & HeaderNameParams): boolean {
    this.#show(params);
    return true;
  }

  getGui(): HTMLElement {
    return this.#element;
  }

  #show(params: IHeaderParams & HeaderNameParams): void {
    const name = document.createElement("span");
    name.className = "head-name";
    name.textContent = params.displayName;
    this.#element.className = "head-cell";
    this.#element.replaceChildren(name);
    if (!params.isFormula) return;
    const mark = document.createElement("span");
    mark.className = "fx";
    mark.textContent = "fx";
    mark.setAttribute("role", "img");
    mark.setAttribute("aria-label", text.formulaMark);
    this.#element.prepend(mark);
  }
}
