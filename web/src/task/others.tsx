import { Badge, HStack, Stack, Text } from "@chakra-ui/react";
import type { Task } from "../../../shared/contract/task";
import { useWords } from "../i18n";
import { Parties } from "../identity/parties";
import { modeWords, partWords } from "../process/words";
import { taskWords } from "./words";

/** Who else is asked at this step, and what they said. */
export function Others({ task }: { task: Task }) {
  const t = useWords(taskWords);
  const modes = useWords(modeWords);
  const parts = useWords(partWords);
  if (task.others.length === 0) return null;
  return (
    <Stack as="section" aria-label={t.others} gap="2">
      <HStack gap="2" fontSize="xs" color="fg.muted">
        <Text fontWeight="semibold">{t.others}</Text>
        <Text>{modes[task.mode]}</Text>
      </HStack>
      <Stack as="ul" listStyleType="none" gap="1.5">
        {task.others.map(({ id, assigneeId, users, groups, part, status, outcome, comment }) => (
          <HStack as="li" key={id} gap="2.5" rowGap="0.5" fontSize="sm" wrap="wrap">
            <Parties users={assigneeId ? [assigneeId] : users} groups={assigneeId ? [] : groups} />
            {parts[part] && (
              <Text fontSize="xs" color="fg.muted">
                {parts[part]}
              </Text>
            )}
            <Badge size="xs" variant="subtle" colorPalette={outcome === "approved" ? "green" : outcome === "refused" ? "red" : "gray"}>
              {outcome ? t[outcome] : t[status]}
            </Badge>
            {comment && (
              <Text fontSize="xs" color="fg.muted" overflowWrap="anywhere" w="full" ps="6">
                {comment}
              </Text>
            )}
          </HStack>
        ))}
      </Stack>
    </Stack>
  );
}
