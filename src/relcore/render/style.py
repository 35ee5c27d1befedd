"""How a page looks: one palette for light and one for dark, told apart by lightness before hue.

The stages run from a light gold to a deep blue (in the dark: from dim to bright), which also reads in grey and to
eyes that miss a colour; the last, the end, is a muted grey with an outline. Fonts are those of the system.
"""

__all__ = ["END", "SHADES", "STYLE"]

SHADES = ("s1", "s2", "s3", "s4")
"""The classes of the stages' colours, in the order of the stages."""

END = "s5"
"""The class of the last stage, which is the end; it has an outline besides."""

STYLE = """
:root{color-scheme:light dark;--paper:#fbfaf7;--card:#fff;--ink:#1e2329;--soft:#5b636d;--line:#e2ded6;--track:#efece5;
--serif:"Iowan Old Style","Palatino Linotype","URW Palladio L",P052,Georgia,"Noto Serif","Liberation Serif",serif;
--accent:#23586b;--s1:#edc667;--s2:#8fc0ad;--s3:#3f8f93;--s4:#173f5f;--s5:#e3dfd7;--edge5:#938c80}
@media (prefers-color-scheme:dark){:root{--paper:#14171b;--card:#1b1f25;--ink:#e9e7e2;--soft:#a3a8ae;--line:#31363d;
--track:#262b32;--accent:#8ccbd3;--s1:#7d6426;--s2:#2f6d68;--s3:#4fa5a8;--s4:#bfe3e2;--s5:#333941;--edge5:#7d848d}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 ui-sans-serif,system-ui,-apple-system,"Segoe UI",
Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;font-variant-numeric:tabular-nums lining-nums}
.page{max-width:70rem;margin:0 auto;padding:clamp(1.5rem,5vw,4rem) clamp(1rem,4vw,2.5rem) 4rem}
header{margin-bottom:clamp(1.75rem,4vw,2.75rem)}
h1{font:500 clamp(1.9rem,4.6vw,2.9rem)/1.12 var(--serif);
letter-spacing:-.015em;margin:0 0 .5rem;overflow-wrap:anywhere;text-wrap:balance}
h2{font-size:1.0625rem;font-weight:650;line-height:1.3;letter-spacing:-.005em;margin:0}
.lede{font-size:1.0625rem;color:var(--soft);margin:0;max-width:44rem;overflow-wrap:anywhere}
.as-of{color:var(--soft);font-size:.875rem;margin:.6rem 0 0}
.note{color:var(--soft);font-size:.875rem;margin:.15rem 0 1.15rem}
.figures{display:flex;flex-wrap:wrap;gap:1.25rem clamp(2rem,5vw,4rem);
margin:0 0 clamp(2rem,4vw,3rem);padding:1.25rem 0;border:solid var(--line);border-width:1px 0}
.figures div{display:flex;flex-direction:column-reverse;justify-content:flex-end;min-width:0}
.figures dt{color:var(--soft);font-size:.875rem;line-height:1.35}
.figures dd{margin:0;font:500 1.75rem/1.2 var(--serif);
letter-spacing:-.01em;overflow-wrap:anywhere}
.pair{display:grid;gap:clamp(1.25rem,3vw,2rem);margin-bottom:clamp(1.25rem,3vw,2rem)}
@media (min-width:60rem){.pair{grid-template-columns:5fr 7fr}}
.card{background:var(--card);border:1px solid var(--line);border-radius:.625rem;min-width:0;
padding:clamp(1.1rem,2.6vw,1.75rem)}
svg{display:block;width:100%;overflow:visible}
.s1{fill:var(--s1)}.s2{fill:var(--s2)}.s3{fill:var(--s3)}.s4{fill:var(--s4)}.s5{fill:var(--s5)}
.columns{shape-rendering:crispEdges}.track{fill:var(--track)}.over{fill:var(--accent)}
.grid{stroke:var(--line);stroke-width:1;vector-effect:non-scaling-stroke}
.cap{stroke:var(--edge5);stroke-width:1;vector-effect:non-scaling-stroke}
table{border-collapse:collapse;width:100%}
caption{text-align:left;padding:0}
th{text-align:left;font-weight:600}
td,th{vertical-align:baseline}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.num{text-align:right;white-space:nowrap}
.funnel tr{display:grid;grid-template-columns:minmax(0,1fr) auto 3.6rem;gap:.35rem .5rem;padding:.6rem 0}
.funnel th,.funnel td{padding:0;align-self:end}
.funnel th{overflow-wrap:anywhere}
.funnel .bar{grid-column:1/-1}
.funnel .count{font-weight:600}
.funnel .of{color:var(--soft)}
.bar svg{height:.8rem}
.chart{display:grid;grid-template-columns:auto minmax(0,1fr) minmax(0,auto);gap:0 .6rem}
.plot{position:relative;height:19rem;margin-top:.75rem}
.plot svg{height:100%}
.ticks{position:relative;margin-top:.75rem;color:var(--soft);font-size:.75rem}
.ticks i{visibility:hidden}
.ticks span{position:absolute;right:0;transform:translateY(-50%);line-height:1}
.ends{position:relative;margin-top:.75rem;max-width:min(9rem,26vw);font-size:.8125rem}
.ends i{display:block;visibility:hidden;height:0;overflow:hidden;padding-left:1.1rem;white-space:nowrap}
.ends span{display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;line-height:1.1rem}
.ends p{margin:0;position:absolute;left:0;right:0;transform:translateY(-50%);display:grid;
grid-template-columns:.7rem minmax(0,1fr);gap:0 .4rem;align-items:center}
.ends svg{width:.7rem;height:.7rem}
.ends b{font-weight:600;grid-column:2;line-height:1.1rem}
.ends .name{color:var(--soft)}
.months{grid-column:2;position:relative;height:2.4rem;font-size:.75rem;line-height:1.3;color:var(--soft)}
.months>span{position:absolute;top:.4rem;transform:translateX(-50%);text-align:center;white-space:nowrap}
.months .year{display:block;color:var(--ink);font-weight:600}
details{margin-top:.75rem;font-size:.875rem}
summary{cursor:pointer;color:var(--accent)}
summary:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:.2rem}
.scroll{overflow-x:auto;margin-top:.75rem}
.figures-table :is(td,th){padding:.25rem .75rem .25rem 0;border-bottom:1px solid var(--line);white-space:nowrap}
.actions-card,.withheld-card{margin-bottom:clamp(1.25rem,3vw,2rem)}
:is(.slipping,.listed) thead th{color:var(--soft);font-size:.8125rem;font-weight:500;padding:0 1.25rem .5rem 0;
border-bottom:1px solid var(--line);white-space:nowrap}
:is(.slipping,.listed) tbody :is(td,th){padding:.8rem 1.25rem .8rem 0;border-bottom:1px solid var(--line);
overflow-wrap:anywhere}
:is(.slipping,.listed) tbody tr:last-child>*{border-bottom:0;padding-bottom:0}
.listed tbody .task{font-size:.9375rem;overflow-wrap:anywhere}
.listed .points{text-align:right;white-space:nowrap}
.listed tbody .points{font-weight:600}
.listed :is(th,td):last-child{padding-right:0}
.actions .until,.withheld tbody .task{color:var(--soft)}
.actions .until{white-space:nowrap}
@media (min-width:44.01rem){.listed{table-layout:fixed}.actions .who{width:14%}
.listed .points{width:9%}.actions .until{width:13%}.withheld .who{width:21%}.withheld .rule{width:17%}}
.slipping .why{padding-right:0}
.slipping tbody .why{color:var(--soft);font-size:.9375rem}
@media (min-width:44.01rem){.slipping{table-layout:fixed}
.slipping .worth{width:17%}.slipping .stage-of{width:16%}.slipping .late{width:12%}.slipping .why{width:37%}}
.slipping tbody .worth{font-weight:600}
.slipping .worth,.slipping .late{text-align:right}
.late svg{height:.3rem;margin-top:.3rem}
.stage{display:inline-flex;align-items:baseline;gap:.45rem}
.stage svg{width:.7rem;height:.7rem;flex:none}
@media (max-width:44rem){
:is(.slipping,.listed) thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
:is(.slipping,.listed),:is(.slipping,.listed) tbody{display:block}
:is(.slipping,.listed) tbody tr{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.15rem 1rem;padding:.9rem 0;
border-bottom:1px solid var(--line)}
:is(.slipping,.listed) tbody tr:last-child{border-bottom:0;padding-bottom:0}
:is(.slipping,.listed) tbody :is(td,th){border:0;padding:0}
.listed .task{grid-column:1/-1;order:9}.actions .until,.withheld .rule{order:3}
.actions .until{grid-column:1/-1;font-size:.875rem}
.slipping .why{grid-column:1/-1;order:9}
.slipping .stage-of{order:3;color:var(--soft)}.slipping .late{order:4}
.slipping .late svg{width:5rem;margin-left:auto}
.plot{height:15rem}.months .minor{display:none}}
.notes{margin-top:clamp(1.75rem,4vw,2.5rem);color:var(--soft);font-size:.875rem;max-width:46rem}
.notes h2{font-size:.875rem;color:var(--ink)}
.notes ul{margin:.4rem 0 0;padding-left:1.1rem}
.notes li{margin:.25rem 0;overflow-wrap:anywhere}
@media print{:root{color-scheme:light;--paper:#fff;--card:#fff;--ink:#111;--soft:#444;--line:#ccc;--track:#eee;
--accent:#23586b;--s1:#edc667;--s2:#8fc0ad;--s3:#3f8f93;--s4:#173f5f;--s5:#e3dfd7;--edge5:#777}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{font-size:1rem}.page{max-width:none;padding:0}.card{padding:.9rem;break-inside:avoid-page}
:is(.slipping-card,.actions-card){break-inside:auto}
:is(.slipping,.listed) tr{break-inside:avoid}details:not([open]){display:none}
html{font-size:12px}.pair{grid-template-columns:5fr 7fr;gap:1rem}.plot{height:17rem}}
"""
