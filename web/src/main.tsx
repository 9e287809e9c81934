import { ChakraProvider } from "@chakra-ui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import * as z from "zod";
import { loadConfig } from "./config";
import { followLocale, locale } from "./i18n";
import { queryClient } from "./query-client";
import { expectScreen } from "./route/location";
import { openSession, session } from "./session";
import { CantStart } from "./shell/cant-start";
import { Shell } from "./shell/shell";
import { SignIn } from "./shell/sign-in";
import { useStore } from "./store";
import { followColours } from "./theme/colour-mode";
import { pflowSystem } from "./theme/system";

// Schemas are read, never made into code: a strict policy of the site allows no eval.
z.config({ jitless: true });
document.documentElement.lang = locale.get();
followLocale();
followColours();

function App() {
  const user = useStore({ ...session, set: () => undefined });
  if (!user) return <SignIn />;
  return <Shell />;
}

const element = document.getElementById("root");
if (!element) throw new Error("index.html has a #root.");
const root = createRoot(element);
const show = (content: React.ReactNode) =>
  root.render(
    <StrictMode>
      <ChakraProvider value={pflowSystem}>
        <QueryClientProvider client={queryClient}>{content}</QueryClientProvider>
      </ChakraProvider>
    </StrictMode>,
  );

async function start() {
  await loadConfig();
  const goOn = await openSession();
  if (goOn !== null) history.replaceState(null, "", goOn);
  if (session.get()) expectScreen();
  show(<App />);
}

start().catch((error: unknown) => show(<CantStart error={error} />));
