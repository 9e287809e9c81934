// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";
import { PersonFilter } from "../../../web/src/ticket/person-filter";
import { onStage, people, serve, show, tenant } from "../stage";

onStage();

/** Gives what is asked for now. */
function filtering(first?: string) {
  let asked = first;
  function Filter() {
    const [value, choose] = useState(first);
    asked = value;
    return <PersonFilter label="处理人" value={value} usual={[{ value: "me", label: "指派给我" }]} choose={choose} />;
  }
  serve((path, query) => tenant(path, query) ?? (path === `/api/users/${people[2].id}` ? { body: people[2] } : undefined));
  show(<Filter />);
  return () => asked;
}
const choose = (value: string) => fireEvent.change(screen.getByRole("combobox", { name: "处理人" }), { target: { value } });
const by = () => screen.queryByRole("combobox", { name: "指定处理人" });

test("somebody's tickets are asked for by name, and anyone's again once the name is cleared", async () => {
  const asked = filtering();
  expect(by()).toBeNull();
  choose("person");
  fireEvent.click(by() as HTMLElement); // it stands there now
  await waitFor(() => expect(screen.getAllByRole("option", { name: /王芳/ })).toHaveLength(1));
  fireEvent.mouseDown(screen.getByRole("option", { name: /王芳/ }));
  expect(asked()).toBe(people[2].id);
  fireEvent.click(screen.getByRole("button", { name: "清除指定处理人" }));
  expect(asked()).toBeUndefined();
  expect(by()).not.toBeNull();
});

test("a link with somebody's id shows whose tickets they are, and a usual choice takes its place", () => {
  const asked = filtering(people[2].id);
  expect(screen.getByRole("combobox", { name: "处理人" })).toHaveProperty("value", "person");
  expect(by()).not.toBeNull();
  choose("me");
  expect(asked()).toBe("me");
  expect(by()).toBeNull();
});
