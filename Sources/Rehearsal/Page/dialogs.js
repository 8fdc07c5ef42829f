// The question before a press that matters.
import { make, byID } from './dom.js';

/** Asks as a Block Kit confirm object says; true when the person agrees. */
export function ask(confirm) {
  const dialog = byID('confirm');
  return new Promise((resolve) => {
    const close = (answer) => { dialog.close(); resolve(answer); };
    const agree = make('button', {
      class: `button ${confirm.style ?? 'primary'}`, id: 'confirm-yes', onclick: () => close(true),
    }, confirm.confirm.text);
    dialog.replaceChildren(
      make('h2', { id: 'confirm-title' }, confirm.title.text),
      make('p', {}, confirm.text.text),
      make('div', { class: 'dialog-buttons' },
        make('button', { class: 'button', id: 'confirm-no', onclick: () => close(false) }, confirm.deny.text), agree));
    dialog.oncancel = () => resolve(false);
    dialog.showModal();
    agree.focus();
  });
}
