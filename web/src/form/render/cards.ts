/** Where a table's columns have no room beside one another, each row is a card, and each cell says its column's name (`data-label`). */
export const rowsAsCards = {
  "@container (max-width: 32rem)": {
    "& table": { display: "block", minWidth: "0" },
    "& thead": { display: "none" },
    "& :is(tbody, tfoot)": { display: "block" },
    "& tr": { display: "grid", gridTemplateColumns: "repeat(2, minmax(0, 1fr))", gap: "2.5", padding: "3" },
    "& tr:not(:last-child)": { borderBottomWidth: "1px" },
    "& td": { display: "block", padding: "0", borderWidth: "0", textAlign: "start", gridColumn: "1 / -1" },
    // Short values stand two in a row.
    "& td[data-short]": { gridColumn: "auto" },
    "& td:empty": { display: "none" },
    "& td[data-label]::before": { content: "attr(data-label)", display: "block", fontSize: "xs", color: "fg.muted", paddingBottom: "1" },
    "& td[data-required]::before": { content: 'attr(data-label) " *"' },
    // A row's number and what removes it stand above all.
    "& td[data-number]": { gridColumn: "1", gridRow: "1", alignSelf: "center" },
    "& td[data-number]::before": { content: '"#"', display: "inline" },
    "& td[data-remove]": { gridColumn: "2", gridRow: "1", justifySelf: "end" },
  },
} as const;

const short: readonly string[] = ["number", "checkbox", "date"];

/** What a cell of such a table says of itself. */
export const cellOf = ({ type, label, key, required }: { type: string; label: string; key: string; required?: boolean }) => ({
  "data-label": label || key,
  "data-short": short.includes(type) ? "" : undefined,
  "data-required": required ? "" : undefined,
});
