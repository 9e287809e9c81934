import { Box, Button, Skeleton, Stack, Text } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import { CloudOff, Lock, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { Problem } from "../../../shared/contract/problem";
import { useWords } from "../i18n";
import { personQuery } from "../identity/people";
import { Notice } from "./notice";
import { isCode, messageOf, messageOfRead } from "./problem";
import { uiWords } from "./words";

type Query<T> = { data: T | undefined; error: Error | null; isPending: boolean; refetch: () => unknown };
type AsyncProps<T> = {
  query: Query<T>;
  isEmpty?: (data: T) => boolean;
  /** What stands where nothing is; `<Nothing>` in most cases. */
  empty?: ReactNode;
  /** What it will look like, while it loads. */
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
};

/** Loading, failed, forbidden, missing, empty and full look the same on every screen. */
export function Async<T>({ query, isEmpty, empty = null, skeleton, children }: AsyncProps<T>) {
  if (query.data !== undefined) return isEmpty?.(query.data) ? empty : children(query.data);
  if (query.error) return <Failed error={query.error} retry={query.refetch} />;
  return skeleton ?? <Rows />;
}

export function Rows({ count = 6 }: { count?: number }) {
  const t = useWords(uiWords);
  return (
    <Stack gap="2" py="2" role="status" aria-label={t.loading}>
      {Array.from({ length: count }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same.
        <Skeleton key={row} height="9" opacity={1 - row / (count + 1)} />
      ))}
    </Stack>
  );
}

export function Failed({ error, retry }: { error: unknown; retry?: () => unknown }) {
  const t = useWords(uiWords);
  if (isCode(error, "not-allowed", "deactivated"))
    return <Nothing icon={<Lock />} title={t.forbidden} hint={isCode(error, "deactivated") ? messageOf(error) : t.forbiddenHint} />;
  // An address that can't be anything's is nothing's.
  if (isCode(error, "not-found") || isMisaddressed(error)) return <Nothing icon={<SearchX />} title={t.missing} hint={t.missingHint} />;
  return (
    <Nothing icon={<CloudOff />} title={t.failed} hint={messageOfRead(error)} role="alert">
      {retry && (
        <Button size="xs" variant="outline" onClick={() => retry()}>
          {t.tryAgain}
        </Button>
      )}
    </Nothing>
  );
}

const isMisaddressed = (error: unknown) =>
  isCode(error, "invalid-input") && error instanceof Problem && (error.errors ?? []).some(({ path }) => path.startsWith("/params/"));

type NothingProps = { icon?: ReactNode; title: string; hint?: ReactNode; role?: "alert"; children?: ReactNode };

/** An empty state: what would be here, and what to do about it. */
export function Nothing({ icon, title, hint, role, children }: NothingProps) {
  return (
    <Stack role={role} align="center" textAlign="center" gap="4" px="4" py="8" w="full">
      {icon && (
        <Box color="fg.subtle" css={{ "& svg": { width: "1.75rem", height: "1.75rem", strokeWidth: 1.6 } }} aria-hidden>
          {icon}
        </Box>
      )}
      <Stack gap="1" align="center">
        <Text fontSize="sm" fontWeight="semibold">
          {title}
        </Text>
        {hint && (
          <Text fontSize="sm" color="fg.muted" maxW="26rem" textWrap="balance">
            {hint}
          </Text>
        )}
      </Stack>
      {children}
    </Stack>
  );
}

/** An error beside the action that failed. */
export function Refused({ error, say = messageOf }: { error: unknown; say?: (error: unknown) => string }) {
  useChanger(error);
  return error ? <RefusedText>{say(error)}</RefusedText> : null;
}

/** Asks for the name of whoever was faster, where a refusal says who: what says it (`messageOf`) then knows it. */
export function useChanger(error: unknown) {
  const by = error instanceof Problem ? error.changed?.by : undefined;
  useQuery({ ...personQuery(by ?? ""), enabled: Boolean(by) });
}

export const RefusedText = ({ children }: { children: ReactNode }) => (children ? <Notice kind="error">{children}</Notice> : null);
