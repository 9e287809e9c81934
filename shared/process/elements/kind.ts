// What an element file says about its element. A new element is one such file and one line in the registry.
import type { Checking } from "../check/checking";
import type { NodeOf, NodeType } from "../definition";
import type { Variables } from "../json";
import type { Run } from "../run/run";
import type { Element } from "../state";

export type Kind<T extends NodeType> = {
  /** How it joins several incoming flows; without a word, each token passes by itself. `all`: one of each · `reach`: one of each that can still come. */
  joins?: "all" | "reach";
  /** What publishing refuses. */
  check?(node: NodeOf<T>, checking: Checking): void;
  /** Variables that it writes. */
  produces?(node: NodeOf<T>): readonly string[];
  /** A token came in. It goes on by `complete`, at once or when what it waits for happened. May throw Stuck before it has changed anything. */
  enter(run: Run, element: Element, node: NodeOf<T>): void;
  /** What it waited for happened; `cause` is the node of the event. */
  triggered?(run: Run, element: Element, node: NodeOf<T>, cause: string, variables: Variables): void;
};

export type Kinds = { readonly [T in NodeType]: Kind<T> };
