import { Button, HStack, Text } from "@chakra-ui/react";
import { Languages, Monitor, Moon, Sun } from "lucide-react";
import { chooseLocale, type Locale, useLocale, useWords } from "../i18n";
import { type ColourMode, chooseColourMode, useColourMode } from "../theme/colour-mode";
import { shellWords } from "./words";

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

const modes = [
  { mode: "light", icon: <Sun /> },
  { mode: "dark", icon: <Moon /> },
  { mode: "system", icon: <Monitor /> },
] as const satisfies readonly { mode: ColourMode; icon: React.ReactNode }[];

export function ColourSwitch() {
  const t = useWords(shellWords);
  const chosen = useColourMode();
  return (
    <HStack gap="1" role="group" aria-label={t.colours}>
      {modes.map(({ mode, icon }) => (
        <Button
          key={mode}
          size="2xs"
          colorPalette={mode === chosen ? "brand" : "gray"}
          variant={mode === chosen ? "subtle" : "ghost"}
          aria-pressed={mode === chosen}
          onClick={() => chooseColourMode(mode)}
        >
          {icon}
          <Text as="span">{t[mode]}</Text>
        </Button>
      ))}
    </HStack>
  );
}
