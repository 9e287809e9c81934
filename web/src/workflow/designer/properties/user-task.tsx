import { SimpleGrid, Stack, Text } from "@chakra-ui/react";
import { useState } from "react";
import type { NodeOf } from "../../../../../shared/process";
import { CountProperty, DecimalProperty, Group, SelectProperty, SwitchProperty, TextProperty } from "../../../editor/properties";
import { useWords } from "../../../i18n";
import { PersonPicker } from "../../../ui/person-picker";
import type { PanelContext } from "./context";
import { Participants } from "./participants";
import { DurationProperty } from "./time-properties";
import { propertyWords } from "./words";

type UserTask = NodeOf<"userTask">;
type Part = { node: UserTask; set: (patch: Partial<UserTask>, tag?: string) => void; context: PanelContext };

export function UserTaskProperties(part: Part) {
  const { node, set, context } = part;
  const t = useWords(propertyWords);
  return (
    <>
      <Group title={t.participants}>
        <Participants
          context={context}
          self={node.id}
          value={node.participants}
          error={context.errorOf(node.id, "no-participants")}
          change={(participants, tag) => set({ participants }, tag)}
        />
      </Group>
      <ModeGroup {...part} />
      <OutcomeGroup {...part} />
      <RulesGroup {...part} />
      <FieldsGroup {...part} />
      <TimeoutGroup {...part} />
    </>
  );
}

function ModeGroup({ node: { id, mode }, set, context }: Part) {
  const t = useWords(propertyWords);
  const options = [
    { value: "any", label: t.modeAny },
    { value: "all", label: t.modeAll },
    { value: "vote", label: t.modeVote },
    { value: "sequence", label: t.modeSequence },
    { value: "random", label: t.modeRandom },
    { value: "claim", label: t.modeClaim },
  ];
  const turn = (type: string) => {
    if (type === "all") set({ mode: { type, onRefusal: "refuse" } });
    else if (type === "vote") set({ mode: { type, count: 2 } });
    else set({ mode: { type: type as "any" } }); // one of the plain ones
  };
  return (
    <Group title={t.mode}>
      <SelectProperty quiet label={t.mode} value={mode.type} options={options} error={context.errorOf(id, "bad-vote")} onChange={turn} />
      {mode.type === "all" && (
        <SelectProperty
          label={t.onOneRefusal}
          value={mode.onRefusal}
          options={[
            { value: "refuse", label: t.refuseAtOnce },
            { value: "wait", label: t.hearAll },
          ]}
          onChange={(onRefusal) => set({ mode: { ...mode, onRefusal: onRefusal === "wait" ? "wait" : "refuse" } })}
        />
      )}
      {mode.type === "vote" && (
        <SimpleGrid columns={2} gap="3">
          <CountProperty
            label={t.voteCount}
            max={1_000}
            value={mode.count}
            onChange={(count) => set({ mode: count ? { type: "vote", count } : { type: "vote", ...(mode.percent && { percent: mode.percent }) } }, "vote")}
          />
          <DecimalProperty
            label={t.votePercent}
            value={mode.percent}
            onChange={(percent) =>
              set(
                {
                  mode:
                    percent && Number(percent) > 0 && Number(percent) <= 100
                      ? { type: "vote", percent: Number(percent) }
                      : { type: "vote", ...(mode.count && { count: mode.count }) },
                },
                "vote",
              )
            }
          />
        </SimpleGrid>
      )}
    </Group>
  );
}

function OutcomeGroup({ node, set }: Part) {
  const t = useWords(propertyWords);
  return (
    <Group title={t.onRefusal}>
      <SelectProperty
        quiet
        label={t.onRefusal}
        value={node.onRefusal}
        options={[
          { value: "reject", label: t.reject },
          { value: "return", label: t.return },
          { value: "continue", label: t.continue },
        ]}
        onChange={(onRefusal) => set({ onRefusal: onRefusal as UserTask["onRefusal"] })}
      />
      <VariableProperty
        label={t.resultVariable}
        help={t.resultHelp}
        value={node.resultVariable}
        change={(resultVariable) => set({ resultVariable }, "result")}
      />
    </Group>
  );
}

const isName = (text: string) => /^[\p{L}_][\p{L}\p{N}_]{0,199}$/u.test(text);

type VariableProps = { label: string; help?: string; required?: boolean; value: string | undefined; change: (name: string | undefined) => void };

