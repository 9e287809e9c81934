import { useEffect, useState } from "react";
import type { Definition } from "../../../../shared/process";
import { askEngine } from "../engine/engine";
import type { Located } from "./problems";

/** What the engine's own check says of the drawing; undefined until it has said something. */
export function useProblems(definition: Definition, formFields: readonly string[] | undefined): readonly Located[] | undefined {
  const [problems, setProblems] = useState<readonly Located[]>();
  useEffect(() => {
    let late = false;
    askEngine("check", { definition, formFields }).then(
      (found) => late || setProblems(found),
      () => undefined, // the server checks again when it is published
    );
    return () => {
      late = true;
    };
  }, [definition, formFields]);
  return problems;
}
