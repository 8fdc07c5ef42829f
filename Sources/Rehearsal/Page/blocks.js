// Block Kit for reading: every block a message or modal may hold, except inputs.
import { make, link } from './dom.js';
import { mrkdwn, mention, formatDate } from './mrkdwn.js';
import { markdown } from './markdown.js';
import { emoji, signed } from './emoji.js';
import { element } from './elements.js';
import { chart, dataTable } from './charts.js';

/** Nodes for a list of blocks. `context` has the `directory` and `press(element, block, chosen)`. */
export function blocks(list, context) {
  return (list ?? []).map((block) => {
    const node = renderers[block.type]?.(block, context) ?? make('div', { class: 'block unknown' }, `[${block.type}]`);
    node.dataset.blockId = block.block_id ?? '';
    return node;
  });
}

/** Nodes for a text object. Plain text knows emoji and nothing else. */
export function text(object, context) {
  if (!object) return [];
  if (object.type === 'mrkdwn') return mrkdwn(object.text, context.directory);
  return object.text.split(/(:[a-z0-9_+-]+:)/).flatMap((part) => {
    const name = object.emoji !== false && part.match(/^:([a-z0-9_+-]+):$/);
    return (name && emoji(name[1])) || signed(part);
  });
}

const renderers = {
  header: (block, context) => make('h3', { class: 'block header' }, text(block.text, context)),
  divider: () => make('hr', { class: 'block' }),
  section: (block, context) => make('div', { class: 'block section' },
    make('div', { class: 'section-body' },
      block.text && make('div', { class: 'section-text' }, text(block.text, context)),
      block.fields && make('div', { class: 'fields' },
        block.fields.map((field) => make('div', { class: 'field' }, text(field, context))))),
    block.accessory && make('div', { class: 'accessory' }, element(block.accessory, block, context))),
  context: (block, context) => make('div', { class: 'block context' },
    block.elements.map((item) => make('span', {}, item.type === 'image' ? picture(item) : text(item, context)))),
  actions: (block, context) => make('div', { class: 'block actions' },
    block.elements.map((item) => element(item, block, context))),
  image: (block, context) => make('figure', { class: 'block image' },
    block.title && make('figcaption', {}, text(block.title, context)), picture(block)),
  markdown: (block) => make('div', { class: 'block markdown' }, markdown(block.text)),
  rich_text: (block, context) => make('div', { class: 'block rich' }, block.elements.map((item) => rich(item, context))),
  data_visualization: (block) => chart(block),
  data_table: (block, context) => dataTable(block, (cell) => cell.elements.map((item) => rich(item, context))),
  table: (block, context) => make('div', { class: 'block table' }, make('table', {}, block.rows.map((row, index) =>
    make('tr', {}, row.map((cell, column) =>
      make(index === 0 ? 'th' : 'td', {
        class: `align-${block.column_settings?.[column]?.align ?? 'left'}`, scope: index === 0 ? 'col' : null,
      }, cell.type === 'rich_text' ? cell.elements.map((item) => rich(item, context))
        : signed(String(cell.text ?? cell.value)))))))),
};

/** Nothing is loaded from outside: a picture is its description and a link. */
function picture(item) {
  return link(item.image_url ?? '', `🖼 ${item.alt_text ?? 'image'}`);
}

function rich(item, context) {
  const leaves = () => item.elements.flatMap((leaf) => leafNode(leaf, context));
  switch (item.type) {
    case 'rich_text_preformatted': return preformatted(item);
    case 'rich_text_quote': return make('blockquote', {}, leaves());
    case 'rich_text_list': return make(item.style === 'ordered' ? 'ol' : 'ul', {
      class: `indent-${item.indent ?? 0}`, start: item.offset ? item.offset + 1 : null,
    }, item.elements.map((section) => make('li', {}, section.elements.flatMap((leaf) => leafNode(leaf, context)))));
    default: return make('p', {}, leaves());
  }
}

/** Preformatted text; a unified diff gets a colour for each line. */
function preformatted(item) {
  const whole = item.elements.map((leaf) => leaf.text ?? leaf.url ?? '').join('').replace(/\n$/, '');
  if (!/^@@ .* @@/m.test(whole)) return make('pre', {}, whole);
  return make('pre', { class: 'diff' }, whole.split('\n').map((line) => {
    const kind = line.startsWith('@@') ? 'hunk' : /^(\+\+\+|---|diff |index )/.test(line) ? 'path'
      : line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : 'same';
    return make('span', { class: `line ${kind}` }, line + '\n');
  }));
}

function leafNode(leaf, context) {
  const node = plainLeaf(leaf, context);
  const style = leaf.style ?? {};
  return [['code', 'code'], ['strike', 's'], ['italic', 'em'], ['bold', 'strong'], ['underline', 'u']]
    .filter(([name]) => style[name]).reduce((inner, [, tag]) => make(tag, {}, inner), node);
}

function plainLeaf(leaf, context) {
  switch (leaf.type) {
    case 'text': return make('span', { class: 'text' }, leaf.style?.code ? leaf.text : signed(leaf.text));
    case 'link': return link(leaf.url, leaf.text || leaf.url);
    case 'user': return mention(`@${context.directory.name(leaf.user_id) ?? leaf.user_id}`);
    case 'channel': return mention(`#${context.directory.channel(leaf.channel_id) ?? leaf.channel_id}`);
    case 'usergroup': return mention('@group');
    case 'broadcast': return mention(`@${leaf.range}`, true);
    case 'emoji': return emoji(leaf.name, leaf.unicode) ?? make('span', {}, `:${leaf.name}:`);
    case 'date': return formatDate(leaf.timestamp, leaf.format, leaf.fallback);
    default: return make('span', {}, leaf.value ?? '');
  }
}
