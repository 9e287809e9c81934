/** Looks of the small marks that lists draw by the hundred, as plain styles: to draw a styled component costs several times as much. */
import type { CSSProperties } from "react";

/** A colour of the theme by its name: "fg.muted", "blue.solid". */
export const colour = (token: string) => `var(--pf-colors-${token.replace(".", "-")})`;

export const inline: CSSProperties = { display: "inline-flex", alignItems: "center", flexShrink: 0 };
/** A mark and its word. */
export const beside: CSSProperties = { display: "inline-flex", alignItems: "center", verticalAlign: "middle", gap: "0.375rem", minWidth: 0, maxWidth: "100%" };
export const cutOff: CSSProperties = { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" };
/** For readers of screens only. */
export const unseen: CSSProperties = {
  position: "absolute",
  width: 1,
  height: 1,
  padding: 0,
  margin: -1,
  overflow: "hidden",
  clipPath: "inset(50%)",
  whiteSpace: "nowrap",
};
