import { Button, Stack, Text } from "@chakra-ui/react";
import { ChevronsUpDown } from "lucide-react";
import { Suspense, useState } from "react";
import { useWords } from "../i18n";
import { Avatar, useMe } from "../identity/people";
import { lazyWithRecipes } from "../theme/all-recipes";
import { shellWords } from "./words";

const AccountDialog = lazyWithRecipes(() => import("./account-dialog"));

const AbsenceDialog = lazyWithRecipes(() => import("../identity/absence-dialog"));

/** Who I am here, how I like it, and the way out. */
export function UserMenu() {
  const t = useWords(shellWords);
  const me = useMe();
  const [open, setOpen] = useState<"account" | "absence" | null>(null);
  return (
    <>
      <Button
        variant="ghost"
        colorPalette="gray"
        size="sm"
        w="full"
        h="auto"
        py="1.5"
        px="2"
        justifyContent="flex-start"
        gap="2"
        aria-haspopup="dialog"
        aria-label={`${t.account}: ${me.name}`}
        onClick={() => setOpen("account")}
      >
        <Avatar name={me.name} id={me.id} size={26} />
        <Stack gap="0" flex="1" minW="0" align="flex-start">
          <Text fontSize="sm" lineHeight="1.2" truncate maxW="full">
            {me.name}
          </Text>
          <Text fontSize="2xs" color="fg.muted" fontWeight="normal" truncate maxW="full">
            {me.tenantId}
          </Text>
        </Stack>
        <ChevronsUpDown />
      </Button>
      <Suspense fallback={null}>
        {open === "account" && <AccountDialog close={() => setOpen(null)} openAbsence={() => setOpen("absence")} />}
        {open === "absence" && <AbsenceDialog close={() => setOpen(null)} />}
      </Suspense>
    </>
  );
}
