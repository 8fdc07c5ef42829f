/// The one script there is: it follows an open incident and puts the page's new content in the place of the old.
///
/// The server sends no content with its events. The script asks for the page again, so there is one way to make it.
enum LiveScript {
    static let path = "/assets/live.js"

    static let text = #"""
        "use strict";
        (() => {
          const mark = () => document.getElementById("live");
          if (!mark() || !("EventSource" in window)) return;
          const source = new EventSource(`${mark().dataset.events}?after=${mark().dataset.after}`);
          let isLoading = false, isStale = false;

          // What the reader opened stays open, and what has the focus keeps it.
          function replace(next) {
            const main = document.getElementById("content");
            const names = (root) => [...root.querySelectorAll("details")];
            const opened = new Set(names(main).filter((d) => d.open).map((d) => d.querySelector("summary")?.textContent));
            for (const d of names(next)) if (opened.has(d.querySelector("summary")?.textContent)) d.open = true;
            const focused = document.activeElement?.id;
            main.replaceChildren(...next.childNodes);
            if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
          }

          async function refresh() {
            if (isLoading) { isStale = true; return; }
            isLoading = true;
            try {
              const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
              if (answer.redirected) { source.close(); location.reload(); return; }
              if (!answer.ok) throw new Error(String(answer.status));
              const page = new DOMParser().parseFromString(await answer.text(), "text/html");
              const next = page.getElementById("content");
              if (next) { replace(next); document.title = page.title; }
              if (mark()) mark().textContent = "Under way, just updated";
            } catch {
              if (mark()) mark().textContent = "Under way; the last update failed, reload the page";
            } finally {
              isLoading = false;
              if (isStale) { isStale = false; refresh(); }
            }
          }

          source.addEventListener("fact", refresh);
          source.addEventListener("end", () => source.close());
          source.addEventListener("open", () => { if (mark()) mark().textContent = "Under way, live"; });
          source.addEventListener("error", () => {
            if (mark() && source.readyState !== 1) mark().textContent = "Under way; not connected";
          });
        })();

        """#
}
