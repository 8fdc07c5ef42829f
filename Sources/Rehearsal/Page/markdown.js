// The markdown block: the part of Markdown that Slack shows. Everything becomes nodes, nothing becomes markup.
import { make, link } from './dom.js';
import { signed } from './emoji.js';

const inline = /`([^`\n]+)`|\*\*(?=\S)([^\n]+?)(?<=\S)\*\*|(?<![\w*])[*_](?=\S)([^*_\n]+)(?<=\S)[*_](?![\w*])|~~([^~\n]+)~~|\[([^\]\n]+)\]\(([^()\s]+)\)|(https?:\/\/[^\s<>]+)/g;

function spans(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(inline)) {
    if (match.index > end) nodes.push(...signed(text.slice(end, match.index)));
    end = match.index + match[0].length;
    const [, code, bold, italic, strike, label, address, bare] = match;
    if (code !== undefined) nodes.push(make('code', {}, code));
    else if (bold !== undefined) nodes.push(make('strong', {}, spans(bold)));
    else if (italic !== undefined) nodes.push(make('em', {}, spans(italic)));
    else if (strike !== undefined) nodes.push(make('s', {}, strike));
    else if (label !== undefined) nodes.push(link(address, label));
    else nodes.push(link(bare, bare));
  }
  if (end < text.length) nodes.push(...signed(text.slice(end)));
  return nodes;
}

const rules = [
  [/^#{1,6}\s+(.*)/, (match) => make('h4', {}, spans(match[1]))],
  [/^(?:---+|\*\*\*+)\s*$/, () => make('hr')],
  [/^>\s?(.*)/, (match) => make('blockquote', {}, spans(match[1]))],
];

export function markdown(text) {
  const nodes = [];
  const rows = text.split('\n');
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index];
    if (row.startsWith('```')) {
      let end = index + 1;
      while (end < rows.length && !rows[end].startsWith('```')) end += 1;
      nodes.push(make('pre', {}, rows.slice(index + 1, end).join('\n')));
      index = end;
      continue;
    }
    const rule = rules.find(([pattern]) => pattern.test(row));
    if (rule) nodes.push(rule[1](row.match(rule[0])));
    else if (/^\s*([-*+]|\d+[.)])\s+/.test(row)) addItem(nodes, row);
    else if (row.trim()) addText(nodes, row);
    else nodes.push(null);
  }
  return nodes.filter(Boolean);
}

function addItem(nodes, row) {
  const [, indent, mark, rest] = row.match(/^(\s*)([-*+]|\d+[.)])\s+(.*)/);
  const name = /\d/.test(mark) ? 'ol' : 'ul';
  let list = nodes.at(-1);
  if (list?.tagName !== name.toUpperCase()) nodes.push(list = make(name));
  const task = rest.match(/^\[([ xX])\]\s+(.*)/);
  const words = task ? [task[1] === ' ' ? '☐ ' : '☑ ', ...spans(task[2])] : spans(rest);
  list.append(make('li', { class: `indent-${Math.min(4, Math.floor(indent.length / 2))}` }, words));
}

function addText(nodes, row) {
  const last = nodes.at(-1);
  if (last?.tagName === 'P') last.append(make('br'), ...spans(row));
  else nodes.push(make('p', {}, spans(row)));
}
