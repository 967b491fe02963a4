// Charts of the board. The library is large, so it is fetched only when somebody looks at charts.
import { html, useEffect, useRef, useState } from './view.js';
import { t } from './i18n.js';
import { choices, named, regionShort } from './vocabulary.js';
import { Fault, Loading } from './parts.js';
import { exactYi } from './format.js';
import { spanOf } from './boardfigures.js';

let library;
function loadLibrary() {
  library ||= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = new URL('../vendor/echarts.common.min.js', import.meta.url).href;
    script.onload = () => resolve(globalThis.echarts);
    script.onerror = () => { library = undefined; script.remove(); reject(new Error(t('图表组件没有加载成功，请重试。', 'The charts could not be loaded.'))); };
    document.head.append(script);
  });
  return library;
}

const colours = ['#16324f', '#3a6ea5', '#7fa6cc', '#b08d3c', '#8a9a5b', '#b5525c', '#6b6f8f'];

// Tooltips are drawn on the canvas: as HTML they would bring inline styles, which our content policy refuses.
const common = (narrow) => ({
  animation: false, color: colours, textStyle: { fontFamily: 'inherit' }, tooltip: { trigger: 'axis', renderMode: 'richText', confine: true },
  legend: { top: 0, type: narrow ? 'scroll' : 'plain' }, grid: { left: 8, right: 16, top: 44, bottom: 8, containLabel: true },
});

// amounts are drawn in 亿元 and told exactly.
function investmentOptions(board, span, narrow) {
  const rows = board.regions, names = rows.map((r) => regionShort(r.regionId));
  const series = choices('milestoneKind').slice(0, 3).map((c) => ({ name: named(c), type: 'bar', barMaxWidth: 22, data: rows.map((r) => spanOf(r.figures, span, c.code).investmentWan / 10000), tooltip: { valueFormatter: (v) => exactYi(Math.round(v * 10000)) } }));
  return oriented(common(narrow), names, series, t('亿元', '¥100m'), narrow);
}

function scoreOptions(board, narrow) {
  const rows = board.regions.filter((r) => r.rank), names = rows.map((r) => regionShort(r.regionId));
  const terms = rows[0]?.terms || [];
  const series = terms.map((term) => ({ name: t(term.label, term.labelEn || term.label), type: 'bar', stack: 'score', barMaxWidth: 26, data: rows.map((r) => r.terms.find((x) => x.key === term.key)?.points ?? 0) }));
  return oriented(common(narrow), names, series, t('分', 'points'), narrow);
}

// oriented turns the bars on a phone, where ten names do not fit side by side.
function oriented(options, names, series, unit, narrow) {
  const category = { type: 'category', data: names, axisLabel: { interval: 0 }, inverse: narrow }, value = { type: 'value', min: 0, name: narrow ? '' : unit };
  return { ...options, xAxis: narrow ? value : category, yAxis: narrow ? category : value, series };
}

function Chart({ echarts, label, make }) {
  const box = useRef();
  useEffect(() => {
    const chart = echarts.init(box.current, null, { renderer: 'canvas' });
    const draw = () => { chart.resize(); chart.setOption(make(box.current.clientWidth < 560), true); };
    const watch = new ResizeObserver(draw);
    watch.observe(box.current);
    draw();
    return () => { watch.disconnect(); chart.dispose(); };
  }, [make]);
  return html`<figure class="chart"><figcaption>${label}</figcaption><div class="chart-box" ref=${box} role="img" aria-label=${label}></div></figure>`;
}

export function BoardCharts({ board, span }) {
  const [state, set] = useState({ echarts: null, problem: null });
  const load = () => { set({ echarts: null, problem: null }); loadLibrary().then((echarts) => set({ echarts, problem: null }), (problem) => set({ echarts: null, problem })); };
  useEffect(load, []);
  if (state.problem) return html`<${Fault} problem=${state.problem} retry=${load} />`;
  if (!state.echarts) return html`<${Loading} />`;
  return html`<${Chart} key=${'i' + span} echarts=${state.echarts}
    label=${t('签约、落地、开工项目总投资（亿元）', 'Investment of projects signed, landed and started (¥100m)')}
    make=${(narrow) => investmentOptions(board, span, narrow)} />
    <${Chart} key="s" echarts=${state.echarts} label=${t('得分构成', 'What the score is made of')} make=${(narrow) => scoreOptions(board, narrow)} />
    <p class="small dim">${t('图中各项数值见“排名”“指标”两页。', 'The same numbers stand as tables under Ranking and Figures.')}</p>`;
}
