// In its own file, because the Content-Security-Policy of the page forbids inline scripts.
fetch("/api/v1/casualties/kz-security-forces-killed/revisions")
  .then(response => response.ok ? response.json() : Promise.reject())
  .then(page => {
    const table = document.querySelector("tbody");
    for (const revision of page.items) {
      const row = table.insertRow();
      if (!revision.standing) row.className = "out";
      for (const text of [revision.reportedAt, revision.source, revision.content?.best ?? "–", revision.status])
        row.insertCell().textContent = text;
      row.cells[2].className = "n";
    }
    for (const [type, format] of [["application/atom+xml", "atom"], ["application/feed+json", "json"]])
      document.head.append(Object.assign(document.createElement("link"),
        { rel: "alternate", type, title: "Kazakhstan, January 2022", href: `/api/v1/crises/kazakhstan-2022/feed.${format}` }));
    document.getElementById("sample").hidden = false;
  }).catch(() => { /* Without the sample crisis, the section stays hidden. */ });
