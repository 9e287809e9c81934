/**
 * Chakra's factory of styled elements, as the build puts it in the place of the library's own (see vite.config.ts). The library's works
 * out the styles of each element anew at each render; this one works them out once for all elements that are styled alike, which is most
 * of what it costs to draw a screen. What comes out is the same: tests/web/factory.test.tsx holds the two beside each other.
 */
import { type chakra as chakraOfLibrary, type SystemContext, useChakraContext } from "@chakra-ui/react/styled-system";
import isPropValid from "@emotion/is-prop-valid";
import { type EmotionCache, withEmotionCache } from "@emotion/react";
import { serializeStyles } from "@emotion/serialize";
import { getRegisteredStyles, insertStyles, registerStyles } from "@emotion/utils";
import { createElement, type ElementType } from "react";
import { fromChild } from "./as-child";

type Props = Record<string, unknown>;
type Styles = ReturnType<SystemContext["css"]>;
type Config = object;
/** What the system makes of a recipe; its own types know neither. */
type Recipe = ((variants: Props) => Styles) & { variantKeys: readonly string[]; __cva__: true; merge(other: Recipe): Recipe };
type Passes = (name: string, variantKeys?: readonly string[]) => boolean;
type Options = { forwardProps?: string[]; defaultProps?: Props; forwardAsChild?: boolean; shouldForwardProp?: Passes };
/** What a styled component says of itself to one that is made of it. */
type Made = { __emotion_real?: unknown; __emotion_base?: ElementType; __emotion_forwardProp?: Passes; __emotion_cva?: Config | Recipe };
type Tag = ElementType & Made;
/** Where a property goes: to the element, or under its native name; into its style; or nowhere. */
type Kind = "pass" | "native" | "variant" | "style" | "css" | "class" | "as" | "child" | "drop";

const plain: Config = {};
const native: Record<string, string> = { htmlWidth: "width", htmlHeight: "height", htmlSize: "size", htmlTranslate: "translate" };
/** What an SVG element takes for itself, though it is a style elsewhere. */
const own: Record<string, string[]> = {
  path: ["d"],
  text: ["x", "y"],
  circle: ["cx", "cy", "r"],
  rect: ["width", "height", "x", "y", "rx", "ry"],
  ellipse: ["cx", "cy", "rx", "ry"],
  g: ["transform"],
  stop: ["offset", "stopOpacity"],
};

const recipes = new WeakMap<SystemContext, WeakMap<Config, Recipe>>();

function recipeOf(system: SystemContext, config: Config | Recipe): Recipe {
  if ("__cva__" in config) return config as Recipe; // its mark
  const known = recipes.get(system) ?? new WeakMap<Config, Recipe>();
  recipes.set(system, known);
  const recipe = known.get(config) ?? (system.cva(config) as unknown as Recipe); // see Recipe
  known.set(config, recipe);
  return recipe;
}

function mergedRecipe(system: SystemContext, inner: Config | Recipe | undefined, outer: Config | Recipe): Recipe {
  if (!inner || inner === plain) return recipeOf(system, outer);
  return outer === plain ? recipeOf(system, inner) : recipeOf(system, inner).merge(recipeOf(system, outer));
}

/** Which properties the element itself is given. */
function passing(tag: Tag, options: Options, system: SystemContext): Passes {
  const given = typeof tag === "string" && own[tag] ? [...(options.forwardProps ?? []), ...own[tag]] : options.forwardProps;
  const isStyle: Passes = (name, variantKeys) => variantKeys?.includes(name) || system.isValidProperty(name);
  const listed: Passes | undefined = given && ((name, variantKeys) => given.includes(name) || !isStyle(name, variantKeys));
  const chosen = options.shouldForwardProp ?? listed;
  const inner = tag.__emotion_forwardProp;
  if (chosen) return inner ? (name, variantKeys) => inner(name) && chosen(name, variantKeys) : chosen;
  if (tag.__emotion_real === tag && inner) return inner;
  const isValid = typeof tag === "string" && tag.charCodeAt(0) > 96 ? isPropValid : (name: string) => name !== "theme";
  return (name, variantKeys) => isValid(name) && !isStyle(name, variantKeys);
}

function kindOf(name: string, passes: Passes, variantKeys: readonly string[], system: SystemContext): Kind {
  if (name === "className") return "class";
  if (name === "asChild") return "child";
  if (name in native) return "native";
  if (passes(name, variantKeys)) return "pass";
  if (variantKeys.includes(name)) return "variant";
  if (name === "css") return "css";
  if (system.isValidProperty(name)) return "style";
  return name === "as" ? "as" : "drop";
}

const numbers = new Map<string, string>();
const known = new WeakMap<object, string>();

/** The same text for the same value, and a short one for the large objects that recipes come to. */
function told(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return `\0${value}`;
  if (Array.isArray(value)) return `[${value.map(told).join("\0")}]`;
  const before = known.get(value);
  if (before) return before;
  const text = JSON.stringify(value);
  const number = numbers.get(text) ?? `\0#${numbers.size}`;
  numbers.set(text, number);
  known.set(value, number);
  return number;
}

type Serialized = ReturnType<typeof serializeStyles>;
/**
 * When a sheet gets a rule, a browser works out anew the style of every element that any rule of that sheet speaks of. Were they all in
 * one, as Emotion has it, each new look would cost as much as all of the page.
 */
