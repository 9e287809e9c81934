import createCache from "@emotion/cache";
import { serializeStyles } from "@emotion/serialize";
import { pflowSystem } from "./system";

/** What stands in every page whatever it shows: resets, measures and colours. For the build; in development Chakra inserts the same. */
export function styleSheet(): string {
  const { insert, sheet } = createCache({ key: "pf" });
  // Where there is no document it gives the rules instead.
  return insert("", serializeStyles([pflowSystem.layers.atRule, ...pflowSystem._global]), sheet, false) ?? "";
}
