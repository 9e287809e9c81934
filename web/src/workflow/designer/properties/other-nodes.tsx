import { Text } from "@chakra-ui/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { NodeOf } from "../../../../../shared/process";
import { FeelInput } from "../../../editor/feel-input";
import { patched } from "../../../editor/patched";
import { Group, SelectProperty, SwitchProperty, TextProperty } from "../../../editor/properties";
import { useWords } from "../../../i18n";
import { workflowPages } from "../../queries";
import type { PanelContext } from "./context";
import { Entries } from "./entries";
import { TimerProperties } from "./time-properties";
import { VariableProperty } from "./user-task";
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

export function CallProperties({ node, set, context }: Part<NodeOf<"callActivity">>) {
  const t = useWords(propertyWords);
  const workflows = useInfiniteQuery(workflowPages({ status: "published" }));
  const options = (workflows.data?.pages ?? []).flatMap(({ data }) => data).map(({ id, name }) => ({ value: id, label: name }));
  const names = context.known.map(({ key }) => key);
  const unlisted = node.calledElement !== "" && !options.some(({ value }) => value === node.calledElement);
  return (
    <>
      <Group title={t.calls}>
        <SelectProperty
          label={t.calls}
          value={node.calledElement}
          placeholder={t.choose}
          options={unlisted ? [...options, { value: node.calledElement, label: node.calledElement }] : options}
          error={context.errorOf(node.id, "incomplete")}
          onChange={(calledElement) => set({ calledElement })}
        />
      </Group>
      <Group title={t.inputs}>
        <SwitchProperty label={t.mapInputs} value={node.inputs !== undefined} onChange={(on) => set({ inputs: on ? {} : undefined })} />
        {node.inputs && (
          <Entries
            label={t.inputs}
            value={node.inputs}
            suggest={names}
            errorOf={(text) => context.errorIn(node.id, text)}
            change={(inputs) => set({ inputs }, "inputs")}
          />
        )}
      </Group>
      <Group title={t.outputs}>
        <Entries
          label={t.outputs}
          value={node.outputs}
          suggest={names}
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
