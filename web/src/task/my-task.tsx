import { useQuery } from "@tanstack/react-query";
import type { Task } from "../../../shared/contract/task";
import { useWords } from "../i18n";
import { Async, Rows } from "../ui/async";
import { toast } from "../ui/toaster";
import { taskQuery } from "./queries";
import { TaskCardPanel } from "./task-panel";
import { taskWords } from "./words";

/** The reader's own task, on its ticket. One that waits for a creator's new submission has its place elsewhere. */
export function MyTask({ id }: { id: string }) {
  const t = useWords(taskWords);
  const query = useQuery(taskQuery(id));
  if (query.data?.part === "submit") return null;
  const done = (what: string, { title }: Task) => toast(t.didIt(what, title));
  return (
    <Async query={query} skeleton={<Rows count={2} />}>
      {(task) => <TaskCardPanel task={task} shows="writable" done={done} />}
    </Async>
  );
}
