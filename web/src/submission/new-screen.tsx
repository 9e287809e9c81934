import { Box, Button, HStack, IconButton, Input, SimpleGrid, Stack, Text } from "@chakra-ui/react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ArrowLeft, FileText, MessageSquareText, SearchX, Workflow } from "lucide-react";
import { lazy, Suspense, useDeferredValue, useEffect, useState } from "react";
import { useWords } from "../i18n";
import { Link, navigate, useSearch } from "../route";
import { Async, Nothing, Rows } from "../ui/async";
import { Page } from "../ui/page";
import { formToFill, openForms, openWorkflows, workflowToStart } from "./queries";
import { submissionWords } from "./words";

/** With it come the rules of forms, which weigh most here. */
const NewTicketForm = lazy(() => import("./new-form").then((module) => ({ default: module.NewTicketForm })));

/** The form and the client reference stand in the URL: a reload goes on where it was. */
export function NewTicketScreen() {
  const t = useWords(submissionWords);
  const { form, workflow, key } = useSearch("/tickets/new");
  if (key === undefined)
    return (
      <Page title={t.newTicket}>
        <Chooser />
      </Page>
    );
  // Another reference is another submission: nothing of the last one stays.
  return form ? <WithForm key={key} id={form} workflow={workflow} reference={key} /> : <Filling key={key} workflow={workflow} reference={key} />;
}

const back = (label: string) => (
  <IconButton asChild variant="ghost" colorPalette="gray" size="xs" ms="-2" aria-label={label}>
    <Link to="/tickets/new">
      <ArrowLeft />
    </Link>
  </IconButton>
);

type FillingProps = { workflow?: string; reference: string };

function WithForm({ id, workflow, reference }: FillingProps & { id: string }) {
  const t = useWords(submissionWords);
  const query = useQuery(formToFill(id));
  return (
    <Page title={query.data?.name ?? t.newTicket} subtitle={query.data?.description} width={workflow ? "wide" : "text"} back={back(t.otherForm)}>
      <Async query={query}>
        {(form) => (
          <Suspense fallback={<Rows />}>
            <NewTicketForm form={form} workflow={workflow} reference={reference} />
          </Suspense>
        )}
      </Async>
    </Page>
  );
}

function Filling({ workflow, reference }: FillingProps) {
  const t = useWords(submissionWords);
  const { data } = useQuery({ ...workflowToStart(workflow ?? ""), enabled: workflow !== undefined });
  return (
    <Page
      title={workflow === undefined ? t.general : (data?.name ?? t.newTicket)}
      subtitle={workflow === undefined ? undefined : data?.description}
      width={workflow ? "wide" : "text"}
      back={back(t.otherForm)}
    >
      <Suspense fallback={<Rows />}>
        <NewTicketForm workflow={workflow} reference={reference} />
      </Suspense>
    </Page>
  );
}

function Chooser() {
  const t = useWords(submissionWords);
  const [text, setText] = useState("");
  const q = useDeferredValue(text.trim());
  const forms = useQuery({ ...openForms(q), placeholderData: keepPreviousData });
  // Without it, every form can still be sent: only nobody is asked by itself.
  const workflows = useQuery({ ...openWorkflows(q), placeholderData: keepPreviousData });
  useEffect(() => {
    // Its rules are what weighs most: they come while one chooses.
    void import("./new-form");
  }, []);
  const go = (form?: string, workflow?: string) => void navigate({ to: "/tickets/new", search: { form, workflow, key: crypto.randomUUID() } });
  const processes = workflows.data?.data ?? [];
  const driven = new Set(processes.map(({ formId }) => formId));
  const alone = (forms.data?.data ?? []).filter(({ id }) => !driven.has(id));
  const none = processes.length === 0 && alone.length === 0 && text.trim() !== "";
  return (
    <Stack gap="5">
      <HStack justify="space-between" gap="4" wrap="wrap">
        <Text fontSize="lg" fontWeight="semibold" letterSpacing="-0.01em">
          {t.choose}
        </Text>
        <Input
          type="search"
          size="sm"
          w={{ base: "full", md: "16rem" }}
          bg="bg.panel"
          aria-label={t.findForm}
          placeholder={t.findForm}
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoFocus
        />
      </HStack>
      <Async query={forms}>
        {() =>
          workflows.isPending ? (
            <Rows count={4} />
          ) : (
            <SimpleGrid columns={{ base: 1, md: 2, xl: 3 }} gap="3">
              {processes.map(({ id, name, description, formId }) => (
                <Choice key={id} icon={<Workflow size={18} />} name={name} hint={description} choose={() => go(formId ?? undefined, id)} />
              ))}
              {alone.map(({ id, name, description }) => (
                <Choice key={id} icon={<FileText size={18} />} name={name} hint={description} choose={() => go(id)} />
              ))}
              {text.trim() === "" && <Choice icon={<MessageSquareText size={18} />} name={t.general} hint={t.generalHint} choose={() => go()} />}
            </SimpleGrid>
          )
        }
      </Async>
      {none && (
        <Nothing icon={<SearchX />} title={t.noForm}>
          <Button variant="outline" size="xs" onClick={() => go()}>
            {t.general}
          </Button>
        </Nothing>
      )}
    </Stack>
  );
}

function Choice({ icon, name, hint, choose }: { icon: React.ReactNode; name: string; hint: string; choose: () => void }) {
  return (
    <Button
      variant="outline"
      colorPalette="gray"
      h="auto"
      minH="4.5rem"
      p="4"
      justifyContent="flex-start"
      alignItems={hint ? "flex-start" : "center"}
      textAlign="start"
      whiteSpace="normal"
      gap="3"
      bg="bg.panel"
      boxShadow="card"
      borderRadius="l3"
      _hover={{ borderColor: "brand.solid", bg: "bg.panel" }}
      onClick={choose}
    >
      <Box color="brand.fg" bg="brand.subtle" borderRadius="l2" p="2">
        {icon}
      </Box>
      <Stack gap="0.5" minW="0">
        <Text fontSize="sm" fontWeight="semibold">
          {name}
        </Text>
        {hint && (
          <Text fontSize="xs" color="fg.muted" fontWeight="normal" lineHeight="1.5">
            {hint}
          </Text>
        )}
      </Stack>
    </Button>
  );
}
