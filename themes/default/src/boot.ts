// Runs before the page is painted: the reader's choice of colours, so that nothing flashes, and whether what is out of sight may come later. It may on a page
// that is opened at its beginning; where the browser goes to a place further down, everything above has to have its height.
const [opened] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
if (opened?.type === "navigate" && !location.hash) document.documentElement.classList.add("lazy");
try {
  const theme = localStorage.getItem("eventatlas-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; the system's colours are as good.
}
