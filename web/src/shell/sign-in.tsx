import { Button, Center, Flex, Heading, HStack, Stack, Text } from "@chakra-ui/react";
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { useWords } from "../i18n";
import { expired, signIn } from "../session";
import { useStore } from "../store";
import { Refused } from "../ui/async";
import { Notice } from "../ui/notice";
import { problemWords } from "../ui/words";
import { Mark } from "./logo";
import { LanguageSwitch } from "./preferences";
import { shellWords } from "./words";

/** Where everybody begins: who are you is the issuer's question, not ours. */
export function SignIn() {
  const t = useWords(shellWords);
  const problems = useWords(problemWords);
  const isExpired = useStore(expired);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const go = () => {
    setBusy(true);
    signIn().catch((failed: unknown) => {
      setBusy(false);
      setError(failed);
    });
  };
  return (
    <Flex as="main" direction="column" minH="100dvh" bg="bg" bgImage="radial-gradient(60rem 30rem at 50% -10rem, var(--pf-colors-brand-subtle), transparent)">
      <HStack justify="flex-end" p="4">
        <LanguageSwitch />
      </HStack>
      <Center flex="1" px="6" pb="24">
        <Stack gap="7" w="full" maxW="22rem">
          <Stack gap="4">
            <Mark size={44} />
            <Stack gap="1.5">
              <Heading as="h1" fontSize="2xl" letterSpacing="-0.02em" lineHeight="short">
                PFlow
              </Heading>
              <Text color="fg.muted" fontSize="md">
                {t.brand}
              </Text>
            </Stack>
          </Stack>
          <Stack gap="3">
            {isExpired && (
              <Notice kind="info" role="status">
                {problems["not-signed-in"]}
              </Notice>
            )}
            <Button size="md" onClick={go} loading={busy} autoFocus>
              {t.signIn}
              <ArrowRight />
            </Button>
            <Text color="fg.muted" fontSize="xs">
              {t.signInHint}
            </Text>
            <Refused error={error} />
          </Stack>
        </Stack>
      </Center>
    </Flex>
  );
}