const rulesOfASheet = 40;

const written = new WeakMap<Recipe, WeakMap<EmotionCache, Map<string, Serialized>>>();

function writtenOf(recipe: Recipe, cache: EmotionCache): Map<string, Serialized> {
  const caches = written.get(recipe) ?? new WeakMap<EmotionCache, Map<string, Serialized>>();
  written.set(recipe, caches);
  const found = caches.get(cache) ?? new Map<string, Serialized>();
  caches.set(cache, found);
  return found;
}

type Wanted = { variants: Props; styles: Props; css: unknown; colorPalette: unknown; orientation: unknown; classes: string[] };

function serialize(
  system: SystemContext,
  cache: EmotionCache,
  recipe: Recipe,
  { variants, styles, css, colorPalette, orientation, classes }: Wanted,
): Serialized {
  const chosen = { ...variants };
  if (!recipe.variantKeys.includes("colorPalette")) chosen.colorPalette = colorPalette;
  if (!recipe.variantKeys.includes("orientation")) chosen.orientation = orientation;
  const more = (Array.isArray(css) ? css : [css]).filter(Boolean).flat();
  // A recipe's own come ready, in a layer below: nothing of the others can meet with them.
  return serializeStyles([recipe(chosen), system.css(...more, styles as Styles), ...classes], cache.registered, {});
}

function createStyled(tag: Tag, config: Config | Recipe = plain, options: Options = {}) {
  const base = (tag.__emotion_real === tag && tag.__emotion_base) || tag;
  const keepsChild = options.forwardAsChild || options.forwardProps?.includes("asChild");
  let last: { system: SystemContext; recipe: Recipe; kinds: Map<string, Kind>; passes: Passes } | undefined;
  const under = (system: SystemContext) => {
    if (last?.system === system) return last;
    last = { system, recipe: mergedRecipe(system, tag.__emotion_cva, config), kinds: new Map(), passes: passing(tag, options, system) };
    return last;
  };

  const Styled = withEmotionCache((given: Props, cache, ref) => {
    const system = useChakraContext();
    const { recipe, kinds, passes } = under(system);
    const all = options.defaultProps ? { ...options.defaultProps, ...withoutUndefined(given) } : given;
    const final: Props = {};
    const wanted: Wanted = { variants: {}, styles: {}, css: undefined, colorPalette: all.colorPalette, orientation: all.orientation, classes: [] };
    let key = "";
    for (const name in all) {
      const value = all[name];
      if (value === undefined) continue;
      let kind = kinds.get(name);
      if (!kind) {
        kind = kindOf(name, passes, recipe.variantKeys, system);
        kinds.set(name, kind);
      }
      if (kind === "pass") final[name] = value;
      else if (kind === "native") final[native[name] ?? name] = value;
      else if (kind === "child") final.asChild = value;
      else if (kind === "variant" || kind === "style" || kind === "css") {
        key += `${name}\0${told(value)}\n`;
        if (kind === "css") wanted.css = value;
        else (kind === "style" ? wanted.styles : wanted.variants)[name] = value;
      }
    }
    if (wanted.orientation !== undefined) key += `orientation\0${told(wanted.orientation)}`;
    // A class of ours from outside is a style like the rest, and goes before it.
    const rest = typeof all.className === "string" ? getRegisteredStyles(cache.registered, wanted.classes, all.className).trim() : (all.className ?? "");
    for (const style of wanted.classes) key += `\n${style}`;

    const before = writtenOf(recipe, cache);
    let serialized = before.get(key);
    if (!serialized) {
      serialized = serialize(system, cache, recipe, wanted);
      before.set(key, serialized);
      // While it renders, as each style comes only once; an effect for each element would cost more than all of them.
      if (cache.sheet.ctr >= rulesOfASheet) cache.sheet.ctr = 0; // the next rule begins a sheet
      insertStyles(cache, serialized, true);
    }
    const className = serialized.styles ? `${rest} ${cache.key}-${serialized.name}`.trim() : rest;
    if (className) final.className = className;

    let Final = (!passes("as") && (all.as as ElementType | undefined)) || base; // what a polymorphic property is
    final.ref = ref ?? null;
    const asChild = final.asChild && !keepsChild;
    if (asChild || !passes("asChild", recipe.variantKeys)) delete final.asChild;
    if (asChild) Final = fromChild(final, ref ?? null, all.children);
    // Who is a component may hand the class on to an element of ours.
    if (typeof Final !== "string") registerStyles(cache, serialized, false);
    if (final.as && keepsChild) {
      const Inner = final.as as ElementType; // as above
      return createElement(Final, { ...final, as: undefined, asChild: true }, createElement(Inner, null, final.children as React.ReactNode));
    }
    return createElement(Final, final);
  });
  return Object.assign(Styled, {
    displayName: `chakra(${typeof base === "string" ? base : "Component"})`,
    __emotion_real: Styled,
    __emotion_base: base,
    __emotion_forwardProp: options.shouldForwardProp,
    __emotion_cva: config,
  });
}

const withoutUndefined = (props: Props): Props => Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));

const elements = new Map<string, unknown>();

export const chakra = new Proxy(createStyled, {
  get(_, name: string) {
    const known = elements.get(name) ?? createStyled(name as ElementType); // an element's name
    elements.set(name, known);
    return known;
  },
}) as unknown as typeof chakraOfLibrary; // its types say more than a proxy can
