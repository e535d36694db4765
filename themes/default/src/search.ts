import { load } from "./load";

/** Makes the link to the index a search box, which is loaded when it is wanted, and opens it with / and Ctrl-K or Cmd-K. */
export function searchBox(): void {
  const ready = () => Promise.all([load("search.js"), load("search.css")]);
  if (document.querySelector(".results, .suggest")) ready().catch(() => {});
  const find = document.querySelector<HTMLAnchorElement>(".find");
  if (!find) return;
  find.role = "button";
  find.ariaHasPopup = "dialog";
  find.setAttribute("aria-keyshortcuts", "/ Control+K Meta+K");
  const hint = document.createElement("kbd");
  hint.textContent = "/";
  hint.ariaHidden = "true";
  find.append(hint);
  const open = (e: Event) => {
    e.preventDefault();
    ready().then(
      () => document.dispatchEvent(new Event("eventatlas-search")),
      () => location.assign(find.href),
    );
  };
  find.addEventListener("click", (e) => !e.ctrlKey && !e.metaKey && !e.shiftKey && open(e));
  find.addEventListener("keydown", (e) => e.key === " " && open(e));
  addEventListener("keydown", (e) => {
    const typing = (e.target as Element).closest?.("input, textarea, select, [contenteditable]");
    if (e.key.toLowerCase() === "k" && (e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey) open(e);
    else if (e.key === "/" && !e.ctrlKey && !e.metaKey && !e.altKey && !typing) open(e);
  });
}
