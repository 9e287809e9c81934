import { Box, Stack } from "@chakra-ui/react";
import { LayoutTemplate } from "lucide-react";
import { memo, useMemo, useRef, useState } from "react";
import type { FormDefinition } from "../../../../shared/contract/form-definition";
import { dragged } from "../../editor/drag";
import { useWords } from "../../i18n";
import { Nothing } from "../../ui/async";
import { builderWords } from "../words";
import { type FieldType, fieldPlace, type Place } from "./draft";
import { FieldCard, type FieldCardProps, type FieldVerb } from "./field-card";
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
  // Cards whose field did not change are not drawn again, so what they call stays the same.
  const latest = useRef({ select, act });
  latest.current = { select, act };
  const calls = useMemo(
    () => ({
      select: (index: number | null) => latest.current.select(index === null ? "" : fieldPlace(index)),
      act: (verb: FieldVerb, index: number) => latest.current.act(verb, index),
    }),
    [],
  );
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
      onClick={(event) => event.target === event.currentTarget && select("")}
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
            <Slot
              // biome-ignore lint/suspicious/noArrayIndexKey: a key may stand twice while somebody types.
              key={`${field.key}-${index}`}
              before={gap === index}
              after={gap === index + 1 && index === definition.fields.length - 1}
              field={field}
              index={index}
              count={definition.fields.length}
              selected={isWithin(selected, fieldPlace(index))}
              problems={problems.filter(({ path }) => isWithin(path, fieldPlace(index))).length}
              {...calls}
            />
          ))}
        </Stack>
      )}
    </Box>
  );
}

/** A field in its place, with the line where something would come to stand. */
const Slot = memo(({ before, after, ...card }: { before: boolean; after: boolean } & FieldCardProps) => (
  <Box as="li" position="relative" py="1.5" data-card={card.index}>
    {before && <Line />}
    <FieldCard {...card} />
    {after && <Line end />}
  </Box>
));

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
