/// The look of all pages. Every pair of text and background has a contrast of at least 4.5 to 1, in both schemes.
enum Stylesheet {
    static let text = """
        :root {
          color-scheme: light dark;
          --ground: #fbfbfa; --card: #ffffff; --text: #1c1f23; --soft: #555d66; --line: #d9dce0; --link: #0b57c2;
          --code: #f1f2f4; --good: #0f6b33; --bad: #a61b1b;
          --added: #e3f5e8; --added-text: #0b4a1c; --removed: #fde8e8; --removed-text: #7a1414;
          --hunk: #ebf0fa; --hunk-text: #33415c;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #14161a; --card: #1c1f25; --text: #e8eaed; --soft: #a9b1bb; --line: #363b44; --link: #8ab8ff;
            --code: #262a32; --good: #7ddb9c; --bad: #ff9c94;
            --added: #10321c; --added-text: #b9efc8; --removed: #3f1719; --removed-text: #ffcaca;
            --hunk: #232c40; --hunk-text: #bccbec;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0; background: var(--ground); color: var(--text); overflow-wrap: anywhere;
          font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif;
        }
        main { max-width: 60rem; margin: 0 auto; padding: 1.25rem 1rem 4rem; }
        .site { border-bottom: 1px solid var(--line); background: var(--card); }
        .site nav { max-width: 60rem; margin: 0 auto; padding: .7rem 1rem; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; }
        .site a { color: var(--text); text-decoration: none; }
        a { color: var(--link); }
        a:hover, .site a:hover { text-decoration: underline; }
        :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
        .skip { position: absolute; left: -100vw; }
        .skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .25rem .5rem; }
        h1 { font-size: 1.6rem; line-height: 1.25; margin: .2rem 0 .6rem; }
        h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
        h3 { font-size: 1.02rem; margin: 1.4rem 0 .4rem; }
        h4, h5, h6 { font-size: 1rem; margin: 1rem 0 .3rem; }
        p, ul, ol, blockquote { margin: .5rem 0; }
        ul, ol { padding-left: 1.4rem; }
        .soft { color: var(--soft); }
        .good { color: var(--good); font-weight: 600; }
        .bad { color: var(--bad); font-weight: 600; }
        .badges { display: flex; flex-wrap: wrap; gap: .4rem; margin: 0 0 .6rem; padding: 0; list-style: none; }
        .badge {
          display: inline-block; padding: .1rem .6rem; border-radius: 1rem; font-size: .85rem; font-weight: 600;
          background: var(--code); color: var(--text); border: 1px solid var(--line); white-space: nowrap;
        }
        .p0, .p1, .p2, .resolved, .escalated { color: #ffffff; border-color: transparent; }
        .p0, .escalated { background: #b3261e; }
        .p1 { background: #9a4a00; }
        .p2 { background: #33548a; }
        .resolved { background: #176b3a; }
        code, pre, .mono { font: .86rem/1.5 ui-monospace, "SF Mono", "DejaVu Sans Mono", Menlo, monospace; }
        code { background: var(--code); padding: .1em .3em; border-radius: 4px; }
        pre { background: var(--code); border: 1px solid var(--line); border-radius: 8px; padding: .7rem .8rem;
          overflow-x: auto; overflow-wrap: normal; margin: .6rem 0; }
        pre code { background: none; padding: 0; }
        .diff { padding: .5rem 0; background: var(--card); }
        .diff code { display: block; width: max-content; min-width: 100%; }
        .diff span { display: block; padding: 0 .8rem; white-space: pre; }
        .diff .added { background: var(--added); color: var(--added-text); }
        .diff .removed { background: var(--removed); color: var(--removed-text); }
        .diff .hunk { background: var(--hunk); color: var(--hunk-text); }
        .diff .header { color: var(--soft); }
        blockquote { border-left: 3px solid var(--line); padding-left: .8rem; margin-left: 0; color: var(--soft); }
        dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1rem; margin: .6rem 0; }
        dl.facts dt { color: var(--soft); }
        dl.facts dd { margin: 0; min-width: 0; }
        .card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: .8rem 1rem;
          margin: .8rem 0; }
        .card > :first-child { margin-top: 0; }
        .card > :last-child { margin-bottom: 0; }
        .words { white-space: pre-wrap; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; margin: .6rem 0; font-size: .95rem; }
        th, td { text-align: left; vertical-align: top; padding: .4rem .7rem .4rem 0; border-bottom: 1px solid var(--line); }
        th { color: var(--soft); font-weight: 600; overflow-wrap: normal; }
        .timeline td { overflow-wrap: normal; word-break: normal; }
        .timeline time { display: inline-block; min-width: 6.2rem; }
        .timeline td.detail { min-width: 12rem; overflow-wrap: anywhere; }
        summary { cursor: pointer; color: var(--link); padding: .2rem 0; }
        ul.incidents { list-style: none; padding: 0; }
        ul.incidents h2 { font-size: 1.05rem; margin: 0 0 .4rem; padding: 0; border: 0; }
        ul.incidents .error { margin: 0 0 .3rem; }
        .filter { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: .7rem 1rem;
          background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: .9rem 1rem; }
        .filter p, .filter fieldset { margin: 0; min-width: 0; }
        .filter fieldset { border: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem .9rem; }
        .filter legend, .filter p > label { display: block; padding: 0; color: var(--soft); font-size: .9rem; }
        .wide { grid-column: 1 / -1; }
        input, select, button { font: inherit; color: inherit; }
        input:not([type=checkbox]), select, button { min-height: 2.4rem; padding: .25rem .6rem; border-radius: 6px;
          border: 1px solid var(--soft); background: var(--ground); max-width: 100%; }
        .filter input:not([type=checkbox]), .filter select { width: 100%; }
        .filter fieldset label { padding: .25rem 0; }
        button { background: var(--link); color: var(--ground); border-color: transparent; font-weight: 600;
          cursor: pointer; margin-right: .8rem; }
        .pages { display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; justify-content: center; margin: 1.2rem 0; }
        .numbers td:not(:first-child), .numbers th:not(:first-child) { text-align: right; padding: .4rem 0 .4rem .9rem; }
        .numbers td { overflow-wrap: normal; }
        .numbers td.words { text-align: left; overflow-wrap: anywhere; min-width: 12rem; }
        figure { margin: .4rem 0; }
        .chart { display: block; width: 100%; max-width: 44rem; height: auto; }
        .chart text { fill: var(--text); font: 13px system-ui, "DejaVu Sans", sans-serif; }
        .chart .axis { fill: var(--soft); font-size: 12px; }
        .chart line { stroke: var(--line); }
        .column { fill: var(--line); }
        :is(.chart, .key) .a { fill: var(--link); } :is(.chart, .key) .b { fill: var(--good); } :is(.chart, .key) .c { fill: var(--bad); }
        :is(.chart, .key) .d { fill: var(--soft); }
        .chart polyline { fill: none; stroke-width: 2.5; } .chart .la { stroke: var(--link); }
        .chart .lc { stroke: var(--bad); stroke-dasharray: 6 4; }
        .key { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; list-style: none; padding: 0; font-size: .9rem; }
        .key svg { width: .8rem; height: .8rem; margin-right: .4rem; }
        @media (max-width: 34rem) {
          dl.facts { grid-template-columns: 1fr; gap: 0; }
          dl.facts dd { margin-bottom: .5rem; }
          h1 { font-size: 1.35rem; }
        }
        @media print { .site, .skip { display: none; } }

        """
}
