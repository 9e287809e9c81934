import { Button, HStack, IconButton, NativeSelect, Stack, Text } from "@chakra-ui/react";
import { Plus, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import type { NodeOf } from "../../../../../shared/process";
import { CountProperty, SelectProperty, TextProperty, TickProperty } from "../../../editor/properties";
import { catchFocus } from "../../../focus";
import { useLocale, useWords } from "../../../i18n";
import { DepartmentSelect } from "../../../identity/department-select";
import { Person } from "../../../identity/people";
import { shellWords } from "../../../shell/words";
import { PersonPicker } from "../../../ui/person-picker";
import { nameOf } from "../../kinds";
import { Chips } from "./chips";
import type { PanelContext } from "./context";
import { GroupsRule } from "./groups-rule";
import { propertyWords } from "./words";

export type Participant = NodeOf<"userTask">["participants"][number];
type From = Participant["from"];

const sources: readonly From[] = ["departmentHead", "manager", "users", "groups", "roles", "department", "field", "handler", "initiator", "chosen", "http"];
const words = {
  users: "fromUsers",
  groups: "fromGroups",
  roles: "fromRoles",
  department: "fromDepartment",
  departmentHead: "fromDepartmentHead",
  initiator: "fromInitiator",
  manager: "fromManager",
  field: "fromField",
  handler: "fromHandler",
  chosen: "fromChosen",
  http: "fromHttp",
} as const satisfies Record<From, keyof typeof propertyWords>;

/** The rule that a source begins with, where it needs nothing more to be one. */
function ready(from: From): Participant | undefined {
  if (from === "departmentHead" || from === "initiator" || from === "chosen") return { from };
  if (from === "manager") return { from, levels: 1 };
  if (from === "http") return { from, url: "https://" };
  return undefined;
}

type ParticipantsProps = {
  context: PanelContext;
  value: readonly Participant[];
  change: (next: Participant[], tag?: string) => void;
  self: string;
  error?: string;
  /** Who are told, and not asked. */
  recipients?: boolean;
};

/** Whom a step asks: rules, whose people are asked together. */
export function Participants({ context, value, change, self, error, recipients }: ParticipantsProps) {
  const t = useWords(propertyWords);
  const [nth, removeNth] = recipients ? [t.recipientN, t.removeRecipient] : [t.participantN, t.removeRule];
  const [adding, setAdding] = useState(false);
  const add = useRef<HTMLButtonElement>(null);
  return (
    <Stack gap="2.5">
      {/* The one that is added is the same one once it is a rule: the focus stays in it. */}
      {[...value, ...(adding ? [undefined] : [])].map((participant, index) => (
        <Rule
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule has no identity but its place.
          key={index}
          label={nth(index + 1)}
          context={context}
          self={self}
          value={participant}
          change={(next) => {
            if (participant) return change(value.with(index, next), `participant${index}`);
            setAdding(false);
            change([...value, next]);
          }}
          remove={() => {
            if (participant) change(value.toSpliced(index, 1));
            else setAdding(false);
            catchFocus(() => add.current);
          }}
          removeLabel={removeNth(index + 1)}
        />
      ))}
      {error && (
        <Text role="alert" fontSize="xs" fontWeight="medium" color="fg.error">
          {error}
        </Text>
      )}
      {!adding && (
        <Button ref={add} size="2xs" variant="outline" colorPalette="gray" alignSelf="flex-start" onClick={() => setAdding(true)}>
          <Plus /> {recipients ? t.addRecipients : t.addParticipants}
        </Button>
      )}
    </Stack>
  );
}

type RuleProps = {
  label: string;
  context: PanelContext;
  self: string;
  value?: Participant;
  change: (next: Participant) => void;
  remove: () => void;
  removeLabel: string;
};

/** Until somebody is chosen a new rule is none, and nothing is changed. */
function Rule({ label, context, self, value, change, remove, removeLabel }: RuleProps) {
  const t = useWords(propertyWords);
  const [turned, setTurned] = useState<From>();
  const chosen = turned ?? value?.from ?? "";
  const settle = (next: Participant) => {
    setTurned(undefined);
    change(next);
  };
  const turn = (from: From) => {
    const next = ready(from);
    if (next && from !== value?.from) settle(next);
    else setTurned(from === value?.from ? undefined : from);
  };
  return (
    <Stack gap="2" borderWidth="1px" borderRadius="l2" p="2.5" bg="bg.panel" role="group" aria-label={label}>
      <HStack gap="1">
        <NativeSelect.Root size="xs">
          <NativeSelect.Field
            // Who adds a rule says next whom it asks.
            autoFocus={!value}
            aria-label={`${label}: ${t.from}`}
            value={chosen}
            onChange={(event) => turn(event.target.value as From)}
          >
            {chosen === "" && <option value="">{t.choose}</option>}
            {sources.map((from) => (
              <option key={from} value={from}>
                {t[words[from]]}
              </option>
            ))}
          </NativeSelect.Field>
          <NativeSelect.Indicator />
        </NativeSelect.Root>
        <IconButton
          size="2xs"
          variant="ghost"
          colorPalette="gray"
          aria-label={removeLabel}
          onClick={() => {
            setTurned(undefined);
            remove();
          }}
        >
          <Trash2 />
        </IconButton>
      </HStack>
      {chosen !== "" && <Choice from={chosen} value={value?.from === chosen ? value : undefined} change={settle} context={context} self={self} />}
      {value && value.from !== chosen && (
        <Text fontSize="xs" color="fg.warning" role="status">
          {t.notChosenYet(t[words[value.from]])}
        </Text>
      )}
    </Stack>
  );
}

type ChoiceProps = { from: From; value: Participant | undefined; change: (next: Participant) => void; context: PanelContext; self: string };

function Choice({ from, value, change, context, self }: ChoiceProps) {
  const t = useWords(propertyWords);
  const locale = useLocale();
  const roles = useWords(shellWords);
  switch (from) {
    case "users": {
      const users = value?.from === "users" ? value.users : [];
      return (
        <>
          <Chips ids={users} name={(id) => <Person id={id} />} remove={(id) => change({ from, users: users.filter((it) => it !== id) })} />
          <PersonPicker
            size="xs"
            label={t.addPerson}
            placeholder={t.addPerson}
            value={null}
            onChange={(id) => id && !users.includes(id) && change({ from, users: [...users, id] })}
          />
        </>
      );
    }
    case "groups":
      return <GroupsRule value={value?.from === "groups" ? value : undefined} change={change} />;
    case "roles": {
      const given = value?.from === "roles" ? value.roles : [];
      const all = [
        { role: "admin", label: roles.roleAdmin },
        { role: "agent", label: roles.roleAgent },
        { role: "requester", label: roles.roleRequester },
      ];
      const toggle = (role: string, on: boolean) => {
        const next = on ? [...given, role] : given.filter((it) => it !== role);
        if (next.length > 0) change({ from, roles: next });
      };
      return (
        <HStack gap="4" wrap="wrap">
          {all.map(({ role, label }) => (
            <TickProperty key={role} label={label} value={given.includes(role)} onChange={(on) => toggle(role, on)} />
          ))}
        </HStack>
      );
    }
    case "department": {
      const given = value?.from === "department" ? value : undefined;
      return (
        <>
          <DepartmentSelect
            size="xs"
            label={t.fromDepartment}
            none={t.choose}
            value={given?.department ?? null}
            onChange={(id) => id && change({ from, department: id, below: given?.below ?? false })}
          />
          {given && <TickProperty label={t.below} value={given.below} onChange={(below) => change({ ...given, below })} />}
        </>
      );
    }
    case "departmentHead":
      return (
        <DepartmentSelect
          size="xs"
          label={t.fromDepartmentHead}
          none={t.ownDepartment}
          value={value?.from === "departmentHead" ? (value.department ?? null) : null}
          onChange={(id) => change(id ? { from, department: id } : { from })}
        />
      );
    case "manager":
      return (
        <CountProperty
          label={t.levels}
          max={20}
          value={value?.from === "manager" ? value.levels : 1}
          onChange={(levels) => levels && change({ from, levels })}
        />
      );
    case "field": {
      const people = context.fields.filter(({ type }) => type === "user");
      return (
        <SelectProperty
          label={t.fromField}
          value={value?.from === "field" ? value.field : ""}
          placeholder={t.choose}
          help={people.length === 0 ? t.noUserFields : undefined}
          error={value?.from === "field" ? context.errorIn(self, value.field) : undefined}
          options={listed(
            people.map(({ key, label }) => ({ value: key, label: `${label} (${key})` })),
            value?.from === "field" ? value.field : undefined,
          )}
          onChange={(field) => field && change({ from, field })}
        />
      );
    }
    case "handler": {
      const steps = context.definition.nodes.filter(({ type, id }) => type === "userTask" && id !== self);
      return (
        <SelectProperty
          label={t.step}
          value={value?.from === "handler" ? value.node : ""}
          placeholder={t.choose}
          help={steps.length === 0 ? t.noOtherSteps : undefined}
          error={value?.from === "handler" ? context.errorOf(self, "unknown-node") : undefined}
          options={listed(
            steps.map((step) => ({ value: step.id, label: nameOf(step, locale) })),
            value?.from === "handler" ? value.node : undefined,
          )}
          onChange={(node) => node && change({ from, node })}
        />
      );
    }
    case "http":
      return value?.from === "http" ? (
        <>
          <TextProperty label={t.url} mono value={value.url} error={context.errorIn(self, value.url)} onChange={(url) => change({ ...value, url })} />
          <TextProperty
            label={t.connection}
            value={value.connection}
            onChange={(connection) => change(connection ? { ...value, connection } : { from, url: value.url })}
          />
        </>
      ) : null;
    default:
      return null;
  }
}

/** What is chosen stays in the list, also where it is no choice any more. */
const listed = (options: { value: string; label: string }[], chosen: string | undefined) =>
  chosen === undefined || options.some(({ value }) => value === chosen) ? options : [...options, { value: chosen, label: chosen }];
