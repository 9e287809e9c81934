import { Button, HStack, Text } from "@chakra-ui/react";
import { Languages, Monitor, Moon, Sun } from "lucide-react";
import type { ReactNode } from "react";
import { chooseLocale, type Locale, useLocale, useWords } from "../i18n";
import { type ColourMode, chooseColourMode, useColourMode } from "../theme/colour-mode";
import { shellWords } from "./words";

const locales: readonly Locale[] = ["zh-CN", "en"];
const languages: Record<Locale, string> = { "zh-CN": "中文", en: "English" };

/** One click to the other language, in which it is named. */
export function LanguageSwitch() {
  const locale = useLocale();
  const other: Locale = locale === "en" ? "zh-CN" : "en";
  return (
    <Button variant="ghost" size="xs" colorPalette="gray" onClick={() => chooseLocale(other)} lang={other}>
      <Languages />
      {languages[other]}
    </Button>
  );
}

/** Both languages, each in its own words, and which of them this is. */
export function LanguageChoice() {
  const t = useWords(shellWords);
  const chosen = useLocale();
  return (
    <HStack gap="1" role="group" aria-label={t.language}>
      {locales.map((locale) => (
        <Choice key={locale} chosen={locale === chosen} choose={() => chooseLocale(locale)} lang={locale}>
          {languages[locale]}
        </Choice>
      ))}
    </HStack>
  );
}

const modes = [
  { mode: "light", icon: <Sun /> },
  { mode: "dark", icon: <Moon /> },
  { mode: "system", icon: <Monitor /> },
] as const satisfies readonly { mode: ColourMode; icon: ReactNode }[];

export function ColourSwitch() {
  const t = useWords(shellWords);
  const chosen = useColourMode();
  return (
    <HStack gap="1" role="group" aria-label={t.colours}>
      {modes.map(({ mode, icon }) => (
        <Choice key={mode} chosen={mode === chosen} choose={() => chooseColourMode(mode)}>
          {icon}
          <Text as="span">{t[mode]}</Text>
        </Choice>
      ))}
    </HStack>
  );
}

type ChoiceProps = { chosen: boolean; choose: () => void; lang?: Locale; children: ReactNode };

function Choice({ chosen, choose, lang, children }: ChoiceProps) {
  return (
    <Button size="2xs" lang={lang} colorPalette={chosen ? "brand" : "gray"} variant={chosen ? "subtle" : "ghost"} aria-pressed={chosen} onClick={choose}>
      {children}
    </Button>
  );
}
