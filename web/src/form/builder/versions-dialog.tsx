import { Badge, Box, Button, Flex, HStack, Stack, Text } from "@chakra-ui/react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useState } from "react";
import type { Form } from "../../../../shared/contract/form";
import type { FormDefinition } from "../../../../shared/contract/form-definition";
import { useWords } from "../../i18n";
import { Person } from "../../identity/people";
import { Async, Nothing } from "../../ui/async";
import { Dialog } from "../../ui/dialog";
import { Ago } from "../../ui/time";
import { formVersionPages, formVersionQuery } from "../queries";
import { builderWords, formWords } from "../words";
import { Preview } from "./preview";

type VersionsDialogProps = { form: Form; close: () => void; take?: (definition: FormDefinition) => void };

/** What was published, each as it was; one of them can become the draft again. */
export function VersionsDialog({ form, close, take }: VersionsDialogProps) {
  const t = useWords(builderWords);
  const more = useWords(formWords);
  const pages = useInfiniteQuery(formVersionPages(form.id));
  const [chosen, setChosen] = useState(form.publishedVersion);
  const shown = useQuery({ ...formVersionQuery(form.id, chosen ?? 0), enabled: chosen !== null });
  const footer = take && shown.data && (
    <Button
      size="sm"
      onClick={() => {
        take(shown.data.definition);
        close();
      }}
    >
      {t.useAsDraft}
    </Button>
  );
  return (
    <Dialog open close={close} title={`${form.name} · ${t.versions}`} size="lg" trial footer={footer}>
      <Async query={pages} isEmpty={({ pages: all }) => all[0]?.data.length === 0} empty={<Nothing icon={<History />} title={t.noVersions} />}>
        {({ pages: all }) => (
          <Flex gap="5" direction={{ base: "column", md: "row" }} align="stretch">
            <Stack role="group" aria-label={t.versions} gap="1" w={{ base: "full", md: "15rem" }} flexShrink="0" maxH="60vh" overflowY="auto">
              {all
                .flatMap(({ data }) => data)
                .map(({ number, publishedAt, publishedBy }) => (
                  <Button
                    asChild
                    key={number}
                    variant={number === chosen ? "subtle" : "ghost"}
                    colorPalette={number === chosen ? "brand" : "gray"}
                    h="auto"
                    py="2"
                    justifyContent="flex-start"
                    aria-pressed={number === chosen}
                    onClick={() => setChosen(number)}
                  >
                    <button type="button">
                      <Stack gap="0.5" align="start" minW="0">
                        <HStack>
                          {t.versionN(number)}
                          {number === form.publishedVersion && (
                            <Badge size="xs" colorPalette="green">
                              {t.current}
                            </Badge>
                          )}
                        </HStack>
                        <HStack fontSize="xs" fontWeight="normal" gap="1.5" color="fg.muted">
                          <Ago at={publishedAt} /> {publishedBy && <Person id={publishedBy} size={16} />}
                        </HStack>
                      </Stack>
                    </button>
                  </Button>
                ))}
              {pages.hasNextPage && (
                <Button variant="ghost" colorPalette="gray" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                  {more.loadMore}
                </Button>
              )}
            </Stack>
            <Box flex="1" minW="0" maxH="60vh" overflowY="auto" borderWidth="1px" borderRadius="l3" p="4" tabIndex={0} role="region" aria-label={t.preview}>
              {chosen === null ? (
                <Text color="fg.muted">{t.noVersions}</Text>
              ) : (
                <Async query={shown}>{({ definition }) => <Preview key={chosen} definition={definition} lead={false} />}</Async>
              )}
            </Box>
          </Flex>
        )}
      </Async>
    </Dialog>
  );
}
