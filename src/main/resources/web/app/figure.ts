import { IsnadChart } from "./chart";
import { pageTime } from "./page-time";

/** Makes the charts of the page show the time that the page shows. */
function follow(): void {
  for (const chart of document.querySelectorAll<IsnadChart>("isnad-chart")) {
    chart.asof = pageTime("asOf") ?? undefined;
    chart.knownat = pageTime("knownAt") ?? undefined;
  }
}

function refresh(): void {
  document.querySelectorAll<IsnadChart>("isnad-chart").forEach((chart) => void chart.refresh());
}

addEventListener("isnad-time", follow);
addEventListener("popstate", follow);
addEventListener("isnad-changed", refresh);
