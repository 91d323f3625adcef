import { init } from 'echarts';

/**
 * An axis; `log` where each step is ten times the one before. A logarithmic axis holds nothing that is not positive. It begins
 * with `least`, or as it suits the values.
 */
export type Axis = Readonly<{ name: string; scale?: 'linear' | 'log'; least?: number }>;

export type Series = Readonly<{
  name: string;
  points: readonly (readonly [x: number, y: number])[];
  /** `step`: the value holds until the next point, as a count does over time. `dashed`: something to compare with. */
  line?: 'solid' | 'dashed' | 'step';
}>;

/** A part of the horizontal axis that is shaded, with its name in it. */
export type Band = Readonly<{ name: string; from: number; to: number }>;

export type Plot = Readonly<{
  title: string;
  x: Axis;
  y: Axis;
  series: readonly Series[];
  bands?: readonly Band[];
  /** In pixels. */
  height?: number;
}>;

export const WIDTH = 760;

/** Colours that stay apart for those who are colour-blind. @see https://jfly.uni-koeln.de/color/ */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#56b4e9', '#e69f00', '#000000'];

/** More points than this are drawn as a line alone. */
const MOST_MARKS = 30;

/** Draws lines over one pair of axes as an SVG document, on a white ground so that it can be read on any page. */
export function plot({ title, x, y, series, bands = [], height = 420 }: Plot): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    chart.setOption({
      animation: false,
      backgroundColor: '#ffffff',
      color: COLOURS,
      title: { text: title, left: 'center', top: 10, textStyle: { fontSize: 16, color: '#222222' } },
      legend: {
        bottom: 8,
        itemGap: 28,
        data: series.map(({ name }) => ({ name })),
        textStyle: { color: '#333333' },
      },
      grid: { left: 76, right: 32, top: 56, bottom: 84 },
      xAxis: { ...axis(x), nameGap: 28 },
      yAxis: { ...axis(y), nameGap: 56 },
      series: [...series.map(drawn), ...(bands.length > 0 ? [shaded(bands)] : [])],
    });
    return `${chart.renderToSVGString()}\n`;
  } finally {
    chart.dispose();
  }
}

const drawn = ({ name, points, line = 'solid' }: Series) => ({
  type: 'line' as const,
  name,
  data: points.map(([at, value]) => [at, value]),
  showSymbol: points.length <= MOST_MARKS,
  symbol: 'circle',
  symbolSize: 6,
  lineStyle: { width: 2, type: line === 'dashed' ? ('dashed' as const) : ('solid' as const) },
  ...(line === 'step' && { step: 'end' as const }),
});

/** A series without points, for what is shaded belongs to one. */
const shaded = (bands: readonly Band[]) => ({
  type: 'line' as const,
  data: [],
  markArea: {
    silent: true,
    itemStyle: { color: '#ececec' },
    label: { position: 'insideTopLeft' as const, color: '#555555' },
    data: bands.map(({ name, from, to }): [{ name: string; xAxis: number }, { xAxis: number }] => [
      { name, xAxis: from },
      { xAxis: to },
    ]),
  },
});

const axis = ({ name, scale = 'linear', least }: Axis) => ({
  ...(least !== undefined && { min: least }),
  type: scale === 'log' ? ('log' as const) : ('value' as const),
  name,
  nameLocation: 'middle' as const,
  nameTextStyle: { color: '#333333', fontSize: 13 },
  axisLabel: { color: '#333333' },
  axisLine: { show: true, onZero: false, lineStyle: { color: '#666666' } },
  splitLine: { lineStyle: { color: '#e4e4e4' } },
});
