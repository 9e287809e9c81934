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
