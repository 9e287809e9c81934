import { Text } from "@chakra-ui/react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { NodeOf } from "../../../../../shared/process";
import { FeelInput } from "../../../editor/feel-input";
import { patched } from "../../../editor/patched";
import { Group, SelectProperty, SwitchProperty, TextProperty } from "../../../editor/properties";
import { formQuery, formVersionQuery } from "../../../form/queries";
import { useWords } from "../../../i18n";
import { kindWords } from "../../kind-words";
import { workflowPages } from "../../queries";
import type { PanelContext } from "./context";
import { Entries } from "./entries";
import { TimerProperties } from "./time-properties";
import { VariableProperty } from "./user-task";
import { useWholeList } from "./whole-list";
import { propertyWords } from "./words";

type Part<N> = { node: N; set: (patch: Partial<N>, tag?: string) => void; context: PanelContext };

export function ScriptProperties({ node, set, context }: Part<NodeOf<"scriptTask">>) {
  const t = useWords(propertyWords);
  return (
    <Group title={t.expression}>
      <VariableProperty required label={t.resultVariable} value={node.resultVariable} change={(name) => name && set({ resultVariable: name }, "result")} />
      <FeelInput
        label={t.expression}
        value={node.expression}
        known={context.known}
        error={context.errorIn(node.id, node.expression)}
        onChange={(expression) => set({ expression: expression ?? "" }, "expression")}
      />
    </Group>
  );
}

type Message = { name: string; correlationKey: string; resultVariable?: string };

type MessageProps = { value: Message; change: (next: Message, tag: string) => void; error?: string; keyError?: string };

export function MessageProperties({ value, change, error, keyError }: MessageProps) {
  const t = useWords(propertyWords);
  return (
    <Group title={t.message}>
      <TextProperty label={t.messageName} value={value.name} error={error} onChange={(name) => change({ ...value, name }, "message")} />
      <TextProperty
        label={t.correlationKey}
        mono
        help={t.correlationHelp}
        value={value.correlationKey}
        error={keyError}
        onChange={(correlationKey) => change({ ...value, correlationKey }, "correlation")}
      />
      <VariableProperty
        label={t.resultVariable}
        value={value.resultVariable}
        change={(resultVariable) => change(patched(value, { resultVariable }), "result")}
      />
    </Group>
  );
}

export function EventProperties({ node, set, context }: Part<NodeOf<"intermediateCatchEvent" | "boundaryEvent" | "endEvent">>) {
  const t = useWords(propertyWords);
  const event = node.eventDefinition;
  // The patch fits the kind of event that it came from.
  const change = (eventDefinition: object, tag?: string) => set({ eventDefinition } as Partial<typeof node>, tag);
  return (
    <>
      {node.type === "boundaryEvent" && event?.type !== "error" && (
        <Group title={t.element}>
          <SwitchProperty label={t.interrupting} value={node.interrupting} onChange={(interrupting) => set({ interrupting } as Partial<typeof node>)} />
        </Group>
      )}
      {event?.type === "timer" && (
        <TimerProperties value={event} change={change} known={context.known} error={context.errorOf(node.id, "bad-timer", "bad-expression", "unknown-field")} />
      )}
      {event?.type === "message" && (
        <MessageProperties
          value={event as Message}
          change={(next, tag) => change({ ...next, type: "message" }, tag)}
          error={context.errorOf(node.id, "incomplete")}
          keyError={context.errorIn(node.id, (event as Message).correlationKey)}
        />
      )}
      {event?.type === "error" && (
        <Group title={t.error}>
          <TextProperty
            label={t.errorCode}
            mono
            help={node.type === "boundaryEvent" ? t.anyError : undefined}
            value={event.code}
            error={context.errorOf(node.id, "incomplete")}
            onChange={(code) => change({ type: "error", code }, "code")}
          />
        </Group>
      )}
      {context.errorOf(node.id, "unsupported") && <Unsupported />}
    </>
  );
}

/** The fields of what is called, where it goes by a form: what can be handed over, and what can come back. */
function useFieldsOf(formId: string | null) {
  const form = useQuery({ ...formQuery(formId ?? ""), enabled: formId !== null });
  const n = form.data?.publishedVersion ?? null;
  const version = useQuery({ ...formVersionQuery(formId ?? "", n ?? 0), enabled: formId !== null && n !== null });
  return formId === null ? [] : (version.data?.definition.fields ?? []).map(({ key }) => key);
}

