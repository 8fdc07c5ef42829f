// The field at the bottom: messages, replies, and commands with a hint of what they take.
import { make, size, explain } from './dom.js';
import { shortcutMenu } from './menus.js';

/**
 * A composer. `send(text, files)` gives back whether it worked; commands are offered where `commands()` has any, and a
 * menu of shortcuts where there is one.
 */
export function composer({ id, label, send, commands, upload, shortcuts, choose }) {
  let files = [];
  let chosen = 0;
  const field = make('textarea', {
    id, rows: 1, placeholder: label, 'aria-label': label, autocomplete: 'off', spellcheck: 'true',
    role: 'combobox', 'aria-expanded': 'false', 'aria-controls': `${id}-hints`, 'aria-autocomplete': 'list',
    onkeydown: key, oninput: () => { grow(); suggest(); },
    onblur: () => setTimeout(() => { hints.hidden = true; }, 150), onfocus: () => suggest(),
  });
  const hints = make('ul', { class: 'hints', id: `${id}-hints`, role: 'listbox', 'aria-label': 'Commands', hidden: true });
  const chosenFiles = make('ul', { class: 'chosen-files' });
  const chooser = make('input', {
    type: 'file', multiple: true, hidden: true, id: `${id}-files`,
    onchange: async () => {
      for (const file of [...chooser.files]) {
        const answer = await upload(file);
        if (answer.ok) files.push(answer.file);
        else window.alert(`${file.name}: ${explain(answer.error)}`);
      }
      chooser.value = '';
      showFiles();
      grow();
    },
  });
  const attach = make('button', {
    class: 'menu-button', type: 'button', 'aria-label': 'Attach files', title: 'Attach files',
    onclick: () => chooser.click(),
  }, '＋');
  const menu = shortcuts && shortcutMenu({ sign: '⚡', label: 'Shortcuts', shortcuts, choose });
  const button = make('button', { class: 'send', type: 'button', 'aria-label': 'Send', onclick: submit }, '➤');
  const node = make('div', { class: 'composer' }, hints, chosenFiles,
    make('div', { class: 'composer-box' }, attach, menu, field, button, chooser),
    make('p', { class: 'composer-help' }, make('kbd', {}, 'Enter'), ' sends, ', make('kbd', {}, 'Shift'), ' + ',
      make('kbd', {}, 'Enter'), ' makes a new line'));

  function showFiles() {
    chosenFiles.replaceChildren(...files.map((file) => make('li', {}, make('span', {}, file.name),
      make('span', { class: 'muted' }, ` ${size(file.size)}`),
      make('button', {
        class: 'quiet', type: 'button', 'aria-label': `Remove ${file.name}`,
        onclick: () => { files = files.filter((one) => one !== file); showFiles(); grow(); },
      }, '✕'))));
  }

  function grow() {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 220)}px`;
    node.classList.toggle('ready', field.value.trim() !== '' || files.length > 0);
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
    const text = field.value;
    const sent = files;
    if (!text.trim() && sent.length === 0) return;
    field.value = '';
    files = [];
    showFiles();
    grow();
    suggest();
    if (!(await send(text, sent)) && field.value === '') {
      field.value = text;
      files = sent;
      showFiles();
      grow();
    }
  }

  return Object.assign(node, { focusField: () => field.focus() });
}
