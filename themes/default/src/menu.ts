/**
 * Makes the menu of a narrow page behave like one: the focus goes into it and comes back, Escape and a press beside it close it, and what
 * is behind it is out of reach. Without a script the link leads to the menu as to any other place.
 */
export function menu(): void {
  const link = document.querySelector<HTMLAnchorElement>(".menu");
  const side = document.querySelector<HTMLElement>(".side");
  const close = side?.querySelector<HTMLAnchorElement>(".close");
  if (!link || !side || !close) return;
  const behind = document.querySelectorAll<HTMLElement>(".skips, .top, main, .foot");
  const set = (open: boolean) => {
    side.classList.toggle("open", open);
    link.ariaExpanded = String(open);
    for (const e of behind) e.inert = open;
    (open ? close : link).focus();
  };
  link.role = close.role = "button";
  link.ariaExpanded = "false";
  const press = (e: Event, open: boolean) => {
    e.preventDefault();
    set(open);
  };
  link.addEventListener("click", (e) => press(e, true));
  close.addEventListener("click", (e) => press(e, false));
  for (const b of [link, close]) b.addEventListener("keydown", (e) => e.key === " " && press(e, b === link));
  const isOpen = () => side.classList.contains("open");
  document.addEventListener("keydown", (e) => e.key === "Escape" && isOpen() && set(false));
  document.addEventListener("pointerdown", (e) => isOpen() && !side.contains(e.target as Node) && set(false));
  // A link of the menu to a place of this page, and a window that grows past the menu, leave nothing behind that is out of reach.
  side.addEventListener("click", (e) => isOpen() && (e.target as Element).closest("li a, .nt a") && set(false));
  matchMedia("(max-width: 68rem)").addEventListener("change", () => isOpen() && set(false));
}

/** Closes what unfolds over the page, which is the list of versions, by Escape and by a press beside it. */
export function versions(): void {
  const list = document.querySelector<HTMLDetailsElement>("details.vs");
  if (!list) return;
  document.addEventListener("pointerdown", (e) => !list.contains(e.target as Node) && (list.open = false));
  list.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || !list.open) return;
    list.open = false;
    list.querySelector("summary")?.focus();
  });
}
