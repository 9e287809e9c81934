import { SimpleGrid } from "@chakra-ui/react";
import type { NodeOf } from "../../../../../shared/process";
import { FeelInput } from "../../../editor/feel-input";
import { patched } from "../../../editor/patched";
import { CountProperty, Group, LongTextProperty, SelectProperty, TextProperty } from "../../../editor/properties";
import { useWords } from "../../../i18n";
import { Field } from "../../../ui/field";
import type { PanelContext } from "./context";
import { Entries } from "./entries";
import { Participants } from "./participants";
import { BackoffProperty } from "./time-properties";
import { VariableProperty } from "./user-task";
import { propertyWords } from "./words";

type ServiceTask = NodeOf<"serviceTask">;
type Connector = NonNullable<ServiceTask["connector"]>;
type Props = { node: ServiceTask; set: (patch: Partial<ServiceTask>, tag?: string) => void; context: PanelContext };

function begun(type: string): Connector {
  if (type === "http") return { type, method: "GET", url: "https://", headers: {} };
  if (type === "notify") return { type, to: [{ from: "initiator" }], subject: "", text: "" };
  return { type: "setFields", fields: {} };
}

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

export function ServiceTaskProperties({ node, set, context }: Props) {
  const t = useWords(propertyWords);
  const { connector } = node;
  const change = (next: Connector, tag?: string) => set({ connector: next }, tag);
  return (
    <>
      <Group title={t.connector}>
        <SelectProperty
          label={t.connector}
          value={connector?.type ?? ""}
          placeholder={connector ? undefined : t.choose}
          options={(["setFields", "http", "notify"] as const).map((type) => ({ value: type, label: t[type] }))}
          error={connector?.type === "http" ? undefined : context.errorOf(node.id, "incomplete")}
          onChange={(type) => type && change(begun(type))}
        />
        {connector?.type === "setFields" && (
          <Entries
            label={t.setFields}
            value={connector.fields}
            errorOf={(text) => context.errorIn(node.id, text)}
            suggest={context.known.map(({ key }) => key)}
            change={(fields) => change({ ...connector, fields }, "fields")}
          />
        )}
        {connector?.type === "http" && (
          <>
            <SimpleGrid columns={2} gap="3">
              <SelectProperty
                label={t.method}
                value={connector.method}
                options={methods.map((one) => ({ value: one, label: one }))}
                onChange={(method) => change({ ...connector, method: method as (typeof methods)[number] })}
              />
              <VariableProperty
                label={t.resultVariable}
                value={connector.resultVariable}
                change={(resultVariable) => change(patched(connector, { resultVariable }), "result")}
              />
            </SimpleGrid>
            <TextProperty
              label={t.url}
              mono
              value={connector.url}
              error={context.errorOf(node.id, "incomplete") ?? context.errorIn(node.id, connector.url)}
              onChange={(url) => change({ ...connector, url }, "url")}
            />
            <FeelInput
              label={t.body}
              value={connector.body}
              known={context.known}
              error={context.errorIn(node.id, connector.body)}
              onChange={(body) => change(patched(connector, { body }), "body")}
            />
            <Field label={t.headers}>
              <Entries
                label={t.headers}
                nameLabel={t.headerName}
                value={connector.headers}
                errorOf={(text) => context.errorIn(node.id, text)}
                allows={/^[\w-]{1,200}$/}
                change={(headers) => change({ ...connector, headers }, "headers")}
              />
            </Field>
            <TextProperty
              label={t.connection}
              value={connector.connection}
              onChange={(connection) => change(patched(connector, { connection: connection || undefined }), "connection")}
            />
          </>
        )}
        {connector?.type === "notify" && (
          <>
            <TextProperty
              label={t.subject}
              value={connector.subject}
              required
              error={context.errorOf(node.id, "no-subject") ?? context.errorIn(node.id, connector.subject)}
              onChange={(subject) => change({ ...connector, subject }, "subject")}
            />
            <LongTextProperty
              label={t.text}
              value={connector.text}
              required
              error={context.errorOf(node.id, "no-text") ?? context.errorIn(node.id, connector.text)}
              onChange={(text) => change({ ...connector, text }, "text")}
            />
          </>
        )}
      </Group>
      {connector?.type === "notify" && (
        <Group title={t.recipients}>
          <Participants
            recipients
            context={context}
            self={node.id}
            value={connector.to}
            change={(to, tag) => to.length > 0 && change({ ...connector, to }, tag)}
          />
        </Group>
      )}
      {connector && connector.type !== "setFields" && (
        <Group title={t.retries}>
          <CountProperty label={t.retries} max={20} value={node.retries} onChange={(retries) => set({ retries: retries ?? 0 }, "retries")} />
          <BackoffProperty value={node.backoff} errorOf={(wait) => context.errorIn(node.id, wait)} change={(backoff, tag) => set({ backoff }, tag)} />
        </Group>
      )}
    </>
  );
}
