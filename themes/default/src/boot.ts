// Runs before the page is painted: the reader's choice of colours, so that nothing flashes.
try {
  const theme = localStorage.getItem("eventatlas-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; the system's colours are as good.
}
