// Before the first paint, so that a dark screen never flashes white. A file of its own: the site's policy allows no inline script.
(() => {
  let mode = null;
  try {
    mode = localStorage.getItem("pflow.colour-mode");
  } catch {}
  const dark = mode === "dark" || (mode !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.add(dark ? "dark" : "light");
})();
