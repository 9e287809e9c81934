import { Box, HStack, Stack, Text } from "@chakra-ui/react";
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type * as z from "zod";
import { previewWorkflow } from "../../../shared/contract/simulation";
import type { Json } from "../../../shared/rules/form";
import { call } from "../api";
import { useWords } from "../i18n";
import { Parties, useNames } from "../identity/parties";
import { useWhy } from "../process/why-line";
import { modeWords } from "../process/words";
import { Field } from "../ui/field";
import { Panel } from "../ui/page";
import { PeoplePicker } from "../ui/people-picker";
import { submissionWords } from "./words";

export type Chosen = Record<string, string[]>;
type Reply = z.infer<typeof previewWorkflow.reply>;

function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

/** Whom the process will ask, by its own engine on what is filled in so far; nothing is made. */
export function usePreview(workflow: string | undefined, data: Record<string, Json> | undefined, chosen: Chosen) {
  const asked = useSettled(JSON.stringify({ data, chosen }), 400);
  const body = JSON.parse(asked) as { data?: Record<string, never>; chosen: Chosen }; // written one line above
  const people = Object.fromEntries(Object.entries(body.chosen).filter(([, users]) => users.length > 0));
  return useQuery({
    queryKey: ["workflow", "preview", workflow, asked],
    queryFn: ({ signal }) => call(previewWorkflow, { params: { id: workflow ?? "" }, body: { data: body.data ?? {}, chosen: people } }, { signal }),
    enabled: workflow !== undefined && body.data !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
}

type PreviewProps = { query: UseQueryResult<Reply>; ready: boolean; chosen: Chosen; choose: (chosen: Chosen) => void; checked: boolean };

export function Preview({ query, ready, chosen, choose, checked }: PreviewProps) {
  const t = useWords(submissionWords);
  const { data, isError } = query;
  const shown = ready ? data : undefined;
  const asks = shown?.choose.filter(({ onPath }) => onPath) ?? [];
  return (
    <Panel title={t.preview}>
      <Stack gap="4" aria-live="polite">
        {!shown && (
          <Text fontSize="sm" color="fg.muted">
            {isError && ready ? t.previewFailed : t.previewLater}
          </Text>
        )}
        {shown?.steps.length === 0 && asks.length === 0 && (
          <Text fontSize="sm" color="fg.muted">
            {t.previewNobody}
          </Text>
        )}
        {shown && shown.steps.length > 0 && (
          <Stack as="ol" listStyleType="none" gap="2.5" data-preview>
            {shown.steps.map((step, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: what would happen, in its order.
              <Step key={index} number={index + 1} step={step} />
            ))}
          </Stack>
        )}
        {asks.map(({ node, nodeName }) => {
          const label = t.chooseFor(nodeName);
          const users = chosen[node] ?? [];
          const missing = checked && users.length === 0;
          return (
            <Box key={node} data-invalid-field={missing ? "" : undefined}>
              <Field label={label} required error={missing ? t.chooseMissing : undefined}>
                <PeoplePicker label={label} value={users} onChange={(next) => choose({ ...chosen, [node]: next })} />
              </Field>
            </Box>
          );
        })}
        {shown?.incidents.map(({ node, nodeName }) => (
          <Text key={node} fontSize="sm" color="fg.warning">
            {t.previewStops(nodeName)}
          </Text>
        ))}
      </Stack>
    </Panel>
  );
}

const isId = (text: string) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(text);

function Step({ number, step }: { number: number; step: Reply["steps"][number] }) {
  const modes = useWords(modeWords);
  const why = useWhy(step.why);
  const { nodeName, users, groups, insteadOf, mode } = step;
  const away = useNames(Object.values(insteadOf));
  const several = users.length + groups.length > 1 || groups.length > 0;
  return (
    <HStack as="li" align="flex-start" gap="3" fontSize="sm">
      <Box
        as="span"
        display="inline-grid"
        placeItems="center"
        w="5"
        h="5"
        borderRadius="full"
        bg="brand.subtle"
        color="brand.fg"
        fontSize="2xs"
        fontWeight="semibold"
        flexShrink="0"
        aria-hidden
      >
        {number}
      </Box>
      <Box minW="0">
        <HStack gap="2.5" rowGap="0.5" wrap="wrap">
          <Text fontWeight="medium">{nodeName}</Text>
          <Parties users={users.filter(isId)} groups={groups} />
          {users
            .filter((user) => !isId(user))
            .map((user) => (
              <Text key={user}>{user}</Text>
            ))}
        </HStack>
        <Text fontSize="xs" color="fg.muted">
          {[why, several && modes[mode], away && `↷ ${away}`].filter(Boolean).join(" · ")}
        </Text>
      </Box>
    </HStack>
  );
}
