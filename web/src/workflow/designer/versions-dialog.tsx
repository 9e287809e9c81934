import { Badge, Box, Button, Flex, HStack, Stack, Text } from "@chakra-ui/react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useState } from "react";
import type { Workflow, WorkflowVersion } from "../../../../shared/contract/workflow";
import { useWords } from "../../i18n";
import { Person } from "../../identity/people";
import { Async, Nothing } from "../../ui/async";
import { Dialog } from "../../ui/dialog";
import { Ago } from "../../ui/time";
import { ProcessDiagram } from "../diagram/process-diagram";
import { workflowVersionPages, workflowVersionQuery } from "../queries";
import { designerWords, workflowWords } from "../words";

type VersionsDialogProps = { workflow: Workflow; close: () => void; take: (version: WorkflowVersion) => void };

/** What was published, each as it was drawn; one of them can become the draft again. */
export default function VersionsDialog({ workflow, close, take }: VersionsDialogProps) {
  const t = useWords(designerWords);
  const w = useWords(workflowWords);
  const pages = useInfiniteQuery(workflowVersionPages(workflow.id));
  const [chosen, setChosen] = useState(workflow.publishedVersion);
  const shown = useQuery({ ...workflowVersionQuery(workflow.id, chosen ?? 0), enabled: chosen !== null });
  const footer = shown.data && (
    <Button
      size="sm"
      onClick={() => {
        take(shown.data);
        close();
      }}
    >
      {t.useAsDraft}
    </Button>
  );
  return (
    <Dialog open close={close} title={`${workflow.name} · ${t.versions}`} size="xl" footer={footer}>
      <Async query={pages} isEmpty={({ pages: all }) => all[0]?.data.length === 0} empty={<Nothing icon={<History />} title={t.noVersions} />}>
        {({ pages: all }) => (
          <Flex gap="5" direction={{ base: "column", md: "row" }} align="stretch">
            <Stack gap="1" w={{ base: "full", md: "14rem" }} flexShrink="0" maxH="60vh" overflowY="auto">
              {all
                .flatMap(({ data }) => data)
                .map(({ number, publishedAt, publishedBy }) => (
                  <Button
                    key={number}
                    variant={number === chosen ? "subtle" : "ghost"}
                    colorPalette={number === chosen ? "brand" : "gray"}
                    h="auto"
                    py="2"
                    justifyContent="flex-start"
                    aria-pressed={number === chosen}
                    onClick={() => setChosen(number)}
                  >
                    <Stack gap="0.5" align="start" minW="0">
                      <HStack>
                        {t.versionN(number)}
                        {number === workflow.publishedVersion && (
                          <Badge size="xs" colorPalette="green">
                            {t.current}
                          </Badge>
                        )}
                      </HStack>
                      <HStack fontSize="xs" fontWeight="normal" gap="1.5" color="fg.muted">
                        <Ago at={publishedAt} /> {publishedBy && <Person id={publishedBy} size={16} />}
                      </HStack>
                    </Stack>
                  </Button>
                ))}
              {pages.hasNextPage && (
                <Button variant="ghost" colorPalette="gray" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                  {w.loadMore}
                </Button>
              )}
            </Stack>
            <Box flex="1" minW="0" borderWidth="1px" borderRadius="l3" overflow="hidden" bg="bg.canvas">
              {chosen === null ? (
                <Text color="fg.muted" p="4">
                  {t.noVersions}
                </Text>
              ) : (
                <Async query={shown}>{({ definition }) => <ProcessDiagram key={chosen} definition={definition} height="50dvh" />}</Async>
              )}
            </Box>
          </Flex>
        )}
      </Async>
    </Dialog>
  );
}
