// Menus with the app's shortcuts: one beside the message field, one on every message.
import { make, explain } from './dom.js';

let open = null;

function close() {
  open?.remove();
  open = null;
}

document.addEventListener('click', (event) => { if (open && !open.parentElement.contains(event.target)) close(); });
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !open) return;
  open.parentElement.querySelector('button')?.focus();
  close();
  event.stopPropagation();
}, true);

/** A button that opens a menu of shortcuts. `choose(shortcut)` gives the workspace's answer. */
export function shortcutMenu({ sign, label, shortcuts, choose }) {
  const button = make('button', {
    class: 'menu-button', type: 'button', 'aria-label': label, title: label, 'aria-haspopup': 'menu', onclick: toggle,
  }, sign);
  const node = make('span', { class: 'menu-place' }, button);

  function toggle() {
    const wasOpen = open?.parentElement === node;
    close();
    if (wasOpen) return;
    const items = shortcuts();
    open = make('ul', { class: 'menu', role: 'menu', 'aria-label': label }, items.length === 0
      ? make('li', { class: 'muted', role: 'none' }, 'The app has no shortcut here.')
      : items.map((shortcut) => make('li', { role: 'none' }, make('button', {
        type: 'button', role: 'menuitem', data: { shortcut: shortcut.callback_id },
        onclick: async () => {
          close();
          const answer = await choose(shortcut);
          if (!answer.ok) window.alert(explain(answer.error));
        },
      }, make('strong', {}, shortcut.name), make('span', { class: 'muted' }, shortcut.description)))));
    node.append(open);
    open.querySelector('button')?.focus();
  }

  return node;
}
