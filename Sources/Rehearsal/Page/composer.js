// The field at the bottom: messages, replies, and commands with a hint of what they take.
import { make, size } from './dom.js';

/** A composer. `send(text, files)` gives back whether it worked; commands are offered where `commands()` has any. */
export function composer({ id, label, send, commands }) {
  let chosen = 0;
  let attached = [];
  const field = make('textarea', {
    id, rows: 1, placeholder: label, 'aria-label': label, autocomplete: 'off', spellcheck: 'true',
    role: 'combobox', 'aria-expanded': 'false', 'aria-controls': `${id}-hints`, 'aria-autocomplete': 'list',
    onkeydown: key, oninput: () => { grow(); suggest(); },
    onblur: () => setTimeout(() => { hints.hidden = true; }, 150), onfocus: () => suggest(),
  });
  const hints = make('ul', { class: 'hints', id: `${id}-hints`, role: 'listbox', 'aria-label': 'Commands', hidden: true });
  const button = make('button', { class: 'send', type: 'button', 'aria-label': 'Send', onclick: submit }, '➤');
  const picker = make('input', {
    type: 'file', multiple: true, hidden: true, 'aria-label': 'Files to attach', data: { attach: id },
    onchange: () => { attached = [...attached, ...picker.files]; picker.value = ''; list(); },
  });
  const attach = make('button', {
    class: 'attach', type: 'button', 'aria-label': 'Attach files', onclick: () => picker.click(),
  }, '＋');
  const files = make('ul', { class: 'attached', 'aria-label': 'Attached files', hidden: true });
  const node = make('div', { class: 'composer' }, hints, files,
    make('div', { class: 'composer-box' }, attach, picker, field, button),
    make('p', { class: 'composer-help' }, make('kbd', {}, 'Enter'), ' sends, ', make('kbd', {}, 'Shift'), ' + ',
      make('kbd', {}, 'Enter'), ' makes a new line'));

  function grow() {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 220)}px`;
    node.classList.toggle('ready', field.value.trim() !== '' || attached.length > 0);
  }

  function list() {
    files.hidden = attached.length === 0;
    files.replaceChildren(...attached.map((file) => make('li', {}, `${file.name} (${size(file.size)}) `, make('button', {
      class: 'quiet', type: 'button', 'aria-label': `Leave out ${file.name}`,
      onclick: () => { attached = attached.filter((other) => other !== file); list(); },
    }, '✕'))));
    grow();
  }

  function offers() {
    if (!/^\/\S*$/.test(field.value)) return [];
    return commands().filter((command) => command.name.startsWith(field.value));
  }

  function suggest() {
    const found = offers();
    chosen = Math.min(chosen, Math.max(0, found.length - 1));
    hints.hidden = found.length === 0;
    field.setAttribute('aria-expanded', String(found.length > 0));
    hints.replaceChildren(...found.map((command, index) => make('li', {
      role: 'option', 'aria-selected': String(index === chosen),
      onmousedown: (event) => { event.preventDefault(); take(command); },
    }, make('strong', {}, command.name), ' ', make('code', {}, command.usage),
    make('span', { class: 'muted' }, command.description))));
  }

  function take(command) {
    field.value = `${command.name} `;
    field.focus();
    grow();
    suggest();
  }

  function key(event) {
    const found = hints.hidden ? [] : offers();
    if (found.length && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      chosen = (chosen + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length;
      suggest();
    } else if (found.length && (event.key === 'Tab' || (event.key === 'Enter' && field.value !== found[chosen].name))) {
      event.preventDefault();
      take(found[chosen]);
    } else if (event.key === 'Escape') {
      hints.hidden = true;
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    }
  }

  async function submit() {
    const [text, sent] = [field.value, attached];
    if (!text.trim() && sent.length === 0) return;
    field.value = '';
    attached = [];
    list();
    suggest();
    if (!(await send(text, sent)) && field.value === '') {
      field.value = text;
      attached = sent;
      list();
    }
  }

  return Object.assign(node, { focusField: () => field.focus() });
}
