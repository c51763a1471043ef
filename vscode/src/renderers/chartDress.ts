// A chart in the theme's colours and as wide as its cell: plotly.js's own JSON, changed only where the theme decides.

/** The colours of a theme, in CSS. */
export interface ChartTheme {
  text: string;
  grid: string;
  line: string;
  card: string;
  dark: boolean;
}

export interface Chart {
  data: Json[];
  layout: Json;
  frames?: Json[];
  config?: Json;
}

type Json = Record<string, unknown>;

/** The colours that CourseLib.Charts gives to the traces of a light picture, and those of the same traces in a dark one. */
const light = ['#1F4EC3', '#C73D06', '#258F76', '#710765', '#BB8C14', '#279DCE', '#595B60', '#4A131D'];
const dark = ['#4A97F5', '#FA8026', '#8DF2C6', '#A35FA3', '#F8D142', '#43C4F2', '#9E989C', '#C8463B'];
const turned = new Map(light.map((colour, i) => [colour, dark[i]!]));

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads what an output holds; null when it is no chart. */
export function readChart(value: unknown): Chart | null {
  if (!isObject(value) || !Array.isArray(value['data'])) return null;
  return {
    data: value['data'].filter(isObject),
    layout: isObject(value['layout']) ? value['layout'] : {},
    ...(Array.isArray(value['frames']) ? { frames: value['frames'].filter(isObject) } : {}),
    ...(isObject(value['config']) ? { config: value['config'] } : {}),
  };
}

/** The chart for a theme and a width in pixels. The given chart stays as it is. */
export function dressed(chart: Chart, theme: ChartTheme, width: number): Required<Chart> {
  const recoloured = (theme.dark ? darkened(chart) : structuredClone(chart)) as Chart,
    { layout } = recoloured;
  const wanted = number(layout['width']) ?? 700,
    height = number(layout['height']) ?? 420;
  layout['width'] = width;
  // A narrow cell makes a chart lower, a wide one no higher.
  layout['height'] = Math.round(Math.max(220, height * Math.min(1, width / wanted)));
  layout['autosize'] = false;
  layout['paper_bgcolor'] = layout['plot_bgcolor'] = 'rgba(0,0,0,0)';
  layout['font'] = { ...(isObject(layout['font']) ? layout['font'] : {}), color: theme.text };
  for (const [name, value] of Object.entries(layout)) {
    if (/^[xy]axis\d*$/.test(name) && isObject(value)) axis(value, theme);
    if (/^scene\d*$/.test(name)) scene(layout, name, theme);
  }
  for (const name of ['xaxis', 'yaxis']) layout[name] ??= axis({}, theme);
  if (recoloured.data.some(trace => /3d$|^surface$|^mesh3d$/.test(String(trace['type'] ?? '')))) scene(layout, 'scene', theme);
  layout['legend'] = { bgcolor: 'rgba(0,0,0,0)', ...(isObject(layout['legend']) ? layout['legend'] : {}) };
  layout['hoverlabel'] = { bgcolor: theme.card, bordercolor: theme.line, font: { color: theme.text } };
  layout['modebar'] = { bgcolor: 'rgba(0,0,0,0)', color: theme.line, activecolor: theme.text };
  for (const controls of ['updatemenus', 'sliders'])
    for (const control of Array.isArray(layout[controls]) ? layout[controls].filter(isObject) : [])
      Object.assign(control, {
        bgcolor: theme.card,
        bordercolor: theme.line,
        font: { color: theme.text },
        ...(controls === 'sliders' ? { activebgcolor: theme.line } : {}),
      });
  return {
    data: recoloured.data,
    layout,
    frames: recoloured.frames ?? [],
    config: { ...recoloured.config, responsive: false, displaylogo: false, showSendToCloud: false, plotlyServerURL: '' },
  };
}

/** What a chart shows, for readers who do not see it. */
export function description({ data, layout }: Chart): string {
  const meta = isObject(layout['meta']) ? layout['meta'] : {};
  if (typeof meta['alt'] === 'string') return meta['alt'];
  const names = data.map(trace => [trace['type'] ?? 'scatter', trace['name']].filter(part => typeof part === 'string').join(': '));
  return [titleOf(layout), names.slice(0, 12).join(', '), caption({ data, layout })].filter(part => part !== '').join('. ');
}

export function caption({ layout }: Chart): string {
  const meta = layout['meta'];
  return isObject(meta) && typeof meta['caption'] === 'string' ? meta['caption'] : '';
}

function titleOf(layout: Json): string {
  const title = isObject(layout['title']) ? layout['title']['text'] : layout['title'];
  return typeof title === 'string' ? title.replace(/<[^>]*>/g, '') : '';
}

function axis(given: Json, theme: ChartTheme): Json {
  return Object.assign(given, { gridcolor: theme.grid, zerolinecolor: theme.line, linecolor: theme.line, tickcolor: theme.line });
}

function scene(layout: Json, name: string, theme: ChartTheme): void {
  const given = isObject(layout[name]) ? layout[name] : {};
  layout[name] = given;
  given['bgcolor'] = 'rgba(0,0,0,0)';
  for (const each of ['xaxis', 'yaxis', 'zaxis']) {
    const one = axis(isObject(given[each]) ? given[each] : {}, theme);
    one['color'] = theme.text;
    given[each] = one;
  }
}

/** A copy with the colours of the dark palette. Data are shared, not copied: only text is turned. */
function darkened(value: unknown): unknown {
  if (typeof value === 'string') return turned.get(value.toUpperCase()) ?? value;
  if (Array.isArray(value)) return value.length > 0 && typeof value[0] === 'number' ? value : value.map(darkened);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, darkened(part)])) : value;
}

const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null);
