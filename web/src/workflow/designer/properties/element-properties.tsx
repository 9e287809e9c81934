import { Button, HStack, Stack, Text } from "@chakra-ui/react";
import { ArrowRight, Plus, SquarePlus, Trash2, Zap } from "lucide-react";
import type { Node } from "../../../../../shared/process";
import { patched } from "../../../editor/patched";
import { Group, TextProperty } from "../../../editor/properties";
import { useLocale, useWords } from "../../../i18n";
import { ActionMenu } from "../../../ui/action-menu";
import { kindWords } from "../../kind-words";
import { isKind, type Kind, kindOf, kindsOf, nameOf } from "../../kinds";
import { isActivity, isGateway } from "../../shapes";
import { diagramWords } from "../../words";
import { changeNode, whyNot } from "../draft";
import { KindIcon } from "../kind-icon";
import type { PanelContext } from "./context";
import { GatewayProperties } from "./gateway-and-flow";
import { CallProperties, EventProperties, LoopProperties, MessageProperties, ScriptProperties, Unsupported } from "./other-nodes";
import { ServiceTaskProperties } from "./service-task";
import { UserTaskProperties } from "./user-task";
import { propertyWords } from "./words";

type ElementPropertiesProps = {
  node: Node;
  context: PanelContext;
  append: (kind: Kind, from: string) => void;
  inside: (kind: Kind, room: string) => void;
  attach: (kind: Kind, host: string) => void;
  connect: (from: string, to: string) => void;
  remove: () => void;
};

const ofItsPlace = ["unreachable", "no-way-to-end", "joined-exclusively", "several-starts", "unknown-node", "flow-not-allowed", "no-start", "no-end"];

/** Of one element: its name, what makes it what it is, and by menus all that the canvas does by dragging. */
export function ElementProperties({ node, context, append, inside, attach, connect, remove }: ElementPropertiesProps) {
  const t = useWords(propertyWords);
  const kinds = useWords(kindWords);
  const d = useWords(diagramWords);
  const kind = kindOf(node);
  // Each panel below patches its own type of node, which TypeScript can't follow through the union.
  const set = (patch: object, tag?: string) =>
    context.change(changeNode(context.definition, patched(node, patch as Partial<Node>)), tag && `${node.id}:${tag}`);
  const misplaced = context.errorOf(node.id, ...ofItsPlace);
  return (
    <Stack gap="0">
      <Group title={kind ? kinds[kind] : d.unsupported}>
        <TextProperty
          label={t.name}
          maxLength={200}
          value={node.name}
          error={context.errorOf(node.id, "empty-name")}
          onChange={(name) => set({ name }, "name")}
        />
        <Text fontSize="xs" color="fg.muted">
          {t.id}{" "}
          <Text as="span" fontFamily="mono">
            {node.id}
          </Text>
        </Text>
        {misplaced && (
          <Text role="alert" fontSize="xs" fontWeight="medium" color="fg.error">
            {misplaced}
          </Text>
        )}
        <Verbs node={node} context={context} append={append} inside={inside} attach={attach} connect={connect} remove={remove} />
      </Group>
      <OwnProperties node={node} set={set} context={context} />
    </Stack>
  );
}

function OwnProperties({ node, set, context }: { node: Node; set: (patch: object, tag?: string) => void; context: PanelContext }) {
  const part = { set, context };
  switch (node.type) {
    case "userTask":
      return (
        <>
          <UserTaskProperties node={node} {...part} />
          <LoopProperties node={node} {...part} />
        </>
      );
    case "serviceTask":
      return (
        <>
          <ServiceTaskProperties node={node} {...part} />
          <LoopProperties node={node} {...part} />
        </>
      );
    case "scriptTask":
      return (
        <>
          <ScriptProperties node={node} {...part} />
          <LoopProperties node={node} {...part} />
        </>
      );
    case "receiveTask":
      return (
        <MessageProperties
          value={node.message}
          change={(message, tag) => set({ message }, tag)}
          error={context.errorOf(node.id, "incomplete")}
          keyError={context.errorIn(node.id, node.message.correlationKey)}
        />
      );
    case "callActivity":
      return (
        <>
          <CallProperties node={node} {...part} />
          <LoopProperties node={node} {...part} />
        </>
      );
    case "subProcess":
      return node.triggeredByEvent ? <Unsupported /> : <LoopProperties node={node} {...part} />;
    case "exclusiveGateway":
    case "inclusiveGateway":
    case "parallelGateway":
    case "eventBasedGateway":
      return node.type === "exclusiveGateway" || node.type === "inclusiveGateway" ? <GatewayProperties node={node} context={context} /> : null;
    case "intermediateCatchEvent":
    case "boundaryEvent":
    case "endEvent":
      return <EventProperties node={node} {...part} />;
    case "startEvent":
      return node.eventDefinition ? <Unsupported /> : null;
    case "task":
    case "manualTask":
      return null;
    default:
      return <Unsupported />;
  }
}

function Verbs({ node, context, append, inside, attach, connect, remove }: ElementPropertiesProps) {
  const t = useWords(propertyWords);
  const kinds = useWords(kindWords);
  const locale = useLocale();
  const { definition } = context;
  const entry = (kind: Kind) => ({ value: kind, label: kinds[kind], icon: <KindIcon kind={kind} /> });
  const after = [...kindsOf("tasks"), ...kindsOf("gateways"), ...kindsOf("events")].filter((kind) => kind !== "start");
  const targets = definition.nodes.filter((other) => whyNot(definition, node.id, other.id) === undefined);
  return (
    <HStack gap="1.5" wrap="wrap">
      {node.type !== "endEvent" && (
        <>
          <ActionMenu trigger={<Verb icon={<Plus />}>{t.addAfter}</Verb>} entries={after.map(entry)} choose={(kind) => isKind(kind) && append(kind, node.id)} />
          <ActionMenu
            trigger={<Verb icon={<ArrowRight />}>{t.connectTo}</Verb>}
            entries={
              targets.length > 0
                ? targets.map((other) => ({
                    value: other.id,
                    label: nameOf(other, locale),
                    note: isGateway(other.type) || other.name === "" ? other.id : undefined,
                  }))
                : [{ value: "", label: t.noTargets, disabled: true }]
            }
            choose={(to) => to && connect(node.id, to)}
          />
        </>
      )}
      {node.type === "subProcess" && (
        <ActionMenu
          trigger={<Verb icon={<SquarePlus />}>{t.addInside}</Verb>}
          entries={[entry("start"), ...after.map(entry)]}
          choose={(kind) => isKind(kind) && inside(kind, node.id)}
        />
      )}
      {isActivity(node.type) && (
        <ActionMenu
          trigger={<Verb icon={<Zap />}>{t.attach}</Verb>}
          entries={kindsOf("boundaries").map(entry)}
          choose={(kind) => isKind(kind) && attach(kind, node.id)}
        />
      )}
      <Button size="2xs" variant="outline" colorPalette="red" color="fg.error" onClick={remove}>
        <Trash2 /> {t.remove}
      </Button>
    </HStack>
  );
}

// Chakra's `asChild` hands its props and ref to the button.
const Verb = ({ icon, children, ...rest }: { icon: React.ReactNode; children: React.ReactNode }) => (
  <Button size="2xs" variant="outline" colorPalette="gray" {...rest}>
    {icon} {children}
  </Button>
);
