import { IsnadChart } from "./chart";

/** Makes the charts of the page show the time that the page shows. */
function follow(): void {
  const query = new URLSearchParams(location.search);
  for (const chart of document.querySelectorAll<IsnadChart>("isnad-chart")) {
    chart.asof = query.get("asOf") ?? undefined;
    chart.knownat = query.get("knownAt") ?? undefined;
  }
}

function refresh(): void {
  document.querySelectorAll<IsnadChart>("isnad-chart").forEach((chart) => void chart.refresh());
}

addEventListener("isnad-time", follow);
addEventListener("popstate", follow);
addEventListener("isnad-changed", refresh);
