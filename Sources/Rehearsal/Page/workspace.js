// The page: keeps one person's screen in step with the workspace.
import { make, byID, avatar, post, explain } from './dom.js';
import { MessageList } from './messages.js';
import { showModal } from './modal.js';
import { composer } from './composer.js';
import { prepare, prefill } from './prepared.js';
import { showHome } from './home.js';

const store = (key, value) => {
  try { return value === undefined ? localStorage.getItem(key) : localStorage.setItem(key, value); } catch { return null; }
};

const page = {
  user: store('acting-as') ?? '', channel: null, isHome: new URLSearchParams(location.search).has('home'), thread: null, state: null, generation: 0,
  abort: new AbortController(), read: {}, preparedCount: 0,
};

const directory = {
  member: (id) => page.state?.members.find((member) => member.id === id),
  name: (id) => directory.member(id)?.profile.display_name,
  channel: (id) => page.state?.channels.find((channel) => channel.id === id)?.name,
  people: () => (page.state?.members ?? []).filter((member) => !member.is_bot),
  channels: () => (page.state?.channels ?? []).filter((channel) => !channel.is_im),
};

const context = {
  directory,
  prefill,
  user: () => page.user,
  openThread,
  act: (body) => post('actions', { ...body, user: page.user }),
  press: (message, item, block, chosen) => context.act({
    channel: message.channel, ts: message.ts, action_id: item.action_id, block_id: block.block_id, chosen,
  }),
  shortcuts: (kind) => (page.state?.shortcuts ?? []).filter((shortcut) => shortcut.type === kind),
  choose: (shortcut, message) => post('shortcuts', {
    user: page.user, callback_id: shortcut.callback_id, channel: message?.channel, ts: message?.ts,
  }),
  submit: (view, values) => post('views/submit', { user: page.user, view_id: view, values }),
  async upload(file) {
    try {
      const query = new URLSearchParams({ user: page.user, name: file.name });
      return await (await fetch(`/workspace/files?${query}`, { method: 'POST', body: file })).json();
    } catch {
      return { ok: false, error: 'workspace_unreachable' };
    }
  },
};

const list = new MessageList(byID('messages'), byID('scroller'), { inThread: false });
const threadList = new MessageList(byID('thread-messages'), byID('thread-scroller'), { inThread: true });

// Following the workspace

