// What scripts add: everything is on the page without them.
import { copyAddresses, copyButtons } from "./copy";
import { drawings } from "./drawings";
import { tableFilters } from "./filter";
import { lazyParts } from "./lazy";
import { menu, versions } from "./menu";
import { searchBox } from "./search";
import { themeSwitch } from "./theme";
import { sectionSpy } from "./spy";

themeSwitch();
menu();
versions();
searchBox();
copyButtons();
copyAddresses();
tableFilters();
sectionSpy();
drawings();
lazyParts();
