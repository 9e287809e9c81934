import { Box, Button, HStack, Stack, Text } from "@chakra-ui/react";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { BellOff, CheckCheck } from "lucide-react";
import { type Notification, readNotifications } from "../../../shared/contract/notification";
import { call } from "../api";
import { useWords } from "../i18n";
import { Avatar, usePersonName } from "../identity/people";
import { Link, navigate, useSearch } from "../route";
import { Async, Nothing, Refused } from "../ui/async";
import { Page } from "../ui/page";
import { Sentinel } from "../ui/sentinel";
import { Ago } from "../ui/time";
import { notificationPages } from "./queries";
import { notificationWords, typeWords } from "./words";

export function NotificationScreen() {
  const t = useWords(notificationWords);
  const { unread = false } = useSearch("/notifications");
  const client = useQueryClient();
  const query = useInfiniteQuery(notificationPages(unread));
  const read = useMutation({
    mutationFn: (ids?: string[]) => call(readNotifications, { body: ids ? { ids } : {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ["notification"] }),
  });
  const all = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const anyUnread = (query.data?.pages[0]?.unread ?? 0) > 0;
  const tabs = [
    { label: t.all, value: false },
    { label: t.unread, value: true },
  ];
  const actions = (
    <Button variant="outline" colorPalette="gray" bg="bg.panel" disabled={!anyUnread} loading={read.isPending} onClick={() => read.mutate(undefined)}>
      <CheckCheck />
      {t.readAll}
    </Button>
  );
  const bar = (
    <HStack role="group" aria-label={t.show} gap="1">
      {tabs.map(({ label, value }) => (
        <Button
          key={label}
          variant={value === unread ? "subtle" : "ghost"}
          colorPalette="gray"
          aria-pressed={value === unread}
          onClick={() => void navigate({ to: "/notifications", search: value ? { unread: true } : {} })}
        >
          {label}
        </Button>
      ))}
    </HStack>
  );
  return (
    <Page title={t.notifications} actions={actions} bar={bar}>
      <Refused error={read.error} />
      <Async
        query={query}
        isEmpty={() => all.length === 0}
        empty={<Nothing icon={<BellOff />} title={unread ? t.allRead : t.none} hint={unread ? undefined : t.noneHint} />}
      >
        {() => (
          <Stack
            as="ul"
            listStyleType="none"
            gap="0"
            bg="bg.panel"
            borderWidth="1px"
            borderRadius="l3"
            boxShadow="card"
            overflow="hidden"
            divideY="1px"
            divideColor="border.muted"
          >
            {all.map((one) => (
              <One key={one.id} notification={one} read={() => one.readAt === null && read.mutate([one.id])} />
            ))}
          </Stack>
        )}
      </Async>
      <Sentinel query={query} />
    </Page>
  );
}

function One({ notification, read }: { notification: Notification; read: () => void }) {
  const { type, ticketId, ticketNumber, title, nodeName, comment, actorId, createdAt, readAt } = notification;
  const t = useWords(typeWords);
  const words = useWords(notificationWords);
  const name = usePersonName(actorId);
  return (
    <Box as="li" position="relative" px="4" py="3" _hover={{ bg: "bg.subtle" }}>
      <HStack gap="3" align="flex-start">
        <Avatar name={name} id={actorId ?? "system"} size={28} />
        <Box flex="1" minW="0">
          <Text fontSize="sm" color="fg.muted">
            <Text as="span" color="fg" fontWeight="medium">
              {name}
            </Text>{" "}
            {t[type]}{" "}
            <Box as="span" color="fg" fontWeight={readAt ? "normal" : "medium"} asChild _before={{ content: '""', position: "absolute", inset: "0" }}>
              <Link to="/tickets/$id" params={{ id: ticketId }} onClick={read}>
                #{ticketNumber} {title}
              </Link>
            </Box>
          </Text>
          {comment && (
            <Text fontSize="sm" mt="0.5" lineClamp={2} overflowWrap="anywhere">
              {comment}
            </Text>
          )}
          <Text fontSize="xs" color="fg.muted" mt="0.5">
            {nodeName && `${nodeName} · `}
            <Ago at={createdAt} />
          </Text>
        </Box>
        {!readAt && <Box role="img" aria-label={words.isNew} w="2" h="2" mt="2" borderRadius="full" bg="brand.solid" flexShrink="0" />}
      </HStack>
    </Box>
  );
}
