import { Input, type InputProps } from "@chakra-ui/react";

/** The browser's own control of a day, or of a day and its time, in the clothes of all others. */
export const DateInput = ({ time = false, ...props }: InputProps & { time?: boolean }) => (
  <Input {...props} type={time ? "datetime-local" : "date"} data-empty={props.value === "" || undefined} css={clothes} />
);

const calendar = `url("data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="black" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M8 2v4M16 2v4M3 10h18"/><rect width="18" height="18" x="3" y="4" rx="2"/></svg>',
)}")`;

const clothes = {
  appearance: "none",
  textAlign: "start",
  fontVariantNumeric: "tabular-nums",
  // What is to be typed is not typed yet.
  "&[data-empty]:not(:focus)": { color: "fg.subtle" },
  "&::-webkit-date-and-time-value": { textAlign: "start" },
  "&::-webkit-datetime-edit": { padding: "0" },
  "&::-webkit-datetime-edit-fields-wrapper": { padding: "0" },
  "&::-webkit-calendar-picker-indicator": {
    width: "4",
    height: "4",
    padding: "0",
    marginInlineStart: "2",
    cursor: "pointer",
    backgroundImage: "none",
    backgroundColor: "fg.muted",
    mask: `${calendar} center / contain no-repeat`,
    filter: "none",
  },
  "&::-webkit-calendar-picker-indicator:hover": { backgroundColor: "fg" },
} as const;
