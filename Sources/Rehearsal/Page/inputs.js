// Block Kit for filling in: one input of a form, with its label, hint and complaint.
import { make, size, explain } from './dom.js';
import { text } from './blocks.js';
import { options } from './elements.js';

/** An input block. The node's `read()` gives its part of Slack's `state.values`; `fill` sets a value from outside. */
export function input(block, context, kept) {
  const item = block.element;
  const id = `input-${block.block_id}`;
  const field = (fields[item.type] ?? fields.unknown)(item, id, context, kept);
  const complaint = make('p', { class: 'complaint', id: `${id}-error`, role: 'alert', hidden: true });
  const node = make('div', { class: 'input', data: { blockId: block.block_id } },
    make(field.isGroup ? 'div' : 'label', { class: 'label', for: field.isGroup ? null : id, id: `${id}-label` },
      text(block.label, context), block.optional && make('span', { class: 'optional' }, ' (optional)')),
    field.node, complaint, block.hint && make('p', { class: 'hint', id: `${id}-hint` }, text(block.hint, context)));
  return Object.assign(node, {
    blockID: block.block_id,
    actionID: item.action_id,
    read: field.read,
    fill: field.fill,
    isBusy: field.isBusy ?? (() => false),
    complain(words) {
      complaint.hidden = !words;
      complaint.textContent = words ?? '';
      node.classList.toggle('wrong', Boolean(words));
    },
  });
}

const fields = {
  plain_text_input(item, id, context, kept) {
    const properties = {
      id, class: 'text-field', placeholder: item.placeholder?.text, maxlength: item.max_length ?? 3000,
      'aria-describedby': `${id}-error ${id}-hint`, autofocus: item.focus_on_load, spellcheck: 'false',
    };
    const node = make(item.multiline ? 'textarea' : 'input', { ...properties, rows: item.multiline ? 6 : null });
    node.value = kept?.value ?? item.initial_value ?? '';
    return { node, read: () => ({ value: node.value }), fill: (value) => { node.value = value; } };
  },

  file_input(item, id, context, kept) {
    const files = [...(kept?.chosen ?? [])];
    let uploading = 0;
    const list = make('ul', { class: 'chosen-files' });
    const trouble = make('p', { class: 'complaint', role: 'alert', hidden: true });
    const show = () => list.replaceChildren(...files.map((file) => make('li', {},
      make('span', {}, file.name), make('span', { class: 'muted' }, ` ${size(file.size)}`),
      make('button', {
        class: 'quiet', type: 'button', 'aria-label': `Remove ${file.name}`,
        onclick: () => { files.splice(files.indexOf(file), 1); show(); },
      }, '✕'))), ...(uploading ? [make('li', { class: 'muted' }, 'Uploading…')] : []));
    const add = async (chosen) => {
      trouble.hidden = true;
      for (const file of chosen) {
        uploading += 1;
        show();
        const answer = await context.upload(file);
        uploading -= 1;
        if (answer.ok) files.push(answer.file);
        else {
          trouble.hidden = false;
          trouble.textContent = `${file.name}: ${explain(answer.error)}`;
        }
      }
      show();
    };
    const chooser = make('input', {
      id, type: 'file', multiple: (item.max_files ?? 10) > 1,
      accept: (item.filetypes ?? []).map((type) => `.${type}`).join(',') || null,
      onchange: () => { add([...chooser.files]); chooser.value = ''; },
    });
    const node = make('div', {
      class: 'file-field',
      ondragover: (event) => { event.preventDefault(); node.classList.add('over'); },
      ondragleave: () => node.classList.remove('over'),
      ondrop: (event) => { event.preventDefault(); node.classList.remove('over'); add([...event.dataTransfer.files]); },
    }, chooser, make('span', { class: 'muted' }, 'or drop files here'), list, trouble);
    show();
    return {
      node, read: () => ({ files: files.map((file) => file.id), chosen: files }), fill: (chosen) => add(chosen),
      isBusy: () => uploading > 0,
    };
  },

  static_select(item, id, context, kept) {
    const all = options(item);
    const initial = kept?.selected_option ?? item.initial_option;
    const node = make('select', { id, class: 'select' },
      make('option', { value: '' }, item.placeholder?.text ?? 'Choose…'),
      all.map((option, index) =>
        make('option', { value: index, selected: initial?.value === option.value }, option.text.text)));
    return { node, read: () => ({ selected_option: all[Number(node.value || -1)] ?? null }) };
  },

  users_select(item, id, context, kept) {
    const node = make('select', { id, class: 'select' }, make('option', { value: '' }, 'Choose a person'),
      context.directory.people().map((member) => make('option', {
        value: member.id, selected: (kept?.selected_user ?? item.initial_user) === member.id,
      }, member.real_name)));
    return { node, read: () => ({ selected_user: node.value || null }) };
  },

  channels_select: (item, id, context, kept) => channelSelect('selected_channel', item, id, context, kept),
  conversations_select: (item, id, context, kept) => channelSelect('selected_conversation', item, id, context, kept),
  radio_buttons: (item, id, context, kept) => choices(item, id, context, kept, 'radio'),
  checkboxes: (item, id, context, kept) => choices(item, id, context, kept, 'checkbox'),
  datepicker: (item, id, context, kept) => picker(item, id, kept, 'date'),
  timepicker: (item, id, context, kept) => picker(item, id, kept, 'time'),
  unknown: (item) => ({ node: make('p', { class: 'muted' }, `[${item.type}]`), read: () => ({}) }),
};

function channelSelect(name, item, id, context, kept) {
  const node = make('select', { id, class: 'select' }, make('option', { value: '' }, 'Choose a channel'),
    context.directory.channels().map((channel) => make('option', {
      value: channel.id, selected: (kept?.[name] ?? item[name.replace('selected', 'initial')]) === channel.id,
    }, `#${channel.name}`)));
  return { node, read: () => ({ [name]: node.value || null }) };
}

function choices(item, id, context, kept, type) {
  const initial = type === 'radio' ? [kept?.selected_option ?? item.initial_option]
    : kept?.selected_options ?? item.initial_options ?? [];
  const node = make('div', { class: 'choices', role: type === 'radio' ? 'radiogroup' : 'group', 'aria-labelledby': `${id}-label` },
    item.options.map((option) => make('label', {}, make('input', {
      type, name: id, checked: initial.some((chosen) => chosen?.value === option.value),
    }), ' ', text(option.text, context))));
  const chosen = () => item.options.filter((_, index) => node.querySelectorAll('input')[index].checked);
  const read = () => (type === 'radio' ? { selected_option: chosen()[0] ?? null } : { selected_options: chosen() });
  return { node, read, isGroup: true };
}

function picker(item, id, kept, type) {
  const name = `selected_${type}`;
  const node = make('input', { id, class: 'select', type, value: kept?.[name] ?? item[`initial_${type}`] });
  return { node, read: () => ({ [name]: node.value || null }) };
}
