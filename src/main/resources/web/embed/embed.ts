import { IsnadFigure } from "./figure";
import { IsnadTimeline } from "./timeline";

/** Defines an element, unless the page has it already, for a page may load the script from two addresses. */
function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) {
    customElements.define(name, element);
  }
}

define("isnad-figure", IsnadFigure);
define("isnad-timeline", IsnadTimeline);
