/**
 * What the page's address needs is on its way before the page's code runs. src/ahead.ts is a small script of its own at the head of
 * index.html; which files each route needs stands beside it, as only the build knows their names.
 */
import type { Plugin } from "vite";
import { type Chunks, chunksOf, refuseCycles, withNeeds } from "./chunks.ts";
import { isModule, laterLooks, screens } from "./screens.ts";

const script = "ahead.ts";
/** Its first line, that stands alone while the console is served from its source. */
const place = /<script [^>]*theme\/first-colours\.ts"><\/script>/;

/** The files of each route that are not of every page: names once, routes by their places among them. */
function filesOf(chunks: Chunks): { files: string[]; routes: Record<string, number[]> } {
  const all = [...chunks.values()];
  const holding = (module: string) => all.filter(({ moduleIds }) => moduleIds.some((id) => isModule(id, module))).map(({ fileName }) => fileName);
  const always = withNeeds(
    chunks,
    all.filter(({ isEntry, facadeModuleId }) => isEntry && !isModule(facadeModuleId, script)).map(({ fileName }) => fileName),
  );
  const files: string[] = [];
  const placeOf = (file: string) => {
    if (!files.includes(file)) files.push(file);
    return files.indexOf(file);
  };
  const routes = Object.entries(screens).map(([path, module]) => {
    const needed = withNeeds(chunks, [module, ...(path === "/" ? [] : [laterLooks])].flatMap(holding));
    return [path, [...needed].filter((file) => !always.has(file)).map((file) => placeOf(`/${file}`))] as const;
  });
  return { files, routes: Object.fromEntries(routes) };
}

export const ahead: Plugin = {
  name: "ahead",
  apply: "build",
  buildStart() {
    this.emitFile({ type: "chunk", id: new URL(`../src/${script}`, import.meta.url).pathname, name: "ahead" });
  },
  /** Not a module: those run after the page is read and their code is made ready, when all that it asks for could be there. */
  renderChunk: (code, { facadeModuleId }) => (isModule(facadeModuleId, script) ? `(() => {${code}})();` : null),
  transformIndexHtml: {
    order: "post",
    handler(html, { bundle = {} }) {
      const chunks = chunksOf(Object.values(bundle));
      refuseCycles(chunks);
      const own = [...chunks.values()].find(({ facadeModuleId }) => isModule(facadeModuleId, script));
      if (!own || own.imports.length > 0) throw new Error(`The build has no ${script} that stands by itself.`);
      if (!place.test(html)) throw new Error("index.html has no script of the first colours, whose place it takes.");
      const files = `<script type="application/json" id="files">${JSON.stringify(filesOf(chunks))}</script>`;
      return html.replace(place, `${files}\n    <script src="/${own.fileName}"></script>`);
    },
  },
};
