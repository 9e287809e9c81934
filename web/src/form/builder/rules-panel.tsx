import { Button, IconButton, SimpleGrid, Stack, Text } from "@chakra-ui/react";
import { Plus, Scale, Trash2 } from "lucide-react";
import type { FormDefinition } from "../../../../shared/contract/form-definition";
import { FeelInput, type Known } from "../../editor/feel-input";
import { patched } from "../../editor/patched";
import { SelectProperty, smallLabels, TextProperty } from "../../editor/properties";
import { useWords } from "../../i18n";
import { Nothing } from "../../ui/async";
import { Panel } from "../../ui/page";
import { builderWords } from "../words";
import { addRule, changeRule, removeRule } from "./draft";

type RulesPanelProps = {
  definition: FormDefinition;
  change: (next: FormDefinition, tag?: string) => void;
  errorAt: (path: string) => string | undefined;
  known: readonly Known[];
};

/** What must hold across fields. */
export function RulesPanel({ definition, change, errorAt, known }: RulesPanelProps) {
  const t = useWords(builderWords);
  const targets = known.map(({ key, label }) => ({ value: key, label: `${label} (${key})` }));
  const add = (
    <Button
      size="xs"
      variant="outline"
      colorPalette="gray"
      alignSelf="flex-start"
      disabled={definition.fields.length === 0}
      onClick={() => change(addRule(definition, t.ruleMessage))}
    >
      <Plus /> {t.addRule}
    </Button>
  );
  if (definition.rules.length === 0)
    return (
      <Nothing icon={<Scale />} title={t.noRules} hint={t.rulesLead}>
        {add}
      </Nothing>
    );
  return (
    <Stack gap="4" maxW="40rem" mx="auto" p={{ base: "3", md: "6" }}>
      <Text fontSize="xs" color="fg.muted">
        {t.rulesLead}
      </Text>
      {definition.rules.map((rule, index) => {
        const set = (patch: Partial<typeof rule>, tag: string) => change(changeRule(definition, index, patched(rule, patch)), `rule${index}:${tag}`);
        return (
          <Panel
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule has no identity but its place.
            key={index}
            title={t.ruleN(index + 1)}
            aside={<RemoveRule label={`${t.remove}: ${t.ruleN(index + 1)}`} remove={() => change(removeRule(definition, index))} />}
          >
            <Stack gap="3" css={smallLabels}>
              <FeelInput label={t.when} value={rule.when} known={known} error={errorAt(`/rules/${index}/when`)} onChange={(when) => set({ when }, "when")} />
              <FeelInput
                label={t.assert}
                required
                value={rule.assert}
                known={known}
                error={errorAt(`/rules/${index}/assert`)}
                onChange={(assert) => set({ assert: assert ?? "" }, "assert")}
              />
              <SimpleGrid columns={{ base: 1, md: 2 }} gap="3">
                <TextProperty
                  label={t.message}
                  required
                  maxLength={500}
                  value={rule.message}
                  error={errorAt(`/rules/${index}/message`)}
                  onChange={(message) => set({ message }, "message")}
                />
                <SelectProperty
                  label={t.shownAt}
                  required
                  value={rule.path}
                  options={targets}
                  placeholder={targets.some(({ value }) => value === rule.path) ? undefined : rule.path}
                  error={errorAt(`/rules/${index}/path`)}
                  onChange={(path) => set({ path }, "path")}
                />
              </SimpleGrid>
            </Stack>
          </Panel>
        );
      })}
      {add}
    </Stack>
  );
}

const RemoveRule = ({ label, remove }: { label: string; remove: () => void }) => (
  <IconButton size="2xs" variant="ghost" colorPalette="gray" aria-label={label} onClick={remove}>
    <Trash2 />
  </IconButton>
);