async function follow() {
  const generation = page.generation;
  let revision = null;
  while (generation === page.generation) {
    const query = new URLSearchParams({ user: page.user });
    if (revision !== null) query.set('after', revision);
    try {
      const answer = await (await fetch(`/workspace/state?${query}`, { signal: page.abort.signal })).json();
      if (generation !== page.generation) return;
      if (!answer.ok) throw new Error(answer.error);
      byID('trouble').hidden = true;
      if (answer.revision !== revision) show(answer);
      revision = answer.revision;
    } catch (error) {
      if (generation !== page.generation) return;
      if (error.message === 'user_not_found') page.user = '';
      byID('trouble').hidden = false;
      revision = null;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

function become(user) {
  page.user = user;
  store('acting-as', user);
  page.generation += 1;
  page.abort.abort();
  page.abort = new AbortController();
  list.clear();
  threadList.clear();
  page.read = {};
  if (page.isHome) post('home', { user });
  follow();
}

// Showing

function show(state) {
  page.state = state;
  page.user = state.you;
  const wanted = page.channel ?? address().channel;
  page.channel = state.channels.some((channel) => channel.id === wanted) ? wanted : state.channels[0].id;
  showPeople();
  showHome(page.isHome, state.home, context);
  showConversation();
  showModal(state.views.at(-1) ?? null, context);
}

const visible = (message) => !message.thread_ts || message.thread_ts === message.ts
  || message.subtype === 'thread_broadcast' || message.is_ephemeral;

function showConversation() {
  const channel = page.state.channels.find((one) => one.id === page.channel);
  const messages = page.state.messages[page.channel] ?? [];
  page.read[page.channel] = messages.at(-1)?.ts ?? '0';
  byID('channel-name').textContent = page.isHome ? 'Incident Bot' : channel.is_im ? directory.member(botID())?.real_name : `# ${channel.name}`;
  byID('channel-topic').textContent = page.isHome ? 'Home' : channel.topic?.value ?? 'Direct message';
  showChannels();
  showWelcome(channel, messages);
  list.show(messages.filter(visible), context);
  showThread(messages);
}

const botID = () => page.state.members.find((member) => member.is_bot)?.id;

function showWelcome(channel, messages) {
  byID('welcome').hidden = messages.length > 0 || page.isHome;
  byID('welcome-title').textContent = channel.is_im ? 'A direct message with the bot' : `Welcome to #${channel.name}`;
  byID('welcome-text').textContent = channel.hasBot
    ? 'This looks like Slack and speaks its language, but everything stays on this machine. Try a whole incident:'
    : 'The bot is not in this channel, but its command works here too.';
  byID('welcome-steps').hidden = !channel.hasBot;
  byID('welcome-prepared').hidden = page.preparedCount === 0;
}

function showChannels() {
  if (page.isHome) byID('open-home').setAttribute('aria-current', 'page');
  else byID('open-home').removeAttribute('aria-current');
  byID('channels').replaceChildren(...page.state.channels.map((channel) => {
    const latest = (page.state.messages[channel.id] ?? []).filter((one) => one.user !== page.user).at(-1)?.ts ?? '0';
    const isUnread = Number(latest) > Number(page.read[channel.id] ?? '0');
    const name = channel.is_im ? directory.member(botID())?.real_name : channel.name;
    return make('li', {}, make('button', {
      class: isUnread ? 'channel unread' : 'channel', 'aria-current': channel.id === page.channel && !page.isHome ? 'page' : null,
      data: { channel: channel.id }, onclick: () => openChannel(channel.id),
    }, make('span', { 'aria-hidden': 'true' }, channel.is_im ? '●' : '#'), name,
    isUnread && make('span', { class: 'dot', role: 'img', 'aria-label': 'unread' })));
  }));
}

function showPeople() {
  byID('people').replaceChildren(...directory.people().map((member) => make('li', {}, make('button', {
    class: 'person', role: 'radio', 'aria-checked': String(member.id === page.user), data: { user: member.id },
    onclick: () => { if (member.id !== page.user) become(member.id); },
  }, avatar(member), make('span', {}, make('strong', {}, member.real_name),
    make('span', { class: 'muted' }, member.profile.title))))));
  const you = directory.member(page.user);
  byID('you-are').replaceChildren(avatar(you), make('span', {}, you?.real_name ?? ''));
}

function openChannel(id) {
  page.channel = id;
  page.isHome = false;
  showHome(false);
  document.body.classList.remove('sidebar-open');
  list.clear();
  closeThread();
  history.replaceState(null, '', `/?channel=${encodeURIComponent(id)}`);
  showConversation();
}

function openHome() {
  page.isHome = true;
  document.body.classList.remove('sidebar-open');
  closeThread();
  history.replaceState(null, '', '/?home');
  post('home', { user: page.user });
  showHome(true, page.state.home, context);
  showConversation();
}

// Threads

function openThread(ts) {
  page.thread = ts;
  threadList.clear();
  showThread(page.state.messages[page.channel] ?? []);
  byID('thread-composer-place').querySelector('textarea')?.focus();
}

function showThread(messages) {
  const parts = page.thread ? messages.filter((one) => one.ts === page.thread || one.thread_ts === page.thread) : [];
  const pane = byID('thread');
  pane.hidden = parts.length === 0;
  document.body.classList.toggle('thread-open', !pane.hidden);
  if (pane.hidden) return;
  byID('thread-channel').textContent = byID('channel-name').textContent;
  threadList.show(parts, context);
}

function closeThread() {
  page.thread = null;
  threadList.clear();
  showThread([]);
}

// Writing

async function send(text, files, thread) {
  const body = {
    user: page.user, channel: page.channel, text, thread_ts: thread, files: files.map((file) => file.id),
  };
  const isCommand = text.startsWith('/') && !thread;
  const answer = await post(isCommand ? 'commands' : 'messages', body);
  if (!answer.ok) window.alert(explain(answer.error));
  list.scroller.scrollTop = list.scroller.scrollHeight;
  return answer.ok;
}

async function begin() {
  document.body.classList.remove('sidebar-open');
  const channel = page.state.channels.find((one) => one.id === page.channel);
  if (!channel.hasBot || channel.is_im || page.isHome) openChannel(page.state.channels[0].id);
  await send(page.state.commands[0].name, []);
}

/** A permalink (`/archives/C…/p…`) or a remembered channel. */
function address() {
  const link = location.pathname.match(/^\/archives\/([A-Z0-9]+)\/p(\d+)(\d{6})$/);
  const query = new URLSearchParams(location.search);
  if (!link) return { channel: query.get('channel') };
  return { channel: link[1], thread: query.get('thread_ts') ?? `${link[2]}.${link[3]}` };
}

byID('composer-place').append(composer({
  id: 'composer', label: 'Message, or type /incident', send: (text, files) => send(text, files),
  commands: () => page.state?.commands ?? [], upload: context.upload, shortcuts: () => context.shortcuts('global'),
  choose: (shortcut) => context.choose(shortcut),
}));
byID('thread-composer-place').append(composer({
  id: 'thread-composer', label: 'Reply…', send: (text, files) => send(text, files, page.thread), commands: () => [],
  upload: context.upload,
}));
byID('close-thread').onclick = closeThread;
byID('open-home').onclick = openHome;
byID('open-sidebar').onclick = () => document.body.classList.add('sidebar-open');
byID('close-sidebar').onclick = () => document.body.classList.remove('sidebar-open');
byID('conversation').addEventListener('click', (event) => {
  if (!event.target.closest('#open-sidebar')) document.body.classList.remove('sidebar-open');
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !document.querySelector('dialog[open]') && page.thread) closeThread();
});
page.thread = address().thread ?? null;
page.preparedCount = await prepare(begin).catch(() => 0);
byID('open-prepared').hidden = page.preparedCount === 0;
byID('composer').focus();
follow();
