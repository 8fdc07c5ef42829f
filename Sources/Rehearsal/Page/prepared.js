// Incidents a newcomer can begin with: listed, picked, and filled into the bot's form.
import { make, byID } from './dom.js';

let picked = null;

/** Loads the list once and wires its dialog; `begin(incident)` runs the command. Returns how many there are. */
export async function prepare(begin) {
  const answer = await (await fetch('/workspace/scenarios')).json();
  const dialog = byID('prepared');
  byID('prepared-list').replaceChildren(...answer.scenarios.map((incident) => make('li', {},
    make('button', {
      class: 'prepared-item', type: 'button', data: { scenario: incident.number },
      onclick: () => { picked = incident; dialog.close(); begin(incident); },
    },
    make('span', { class: 'number' }, String(incident.number)),
    make('span', { class: 'prepared-words' }, make('strong', {}, incident.title),
      make('span', { class: 'muted' }, incident.description))))));
  const open = () => dialog.showModal();
  byID('open-prepared').onclick = open;
  byID('welcome-prepared').onclick = open;
  byID('close-prepared').onclick = () => dialog.close();
  return answer.scenarios.length;
}

/** Fills the picked incident into the form once its fields are there; true when it did. Long logs go in as a file. */
export function prefill(inputs) {
  if (!picked) return false;
  const find = (id) => inputs.find((node) => node.blockID === id);
  const logs = find('logs');
  if (!logs) return false;
  const incident = picked;
  picked = null;
  if (incident.logs.length <= 3000) logs.fill(incident.logs);
  else find('log_files')?.fill([new File([incident.logs], `incident-${incident.number}.log`, { type: 'text/plain' })]);
  find('complaints')?.fill(incident.complaints.slice(0, 3000));
  return true;
}
