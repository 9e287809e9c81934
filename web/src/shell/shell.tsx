import { Box, Button, Flex, HStack, IconButton } from "@chakra-ui/react";
import { onlineManager, useQuery } from "@tanstack/react-query";
import { Menu, Plus } from "lucide-react";
import { Suspense, useEffect, useSyncExternalStore } from "react";
import { slow, waking } from "../api";
import { followChanges } from "../changes";
import { followFocus } from "../focus";
import { useWords } from "../i18n";
import { meQuery, useMe } from "../identity/people";
import { listenToKeys, useShortcut } from "../keyboard";
import { navigate, usePath } from "../route";
import { CurrentScreen } from "../route/current-screen";
import { Link } from "../route/link";
import { signOut } from "../session";
import { createStore, useStore } from "../store";
import { lazyWithRecipes } from "../theme/all-recipes";
import { Failed, Rows } from "../ui/async";
import { Later } from "../ui/later";
import { Notice } from "../ui/notice";
import { Toaster } from "../ui/toaster";
import { useIsDesk } from "../ui/wide";
import { uiWords } from "../ui/words";
import { Logo } from "./logo";
import { destinationsOf } from "./navigation";
import { Sidebar } from "./sidebar";
import { shellWords } from "./words";

const Palette = lazyWithRecipes(() => import("./palette"));
const KeySheet = lazyWithRecipes(() => import("./key-sheet"));
const PhoneMenu = lazyWithRecipes(() => import("./phone-menu"));

/** What stands around every screen. It knows who is there before it shows one. */
export function Shell() {
  const me = useQuery(meQuery);
  const t = useWords(shellWords);
  if (me.data) return <Frame />;
  return (
    <Box as="main" p="10" maxW="40rem" mx="auto">
      <Notices />
      {me.error ? <Failed error={me.error} retry={me.refetch} /> : <Rows />}
      {me.error && (
        <HStack justify="center">
          <Button variant="ghost" colorPalette="gray" onClick={() => void signOut()}>
            {t.signOut}
          </Button>
        </HStack>
      )}
    </Box>
  );
}

/** Pictures without their words, until somebody points at it. */
const rail = {
  "&:not(:hover, :focus-within) :is(span, p)": { opacity: 0 },
  "&:not(:hover, :focus-within) > div": { width: "calc(3.75rem - 1px)" },
  "&:is(:hover, :focus-within)": { width: "14rem", boxShadow: "lg" },
};

/** What is open over everything. Not the frame's own state: what opens redraws nothing but itself. */
const overlay = createStore<"palette" | "keys" | "menu" | null>(null);
const close = () => overlay.set(null);
const openPalette = () => overlay.set("palette");
const openKeys = () => overlay.set("keys");
const openMenu = () => overlay.set("menu");

function Frame() {
  const desk = useIsDesk();
  const drawing = /^\/(forms|workflows)\/./.test(usePath() ?? "");
  useEffect(followChanges, []);
  useEffect(listenToKeys, []);
  // An editor knows better where its work goes on.
  useEffect(() => (drawing ? undefined : followFocus()), [drawing]);
  return (
    <Flex h="100dvh" overflow="hidden">
      <SkipLink />
      <Keys />
      <Box
        as="aside"
        aria-label="PFlow"
        display={{ base: "none", md: "block" }}
        w={drawing ? "3.75rem" : "14rem"}
        flexShrink="0"
        position="relative"
        zIndex="sticky"
      >
        <Box
          h="full"
          w={drawing ? "3.75rem" : "14rem"}
          overflow="hidden"
          borderEndWidth="1px"
          bg="bg.subtle"
          transition="width 0.15s"
          // What draws needs the room: the rest comes to whoever points at it, or comes by Tab.
          css={drawing ? rail : undefined}
        >
          <Box w="calc(14rem - 1px)" h="full">
            <Later>
              <Sidebar search={openPalette} />
            </Later>
          </Box>
        </Box>
      </Box>
      <Flex direction="column" flex="1" minW="0">
        {!desk && <PhoneBar />}
        <Notices />
        <Flex as="main" id="content" tabIndex={-1} direction="column" flex="1" minH="0" overflowY="auto" outline="none">
          <CurrentScreen />
        </Flex>
      </Flex>
      <Later>
        <Toaster />
        <Overlays />
      </Later>
    </Flex>
  );
}

function PhoneBar() {
  const t = useWords(shellWords);
  return (
    <HStack as="header" h="12" px="3" borderBottomWidth="1px" bg="bg.subtle" justify="space-between" flexShrink="0">
      <IconButton variant="ghost" colorPalette="gray" aria-label={t.openMenu} onClick={openMenu}>
        <Menu />
      </IconButton>
      <Logo />
      <IconButton asChild variant="ghost" aria-label={t.newTicket}>
        <Link to="/tickets/new">
          <Plus />
        </Link>
      </IconButton>
    </HStack>
  );
}

function Overlays() {
  const open = useStore(overlay);
  useEffect(() => close, []);
  return (
    <Suspense fallback={null}>
      {open === "palette" && <Palette close={close} showKeys={openKeys} />}
      {open === "keys" && <KeySheet close={close} />}
      {open === "menu" && <PhoneMenu close={close} search={openPalette} />}
    </Suspense>
  );
}

function SkipLink() {
  const t = useWords(shellWords);
  return (
    <Button asChild position="fixed" top="2" insetStart="2" zIndex="skipNav" transform="translateY(-200%)" _focusVisible={{ transform: "none" }}>
      <a href="#content">{t.skip}</a>
    </Button>
  );
}

function Keys() {
  const t = useWords(shellWords);
  const me = useMe();
  useShortcut("mod+k", t.palette, openPalette, { scope: "everywhere" });
  useShortcut("?", t.keys, openKeys, { scope: "everywhere" });
  useShortcut("c", t.newTicket, () => void navigate({ to: "/tickets/new" }), { scope: "everywhere" });
  return destinationsOf(me).map(({ to, keys, label }) => <GoTo key={to} keys={keys} label={t.goTo(t[label])} go={() => void navigate({ to })} />);
}

function GoTo({ keys, label, go }: { keys: string; label: string; go: () => void }) {
  useShortcut(keys, label, go, { scope: "everywhere" });
  return null;
}

/** What concerns everything on the screen: the network is gone, the database wakes up, an answer is late. */
export function Notices() {
  const t = useWords(uiWords);
  const waits = useStore(waking) > 0;
  const late = useStore(slow) > 0;
  const online = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
  if (online && !waits && !late) return null;
  return (
    <Notice bar kind={online ? "info" : "warning"} role="status" flexShrink="0">
      {!online ? t.offline : waits ? t.waking : t.slow}
    </Notice>
  );
}
