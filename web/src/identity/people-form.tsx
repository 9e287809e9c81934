import type { ComponentProps } from "react";
import { DialogForm } from "../ui/dialog-form";
import { refreshPeople } from "./queries";
import { refusalWords } from "./refusal-words";

/** A form about people in a dialog: closes when it is done, and what is shown of people is read anew. */
export function PeopleForm({ send, ...props }: Omit<ComponentProps<typeof DialogForm>, "refusals">) {
  const done = async () => {
    await send();
    void refreshPeople();
    props.close();
  };
  return <DialogForm {...props} refusals={refusalWords} send={done} />;
}
