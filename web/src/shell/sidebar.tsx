import { Box, Button, Flex, HStack, IconButton, Stack, Text } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import { type LucideIcon, Plus, Search } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";
import { useWords } from "../i18n";
import { useMe } from "../identity/people";
import { keyParts } from "../keyboard";
import { unreadQuery } from "../notification/queries";
import { Link, usePath } from "../route";
import { Count } from "./count";
import { Logo } from "./logo";
import { type Destination, destinationsOf } from "./navigation";
import { UserMenu } from "./user-menu";
import { shellWords } from "./words";

export function Sidebar({ search, onGo }: { search: () => void; onGo?: () => void }) {
  const t = useWords(shellWords);
  const me = useMe();
  return (
    <Flex direction="column" h="full" gap="3" p="3">
      <HStack justify="space-between" px="1" h="7">
        <Link to="/" aria-label="PFlow" onClick={onGo}>
          <Logo />
        </Link>
        <IconButton asChild size="2xs" aria-label={t.newTicket}>
          <Link to="/tickets/new" onClick={onGo}>
            <Plus />
          </Link>
        </IconButton>
      </HStack>
      <Button variant="outline" colorPalette="gray" size="xs" justifyContent="flex-start" fontWeight="normal" color="fg.muted" bg="bg.panel" onClick={search}>
        <Search />
        <Text as="span" flex="1" textAlign="start">
          {t.search}
        </Text>
        <Text as="span" fontSize="2xs" aria-hidden>
          {keyParts("mod+k").join(" ")}
        </Text>
      </Button>
      <Box as="nav" aria-label={t.main} flex="1" overflowY="auto">
        <Stack as="ul" gap="0.5" listStyleType="none">
          {destinationsOf(me).map(({ to, label, icon }) => (
            <Item key={to} to={to} icon={icon} aside={to === "/inbox" ? <ToDo /> : to === "/notifications" && <Unread />} onGo={onGo}>
              {t[label]}
            </Item>
          ))}
        </Stack>
      </Box>
      <UserMenu />
    </Flex>
  );
}

/** What it asks the server with weighs, and the frame stands without it. */
const InboxCount = lazy(() => import("../task/inbox-count"));

function ToDo() {
  return (
    <Suspense fallback={null}>
      <InboxCount />
    </Suspense>
  );
}

type ItemProps = { to: Destination["to"]; icon: LucideIcon; children: ReactNode; aside?: ReactNode; onGo?: () => void };

function Item({ to, icon: Icon, children, aside, onGo }: ItemProps) {
  const path = usePath();
  const isHere = path === to || (to !== "/" && path?.startsWith(`${to}/`));
  return (
    <Box as="li">
      <Button
        asChild
        variant="ghost"
        colorPalette="gray"
        size="xs"
        w="full"
        justifyContent="flex-start"
        gap="2.5"
        fontWeight="medium"
        color="fg.muted"
        _currentPage={{ bg: "bg.emphasized", color: "fg" }}
      >
        <Link to={to} aria-current={isHere ? "page" : undefined} onClick={onGo}>
          <Icon />
          <Text as="span" flex="1" textAlign="start">
            {children}
          </Text>
          {aside}
        </Link>
      </Button>
    </Box>
  );
}

function Unread() {
  const t = useWords(shellWords);
  const { data } = useQuery(unreadQuery);
  const unread = data?.unread ?? 0;
  return unread > 0 ? <Count label={t.unread(unread)} count={unread} /> : null;
}
