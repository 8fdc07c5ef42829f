// The app's Home tab: what the bot published for the person, in the place of a conversation.
import { make, byID } from './dom.js';
import { blocks } from './blocks.js';

let shown = '';

/** Shows the tab, or hides it when it isn't the one that was chosen. */
export function showHome(isChosen, view, context) {
  document.body.classList.toggle('home-open', isChosen);
  byID('home').hidden = !isChosen;
  if (!isChosen) return;
  const state = JSON.stringify(view);
  if (state === shown && byID('home').childElementCount > 0) return;
  shown = state;
  const place = byID('home');
  if (!view) {
    place.replaceChildren(make('p', { class: 'muted' }, 'The app has not published anything here yet.'));
    return;
  }
  const press = (item, block, chosen) => context.act({
    view_id: view.id, action_id: item.action_id, block_id: block.block_id, chosen, values: {},
  });
  const top = byID('scroller').scrollTop;
  place.replaceChildren(...blocks(view.blocks, { ...context, press }));
  byID('scroller').scrollTop = top;
}
