import { Badge, Box, Button, HStack, Stack, Text } from "@chakra-ui/react";
import { CalendarOff, LogOut } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../i18n";
import { absenceWords } from "../identity/absence-words";
import { Avatar, useMe } from "../identity/people";
import { signOut } from "../session";
import { Dialog } from "../ui/dialog";
import { ColourSwitch, LanguageChoice } from "./preferences";
import { shellWords } from "./words";

const roleWord = { admin: "roleAdmin", agent: "roleAgent", requester: "roleRequester" } as const;

export default function AccountDialog({ close, openAbsence }: { close: () => void; openAbsence: () => void }) {
  const t = useWords(shellWords);
  const me = useMe();
  const absence = useWords(absenceWords);
  const footer = (
    <Button variant="outline" colorPalette="gray" size="xs" onClick={() => void signOut()}>
      <LogOut />
      {t.signOut}
    </Button>
  );
  return (
    <Dialog open close={close} title={t.account} footer={footer}>
      <Stack gap="4">
        <HStack gap="3">
          <Avatar name={me.name} id={me.id} size={44} />
          <Box minW="0">
            <Text fontWeight="semibold">{me.name}</Text>
            <Text fontSize="xs" color="fg.muted" truncate>
              {me.email}
            </Text>
          </Box>
        </HStack>
        <HStack gap="1" wrap="wrap">
          {me.roles.map((role) => (
            <Badge key={role} variant="subtle">
              {t[roleWord[role]]}
            </Badge>
          ))}
          {[me.department, ...me.groups].map(
            (place) =>
              place && (
                <Badge key={place.id} variant="outline" colorPalette="gray">
                  {place.name}
                </Badge>
              ),
          )}
        </HStack>
        <Stack gap="0" divideY="1px" divideColor="border.muted" borderYWidth="1px" borderColor="border.muted">
          <Row label={t.colours}>
            <ColourSwitch />
          </Row>
          <Row label={t.language}>
            <LanguageChoice />
          </Row>
          <Row label={absence.absence}>
            <Button size="2xs" variant="outline" colorPalette="gray" onClick={openAbsence}>
              <CalendarOff />
              {absence.manage}
            </Button>
          </Row>
        </Stack>
      </Stack>
    </Dialog>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <HStack justify="space-between" minH="12">
      <Text fontSize="sm" color="fg.muted">
        {label}
      </Text>
      {children}
    </HStack>
  );
}
