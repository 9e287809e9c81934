/** Of the lists of what went wrong. */
export const list = { bg: "bg.panel", borderWidth: "1px", borderRadius: "l3", boxShadow: "card", divideY: "1px", divideColor: "border.muted" } as const;
