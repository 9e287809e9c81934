// Where names are looked up: an expression's own frames, inside the variables given from outside.
import { type FeelInput, fromInput } from "./json";
import type { Runtime } from "./runtime";
import { entryOf, type FeelValue, isContext, normalizeName } from "./values";

export interface Scope {
  /** undefined where nothing has that name. */
  lookup(name: string): FeelValue | undefined;
}

/** Names bound in the expression: iterators, parameters, entries of a context literal. */
export class Frame implements Scope {
  private readonly values = new Map<string, FeelValue>();
  constructor(private readonly outer: Scope) {}

  set(name: string, value: FeelValue): this {
    this.values.set(normalizeName(name), value);
    return this;
  }

  lookup(name: string): FeelValue | undefined {
    const own = this.values.get(name);
    return own === undefined ? this.outer.lookup(name) : own;
  }
}

/** A filter's condition sees the item, and the item's entries by their own names. */
export class ItemScope implements Scope {
  constructor(
    private readonly item: FeelValue,
    private readonly outer: Scope,
  ) {}

  lookup(name: string): FeelValue | undefined {
    const entry = isContext(this.item) ? entryOf(this.item, name) : undefined;
    if (entry !== undefined) return entry;
    return name === "item" ? this.item : this.outer.lookup(name);
  }
}

/** The variables given by the caller; each is converted when first read. */
export class Variables implements Scope {
  private readonly keys = new Map<string, string>();
  private readonly values = new Map<string, FeelValue>();

  constructor(
    private readonly given: Readonly<Record<string, FeelInput>>,
    private readonly rt: Runtime,
  ) {
    for (const key of Object.keys(given)) this.keys.set(normalizeName(key), key);
  }

  lookup(name: string): FeelValue | undefined {
    const key = this.keys.get(name);
    if (key === undefined) return undefined;
    let value = this.values.get(key);
    if (value === undefined) {
      value = fromInput(this.given[key], (count) => this.rt.items(count));
      this.values.set(key, value);
    }
    return value;
  }
}
