// Numbers whose count is not known beforehand, kept outside the garbage collector's heap and small enough to be handed
// to another thread without a copy.

type NumberArray = Float64Array | Uint32Array | Uint16Array | Uint8Array;

/** A typed array that grows: doubled when it is full, cut to size at the end. */
export class GrowingList<T extends NumberArray> {
  #items: T;
  #length = 0;
  readonly #make: (length: number) => T;

  constructor(make: (length: number) => T) {
    this.#make = make;
    this.#items = make(16);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#items.length) {
      const wider = this.#make(this.#length * 2);
      wider.set(this.#items);
      this.#items = wider;
    }
    this.#items[this.#length] = value;
    this.#length += 1;
  }

  at(index: number): number {
    return this.#items[index] ?? 0;
  }

  /** The numbers in an array of exactly their length. */
  taken(): T {
    const exact = this.#make(this.#length);
    exact.set(this.#items.subarray(0, this.#length));
    return exact;
  }
}
