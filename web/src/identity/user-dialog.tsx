import { Checkbox, Fieldset, HStack, Input, SegmentGroup, SimpleGrid, Stack, Text } from "@chakra-ui/react";
import { useState } from "react";
import { Role } from "../../../shared/contract/actor";
import { createUser, type SeenCollaborator, updateUser } from "../../../shared/contract/identity";
import { call } from "../api";
import { useWords } from "../i18n";
import { Field } from "../ui/field";
import { PersonPicker } from "../ui/person-picker";
import { toast } from "../ui/toaster";
import { DepartmentSelect } from "./department-select";
import { PeopleForm } from "./people-form";
import { peopleWords } from "./words";

const help = { admin: "adminHelp", agent: "agentHelp", requester: "requesterHelp" } as const;

/** Invites somebody, or changes who they are here. */
export function UserDialog({ user, close }: { user?: SeenCollaborator; close: () => void }) {
  const t = useWords(peopleWords);
  const [kind, setKind] = useState(user?.kind ?? "person");
  const [name, setName] = useState(user?.name ?? "");
  const [email, setEmail] = useState(user?.email ?? "");
  const [subject, setSubject] = useState("");
  const [title, setTitle] = useState(user?.title ?? "");
  const [roles, setRoles] = useState<readonly Role[]>(user?.roles ?? ["requester"]);
  const [departmentId, setDepartmentId] = useState(user?.departmentId ?? null);
  const [managerId, setManagerId] = useState(user?.managerId ?? null);
  const isProgram = kind === "program";
  // Whoever came without an e-mail may stay without.
  const known = isProgram ? user !== undefined || subject.trim() !== "" : user?.email === null || email.trim() !== "";
  const ready = name.trim() !== "" && roles.length > 0 && known;
  const noRoles = roles.length === 0 ? t.noRoles : undefined;

  const send = async () => {
    const common = { name, roles: [...roles], title: title.trim() || null, departmentId, managerId };
    if (user) {
      const mail = email.trim() && email.trim() !== user.email ? { email: email.trim() } : {};
      await call(updateUser, { params: { id: user.id }, body: { version: user.version ?? 1, ...common, ...mail } });
      toast(t.saved);
    } else {
      await call(createUser, { body: { kind, ...common, ...(isProgram ? { subject: subject.trim() } : { email: email.trim() }) } });
      toast(isProgram ? t.letInNow(name.trim()) : t.invitedNow(name.trim()));
    }
  };
  const toggle = (role: Role, on: boolean) => setRoles(Role.options.filter((one) => (one === role ? on : roles.includes(one))));

  return (
    <PeopleForm
      title={user ? t.editOf(user.name) : t.inviteTitle}
      close={close}
      action={user ? t.save : isProgram ? t.letIn : t.invite}
      ready={ready}
      send={send}
    >
      {(errorOf) => (
        <>
          {!user && (
            <SegmentGroup.Root
              size="sm"
              value={kind}
              aria-label={t.kind}
              onValueChange={({ value }) => setKind(value === "program" ? "program" : "person")}
              alignSelf="flex-start"
            >
              <SegmentGroup.Indicator />
              <SegmentGroup.Items
                items={[
                  { value: "person", label: t.person },
                  { value: "program", label: t.program },
                ]}
              />
            </SegmentGroup.Root>
          )}
          <Field label={t.name} required error={errorOf("/name")}>
            {/* A dialog goes to its first part, which is the kind here. */}
            <Input data-autofocus value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
          </Field>
          {isProgram ? (
            !user && (
              <Field label={t.subject} required help={t.subjectHelp} error={errorOf("/subject")}>
                <Input fontFamily="mono" value={subject} maxLength={255} onChange={(event) => setSubject(event.target.value)} />
              </Field>
            )
          ) : (
            <Field label={t.email} required={user?.email !== null} help={user ? undefined : t.emailHelp} error={errorOf("/email")}>
              <Input type="email" value={email} maxLength={254} onChange={(event) => setEmail(event.target.value)} />
            </Field>
          )}
          <Fieldset.Root size="sm" invalid={(errorOf("/roles") ?? noRoles) !== undefined}>
            <Fieldset.Legend fontSize="sm" fontWeight="medium" color="fg" mb="0">
              {t.roles}
            </Fieldset.Legend>
            <Stack gap="2">
              {Role.options.map((role) => (
                <Checkbox.Root key={role} checked={roles.includes(role)} onCheckedChange={({ checked }) => toggle(role, checked === true)}>
                  <Checkbox.HiddenInput />
                  <Checkbox.Control />
                  <Checkbox.Label>
                    <HStack gap="2">
                      <Text as="span">{t[role]}</Text>
                      <Text as="span" fontWeight="normal" fontSize="xs" color="fg.muted">
                        {t[help[role]]}
                      </Text>
                    </HStack>
                  </Checkbox.Label>
                </Checkbox.Root>
              ))}
            </Stack>
            <Fieldset.ErrorText role="alert">{errorOf("/roles") ?? noRoles}</Fieldset.ErrorText>
          </Fieldset.Root>
          <SimpleGrid columns={{ base: 1, sm: 2 }} gap="4">
            <Field label={t.title} error={errorOf("/title")}>
              <Input value={title} maxLength={80} onChange={(event) => setTitle(event.target.value)} />
            </Field>
            <Field label={t.department} error={errorOf("/departmentId")}>
              <DepartmentSelect label={t.department} value={departmentId} onChange={setDepartmentId} />
            </Field>
          </SimpleGrid>
          <Field label={t.manager} error={errorOf("/managerId")}>
            <PersonPicker label={t.manager} value={managerId} onChange={setManagerId} />
          </Field>
        </>
      )}
    </PeopleForm>
  );
}
