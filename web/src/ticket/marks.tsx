/** Status and priority as small pictures, always beside or with their word. */
import type { Priority, TicketStatus } from "../../../shared/contract/ticket";
import { useLocale, useWords } from "../i18n";
import { fullDate, relative, shortDate } from "../i18n/formats";
import { beside, colour, inline } from "../theme/plain";
import { useNow } from "../ui/time";
import { dueWords, priorityWords, statusWords } from "./mark-words";

export const statusColour: Record<TicketStatus, string> = {
  draft: "gray",
  open: "blue",
  in_progress: "orange",
  resolved: "green",
  rejected: "red",
  withdrawn: "gray",
  terminated: "red",
  closed: "gray",
};

/** What nobody waits for any more, or not yet. */
const quiet: readonly TicketStatus[] = ["draft", "closed", "withdrawn"];

/** A ring that fills up: open, half way, done; crossed where it ended otherwise. */
export function StatusIcon({ status, size = 14 }: { status: TicketStatus; size?: number }) {
  const done = status === "resolved" || status === "closed";
  const ended = status === "rejected" || status === "withdrawn" || status === "terminated";
  return (
    <span aria-hidden style={{ ...inline, color: colour(quiet.includes(status) ? "fg.subtle" : `${statusColour[status]}.solid`) }}>
      <svg viewBox="0 0 16 16" width={size} height={size} fill="none" aria-hidden="true">
        <circle
          cx="8"
          cy="8"
          r="6.5"
          stroke="currentColor"
          strokeWidth="1.75"
          strokeDasharray={status === "draft" ? "2.2 2.2" : undefined}
          fill={done || ended ? "currentColor" : "none"}
        />
        {status === "in_progress" && <path d="M8 4a4 4 0 0 1 0 8z" fill="currentColor" />}
        {done && <path d="m5.2 8.2 2 2 3.7-4.2" stroke="var(--pf-colors-bg-panel)" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round" />}
        {ended && <path d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4" stroke="var(--pf-colors-bg-panel)" strokeWidth="1.75" strokeLinecap="round" />}
      </svg>
    </span>
  );
}

export function Status({ status }: { status: TicketStatus }) {
  const t = useWords(statusWords);
  return (
    <span style={{ ...beside, whiteSpace: "nowrap" }}>
      <StatusIcon status={status} />
      <span>{t[status]}</span>
    </span>
  );
}

const bars: Record<Priority, number> = { low: 1, medium: 2, high: 3, urgent: 3 };

export function PriorityIcon({ priority }: { priority: Priority }) {
  const t = useWords(priorityWords);
  return (
    <span role="img" aria-label={t[priority]} title={t[priority]} style={{ ...inline, color: colour(priority === "urgent" ? "fg.error" : "fg.muted") }}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        {priority === "urgent" ? (
          <>
            <rect x="1" y="1" width="14" height="14" rx="3.5" fill="currentColor" />
            <path d="M8 4.2v4.6" stroke="var(--pf-colors-bg-panel)" strokeWidth="1.9" strokeLinecap="round" />
            <circle cx="8" cy="11.6" r="1.15" fill="var(--pf-colors-bg-panel)" />
          </>
        ) : (
          [0, 1, 2].map((bar) => (
            <rect
              key={bar}
              x={1.5 + bar * 4.7}
              y={10 - bar * 4}
              width="3.2"
              height={4.5 + bar * 4}
              rx="1"
              fill="currentColor"
              opacity={bar < bars[priority] ? 1 : 0.25}
            />
          ))
        )}
      </svg>
    </span>
  );
}

export function PriorityMark({ priority }: { priority: Priority }) {
  const t = useWords(priorityWords);
  return (
    <span style={beside}>
      <span aria-hidden style={inline}>
        <PriorityIcon priority={priority} />
      </span>
      <span>{t[priority]}</span>
    </span>
  );
}

const minute = 60_000;
const day = 86_400_000;

/** When something must be done: red when that is over, amber in its last day, which is told by the hour; quiet once nobody waits any more. */
export function Due({ at, over = false }: { at: string; over?: boolean }) {
  const t = useWords(dueWords);
  const locale = useLocale();
  const now = useNow();
  const left = new Date(at).getTime() - now;
  const late = !over && left < 0;
  const soon = !over && !late && left < day;
  // What is left is never "just now".
  const near = relative(new Date(now + (late ? left : Math.max(left, minute))).toISOString(), now, locale);
  const said = (late || soon) && Math.abs(left) < day ? near : shortDate(at, locale);
  return (
    <time
      dateTime={at}
      title={`${t.due} ${fullDate(at, locale)}`}
      style={{
        fontSize: "0.75rem",
        whiteSpace: "nowrap",
        color: colour(late ? "fg.error" : soon ? "fg.warning" : "fg.muted"),
        fontWeight: late ? 500 : undefined,
      }}
    >
      {late ? `${t.overdue} · ${said}` : said}
    </time>
  );
}
