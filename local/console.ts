/** The console's server: Vite on web/ where there is a console, and until then one page that says where everything is. */
import { existsSync } from "node:fs";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { join } from "node:path";
import { type Listening, listen } from "./http";

/** What the console reads at `/config.json`; every stage has its own. */
export type ConsoleConfig = { apiUrl: string; issuer: string; clientId: string };
export type ConsoleOptions = { port: number; config: ConsoleConfig /** Where `index.html` may be. */; root?: string };

type Serve = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

export async function startConsole({ port, config, root = "web" }: ConsoleOptions): Promise<Listening> {
  let serve: Serve = (_request, response) => page(response, config);
  // The port is taken first: if it is busy, Vite need not be loaded to say so.
  const listening = await listen("console", port, (request, response) => {
    const path = (request.url ?? "/").split("?")[0];
    if (path !== "/config.json") return serve(request, response, () => response.writeHead(404).end());
    response.writeHead(200, { "content-type": "application/json", "cache-control": "no-cache" }).end(JSON.stringify(config));
  });
  if (!existsSync(join(root, "index.html"))) return listening;
  const vite = await viteOn(root, listening.server);
  serve = vite.middlewares;
  const close = async () => {
    await vite.close();
    await listening.close();
  };
  return { ...listening, close };
}

/** Its reload channel shares the port. */
async function viteOn(root: string, server: Server) {
  const { createServer } = await import("vite");
  return createServer({
    root,
    // The nearest config is found by Vite where the checkout has none.
    configFile: existsSync("vite.config.ts") ? "vite.config.ts" : undefined,
    appType: "spa",
    logLevel: "warn",
    server: { middlewareMode: true, hmr: { server } },
  });
}

function page(response: ServerResponse, { apiUrl, issuer }: ConsoleConfig) {
  const links = [
    [`${apiUrl}docs`, "API 文档", "API reference"],
    [`${apiUrl}healthz`, "健康检查", "Health"],
    [`${apiUrl}openapi.json`, "OpenAPI 3.1", "for generators"],
    [`${issuer}/.well-known/openid-configuration`, "登录服务", "OIDC issuer of this machine"],
  ];
  const cards = links.map(([href, name, more]) => `<a href="${href}"><strong>${name}</strong><span>${more}</span></a>`).join("");
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>PFlow</title><style>
:root { color-scheme: light dark } * { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif;
  background: light-dark(#f6f7f9, #101418); color: light-dark(#1a2330, #e6ebf2) }
main { max-width: 40rem; padding: 2rem } h1 { font-size: 2.4rem; margin: 0; letter-spacing: -.02em } p { margin: .4rem 0 1.6rem; opacity: .8 }
nav { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .8rem }
a { display: block; padding: 1rem 1.2rem; border-radius: .8rem; text-decoration: none; color: inherit; background: light-dark(#fff, #1a2028);
  border: 1px solid light-dark(#e3e6eb, #2a323d) } a:hover { border-color: #2f6fed } a:focus-visible { outline: 3px solid #2f6fed; outline-offset: 2px }
a span { display: block; opacity: .75; font-size: .9rem }</style></head>
<body><main><h1>PFlow</h1><p>流程编排与工单协同 · Process orchestration and ticket collaboration, running on this machine.</p><nav>${cards}</nav></main></body></html>`);
}
