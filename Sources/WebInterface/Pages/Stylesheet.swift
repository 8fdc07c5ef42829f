/// The look of all pages. Every pair of text and background has a contrast of at least 4.5 to 1, in both schemes.
enum Stylesheet {
    static let text = """
        :root {
          color-scheme: light dark;
          --ground: #fbfbfa; --card: #ffffff; --text: #1c1f23; --soft: #555d66; --line: #d9dce0; --link: #0b57c2;
          --code: #f1f2f4; --good: #0f6b33; --bad: #a61b1b; --column: #868d96;
          --added: #e3f5e8; --added-text: #0b4a1c; --removed: #fde8e8; --removed-text: #7a1414;
          --hunk: #ebf0fa; --hunk-text: #33415c;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #14161a; --card: #1c1f25; --text: #e8eaed; --soft: #a9b1bb; --line: #363b44; --link: #8ab8ff;
            --code: #262a32; --good: #7ddb9c; --bad: #ff9c94; --column: #757d88;
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
        .site nav { max-width: 60rem; margin: 0 auto; padding: .55rem 1rem; display: flex; flex-wrap: wrap;
          align-items: center; gap: .1rem 1.1rem; }
        .site a { color: var(--text); text-decoration: none; padding: .15rem 0; border-bottom: 2px solid transparent; }
        .site a[aria-current] { border-color: var(--link); font-weight: 600; }
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
        li:has(> details) { list-style: none; margin-left: -1.1rem; }
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
        table { border-collapse: collapse; width: 100%; margin: .6rem 0; font-size: .95rem; }
        th, td { text-align: left; vertical-align: top; padding: .4rem .7rem .4rem 0; border-bottom: 1px solid var(--line); }
        th { color: var(--soft); font-weight: 600; overflow-wrap: normal; }
        .scroll { overflow-x: auto; }
        .proof { min-width: 32rem; }
        .proof th, .proof td { width: 33%; }
        .proof ul { padding-left: 1rem; }
        .models { min-width: 48rem; }
        .timeline { list-style: none; counter-reset: row; padding: 0; margin: .8rem 0; }
        .timeline li { counter-increment: row; position: relative; padding: 0 0 .8rem 2.6rem; }
        .timeline li::before { content: counter(row); position: absolute; left: 0; top: .1rem; width: 1.7rem;
          text-align: center; font-size: .8rem; line-height: 1.7rem; border-radius: 1rem; color: var(--soft);
          background: var(--code); border: 1px solid var(--line); }
        .timeline li:not(:last-child)::after { content: ""; position: absolute; left: .84rem; top: 2rem; bottom: -.1rem;
          border-left: 1px solid var(--line); }
        .timeline p { margin: .1rem 0; }
        .timeline code { font-size: .78rem; }
        summary { cursor: pointer; color: var(--link); padding: .2rem 0; min-height: 1.5rem; }
        .empty { padding: 1.6rem 1.2rem; }
        ul.incidents { list-style: none; padding: 0; }
        ul.incidents .card { margin: .5rem 0; padding: .65rem 1rem; }
        ul.incidents .head { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem .5rem; }
        ul.incidents h2 { font-size: 1.02rem; margin: 0; padding: 0; border: 0; flex: 1 1 16rem; min-width: 0; }
        ul.incidents h2 a { text-decoration: none; }
        ul.incidents h2 a:hover { text-decoration: underline; }
        .states { display: flex; flex-wrap: wrap; gap: .3rem; }
        ul.incidents p { margin: .15rem 0 0; font-size: .9rem; }
        ul.incidents .error { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .filter { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: .9rem 1rem; }
        .find { display: flex; gap: .7rem; align-items: end; }
        .find p { flex: 1; }
        .find button { margin: 0; }
        .filter details { margin-top: .5rem; }
        .fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: .7rem 1rem; }
        .filter .fields { padding-top: .4rem; }
        .filter p, .filter fieldset { margin: 0; min-width: 0; }
        .filter fieldset { border: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem .9rem; }
        .filter legend, .filter p > label { display: block; padding: 0; color: var(--soft); font-size: .9rem; }
        .wide { grid-column: 1 / -1; }
        input, select, button { font: inherit; color: inherit; accent-color: var(--link); }
        input:not([type=checkbox]), select, button { min-height: 2.4rem; padding: .25rem .6rem; border-radius: 6px;
          border: 1px solid var(--soft); background: var(--ground); max-width: 100%; }
        .filter input:not([type=checkbox]), .filter select { width: 100%; }
        .filter fieldset label { padding: .25rem 0; }
        button { background: var(--link); color: var(--ground); border-color: transparent; font-weight: 600;
          cursor: pointer; margin-right: .8rem; }
        .pages { display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; justify-content: center; margin: 1.2rem 0; }
        .numbers td:not(:first-child), .numbers th:not(:first-child) { text-align: right; padding: .4rem 0 .4rem .9rem; }
        .numbers td { overflow-wrap: normal; }
        .numbers th.words { overflow-wrap: anywhere; min-width: 11rem; }
        .numbers td, .numbers th[scope=row]:not(.words) { white-space: nowrap; }
        .beside { display: grid; gap: .4rem 1.6rem; align-items: start; }
        .beside > * { min-width: 0; }
        .beside .scroll { max-height: 26rem; overflow-y: auto; }
        .beside table { font-size: .88rem; }
        .beside thead th { position: sticky; top: 0; background: var(--card); }
        figure { margin: .4rem 0; }
        .chart { display: block; overflow: visible; }
        .chart text { fill: var(--text); font: 14px system-ui, "DejaVu Sans", sans-serif; }
        .chart .axis { fill: var(--soft); font-size: 12.5px; paint-order: stroke; stroke: var(--card); stroke-width: 4px; }
        .chart .grid { stroke: var(--line); }
        .a { fill: var(--link); }
        .b { fill: var(--good); }
        .c { fill: var(--bad); }
        .d { fill: var(--column); }
        .chart .la, .chart .lc { stroke: var(--link); stroke-width: 2.5; stroke-linecap: round; }
        .chart .lc { stroke: var(--bad); stroke-width: 2; stroke-dasharray: 5 4; }
        .key { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; list-style: none; padding: 0; font-size: .9rem; }
        .key svg { width: .8rem; height: .8rem; margin-right: .4rem; }
        @media (min-width: 56rem) {
          .beside { grid-template-columns: 5fr 6fr; }
          .beside table { margin: 0; }
        }
        @media (max-width: 34rem) {
          dl.facts { grid-template-columns: 1fr; gap: 0; }
          dl.facts dd { margin-bottom: .5rem; }
          h1 { font-size: 1.35rem; }
          .site strong { display: none; }
        }
        @media print { .site, .skip { display: none; } }

        """
}
