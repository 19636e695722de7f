// Runs before the first paint, so that the stored theme never flashes. A file of its own: the page allows no inline script.
try {
  const theme = localStorage.getItem("tmon.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is refused in some privacy modes: the default theme stays.
}
