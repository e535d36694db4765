import { ask } from "./search-index";
import { parse, search } from "./search-query";
import { describe, el, hrefOf } from "./search-view";

/** On the page for an address that does not exist: what has a name like its last part. */
export function suggestions(place: HTMLElement): void {
  const name = nameIn(location.pathname);
  if (!name) return;
  ask(async (index) => {
    const found = (await search(index, name, 5)).ids;
    const entries = await index.all(found);
    if (!entries.length) return;
    const query = parse(name);
    place.replaceChildren(
      el("h2", {}, index.word("Perhaps you meant")),
      el("ul", { class: "sr-list" }, ...entries.map((entry) => el("li", {}, el("a", { class: "sr", href: hrefOf(entry) }, ...describe(index, entry, query))))),
    );
    place.hidden = false;
  }).catch(() => {
    // The page is complete without them.
  });
}

/** The part of an address that is a name: the last one that is not the name of a page or the version of one. */
function nameIn(path: string): string {
  const parts = path.replace(/\/v\/[^/]*(\/[^/]*)?$/, "").split("/").filter((part) => part && !/\.html?$/.test(part));
  try {
    return decodeURIComponent(parts.at(-1) ?? "");
  } catch {
    return "";
  }
}