export function CallProperties({ node, set, context }: Part<NodeOf<"callActivity">>) {
  const t = useWords(propertyWords);
  const kinds = useWords(kindWords);
  const workflows = useWholeList(useInfiniteQuery(workflowPages({ status: "published" })));
  const all = (workflows.data?.pages ?? []).flatMap(({ data }) => data);
  const called = all.find(({ id }) => id === node.calledElement);
  const theirs = useFieldsOf(called?.formId ?? null);
  const options = all.map(({ id, name }) => ({ value: id, label: name }));
  const ours = context.known.map(({ key }) => key);
  const unlisted = node.calledElement !== "" && !called;
  // Until somebody gives it a name of its own it is called like what it calls.
  const isUnnamed = ["", kinds.callActivity, called?.name].includes(node.name);
  const choose = (id: string) => set({ calledElement: id, ...(isUnnamed && { name: all.find((one) => one.id === id)?.name ?? kinds.callActivity }) });
  return (
    <>
      <Group title={t.calls}>
        <SelectProperty
          quiet
          label={t.calls}
          value={node.calledElement}
          placeholder={t.choose}
          options={unlisted ? [...options, { value: node.calledElement, label: node.calledElement }] : options}
          error={context.errorOf(node.id, "incomplete")}
          onChange={choose}
        />
      </Group>
      <Group title={t.inputs}>
        <SwitchProperty
          label={t.mapInputs}
          help={node.inputs ? t.inputsHelp : t.allInputs}
          value={node.inputs !== undefined}
          onChange={(on) => set({ inputs: on ? {} : undefined })}
        />
        {node.inputs && (
          <Entries
            label={t.inputs}
            value={node.inputs}
            suggest={theirs}
            errorOf={(text) => context.errorIn(node.id, text)}
            change={(inputs) => set({ inputs }, "inputs")}
          />
        )}
      </Group>
      <Group title={t.outputs}>
        <Text fontSize="xs" color="fg.muted">
          {t.outputsHelp}
        </Text>
        <Entries
          label={t.outputs}
          value={node.outputs}
          suggest={ours}
          errorOf={(text) => context.errorIn(node.id, text)}
          change={(outputs) => set({ outputs }, "outputs")}
        />
      </Group>
    </>
  );
}

type Activity = NodeOf<"userTask" | "serviceTask" | "scriptTask" | "receiveTask" | "callActivity" | "subProcess" | "task" | "manualTask">;

export function LoopProperties({ node, set, context }: Part<Activity>) {
  const t = useWords(propertyWords);
  const { loop } = node;
  const change = (next: Activity["loop"], tag?: string) => set({ loop: next }, tag);
  if (loop && loop.type !== "multiInstance") return <Unsupported />;
  return (
    <Group title={t.loop}>
      <SwitchProperty
        label={t.hasLoop}
        value={loop !== undefined}
        onChange={(on) => change(on ? { type: "multiInstance", sequential: false, collection: "[1, 2, 3]" } : undefined)}
      />
      {loop && (
        <>
          <FeelInput
            label={t.collection}
            required
            value={loop.collection}
            known={context.known}
            error={context.errorIn(node.id, loop.collection)}
            onChange={(collection) => change({ ...loop, collection: collection ?? "" }, "collection")}
          />
          <SwitchProperty label={t.sequential} value={loop.sequential} onChange={(sequential) => change({ ...loop, sequential })} />
          <VariableProperty
            label={t.elementVariable}
            value={loop.elementVariable}
            change={(elementVariable) => change(patched(loop, { elementVariable }), "item")}
          />
          <FeelInput
            label={t.completionCondition}
            value={loop.completionCondition}
            known={context.known}
            error={context.errorIn(node.id, loop.completionCondition)}
            onChange={(completionCondition) => change(patched(loop, { completionCondition }), "completion")}
          />
          <VariableProperty
            label={t.outputCollection}
            value={loop.outputCollection}
            change={(outputCollection) => change(patched(loop, { outputCollection }), "output")}
          />
          <FeelInput
            label={t.outputElement}
            value={loop.outputElement}
            known={context.known}
            error={context.errorIn(node.id, loop.outputElement)}
            onChange={(outputElement) => change(patched(loop, { outputElement }), "outputElement")}
          />
        </>
      )}
    </Group>
  );
}

export function Unsupported() {
  const t = useWords(propertyWords);
  return (
    <Text px="4" py="3" fontSize="xs" color="fg.warning">
      {t.unsupported}
    </Text>
  );
}
