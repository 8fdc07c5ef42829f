// Block Kit for pressing: buttons, menus and pickers outside of forms.
import { make, explain, link } from './dom.js';
import { text } from './blocks.js';
import { ask } from './dialogs.js';

/** One interactive element. Pressing it asks first where the bot wants that, then tells the bot. */
export function element(item, block, context) {
  switch (item.type) {
    case 'button': return button(item, block, context);
    case 'image': return link(item.image_url ?? '', `🖼 ${item.alt_text}`);
    case 'static_select': return menu(item, block, context, item.placeholder?.text ?? 'Choose…');
    case 'overflow': return menu(item, block, context, '⋯');
    case 'users_select': return people(item, block, context);
    case 'radio_buttons':
    case 'checkboxes': return choices(item, block, context);
    case 'datepicker':
    case 'timepicker': return picker(item, block, context);
    default: return make('span', { class: 'unknown' }, `[${item.type}]`);
  }
}

function button(item, block, context) {
  const node = make('button', {
    class: `button ${item.style ?? ''}`, type: 'button', 'aria-label': item.accessibility_label,
    data: { actionId: item.action_id, blockId: block.block_id ?? '' },
    onclick: () => act(node, item, block, context, {}),
  }, text(item.text, context));
  if (item.url) node.append(' ↗');
  return make('span', { class: 'pressable' }, node);
}

/** Asks, opens the button's link if it has one, tells the bot, and says below the element if that failed. */
async function act(node, item, block, context, chosen) {
  if (node.getAttribute('aria-busy') === 'true') return;
  if (item.confirm && !(await ask(item.confirm, context))) return;
  if (item.url && /^https?:\/\//i.test(item.url)) window.open(item.url, '_blank', 'noopener,noreferrer');
  node.setAttribute('aria-busy', 'true');
  const answer = await context.press(item, block, chosen);
  node.removeAttribute('aria-busy');
  node.parentElement?.querySelector('.trouble')?.remove();
  if (!answer.ok) node.after(make('span', { class: 'trouble', role: 'alert' }, `⚠ ${explain(answer.error)}`));
}

/** All options of a menu, groups taken apart. */
export const options = (item) => item.options ?? (item.option_groups ?? []).flatMap((group) => group.options);

function menu(item, block, context, title) {
  const all = options(item);
  const node = make('select', {
    class: item.type === 'overflow' ? 'select more' : 'select',
    'aria-label': item.placeholder?.text ?? 'More actions', data: { actionId: item.action_id },
    onchange: () => {
      const selected = all[Number(node.value)];
      if (selected) act(node, item, block, context, { selected_option: selected });
      if (item.type === 'overflow') node.value = '';
    },
  }, make('option', { value: '' }, title), all.map((option, index) =>
    make('option', { value: index, selected: item.initial_option?.value === option.value }, option.text.text)));
  return make('span', { class: 'pressable' }, node);
}

function people(item, block, context) {
  const node = make('select', {
    class: 'select', 'aria-label': 'Choose a person', data: { actionId: item.action_id },
    onchange: () => node.value && act(node, item, block, context, { selected_user: node.value }),
  }, make('option', { value: '' }, item.placeholder?.text ?? 'Choose a person'),
  context.directory.people().map((member) => make('option', { value: member.id }, member.real_name)));
  return make('span', { class: 'pressable' }, node);
}

function choices(item, block, context) {
  const isRadio = item.type === 'radio_buttons';
  const initial = isRadio ? [item.initial_option] : item.initial_options ?? [];
  const node = make('span', { class: 'choices' }, item.options.map((option) => make('label', {}, make('input', {
    type: isRadio ? 'radio' : 'checkbox', name: `${block.block_id}-${item.action_id}`,
    checked: initial.some((chosen) => chosen?.value === option.value),
    onchange: () => {
      const inputs = [...node.querySelectorAll('input')];
      const chosen = item.options.filter((_, index) => inputs[index].checked);
      act(node, item, block, context, isRadio ? { selected_option: chosen[0] } : { selected_options: chosen });
    },
  }), ' ', text(option.text, context))));
  return node;
}

function picker(item, block, context) {
  const isDate = item.type === 'datepicker';
  const node = make('input', {
    class: 'select', type: isDate ? 'date' : 'time', value: item.initial_date ?? item.initial_time,
    'aria-label': item.placeholder?.text ?? (isDate ? 'Date' : 'Time'), data: { actionId: item.action_id },
    onchange: () => act(node, item, block, context, { [isDate ? 'selected_date' : 'selected_time']: node.value }),
  });
  return make('span', { class: 'pressable' }, node);
}
