/** What people do to a process as a whole, each in its dialog. */
import { NativeSelect, Textarea } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ccInstance, jumpInstance, setInstanceVariables, terminateInstance, urgeInstance, withdrawInstance } from "../../../shared/contract/instance";
import { takeBackTask } from "../../../shared/contract/task";
import { reopenTicket } from "../../../shared/contract/ticket";
import type { Variables } from "../../../shared/process";
import { call } from "../api";
import { useWords } from "../i18n";
import { Field } from "../ui/field";
import { PeoplePicker } from "../ui/people-picker";
import { toast } from "../ui/toaster";
import { AskDialog } from "./ask-dialog";
import { useProcessChange } from "./changes";
import { instanceDefinitionQuery, instanceQuery } from "./queries";
import { processWords } from "./words";

export type Verb = "withdraw" | "urge" | "cc" | "terminate" | "jump" | "variables" | "reopen";
type VerbProps = { id: string; close: () => void };

function Withdraw({ id, close }: VerbProps) {
  const t = useWords(processWords);
  const { mutate, isPending, error } = useProcessChange((reason: string | undefined) => call(withdrawInstance, { params: { id }, body: { reason } }), close);
  return (
    <AskDialog
      title={t.withdraw}
      hint={t.withdrawHint}
      action={t.withdraw}
      says={{ label: t.reasonOptional }}
      busy={isPending}
      error={error}
      close={close}
      go={mutate}
    />
  );
}

function Urge({ id, close }: VerbProps) {
  const t = useWords(processWords);
  const done = () => {
    toast(t.urged);
    close();
  };
  const { mutate, isPending, error } = useProcessChange((comment: string | undefined) => call(urgeInstance, { params: { id }, body: { comment } }), done);
  return <AskDialog title={t.urge} hint={t.urgeHint} action={t.urge} says={{ label: t.comment }} busy={isPending} error={error} close={close} go={mutate} />;
}

function Copy({ id, close }: VerbProps) {
  const t = useWords(processWords);
  const [users, setUsers] = useState<string[]>([]);
  const done = () => {
    toast(t.copied);
    close();
  };
  const { mutate, isPending, error } = useProcessChange((comment: string | undefined) => call(ccInstance, { params: { id }, body: { users, comment } }), done);
  return (
    <AskDialog title={t.cc} action={t.send} says={{ label: t.comment }} ready={users.length > 0} busy={isPending} error={error} close={close} go={mutate}>
      <Field label={t.ccTo} required>
        <PeoplePicker label={t.ccTo} value={users} onChange={setUsers} most={100} />
      </Field>
    </AskDialog>
  );
}

function Terminate({ id, close }: VerbProps) {
  const t = useWords(processWords);
  const { mutate, isPending, error } = useProcessChange(
    (reason: string | undefined) => call(terminateInstance, { params: { id }, body: { reason: reason ?? "" } }),
    close,
  );
  return (
    <AskDialog
      danger
      title={t.terminate}
      hint={t.terminateHint}
      action={t.terminate}
      says={{ label: t.reasonRequired, required: true }}
      busy={isPending}
      error={error}
      close={close}
      go={mutate}
    />
  );
}

function Reopen({ id, close }: VerbProps) {
  const t = useWords(processWords);
  const { mutate, isPending, error } = useProcessChange((comment: string | undefined) => call(reopenTicket, { params: { id }, body: { comment } }), close);
  return (
    <AskDialog
      title={t.reopen}
      hint={t.reopenHint}
      action={t.reopen}
      says={{ label: t.reasonOptional }}
      busy={isPending}
      error={error}
      close={close}
      go={mutate}
    />
  );
}

/** Where it is, and where it may go: any step of its definition. */
function Jump({ id, close }: VerbProps) {
  const t = useWords(processWords);
  const { data: instance } = useQuery(instanceQuery(id));
  const { data: version } = useQuery({ ...instanceDefinitionQuery(id, instance?.workflowVersion ?? 0), enabled: instance !== undefined });
  const [to, setTo] = useState("");
  const places = (version?.definition.nodes ?? []).filter(({ type, parent }) => type !== "startEvent" && type !== "boundaryEvent" && !parent);
  const { mutate, isPending, error } = useProcessChange(
    (reason: string | undefined) => call(jumpInstance, { params: { id }, body: { to, reason: reason ?? "" } }),
    close,
  );
  return (
    <AskDialog
      title={t.jump}
      action={t.jump}
      says={{ label: t.reasonRequired, required: true }}
      ready={to !== ""}
      busy={isPending}
      error={error}
      close={close}
      go={mutate}
    >
      <Choose label={t.jumpTo} value={to} choose={setTo} options={places.map((place) => ({ id: place.id, name: place.name || place.id }))} />
    </AskDialog>
  );
}

type ChooseProps = { label: string; value: string; options: readonly { id: string; name: string }[]; choose: (id: string) => void };

export function Choose({ label, value, options, choose }: ChooseProps) {
  return (
    <Field label={label} required>
      <NativeSelect.Root>
        <NativeSelect.Field value={value} onChange={(event) => choose(event.target.value)}>
          <option value="">—</option>
          {options.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </NativeSelect.Field>
        <NativeSelect.Indicator />
      </NativeSelect.Root>
    </Field>
  );
}

export function parsedVariables(json: string): Variables | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Variables) : undefined; // JSON, just read
  } catch {
    return undefined;
  }
}

function SetVariables({ id, close }: VerbProps) {
  const t = useWords(processWords);
  const [json, setJson] = useState("{}");
  const variables = parsedVariables(json);
  const { mutate, isPending, error } = useProcessChange(
    (reason: string | undefined) => call(setInstanceVariables, { params: { id }, body: { variables: variables ?? {}, reason: reason ?? "" } }),
    close,
  );
  return (
    <AskDialog
      title={t.variables}
      action={t.variables}
      says={{ label: t.reasonRequired, required: true }}
      ready={variables !== undefined && Object.keys(variables).length > 0}
      busy={isPending}
      error={error}
      close={close}
      go={mutate}
    >
      <Field label={t.variables} help={t.variablesHint} error={variables ? undefined : t.badJson}>
        <Textarea data-autofocus rows={4} fontFamily="mono" fontSize="xs" value={json} onChange={(event) => setJson(event.target.value)} />
      </Field>
    </AskDialog>
  );
}

const dialogs: Record<Verb, (props: VerbProps) => React.ReactNode> = {
  withdraw: Withdraw,
  urge: Urge,
  cc: Copy,
  terminate: Terminate,
  jump: Jump,
  variables: SetVariables,
  reopen: Reopen,
};

export function VerbDialog({ verb, ...props }: VerbProps & { verb: Verb }) {
  const Dialog = dialogs[verb];
  return <Dialog {...props} />;
}

/** 拿回: of one's own task, by its step's name. */
export function TakeBack({ taskId, node, close }: { taskId: string; node: string; close: () => void }) {
  const t = useWords(processWords);
  const { mutate, isPending, error } = useProcessChange(
    (reason: string | undefined) => call(takeBackTask, { params: { id: taskId }, body: { reason } }),
    close,
  );
  return (
    <AskDialog
      title={t.takeBack(node)}
      hint={t.takeBackHint}
      action={t.takeBack(node)}
      says={{ label: t.reasonOptional }}
      busy={isPending}
      error={error}
      close={close}
      go={mutate}
    />
  );
}

export default VerbDialog;