/** A variable's name. What can't be one is told and not taken; it stays as it was typed, as input methods spell words by letters that can't. */
export function VariableProperty({ value, change, ...field }: VariableProps) {
  const t = useWords(propertyWords);
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? value ?? "";
  const bad = shown === "" ? field.required : !isName(shown);
  return (
    <TextProperty
      {...field}
      mono
      error={bad ? t.notName : undefined}
      value={shown}
      onChange={(text) => {
        setTyped(text);
        if (text === "" || isName(text)) change(text || undefined);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

function RulesGroup({ node: { rules }, set }: Part) {
  const t = useWords(propertyWords);
  const { nobody } = rules;
  const change = (patch: Partial<UserTask["rules"]>) => set({ rules: { ...rules, ...patch } });
  return (
    <Group title={t.rules}>
      <SelectProperty
        label={t.nobody}
        value={nobody.type}
        options={[
          { value: "incident", label: t.nobodyIncident },
          { value: "pass", label: t.nobodyPass },
          { value: "admin", label: t.nobodyAdmin },
          ...(nobody.type === "user" ? [{ value: "user", label: t.nobodyUser }] : []),
        ]}
        onChange={(type) => type !== "user" && change({ nobody: { type: type as "incident" } })}
      />
      <PersonPicker
        size="xs"
        label={t.nobodyUser}
        placeholder={t.nobodyUser}
        value={nobody.type === "user" ? nobody.user : null}
        onChange={(user) => change({ nobody: user ? { type: "user", user } : { type: "incident" } })}
      />
      <SelectProperty
        label={t.initiatorIs}
        value={rules.initiator}
        options={[
          { value: "let", label: t.let },
          { value: "skip", label: t.skip },
          { value: "superior", label: t.superior },
        ]}
        onChange={(initiator) => change({ initiator: initiator as UserTask["rules"]["initiator"] })}
      />
      <SelectProperty
        label={t.same}
        value={rules.sameApprover}
        options={[
          { value: "always", label: t.always },
          { value: "consecutive", label: t.consecutive },
          { value: "once", label: t.once },
        ]}
        onChange={(sameApprover) => change({ sameApprover: sameApprover as UserTask["rules"]["sameApprover"] })}
      />
      <SwitchProperty label={t.banSelf} value={rules.banSelfApproval} onChange={(banSelfApproval) => change({ banSelfApproval })} />
    </Group>
  );
}

const rights = ["hidden", "readonly", "optional", "required"] as const;

function FieldsGroup({ node, set, context }: Part) {
  const t = useWords(propertyWords);
  const options = rights.map((right) => ({ value: right, label: t[right] }));
  const turn = (key: string, right: string) => {
    const { [key]: _, ...rest } = node.fields;
    set({ fields: right === "" ? rest : { ...rest, [key]: right as (typeof rights)[number] } });
  };
  return (
    <Group title={t.fields}>
      <Text fontSize="xs" color="fg.muted">
        {context.fields.length > 0 ? t.fieldsHelp : t.noFields}
      </Text>
      <Stack gap="2">
        {context.fields.map(({ key, label }) => (
          <SelectProperty
            key={key}
            label={label || key}
            value={node.fields[key] ?? ""}
            placeholder={t.usual}
            options={options}
            onChange={(right) => turn(key, right)}
          />
        ))}
      </Stack>
    </Group>
  );
}

function TimeoutGroup({ node, set, context }: Part) {
  const t = useWords(propertyWords);
  const { timeout } = node;
  return (
    <Group title={t.timeout}>
      <SwitchProperty
        label={t.hasTimeout}
        value={timeout !== undefined}
        onChange={(on) => set({ timeout: on ? { after: "PT24H", reminders: 1, action: "nothing", escalateTo: [] } : undefined })}
      />
      {timeout && (
        <>
          <DurationProperty
            label={t.after}
            value={timeout.after}
            known={context.known}
            error={context.errorIn(node.id, timeout.after)}
            change={(after, tag) => set({ timeout: { ...timeout, after } }, tag)}
          />
          <CountProperty
            label={t.reminders}
            max={100}
            value={timeout.reminders}
            onChange={(reminders) => set({ timeout: { ...timeout, reminders: reminders ?? 0 } }, "reminders")}
          />
          <SelectProperty
            label={t.afterwards}
            value={timeout.action}
            options={(["nothing", "approve", "refuse", "escalate"] as const).map((action) => ({ value: action, label: t[action] }))}
            onChange={(action) => set({ timeout: { ...timeout, action: action as typeof timeout.action } })}
          />
          {timeout.action === "escalate" && (
            <Participants
              context={context}
              self={node.id}
              value={timeout.escalateTo}
              change={(escalateTo, tag) => set({ timeout: { ...timeout, escalateTo } }, tag)}
            />
          )}
        </>
      )}
    </Group>
  );
}
