import { Box, Button, HStack, IconButton, Stack, Text } from "@chakra-ui/react";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { Flow, Node } from "../../../../../shared/process";
import { FeelInput } from "../../../editor/feel-input";
import { patched } from "../../../editor/patched";
import { Group, SwitchProperty, TextProperty } from "../../../editor/properties";
import { useLocale, useWords } from "../../../i18n";
import { nameOf } from "../../kinds";
import { changeFlow, moveWay, nodeOf, outgoing, setDefault } from "../draft";
import type { PanelContext } from "./context";
import { propertyWords } from "./words";

export const decides = (node: Node | undefined) => node?.type === "exclusiveGateway" || node?.type === "inclusiveGateway";
const defaultOf = (node: Node) => ("default" in node && typeof node.default === "string" ? node.default : undefined);

/** A gateway's ways in the order in which they are asked. */
export function GatewayProperties({ node, context }: { node: Node; context: PanelContext }) {
  const t = useWords(propertyWords);
  const locale = useLocale();
  const { definition, change, errorOf, select } = context;
  const ways = outgoing(definition, node.id);
  return (
    <Group title={t.ways}>
      <Text fontSize="xs" color="fg.muted">
        {ways.length === 0 ? t.noWays : node.type === "inclusiveGateway" ? t.waysAllHelp : t.waysHelp}
      </Text>
      {errorOf(node.id, "no-default", "default-elsewhere") && (
        <Text role="alert" fontSize="xs" fontWeight="medium" color="fg.error">
          {errorOf(node.id, "no-default", "default-elsewhere")}
        </Text>
      )}
      {ways.map((way, index) => {
        const to = nodeOf(definition, way.to);
        return (
          <Stack key={way.id} gap="2" borderWidth="1px" borderRadius="l2" p="2.5" bg="bg.panel">
            <HStack justify="space-between">
              <Button size="2xs" variant="plain" px="0" color="fg" fontWeight="medium" minW="0" onClick={() => select([way.id])}>
                <Box as="span" truncate>
                  {t.to(to ? nameOf(to, locale) : way.to)}
                </Box>
              </Button>
              <HStack gap="0">
                <IconButton
                  size="2xs"
                  variant="ghost"
                  colorPalette="gray"
                  aria-label={`${t.moveUp}: ${way.id}`}
                  disabled={index === 0}
                  onClick={() => change(moveWay(definition, way.id, -1))}
                >
                  <ArrowUp />
                </IconButton>
                <IconButton
                  size="2xs"
                  variant="ghost"
                  colorPalette="gray"
                  aria-label={`${t.moveDown}: ${way.id}`}
                  disabled={index === ways.length - 1}
                  onClick={() => change(moveWay(definition, way.id, 1))}
                >
                  <ArrowDown />
                </IconButton>
              </HStack>
            </HStack>
            <Way way={way} gateway={node} context={context} />
          </Stack>
        );
      })}
    </Group>
  );
}

function Way({ way, gateway, context }: { way: Flow; gateway: Node; context: PanelContext }) {
  const t = useWords(propertyWords);
  const { definition, change, errorOf, known } = context;
  const isDefault = defaultOf(gateway) === way.id;
  return (
    <>
      {!isDefault && (
        <FeelInput
          label={t.condition}
          value={way.condition}
          known={known}
          placeholder="amount > 5000"
          error={errorOf(way.id, "bad-expression", "unknown-field", "condition-missing")}
          onChange={(condition) => change(changeFlow(definition, patched(way, { condition })), `${way.id}:condition`)}
        />
      )}
      <SwitchProperty label={t.isDefault} value={isDefault} onChange={(on) => change(setDefault(definition, gateway, on ? way.id : undefined))} />
    </>
  );
}

export function FlowProperties({ flow, context }: { flow: Flow; context: PanelContext }) {
  const t = useWords(propertyWords);
  const locale = useLocale();
  const { definition, change, errorOf } = context;
  const from = nodeOf(definition, flow.from);
  const to = nodeOf(definition, flow.to);
  return (
    <Group title={t.flow}>
      <Text fontSize="xs" color="fg.muted">
        {from && nameOf(from, locale)} → {to && nameOf(to, locale)}
      </Text>
      <TextProperty
        label={t.name}
        maxLength={200}
        value={flow.name}
        error={errorOf(flow.id, "flow-not-allowed", "dangling-flow", "condition-not-here")}
        onChange={(name) => change(changeFlow(definition, patched(flow, { name: name || undefined })), `${flow.id}:name`)}
      />
      {from && decides(from) && outgoing(definition, from.id).length > 1 && <Way way={flow} gateway={from} context={context} />}
      {from && !decides(from) && flow.condition && (
        <FeelInput
          label={t.condition}
          value={flow.condition}
          known={context.known}
          error={errorOf(flow.id, "condition-not-here")}
          onChange={(condition) => change(changeFlow(definition, patched(flow, { condition })), `${flow.id}:condition`)}
        />
      )}
    </Group>
  );
}
