const key = "eventatlas-theme";

/** Makes the three buttons work: light, dark, or as the system says. */
export function themeSwitch(): void {
  const group = document.querySelector<HTMLElement>(".themes");
  if (!group) return;
  const buttons = [...group.querySelectorAll<HTMLButtonElement>("[data-set-theme]")];
  const show = () => {
    const now = document.documentElement.dataset.theme ?? "";
    for (const b of buttons) b.ariaPressed = String(b.dataset.setTheme === now);
  };
  const narrow = matchMedia("(max-width: 44rem)");
  group.addEventListener("click", (e) => {
    const button = (e.target as Element).closest<HTMLButtonElement>("[data-set-theme]");
    if (!button) return;
    // On a narrow page only the chosen button is there, and a press goes on to the next.
    const chosen = narrow.matches ? buttons[(buttons.indexOf(button) + 1) % buttons.length] : button;
    const theme = chosen.dataset.setTheme ?? "";
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    try {
      if (theme) localStorage.setItem(key, theme);
      else localStorage.removeItem(key);
    } catch {
      // The choice then holds for this page.
    }
    show();
    if (narrow.matches) chosen.focus();
  });
  show();
  group.hidden = false;
}
