import type { ZodType } from "zod";

// What an editor has not saved yet, so that a reload in the wrong moment loses nothing.
export type Kept = { version: number; value: unknown };
const keyOf = (id: string) => `pflow.unsaved.${id}`;

export function keepUnsaved(id: string, version: number, value: unknown) {
  try {
    sessionStorage.setItem(keyOf(id), JSON.stringify({ version, value } satisfies Kept));
  } catch {
    // No room, or a private window: saving goes on as ever.
  }
}

export function forgetUnsaved(id: string) {
  try {
    sessionStorage.removeItem(keyOf(id));
  } catch {
    // As above.
  }
}

/** With the version that it was made of. */
export function unsavedOf(id: string): Kept | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(keyOf(id)) ?? "null") as Kept | null) ?? undefined; // our own, written above
  } catch {
    return undefined;
  }
}

/** What a value can be refused for that is still of its shape: a key that is none, a name too long. */
const ofValues: ReadonlySet<string> = new Set(["invalid_format", "too_small", "too_big", "custom"]);

/** What an editor can go on from: the server may refuse its values, and whoever typed them wants to see them again. */
export function inShapeOf<T>(schema: ZodType<T>, value: unknown): T | undefined {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  return error.issues.every(({ code }) => ofValues.has(code)) ? (value as T) : undefined; // but for its values it is one
}
