// The modal in front of the person: built from the bot's view, kept while they type, submitted, closed.
import { make, byID, post, explain } from './dom.js';
import { blocks, text } from './blocks.js';
import { input } from './inputs.js';

let shown = { id: null, hash: null, errors: '' };
let inputs = [];
const drafts = new Map();

/** Shows the top view, or none. An update keeps what was typed into inputs that are still there. */
export function showModal(view, context) {
  const dialog = byID('modal');
  if (!view) {
    if (dialog.open) dialog.close();
    shown = { id: null, hash: null, errors: '' };
    inputs = [];
    return;
  }
  if (view.id !== shown.id || view.hash !== shown.hash) build(dialog, view, context);
  const errors = JSON.stringify(view.errors ?? {});
  if (errors !== shown.errors) complain(view.errors ?? {});
  shown = { id: view.id, hash: view.hash, errors };
}

function build(dialog, view, context) {
  if (shown.id) remember(shown.id);
  const kept = drafts.get(view.id) ?? {};
  const press = async (item, block, chosen) => context.act({
    view_id: view.id, action_id: item.action_id, block_id: block.block_id, chosen, values: values(),
  });
  const inner = { ...context, press };
  inputs = [];
  const content = view.blocks.map((block) => {
    if (block.type !== 'input') return blocks([block], inner)[0];
    const node = input(block, inner, kept[block.block_id]?.[block.element.action_id]);
    inputs.push(node);
    return node;
  });
  const form = make('form', { novalidate: true, onsubmit: (event) => { event.preventDefault(); submit(view, context); } },
    make('header', {},
      make('img', { class: 'mark', src: '/page/icon.svg', alt: '' }),
      make('h2', { id: 'modal-title' }, text(view.title, context)),
      make('button', {
        class: 'quiet', type: 'button', id: 'modal-x', 'aria-label': 'Close', onclick: () => close(view, context),
      }, '✕')),
    make('div', { class: 'modal-body' }, content),
    make('p', { class: 'complaint modal-trouble', id: 'modal-trouble', role: 'alert', hidden: true }),
    make('footer', {},
      make('button', { class: 'button', type: 'button', id: 'modal-close', onclick: () => close(view, context) },
        text(view.close ?? { text: 'Close' }, context)),
      view.submit && make('button', { class: 'button primary', type: 'submit', id: 'modal-submit' },
        text(view.submit, context))));
  form.dataset.viewId = view.id;
  form.dataset.callbackId = view.callback_id;
  dialog.replaceChildren(form);
  dialog.oncancel = (event) => { event.preventDefault(); close(view, context); };
  if (!dialog.open) dialog.showModal();
  const first = dialog.querySelector('[autofocus]') ?? dialog.querySelector('textarea, input, select');
  (context.prefill(inputs) ? byID('modal-submit') : first)?.focus();
}

function values() {
  const all = {};
  for (const node of inputs) all[node.blockID] = { ...all[node.blockID], [node.actionID]: node.read() };
  return all;
}

function remember(id) {
  drafts.set(id, values());
}

function complain(errors) {
  for (const node of inputs) node.complain(errors[node.blockID]);
  const first = inputs.find((node) => errors[node.blockID]);
  first?.scrollIntoView({ block: 'nearest' });
  first?.querySelector('textarea, input, select')?.focus();
}

function trouble(words) {
  const place = byID('modal-trouble');
  if (!place) return;
  place.hidden = !words;
  place.textContent = words ?? '';
}

async function submit(view, context) {
  if (inputs.some((node) => node.isBusy())) return trouble('A file is still being uploaded.');
  const button = byID('modal-submit');
  if (button.getAttribute('aria-busy') === 'true') return undefined;
  button.setAttribute('aria-busy', 'true');
  trouble(null);
  complain({});
  const answer = await context.submit(view.id, values());
  button.removeAttribute('aria-busy');
  if (!answer.ok) return trouble(`We had some trouble connecting. ${explain(answer.error)} Try again?`);
  if (Object.keys(answer.errors).length > 0) return complain(answer.errors);
  drafts.delete(view.id);
  return undefined;
}

async function close(view, context) {
  drafts.delete(view.id);
  await post('views/close', { user: context.user(), view_id: view.id });
}
