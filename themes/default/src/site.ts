// What scripts add: everything is on the page without them.
import { copyButtons } from "./copy";
import { drawings } from "./drawings";
import { tableFilters } from "./filter";
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
drawings();
