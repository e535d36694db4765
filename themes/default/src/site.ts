// What scripts add: everything is on the page without them.
import { copyButtons } from "./copy";
import { tableFilters } from "./filter";
import { themeSwitch } from "./theme";
import { sectionSpy } from "./spy";

themeSwitch();
copyButtons();
tableFilters();
sectionSpy();
