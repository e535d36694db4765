// What scripts add: everything is on the page without them.
import { copyButtons } from "./copy";
import { tableFilters } from "./filter";
import { load } from "./load";
import { menu, versions } from "./menu";
import { searchBox } from "./search";
import { themeSwitch } from "./theme";
import { sectionSpy } from "./spy";

themeSwitch();
menu();
versions();
searchBox();
copyButtons();
tableFilters();
sectionSpy();
if (document.querySelector(".dgs > svg")) {
  load("diagram.css")
    .then(() => load("diagram.js"))
    .catch(() => {});
}
