import { HStack } from "@chakra-ui/react";
import { useQueries } from "@tanstack/react-query";
import { Users } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import { listed, useLocale, useWords } from "../i18n";
import { beside, colour, cutOff, unseen } from "../theme/plain";
import { uiWords } from "../ui/words";
import { Person, personQuery } from "./people";
import { groupQuery } from "./queries";

/** Names, one after another, as a sentence has them. */
export function useNames(users: readonly string[], groups: readonly string[] = []): string {
  const t = useWords(uiWords);
  const locale = useLocale();
  const people = useQueries({ queries: [...new Set(users)].map(personQuery) });
  const teams = useQueries({ queries: [...new Set(groups)].map(groupQuery) });
  return listed(
    [...people, ...teams].map(({ data, isError }) => data?.name ?? (data === null ? t.gone : isError ? t.someone : "…")),
    locale,
  );
}

const disc: CSSProperties = {
  display: "inline-grid",
  placeItems: "center",
  flexShrink: 0,
  borderRadius: "50%",
  background: colour("bg.emphasized"),
  color: colour("fg.muted"),
};

export function Group({ id, size = 20, avatarOnly = false }: { id: string; size?: number; avatarOnly?: boolean }) {
  const name = useNames([], [id]);
  return (
    <span style={beside} title={avatarOnly ? name : undefined}>
      <span aria-hidden style={{ ...disc, width: size, height: size }}>
        <Users size={size * 0.6} />
      </span>
      <span style={avatarOnly ? unseen : cutOff}>{name}</span>
    </span>
  );
}

type PartiesProps = { users: readonly string[]; groups: readonly string[]; size?: number; children?: ReactNode };

/** Whoever is asked: people, and groups of whom any may. */
export function Parties({ users, groups, size = 18, children }: PartiesProps) {
  return (
    <HStack as="span" display="inline-flex" gap="2.5" rowGap="1" wrap="wrap" minW="0">
      {users.map((id) => (
        <Person key={id} id={id} size={size} />
      ))}
      {groups.map((id) => (
        <Group key={id} id={id} size={size} />
      ))}
      {children}
    </HStack>
  );
}
