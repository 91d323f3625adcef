/** How the page looks: by day, by night, and on paper. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --faint: #57606a; --line: #d0d7de; --good: #1a7f37; --bad: #b42318 }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --faint: #9da7b1; --line: #3d444d; --good: #3fb950; --bad: #ff7b72 } }
body { margin: 0 auto; padding: 2rem 1rem; max-width: 70rem; color: var(--ink); background: var(--paper); font: 1rem/1.5 system-ui, sans-serif }
h1, td { overflow-wrap: anywhere }
h2 { margin-top: 2rem; font-size: 1.2rem }
.wide { overflow-x: auto }
table { width: 100%; border-collapse: collapse; font-size: 0.9rem }
th, td { padding: 0.3rem 0.6rem 0.3rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top }
td { font-variant-numeric: tabular-nums }
p.good strong { color: var(--good) }
p.bad strong { color: var(--bad) }
.time { min-width: 8rem }
.bar { display: block; min-width: 2px; height: 0.7rem; margin-top: 0.4rem; border-radius: 2px }
.bar.good { background: var(--good) }
.bar.bad { background: var(--bad) }
footer { margin-top: 3rem; color: var(--faint); font-size: 0.8rem }
@media print {
  :root { color-scheme: light; --ink: #000000; --paper: #ffffff; --faint: #333333; --line: #999999; --good: #1a7f37; --bad: #b42318 }
  body { padding: 0; max-width: none; font-size: 9pt }
  tr { break-inside: avoid }
  thead { display: table-header-group }
  .wide { overflow: visible }
  td { overflow-wrap: anywhere }
  .time { min-width: 3rem }
  .bar { print-color-adjust: exact }
}
`;
