// Small tools the other files build the page with. Text always becomes a text node, never markup.

/** Makes an element. `properties` sets attributes, `on…` adds listeners; strings among the children become text. */
export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'class') element.className = value;
    else if (key === 'data') Object.assign(element.dataset, value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const byID = (id) => document.getElementById(id);

/** A link to the outside, or plain text where the address is none a browser should follow. */
export function link(address, ...children) {
  if (!/^(https?:\/\/|mailto:)/i.test(address)) return make('span', {}, ...children);
  return make('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}

export function time(ts, options = { hour: 'numeric', minute: '2-digit' }) {
  const date = new Date(Number(ts) * 1000);
  return make('time', { datetime: date.toISOString(), title: date.toLocaleString() },
    new Intl.DateTimeFormat(undefined, options).format(date));
}

export function day(ts) {
  const date = new Date(Number(ts) * 1000);
  const today = new Date();
  if (date.toDateString() === today.toDateString()) return 'Today';
  return new Intl.DateTimeFormat(undefined, { weekday: 'long', month: 'long', day: 'numeric' }).format(date);
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function avatar(member) {
  if (member?.is_bot) return make('img', { class: 'avatar', src: '/page/icon.svg', alt: '' });
  const name = member?.real_name ?? '?';
  const initials = name.split(' ').map((word) => word[0]).slice(0, 2).join('');
  const tone = [...(member?.id ?? '')].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 5;
  return make('span', { class: `avatar tone-${tone}`, 'aria-hidden': 'true' }, initials);
}

/** Posts to the workspace and returns its answer; `ok` is false when it could not be reached either. */
export async function post(path, body) {
  try {
    const answer = await fetch(`/workspace/${path}`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
    });
    return await answer.json();
  } catch {
    return { ok: false, error: 'workspace_unreachable' };
  }
}

/** What a person should read for one of the workspace's error words. */
export function explain(error) {
  const words = {
    operation_timeout: 'The app did not answer within three seconds.',
    dispatch_failed: 'The app could not be reached or answered with an error.',
    invalid_response: 'The app answered with something Slack does not understand.',
    workspace_unreachable: 'The workspace does not answer. Is it still running?',
    view_not_found: 'This form is no longer open.',
    file_too_large: 'The file is larger than 64 MB.',
    file_empty: 'The file is empty.',
  };
  return words[error] ?? `That did not work (${error}).`;
}
