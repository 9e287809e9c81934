/**
 * Before the first paint, so that a dark screen never flashes white: index.html runs it as a plain script that needs nothing, and in a
 * build it is the first line of src/ahead.ts. The site's policy allows no script inside of a page.
 */
(() => {
  let mode: string | null = null;
  try {
    mode = localStorage.getItem("pflow.colour-mode");
  } catch {
    // Storage may be forbidden: the system's colours then.
  }
  const dark = mode === "dark" || (mode !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.add(dark ? "dark" : "light");
})();
