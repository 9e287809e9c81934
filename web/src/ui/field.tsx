import { Field as ChakraField } from "@chakra-ui/react";
import type { ReactNode } from "react";
import { useWords } from "../i18n";
import { uiWords } from "./words";

type FieldProps = {
  label: string;
  /** For screen readers alone: a heading above says it already. */
  quiet?: boolean;
  help?: ReactNode;
  error?: string;
  required?: boolean;
  disabled?: boolean;
  children: ReactNode;
};

/** A label, its control, and what is wrong with it: tied together for eyes and screen readers alike. The control is one of Chakra's. */
export function Field({ label, quiet = false, help, error, required, disabled, children }: FieldProps) {
  const t = useWords(uiWords);
  return (
    <ChakraField.Root invalid={error !== undefined} required={required} disabled={disabled}>
      <ChakraField.Label fontSize="sm" srOnly={quiet}>
        {label}
        {required && (
          <ChakraField.RequiredIndicator aria-hidden="false" aria-label={t.required} role="img">
            *
          </ChakraField.RequiredIndicator>
        )}
      </ChakraField.Label>
      {children}
      {help && <ChakraField.HelperText>{help}</ChakraField.HelperText>}
      {error !== undefined && <ChakraField.ErrorText role="alert">{error}</ChakraField.ErrorText>}
    </ChakraField.Root>
  );
}
