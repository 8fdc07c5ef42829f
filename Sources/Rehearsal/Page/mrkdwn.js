// Slack's mrkdwn, as nodes. The text comes escaped; entities are decoded at the leaves, into text nodes only.
import { make, link } from './dom.js';
import { emoji, signed } from './emoji.js';

const decode = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const inline = new RegExp([
  '`([^`\\n]+)`',
  '<([^<>\\n]+)>',
  '(?<![\\w*])\\*(?=\\S)([^*\\n]+)(?<=\\S)\\*(?![\\w*])',
  '(?<![\\w_])_(?=\\S)([^_\\n]+)(?<=\\S)_(?![\\w_])',
  '(?<![\\w~])~(?=\\S)([^~\\n]+)(?<=\\S)~(?![\\w~])',
  ':([a-z0-9_+-]+):',
].join('|'), 'g');

/** Nodes for a whole mrkdwn text. `directory` turns ids into names. */
export function mrkdwn(text, directory) {
  const nodes = [];
  text.split('```').forEach((part, index, parts) => {
    const isCode = index % 2 === 1 && index < parts.length - 1;
    if (isCode) nodes.push(make('pre', {}, decode(part.replace(/^\n|\n$/g, ''))));
    else if (part) nodes.push(...lines(index % 2 === 1 ? '```' + part : part, directory));
  });
  return nodes;
}

function lines(text, directory) {
  const nodes = [];
  let quote = null;
  text.split('\n').forEach((line, index, all) => {
    const isQuote = line.startsWith('&gt;') || line.startsWith('>');
    if (isQuote) {
      if (!quote) nodes.push(quote = make('blockquote'));
      else quote.append(make('br'));
      quote.append(...spans(line.replace(/^(&gt;|>)\s?/, ''), directory));
    } else {
      quote = null;
      nodes.push(...spans(line, directory));
      if (index < all.length - 1) nodes.push(make('br'));
    }
  });
  return nodes;
}

function spans(text, directory) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(inline)) {
    if (match.index > end) nodes.push(...signed(decode(text.slice(end, match.index))));
    end = match.index + match[0].length;
    const [whole, code, angle, bold, italic, strike, name] = match;
    if (code !== undefined) nodes.push(make('code', {}, decode(code)));
    else if (angle !== undefined) nodes.push(reference(angle, directory));
    else if (bold !== undefined) nodes.push(make('strong', {}, spans(bold, directory)));
    else if (italic !== undefined) nodes.push(make('em', {}, spans(italic, directory)));
    else if (strike !== undefined) nodes.push(make('s', {}, spans(strike, directory)));
    else nodes.push(emoji(name) ?? whole);
  }
  if (end < text.length) nodes.push(...signed(decode(text.slice(end))));
  return nodes;
}

/** What stands between angle brackets: a person, a channel, a broadcast, a date or a link. */
function reference(text, directory) {
  const bar = text.indexOf('|');
  const target = bar < 0 ? text : text.slice(0, bar);
  const label = bar < 0 ? '' : decode(text.slice(bar + 1));
  if (target.startsWith('@')) return mention(`@${directory.name(target.slice(1)) ?? (label || target.slice(1))}`);
  if (target.startsWith('#')) return mention(`#${directory.channel(target.slice(1)) ?? (label || target.slice(1))}`);
  if (target.startsWith('!date^')) return date(target, label);
  if (target.startsWith('!subteam^')) return mention(label || '@group');
  if (target.startsWith('!')) return mention(`@${label || target.slice(1)}`, true);
  return link(decode(target), label || decode(target));
}

export const mention = (text, isLoud) => make('span', { class: isLoud ? 'mention loud' : 'mention' }, text);

function date(target, fallback) {
  const [, seconds, format = '', address] = target.split('^');
  const node = formatDate(Number(seconds), format, fallback);
  return address ? link(decode(address), node) : node;
}

/** Slack's date tokens, in the reader's own time zone. */
export function formatDate(seconds, format, fallback) {
  const moment = new Date(seconds * 1000);
  if (!Number.isFinite(moment.getTime())) return make('span', {}, fallback || '');
  const show = (options) => new Intl.DateTimeFormat(undefined, options).format(moment);
  const isToday = moment.toDateString() === new Date().toDateString();
  const tokens = {
    date_num: () => moment.toISOString().slice(0, 10),
    date: () => show({ month: 'long', day: 'numeric', year: 'numeric' }),
    date_short: () => show({ month: 'short', day: 'numeric', year: 'numeric' }),
    date_long: () => show({ weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' }),
    time: () => show({ hour: 'numeric', minute: '2-digit' }),
    time_secs: () => show({ hour: 'numeric', minute: '2-digit', second: '2-digit' }),
  };
  const text = decode(format).replace(/\{(\w+)\}/g, (whole, token) => {
    const plain = token.replace(/_pretty$/, '');
    if (token !== plain && isToday) return 'today';
    return tokens[plain]?.() ?? whole;
  });
  return make('time', { datetime: moment.toISOString(), title: moment.toLocaleString() }, text || fallback || '');
}
