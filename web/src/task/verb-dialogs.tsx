/** What somebody may do with a task besides deciding it, each in its dialog. */
import { NativeSelect, Stack } from "@chakra-ui/react";
import { useState } from "react";
import { addSign, delegateTask, removeSign, returnTask, type Task, transferTask } from "../../../shared/contract/task";
import { call } from "../api";
import { useWords } from "../i18n";
import { useNames } from "../identity/parties";
import { AskDialog } from "../process/ask-dialog";
import { useProcessChange } from "../process/changes";
import { Field } from "../ui/field";
import { PeoplePicker } from "../ui/people-picker";
import { PersonPicker } from "../ui/person-picker";
import { removable, type TaskVerb } from "./verbs";
import { taskWords } from "./words";

type VerbProps = { task: Task; close: () => void; done: (what: string, reply: Task) => void };

function useVerb<Given>({ close, done }: VerbProps, what: string, change: (given: Given) => Promise<Task>) {
  const { mutate, isPending, error } = useProcessChange(change, (reply) => {
    close();
    done(what, reply);
  });
  return { busy: isPending, error, go: mutate };
}

function Transfer(props: VerbProps) {
  const t = useWords(taskWords);
  const [to, setTo] = useState<string | null>(null);
  const params = { id: props.task.id };
  const verb = useVerb(props, t.transfer, (reason: string | undefined) => call(transferTask, { params, body: { to: to ?? "", reason: reason ?? "" } }));
  return (
    <AskDialog
      title={t.transfer}
      hint={t.transferHint}
      action={t.transfer}
      says={{ label: t.reason, required: true }}
      ready={to !== null}
      close={props.close}
      {...verb}
    >
      <Whom value={to} choose={setTo} />
    </AskDialog>
  );
}

function Delegate(props: VerbProps) {
  const t = useWords(taskWords);
  const [to, setTo] = useState<string | null>(null);
  const params = { id: props.task.id };
  const verb = useVerb(props, t.delegate, (reason: string | undefined) => call(delegateTask, { params, body: { to: to ?? "", reason } }));
  return (
    <AskDialog
      title={t.delegate}
      hint={t.delegateHint}
      action={t.delegate}
      says={{ label: t.reasonOptional }}
      ready={to !== null}
      close={props.close}
      {...verb}
    >
      <Whom value={to} choose={setTo} />
    </AskDialog>
  );
}

function Whom({ value, choose }: { value: string | null; choose: (id: string | null) => void }) {
  const t = useWords(taskWords);
  return (
    <Field label={t.whom} required>
      <PersonPicker label={t.whom} value={value} onChange={choose} />
    </Field>
  );
}

const places = ["before", "after", "beside"] as const;

function AddSign(props: VerbProps) {
  const t = useWords(taskWords);
  const [place, setPlace] = useState<(typeof places)[number]>("before");
  const [users, setUsers] = useState<string[]>([]);
  const params = { id: props.task.id };
  const verb = useVerb(props, t.addSign, (reason: string | undefined) => call(addSign, { params, body: { place, users, reason } }));
  return (
    <AskDialog title={t.addSign} action={t.addSign} says={{ label: t.reasonOptional }} ready={users.length > 0} close={props.close} {...verb}>
      <Select label={t.place} value={place} options={places.map((one) => ({ value: one, label: t[one] }))} choose={setPlace} />
      <Field label={t.whom} required>
        <PeoplePicker label={t.whom} value={users} onChange={setUsers} />
      </Field>
    </AskDialog>
  );
}

function RemoveSign(props: VerbProps) {
  const t = useWords(taskWords);
  const [who, setWho] = useState("");
  const params = { id: props.task.id };
  const verb = useVerb(props, t.removeSign, (reason: string | undefined) => call(removeSign, { params, body: { task: who, reason } }));
  return (
    <AskDialog title={t.removeSign} action={t.removeSign} says={{ label: t.reasonOptional }} ready={who !== ""} close={props.close} {...verb}>
      <Field label={t.whom} required>
        <NativeSelect.Root>
          <NativeSelect.Field value={who} onChange={(event) => setWho(event.target.value)}>
            <option value="">—</option>
            {removable(props.task).map(({ id, assigneeId, users, groups }) => (
              <Named key={id} id={id} users={assigneeId ? [assigneeId] : users} groups={assigneeId ? [] : groups} />
            ))}
          </NativeSelect.Field>
          <NativeSelect.Indicator />
        </NativeSelect.Root>
      </Field>
    </AskDialog>
  );
}

function Named({ id, users, groups }: { id: string; users: readonly string[]; groups: readonly string[] }) {
  return <option value={id}>{useNames(users, groups)}</option>;
}

const start = "start";

function Return(props: VerbProps) {
  const t = useWords(taskWords);
  const { returnTo } = props.task;
  const [to, setTo] = useState(start);
  const modes = to === start ? (["rerun", "straight"] as const) : (returnTo.find(({ node }) => node === to)?.modes ?? []);
  const [chosen, setMode] = useState<"rerun" | "straight">("rerun");
  const mode = modes.includes(chosen) ? chosen : (modes[0] ?? "rerun");
  const params = { id: props.task.id };
  const verb = useVerb(props, t.return, (reason: string | undefined) => call(returnTask, { params, body: { to, mode, reason: reason ?? "" } }));
  const targets = [{ value: start, label: t.creator }, ...returnTo.map(({ node, name }) => ({ value: node, label: name || node }))];
  return (
    <AskDialog danger title={t.return} action={t.return} says={{ label: t.reason, required: true }} close={props.close} {...verb}>
      <Stack gap="4">
        <Select label={t.returnTo} value={to} options={targets} choose={setTo} />
        <Select label={t.afterwards} value={mode} options={modes.map((one) => ({ value: one, label: t[one] }))} choose={setMode} />
      </Stack>
    </AskDialog>
  );
}

type SelectProps<T extends string> = { label: string; value: T; options: readonly { value: T; label: string }[]; choose: (value: T) => void };

function Select<T extends string>({ label, value, options, choose }: SelectProps<T>) {
  const pick = (text: string) => {
    const found = options.find((one) => one.value === text);
    if (found) choose(found.value);
  };
  return (
    <Field label={label}>
      <NativeSelect.Root>
        <NativeSelect.Field value={value} onChange={(event) => pick(event.target.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </NativeSelect.Field>
        <NativeSelect.Indicator />
      </NativeSelect.Root>
    </Field>
  );
}

const dialogs: Record<TaskVerb, (props: VerbProps) => React.ReactNode> = {
  transfer: Transfer,
  delegate: Delegate,
  "add-sign": AddSign,
  "remove-sign": RemoveSign,
  return: Return,
};

export default function TaskVerbDialog({ verb, ...props }: VerbProps & { verb: TaskVerb }) {
  const Dialog = dialogs[verb];
  return <Dialog {...props} />;
}
