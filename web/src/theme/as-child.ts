import { Children, type ElementType, isValidElement, type ReactElement, type ReactNode, type Ref } from "react";

type Props = Record<string, unknown>;
type Handler = (...given: unknown[]) => void;

/** The element lends its looks to its only child: gives what to draw, and makes `props` what it is to be drawn with. */
export function fromChild(props: Props, ref: Ref<unknown>, children: unknown): ElementType {
  const all = Children.toArray(children as ReactNode); // a component's children
  const child = all.find((one): one is ReactElement<Props> => isValidElement(one));
  if (!child) throw new Error("asChild wants an element for its child.");
  const its = child.props;
  for (const [name, value] of Object.entries(props)) {
    const theirs = its[name];
    if (/^on[A-Z]/.test(name) && typeof value === "function" && typeof theirs === "function") props[name] = both(value as Handler, theirs as Handler);
    else if (name === "className") props[name] = [value, theirs].filter(Boolean).join(" ");
    else if (name === "style") props[name] = { ...(value as object), ...(theirs as object | undefined) };
    else if (theirs !== undefined) props[name] = theirs;
  }
  for (const name in its) props[name] ??= its[name];
  props.children = its.children ?? null;
  props.ref = bothRefs(ref, its.ref as Ref<unknown> | undefined); // React 19 keeps it there
  return child.type as ElementType; // of an element
}

const both =
  (first: Handler, second: Handler): Handler =>
  (...given) => {
    first(...given);
    second(...given);
  };

function bothRefs(one: Ref<unknown>, other: Ref<unknown> | undefined): Ref<unknown> {
  if (!one || !other) return one || other || null;
  return (value) => {
    const undo = [one, other].map((ref) => tell(ref, value) ?? (() => tell(ref, null)));
    return () => {
      for (const done of undo) done();
    };
  };
}

/** Gives what a ref of its own kind wants to be called with at the end. */
function tell(ref: NonNullable<Ref<unknown>>, value: unknown): (() => void) | undefined {
  if (typeof ref === "function") return ref(value) || undefined;
  ref.current = value;
  return undefined;
}
