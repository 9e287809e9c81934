import { Box, HStack, Stack, Text } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import { UserRoundCheck } from "lucide-react";
import { lazy, Suspense } from "react";
import type { FormDefinition } from "../../../shared/contract/form-definition";
import type { Task } from "../../../shared/contract/task";
import type { Json } from "../../../shared/rules/form";
import { formVersionQuery } from "../form/queries";
import { FormFacts } from "../form/render/facts";
import { useWords } from "../i18n";
import { usePersonName } from "../identity/people";
import { WhyLine } from "../process/why-line";
import { partWords } from "../process/words";
import { Due } from "../ticket/marks";
import { Async, Rows } from "../ui/async";
import { Panel } from "../ui/page";
import { Decision } from "./decision";
import { Others } from "./others";
import { Sticky } from "./sticky";
import { writable } from "./task-fields";
import { taskWords } from "./words";

/** With it come the rules of forms, which weigh much: it loads where a step lets its people write. */
const WritingTask = lazy(() => import("./writing-task"));

export type TaskPanelProps = {
  task: Task;
  done: (what: string, reply: Task) => void;
  /** All of the form, or only what can be written: the rest stands elsewhere on the page. */
  shows: "form" | "writable";
};

/** What somebody decides on, and with it the decision. */
export function TaskPanel({ task, done, shows }: TaskPanelProps) {
  const { formId, formVersion } = task;
  const version = useQuery({ ...formVersionQuery(formId ?? "", formVersion ?? 0), enabled: formId !== null && formVersion !== null });
  const writes = writable(task).length > 0;
  const plain = <Decision task={task} done={done} actKey={shows === "form" ? "e" : "d"} />;
  return (
    <Stack gap="4">
      <Asked task={task} />
      {formId === null || (shows === "writable" && !writes) ? (
        plain
      ) : (
        <Async query={version} skeleton={<Rows count={3} />}>
          {({ definition }) =>
            writes ? (
              <Suspense fallback={<Rows count={3} />}>
                <WritingTask key={task.id} task={task} definition={definition} shows={shows} done={done} />
              </Suspense>
            ) : (
              <Stack gap="4">
                <Facts task={task} definition={definition} />
                <Sticky>{plain}</Sticky>
              </Stack>
            )
          }
        </Async>
      )}
      <Others task={task} />
    </Stack>
  );
}

function Facts({ task, definition }: { task: Task; definition: FormDefinition }) {
  return (
    <Box bg="bg.subtle" borderWidth="1px" borderRadius="l3" p="4">
      <FormFacts definition={definition} data={task.variables as Record<string, Json>} /* it came as JSON */ />
    </Box>
  );
}

/** Whose turn it is, by which rule, and until when. */
function Asked({ task }: { task: Task }) {
  const t = useWords(taskWords);
  const parts = useWords(partWords);
  const instead = usePersonName(task.onBehalfOf);
  const over = task.closedAt !== null;
  const title = over ? task.nodeName : task.part === "before" ? t.myOpinion(task.nodeName) : t.myTask(task.nodeName);
  return (
    <Stack gap="1">
      <HStack gap="2.5" wrap="wrap">
        <Box color="brand.fg" aria-hidden>
          <UserRoundCheck size={17} />
        </Box>
        <Text fontWeight="semibold">{title}</Text>
        {task.onBehalfOf && (
          <Text fontSize="xs" color="fg.muted">
            {t.onBehalf(instead)}
          </Text>
        )}
        {task.part !== "main" && task.part !== "before" && (
          <Text fontSize="xs" color="fg.muted">
            {parts[task.part]}
          </Text>
        )}
        {task.dueAt && <Due at={task.dueAt} over={over} />}
      </HStack>
      <WhyLine why={task.why} label={t.why} />
    </Stack>
  );
}

/** As a card of its own, on a ticket. */
export function TaskCardPanel(props: TaskPanelProps) {
  return (
    <Box borderStartWidth="3px" borderColor="brand.solid" borderRadius="l3" data-task={props.task.id}>
      <Panel>
        <TaskPanel {...props} />
      </Panel>
    </Box>
  );
}
