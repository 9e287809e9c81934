import { useQuery } from "@tanstack/react-query";
import { useWords } from "../i18n";
import { Count } from "../shell/count";
import { inboxCounts } from "./queries";
import { taskWords } from "./words";

export default function InboxCount() {
  const t = useWords(taskWords);
  const { data } = useQuery(inboxCounts);
  const count = data ? Math.min(100, data.todo + data.group) : 0;
  return count > 0 ? <Count label={t.toDo(count)} count={count} /> : null;
}
