import { Box, Button } from "@chakra-ui/react";
import { useWords } from "../../i18n";
import { Nothing } from "../../ui/async";
import type { Kind } from "../kinds";
import { designerWords } from "../words";
import { flowOf, nodeOf } from "./draft";
import type { PanelContext } from "./properties/context";
import { ElementProperties } from "./properties/element-properties";
import { FlowProperties } from "./properties/gateway-and-flow";
import { ProcessProperties } from "./properties/process-properties";

export type PanelProps = {
  context: PanelContext;
  selected: readonly string[];
  append: (kind: Kind, from: string) => void;
  inside: (kind: Kind, room: string) => void;
  attach: (kind: Kind, host: string) => void;
  connect: (from: string, to: string) => void;
  remove: (ids: readonly string[]) => void;
  description: string;
  describe: (text: string) => void;
  formId: string | null;
  chooseForm: (id: string | null) => void;
};

/** The properties of what is selected, and of the process where nothing is. */
export default function Panel({ context, selected, append, inside, attach, connect, remove, ...process }: PanelProps) {
  const t = useWords(designerWords);
  const [first = "", ...more] = selected;
  if (more.length > 0)
    return (
      <Nothing title={t.several(selected.length)}>
        <Button size="xs" variant="outline" colorPalette="red" color="fg.error" onClick={() => remove(selected)}>
          {t.remove}
        </Button>
      </Nothing>
    );
  const node = nodeOf(context.definition, first);
  if (node)
    return (
      <ElementProperties
        key={node.id}
        node={node}
        context={context}
        append={append}
        inside={inside}
        attach={attach}
        connect={connect}
        remove={() => remove([node.id])}
      />
    );
  const flow = flowOf(context.definition, first);
  if (flow)
    return (
      <Box>
        <FlowProperties key={flow.id} flow={flow} context={context} />
        <Button m="4" size="2xs" variant="outline" colorPalette="red" color="fg.error" onClick={() => remove([flow.id])}>
          {t.remove}
        </Button>
      </Box>
    );
  return <ProcessProperties context={context} {...process} />;
}
