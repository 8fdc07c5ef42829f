// Messages in a channel or thread: made once, made again only when they change.
import { make, avatar, time, day, size } from './dom.js';
import { mrkdwn } from './mrkdwn.js';
import { blocks } from './blocks.js';
import { shortcutMenu } from './menus.js';

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const slackbot = { id: 'USLACKBOT', real_name: 'Slackbot' };

/** A list that follows what it is shown. Scrolls along while the reader is at its end. */
export class MessageList {
  constructor(list, scroller, { inThread }) {
    this.list = list;
    this.scroller = scroller;
    this.inThread = inThread;
    this.rows = new Map();
  }

  clear() {
    this.rows.clear();
    this.list.replaceChildren();
  }

  show(messages, context) {
    const isAtEnd = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < 80;
    const isFirst = this.rows.size === 0;
    const wanted = [];
    let previous = null;
    for (const message of messages) {
      if (!previous || day(previous.ts) !== day(message.ts)) wanted.push(this.divider(message));
      wanted.push(this.row(message, this.follows(previous, message), context));
      previous = message;
    }
    this.place(wanted);
    if (isAtEnd || isFirst) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  /** Puts the rows in order and moves only what is not in its place, so that focus and selection survive. */
  place(wanted) {
    const keep = new Set(wanted);
    for (const node of [...this.list.children]) if (!keep.has(node)) node.remove();
    wanted.forEach((node, index) => {
      if (this.list.children[index] !== node) this.list.insertBefore(node, this.list.children[index] ?? null);
    });
  }

  divider(message) {
    const key = `day ${day(message.ts)}`;
    if (!this.rows.has(key)) {
      this.rows.set(key, { node: make('li', { class: 'day', role: 'separator' }, make('span', {}, day(message.ts))) });
    }
    return this.rows.get(key).node;
  }

  follows(previous, message) {
    return previous && previous.user === message.user && previous.is_ephemeral === message.is_ephemeral
      && !previous.reply_count && Number(message.ts) - Number(previous.ts) < 300 && day(previous.ts) === day(message.ts);
  }

  row(message, isContinued, context) {
    const state = JSON.stringify([message, isContinued]);
    const known = this.rows.get(message.ts);
    if (known?.state === state) return known.node;
    const focused = known?.node.contains(document.activeElement) ? document.activeElement.dataset.actionId : null;
    const node = messageRow(message, isContinued, this.inThread, context);
    if (known) {
      known.node.replaceWith(node);
      node.classList.add('changed');
      if (focused) node.querySelector(`[data-action-id="${CSS.escape(focused)}"]`)?.focus();
    }
    this.rows.set(message.ts, { state, node });
    return node;
  }
}

function messageRow(message, isContinued, inThread, context) {
  const author = message.user === slackbot.id ? slackbot : context.directory.member(message.user);
  return make('li', {
    class: ['message', isContinued && 'continued', message.is_ephemeral && 'ephemeral'].filter(Boolean).join(' '),
    data: { ts: message.ts },
  },
  make('div', { class: 'gutter' }, isContinued ? time(message.ts, clock) : avatar(author)),
  make('div', { class: 'body' },
    message.is_ephemeral && make('p', { class: 'only-you' }, '◉ Only visible to you'),
    !isContinued && make('p', { class: 'byline' },
      make('strong', {}, author?.real_name ?? message.user),
      (author?.is_bot || author === slackbot) && make('span', { class: 'app' }, 'APP'), time(message.ts)),
    content(message, context),
    !inThread && threadLink(message, context)),
  !message.is_ephemeral && shortcutMenu({
    sign: '⋮', label: 'More actions', shortcuts: () => context.shortcuts('message'),
    choose: (shortcut) => context.choose(shortcut, message),
  }));
}

function content(message, context) {
  const inner = { ...context, press: (item, block, chosen) => context.press(message, item, block, chosen) };
  const nodes = [];
  if (message.blocks?.length) nodes.push(...blocks(message.blocks, inner));
  else if (message.text) nodes.push(make('div', { class: 'text-body' }, mrkdwn(message.text, context.directory)));
  for (const attachment of message.attachments ?? []) nodes.push(attached(attachment, inner));
  for (const file of message.files ?? []) nodes.push(fileCard(file));
  if (message.edited && !message.blocks?.length && !message.attachments?.length) {
    nodes.push(make('span', { class: 'edited' }, '(edited)'));
  }
  return nodes;
}

/** An attachment with its colour bar. The colour comes from the bot, so it must be one. */
function attached(attachment, context) {
  const node = make('div', { class: 'attachment' },
    attachment.pretext && make('div', {}, mrkdwn(attachment.pretext, context.directory)),
    attachment.title && make('strong', {}, attachment.title),
    attachment.text && make('div', {}, mrkdwn(attachment.text, context.directory)),
    blocks(attachment.blocks, context),
    attachment.footer && make('p', { class: 'muted' }, attachment.footer));
  if (/^([0-9a-f]{3}|[0-9a-f]{6})$/i.test(attachment.color ?? '')) {
    node.style.setProperty('--bar', `#${attachment.color}`);
  }
  return node;
}

function fileCard(file) {
  const address = `/workspace/files/${encodeURIComponent(file.id)}`;
  const preview = make('pre', { class: 'preview', tabindex: '0', hidden: true });
  const isText = /^(text|application\/json)/.test(file.mimetype) && file.size < 300_000;
  const toggle = make('button', {
    class: 'button small', type: 'button', 'aria-expanded': 'false', onclick: async () => {
      if (!preview.textContent) preview.textContent = await (await fetch(address)).text();
      preview.hidden = !preview.hidden;
      preview.scrollIntoView({ block: 'nearest' });
      toggle.setAttribute('aria-expanded', String(!preview.hidden));
      toggle.textContent = preview.hidden ? 'Preview' : 'Hide';
    },
  }, 'Preview');
  return make('div', { class: 'file' },
    make('div', { class: 'file-head' },
      make('span', { class: 'file-mark', 'aria-hidden': 'true' }, (file.filetype || 'file').slice(0, 4)),
      make('span', { class: 'file-name' }, make('strong', {}, file.title || file.name),
        make('span', { class: 'muted' }, size(file.size))),
      make('span', { class: 'file-buttons' }, isText && toggle,
        make('a', { class: 'button small', href: address, download: file.name }, 'Download'))),
    preview);
}

function threadLink(message, context) {
  if (message.is_ephemeral) return null;
  const count = message.reply_count ?? 0;
  return make('button', {
    class: count ? 'thread-link' : 'reply-link', type: 'button', data: { openThread: message.ts },
    onclick: () => context.openThread(message.ts),
  }, count ? [
    make('span', { class: 'faces' }, (message.reply_users ?? []).slice(0, 4).map((id) => avatar(context.directory.member(id)))),
    make('strong', {}, `${count} ${count === 1 ? 'reply' : 'replies'}`),
    make('span', { class: 'muted' }, 'Last reply ', time(message.latest_reply)),
  ] : 'Reply in thread');
}
