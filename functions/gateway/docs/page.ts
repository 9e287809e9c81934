// The page of the documentation: a viewer of openapi.json, and what that can't say. Scripts come from files only.
import { problemChapter } from "./problems";

export const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>PFlow API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<link rel="stylesheet" href="/api/docs/page.css">
</head>
<body>
<noscript><p>Without scripts, read <a href="/api/openapi.json">openapi.json</a>.</p></noscript>
<main id="viewer"></main>
${problemChapter}
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/page.js"></script>
</body>
</html>
`;

export const script = `// What the address names below the viewer is there before the viewer makes room for itself.
const named = () => location.hash.startsWith("#problem") && document.getElementById(location.hash.slice(1))?.scrollIntoView();
SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#viewer", deepLinking: true, docExpansion: "none", defaultModelsExpandDepth: 0, persistAuthorization: false, validatorUrl: null, onComplete: named });
addEventListener("hashchange", named);
`;

export const style = `body { margin: 0; }
#problems { max-width: 1460px; margin: 0 auto; padding: 0 20px 60px; box-sizing: border-box; font-family: sans-serif; color: #3b4151; }
#problems dt { margin-top: 1em; font-weight: bold; scroll-margin-top: 1em; }
#problems dt:target { background: #fff3bf; }
#problems dd { margin: 0.25em 0 0; }
`;

/** The viewer sets styles as it draws and reads the issuer's discovery document; scripts and everything else are ours. */
export const contentSecurityPolicy = (issuer: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    `connect-src 'self' ${new URL(issuer).origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
