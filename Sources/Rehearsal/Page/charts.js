// Charts and data tables, drawn the way Slack draws them: a picture with every number written on it.
import { make } from './dom.js';
import { signed } from './emoji.js';

const svgNames = 'http://www.w3.org/2000/svg';

function svg(name, properties = {}, ...children) {
  const element = document.createElementNS(svgNames, name);
  for (const [key, value] of Object.entries(properties)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** A data_visualization block. */
export function chart(block) {
  const { chart: data } = block;
  const content = data.type === 'pie' ? pie(data.segments) : bars(data);
  return make('figure', { class: 'block chart' }, make('figcaption', {}, block.title), content);
}

function pie(segments) {
  const total = segments.reduce((sum, part) => sum + part.value, 0);
  let angle = -Math.PI / 2;
  const slices = segments.map((part, index) => {
    const start = angle;
    angle += (part.value / total) * 2 * Math.PI;
    if (segments.length === 1) return svg('circle', { cx: 50, cy: 50, r: 48, class: `series-${index}` });
    const point = (at) => `${(50 + 48 * Math.cos(at)).toFixed(2)} ${(50 + 48 * Math.sin(at)).toFixed(2)}`;
    const isLarge = angle - start > Math.PI ? 1 : 0;
    return svg('path', { d: `M50 50 L${point(start)} A48 48 0 ${isLarge} 1 ${point(angle)} Z`, class: `series-${index % 12}` });
  });
  const words = segments.map((part) => `${part.label}: ${part.value}`).join(', ');
  return make('div', { class: 'pie' },
    svg('svg', { viewBox: '0 0 100 100', role: 'img', 'aria-label': words }, ...slices),
    make('ul', {}, segments.map((part, index) => make('li', {},
      make('span', { class: `swatch series-${index % 12}`, 'aria-hidden': 'true' }), part.label, ' ',
      make('strong', {}, String(part.value)),
      make('span', { class: 'muted' }, ` ${Math.round((part.value / total) * 100)} %`)))));
}

/** Bars, also for lines and areas: the numbers are what matters here. */
function bars({ series, axis_config: axis }) {
  const largest = Math.max(1, ...series.flatMap((one) => one.data.map((point) => point.value)));
  return make('div', { class: 'bars' },
    axis.y_label && make('p', { class: 'muted axis' }, axis.y_label),
    axis.categories.map((category, place) => make('div', { class: 'bar-row' },
      make('span', { class: 'bar-label' }, category),
      make('span', { class: 'bar-group' }, series.map((one, index) => {
        const { value } = one.data[place];
        const bar = make('span', { class: `bar series-${index % 12}`, title: one.name });
        bar.style.width = `${(value / largest) * 100}%`;
        return make('span', { class: 'bar-line' }, make('span', { class: 'bar-track' }, bar), make('strong', {}, String(value)));
      })))));
}

/** A data_table block: the first row is its header, one column names the rows. */
export function dataTable(block, rich) {
  const named = block.row_header_column_index ?? 0;
  const content = (cell) => (cell.type === 'rich_text' ? rich(cell) : signed(String(cell.text ?? cell.value)));
  const [header, ...rows] = block.rows;
  return make('div', { class: 'block table' }, make('table', {},
    make('caption', {}, block.caption),
    make('thead', {}, make('tr', {}, header.map((cell) => make('th', { scope: 'col' }, content(cell))))),
    make('tbody', {}, rows.map((row) => make('tr', {}, row.map((cell, column) =>
      make(column === named ? 'th' : 'td', { scope: column === named ? 'row' : null }, content(cell))))))));
}
