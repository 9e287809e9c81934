import { ChakraProvider } from "@chakra-ui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import * as z from "zod";
import { loadConfig } from "./config";
import { locale } from "./i18n";
import { queryClient } from "./query-client";
import { router } from "./router";
import { openSession, session } from "./session";
import { CantStart } from "./shell/cant-start";
import { SignIn } from "./shell/sign-in";
import { useStore } from "./store";
import { followSystemColours } from "./theme/colour-mode";
import { pflowSystem } from "./theme/system";

// Schemas are read, never made into code: a strict policy of the site allows no eval.
z.config({ jitless: true });
document.documentElement.lang = locale.get();
followSystemColours();

function App() {
  const user = useStore({ ...session, set: () => undefined });
  if (!user) return <SignIn />;
  return <RouterProvider router={router} />;
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
  show(<App />);
}

start().catch((error: unknown) => show(<CantStart error={error} />));
