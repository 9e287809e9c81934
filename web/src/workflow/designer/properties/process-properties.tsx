import { Box, Button, Stack, Text } from "@chakra-ui/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { Node } from "../../../../../shared/process";
import { Group, LongTextProperty, SelectProperty, SwitchProperty } from "../../../editor/properties";
import { formPages } from "../../../form/queries";
import { useLocale, useWords } from "../../../i18n";
import { kindOf, nameOf } from "../../kinds";
import { workflowWords } from "../../words";
import { KindIcon } from "../kind-icon";
import type { PanelContext } from "./context";
import { useWholeList } from "./whole-list";
import { propertyWords } from "./words";

type ProcessPropertiesProps = {
  context: PanelContext;
  description: string;
  describe: (text: string) => void;
  formId: string | null;
  chooseForm: (id: string | null) => void;
};

/** Of the process as a whole, and a list of its elements for whoever can't, or would not, point at them. */
export function ProcessProperties({ context, description, describe, formId, chooseForm }: ProcessPropertiesProps) {
  const t = useWords(propertyWords);
  const locale = useLocale();
  const w = useWords(workflowWords);
  const { definition, change } = context;
  const { settings, nodes } = definition;
  const forms = useWholeList(useInfiniteQuery(formPages({ status: "published" })));
  const options = (forms.data?.pages ?? []).flatMap(({ data }) => data).map(({ id, name }) => ({ value: id, label: name }));
  const unlisted = formId !== null && !options.some(({ value }) => value === formId);
  const { withdrawUntil } = settings;
  const setSettings = (patch: Partial<typeof settings>) => change({ ...definition, settings: { ...settings, ...patch } });
  const withdraw = (type: string) => {
    const first = nodes.find((node) => node.type === "userTask");
    if (type === "node") first && setSettings({ withdrawUntil: { type, node: first.id } });
    else setSettings({ withdrawUntil: { type: type as "end" } }); // one of the plain ones
  };
  return (
    <Stack gap="0">
      <Group title={t.processSettings}>
        <SelectProperty
          label={w.form}
          help={w.formHelp}
          value={formId ?? ""}
          placeholder={w.noForm}
          options={unlisted ? [...options, { value: formId, label: formId }] : options}
          error={context.errorOf("process", "not-found", "not-published")}
          onChange={(id) => chooseForm(id || null)}
        />
        <LongTextProperty label={w.description} value={description} onChange={describe} />
      </Group>
      <Group title={t.withdraw}>
        <SelectProperty
          quiet
          label={t.withdraw}
          value={withdrawUntil.type}
          options={[
            { value: "firstDecision", label: t.withdrawFirst },
            ...(nodes.some(({ type }) => type === "userTask") ? [{ value: "node", label: t.withdrawNode }] : []),
            { value: "end", label: t.withdrawEnd },
            { value: "never", label: t.withdrawNever },
          ]}
          onChange={withdraw}
        />
        {withdrawUntil.type === "node" && (
          <SelectProperty
            label={t.step}
            value={withdrawUntil.node}
            options={nodes.filter(({ type }) => type === "userTask").map((node) => ({ value: node.id, label: nameOf(node, locale) }))}
            onChange={(node) => setSettings({ withdrawUntil: { type: "node", node } })}
          />
        )}
        <SwitchProperty
          label={t.creatorTerminates}
          value={settings.creatorMayTerminate}
          onChange={(creatorMayTerminate) => setSettings({ creatorMayTerminate })}
        />
      </Group>
      {nodes.length > 0 && (
        <Group title={t.outline}>
          <Stack as="ul" gap="0.5" listStyleType="none">
            {nodes.map((node) => (
              <Line key={node.id} node={node} open={() => context.select([node.id])} />
            ))}
          </Stack>
        </Group>
      )}
    </Stack>
  );
}

function Line({ node, open }: { node: Node; open: () => void }) {
  const locale = useLocale();
  const kind = kindOf(node);
  return (
    <Box as="li">
      <Button size="2xs" variant="ghost" colorPalette="gray" w="full" justifyContent="flex-start" fontWeight="normal" onClick={open}>
        {kind && <KindIcon kind={kind} />}
        <Box as="span" flex="1" truncate textAlign="start">
          {nameOf(node, locale)}
        </Box>
        <Text as="span" fontFamily="mono" fontSize="2xs" color="fg.muted">
          {node.id}
        </Text>
      </Button>
    </Box>
  );
}
