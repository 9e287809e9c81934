import { Box, Button, CloseButton, HStack, Input, Stack, Text } from "@chakra-ui/react";
import { useState } from "react";
import { useWords } from "../i18n";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { uiWords } from "../ui/words";
import type { TicketSearch } from "./search";
import type { View } from "./views";
import { ticketWords } from "./words";

type NameViewProps = { saved: View[]; keep: (views: View[]) => void; search: TicketSearch; close: () => void };

export default function NameView({ saved, keep, search, close }: NameViewProps) {
  const t = useWords(ticketWords);
  const ui = useWords(uiWords);
  const [name, setName] = useState("");
  const { view: _view, selected: _selected, ...kept } = search;
  const save = (event: React.FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return;
    keep([...saved.filter((one) => one.name !== name.trim()), { name: name.trim(), search: kept }]);
    close();
  };
  const footer = (
    <>
      <Button variant="ghost" colorPalette="gray" size="sm" onClick={close}>
        {ui.cancel}
      </Button>
      <Button type="submit" form="name-view" size="sm" disabled={!name.trim()}>
        {ui.save}
      </Button>
    </>
  );
  return (
    <Dialog open close={close} title={t.saveView} footer={footer}>
      <Stack asChild gap="4">
        <form id="name-view" onSubmit={save}>
          <Field label={t.viewName} help={t.saveViewHint}>
            <Input data-autofocus maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          {saved.length > 0 && (
            <Box>
              {saved.map((one) => (
                <HStack key={one.name} justify="space-between" py="0.5">
                  <Text fontSize="sm">{one.name}</Text>
                  <CloseButton size="2xs" aria-label={t.removeView(one.name)} onClick={() => keep(saved.filter((other) => other !== one))} />
                </HStack>
              ))}
            </Box>
          )}
        </form>
      </Stack>
    </Dialog>
  );
}
