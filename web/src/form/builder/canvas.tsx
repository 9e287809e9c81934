import { Box, Stack } from "@chakra-ui/react";
import { LayoutTemplate } from "lucide-react";
import { useState } from "react";
import type { FormDefinition } from "../../../../shared/contract/form-definition";
import { dragged } from "../../editor/drag";
import { useWords } from "../../i18n";
import { Nothing } from "../../ui/async";
import { builderWords } from "../words";
import { type FieldType, fieldPlace, type Place } from "./draft";
import { FieldCard, type FieldVerb } from "./field-card";
import { isWithin, type Located } from "./problems";

type CanvasProps = {
  definition: FormDefinition;
  problems: readonly Located[];
  selected: Place;
  select: (place: Place) => void;
  add: (type: FieldType, at: number) => void;
  move: (from: number, to: number) => void;
  act: (verb: FieldVerb, index: number) => void;
};

/** The fields in their order. What is dragged shows a line where it would come to stand. */
export function Canvas({ definition, problems, selected, select, add, move, act }: CanvasProps) {
  const t = useWords(builderWords);
  const [gap, setGap] = useState<number | null>(null);
  const onDragOver = (event: React.DragEvent<HTMLElement>) => {
    if (!dragged()) return;
    event.preventDefault();
    setGap(gapAt(event.currentTarget, event.clientY));
  };
  const onDragLeave = (event: React.DragEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setGap(null);
  };
  const onDrop = (event: React.DragEvent<HTMLElement>) => {
    const what = dragged();
    setGap(null);
    if (!what) return;
    event.preventDefault();
    const at = gapAt(event.currentTarget, event.clientY);
    if ("piece" in what)
      add(what.piece as FieldType, at); // given by the palette
    else move(what.field, at > what.field ? at - 1 : at);
  };

  return (
    <Box
      onDragOver={onDragOver}
      onDragLeave={onDragLeave}
      onDrop={onDrop}
      data-canvas
      minH="full"
      p={{ base: "3", md: "6" }}
      role="region"
      aria-label={t.canvas}
    >
      {definition.fields.length === 0 ? (
        <Box
          borderWidth="2px"
          borderStyle="dashed"
          borderRadius="l3"
          borderColor={gap === null ? "border" : "brand.solid"}
          bg={gap === null ? undefined : "brand.subtle"}
          py="10"
        >
          <Nothing icon={<LayoutTemplate />} title={t.emptyCanvas} hint={t.emptyCanvasLead} />
        </Box>
      ) : (
        <Stack as="ol" gap="0" maxW="40rem" mx="auto" listStyleType="none">
          {definition.fields.map((field, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a key may stand twice while somebody types.
            <Box as="li" key={`${field.key}-${index}`} position="relative" py="1.5" data-card={index}>
              {gap === index && <Line />}
              <FieldCard
                field={field}
                index={index}
                count={definition.fields.length}
                selected={isWithin(selected, fieldPlace(index))}
                problems={problems.filter(({ path }) => isWithin(path, fieldPlace(index))).length}
                select={() => select(fieldPlace(index))}
                act={(verb) => act(verb, index)}
              />
              {gap === index + 1 && index === definition.fields.length - 1 && <Line end />}
            </Box>
          ))}
        </Stack>
      )}
    </Box>
  );
}

const Line = ({ end = false }: { end?: boolean }) => (
  <Box position="absolute" insetX="0" {...(end ? { bottom: "-1px" } : { top: "-1px" })} h="3px" borderRadius="full" bg="brand.solid" pointerEvents="none" />
);

/** Before which field a pointer at this height would put something down. */
function gapAt(canvas: HTMLElement, y: number): number {
  const cards = [...canvas.querySelectorAll<HTMLElement>("[data-card]")];
  const below = cards.findIndex((card) => {
    const { top, height } = card.getBoundingClientRect();
    return y < top + height / 2;
  });
  return below === -1 ? cards.length : below;
}
