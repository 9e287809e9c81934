/** A form while somebody fills it in: what they gave, what it comes to, and what is wrong with it, by the server's own rules. */
import { useCallback, useMemo, useState } from "react";
import type { FormDefinition } from "../../../../shared/contract/form-definition";
import type { FieldError } from "../../../../shared/contract/problem";
import { compileForm, type FormState, type Json, type ValueError } from "../../../../shared/rules/form";
import { say, useLocale } from "../../i18n";
import { refusalWords } from "./words";

export type Data = Record<string, unknown>;

export type FilledForm = {
  definition: FormDefinition;
  /** As it was typed. */
  data: Data;
  /** Hidden and required fields, computed values. */
  state: FormState;
  /** Where only some may be written: the others are shown. */
  only: ReadonlySet<string> | undefined;
  /** What to show, by JSON pointer: of what was touched, or of all after a check. */
  errors: ReadonlyMap<string, string>;
  set: (key: string, value: unknown) => void;
  touch: (path: string) => void;
  /** The data as they would be stored, where nothing is wrong with them. */
  valid: Record<string, Json> | undefined;
  /** The same, with all errors shown where there are any. */
  check: () => Record<string, Json> | undefined;
  /** What the server still found; gone when the field is changed. `base` is where the data stand in what was sent. */
  refuse: (errors: readonly FieldError[], base?: string) => void;
  reset: (data?: Data) => void;
};

const ofOnly = <T extends { path: string }>(errors: readonly T[], only: ReadonlySet<string> | undefined) =>
  only ? errors.filter(({ path }) => only.has(path.split("/")[1] ?? "")) : errors;

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const asked = () => ({ now: new Date().toISOString(), timeZone: zone() });

/** `only`: keys of the fields that may be written; what is wrong with others is none of this writer's business. */
export function useFilledForm(definition: FormDefinition, initial: Data = {}, only?: ReadonlySet<string>): FilledForm {
  const locale = useLocale();
  const [data, setData] = useState<Data>(initial);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [checked, setChecked] = useState(false);
  const [refused, setRefused] = useState<readonly FieldError[]>([]);

  const form = useMemo(() => compileForm(definition), [definition]);
  const state = useMemo(() => form.state(data, asked()), [form, data]);
  const found = useMemo(() => form.validate(data, asked()), [form, data]);

  const errors = useMemo(() => {
    const shown = new Map<string, string>();
    const words = say(refusalWords, locale);
    const sentence = ({ code, message, params }: { code?: string; message: string; params?: ValueError["params"] }) =>
      code && Object.hasOwn(words, code) ? words[code as keyof typeof words](params ?? {}) : message;
    for (const error of ofOnly(found.ok ? [] : found.errors, only)) if (checked || touched.has(error.path)) shown.set(error.path, sentence(error));
    for (const error of refused) shown.set(error.path, sentence(error));
    return shown;
  }, [found, touched, checked, refused, locale, only]);

  const set = useCallback((key: string, value: unknown) => {
    setRefused((before) => before.filter((error) => error.path !== `/${key}` && !error.path.startsWith(`/${key}/`)));
    setData((before) => {
      const { [key]: _, ...rest } = before;
      return value === undefined ? rest : { ...before, [key]: value };
    });
  }, []);
  const touch = useCallback((path: string) => setTouched((before) => (before.has(path) ? before : new Set(before).add(path))), []);
  const refuse = useCallback((errors: readonly FieldError[], base = "") => {
    setRefused(errors.filter(({ path }) => path.startsWith(base)).map((error) => ({ ...error, path: error.path.slice(base.length) })));
  }, []);
  const check = useCallback(() => {
    setChecked(true);
    if (found.ok) return found.data;
    return only && ofOnly(found.errors, only).length === 0 ? (data as Record<string, Json>) : undefined; // as it came, and as controls gave it
  }, [found, only, data]);
  const reset = useCallback((next: Data = {}) => {
    setData(next);
    setTouched(new Set());
    setChecked(false);
    setRefused([]);
  }, []);

  return { definition, data, state, only, errors, valid: found.ok ? found.data : undefined, set, touch, check, refuse, reset };
}

/** Where the eye, and the keyboard, should go after a check that failed: to what the field is called, as a table may be higher than the window. */
export function focusFirstError(root: HTMLElement | null) {
  const place = root?.querySelector<HTMLElement>("[data-invalid-field]");
  const control = place?.querySelector<HTMLElement>("input, select, textarea, button");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  (place?.querySelector("legend, label") ?? place)?.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
  control?.focus({ preventScroll: true });
}
