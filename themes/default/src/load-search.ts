// The search box, the page of results and the suggestions for an address that does not exist: loaded when one of them is wanted.
import { ask, take } from "./search-index";
import { Palette } from "./search-palette";
import { resultsPage } from "./search-page";
import { search } from "./search-query";
import { split } from "./search-split";
import { suggestions } from "./search-suggest";

/** What the files of the index call, and what a test asks. */
const entry = Object.assign(take, { split, search: (text: string, wanted?: number) => ask((index) => search(index, text, wanted)) });
Object.defineProperty(window, "eventatlasSearch", { value: entry });

const find = document.querySelector<HTMLAnchorElement>(".find");
if (find) {
  let palette: Palette | undefined;
  document.addEventListener("eventatlas-search", () => (palette ??= new Palette(find)).open());
}
const results = document.querySelector<HTMLElement>(".results");
if (results) resultsPage(results, results.dataset.lost ?? "");
const suggest = document.querySelector<HTMLElement>(".suggest");
if (suggest) suggestions(suggest);
