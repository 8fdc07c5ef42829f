// The emoji names that turn up in operations chat.
import { make } from './dom.js';

const table = Object.fromEntries(`
white_check_mark ✅|heavy_check_mark ✔️|x ❌|warning ⚠️|rotating_light 🚨|fire 🔥|red_circle 🔴|large_orange_circle 🟠
large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|white_circle ⚪|black_circle ⚫|hourglass ⌛
hourglass_flowing_sand ⏳|mag 🔍|mag_right 🔎|bulb 💡|memo 📝|page_facing_up 📄|paperclip 📎|link 🔗|hammer 🔨
wrench 🔧|hammer_and_wrench 🛠️|gear ⚙️|bug 🐛|test_tube 🧪|microscope 🔬|shield 🛡️|lock 🔒|key 🔑|eyes 👀
raised_hand ✋|hand ✋|thumbsup 👍|+1 👍|thumbsdown 👎|-1 👎|tada 🎉|rocket 🚀|bar_chart 📊|calendar 📅|clock1 🕐
stopwatch ⏱️|speech_balloon 💬|envelope ✉️|bust_in_silhouette 👤|busts_in_silhouette 👥|point_right 👉|arrow_right ➡️
arrows_counterclockwise 🔄|repeat 🔁|no_entry ⛔|no_entry_sign 🚫|octagonal_sign 🛑|information_source ℹ️|question ❓
exclamation ❗|heavy_exclamation_mark ❗|white_large_square ⬜|ballot_box_with_check ☑️|small_blue_diamond 🔹|pushpin 📌
books 📚|book 📖|robot_face 🤖|sos 🆘|telephone_receiver 📞|package 📦|twisted_rightwards_arrows 🔀|herb 🌿|dart 🎯
`.trim().split(/[|\n]/).map((entry) => entry.split(' ')));

/** The character for a name, read out by its name; null for an unknown one. */
export function emoji(name, unicode) {
  const character = table[name] ?? (unicode ? fromCodes(unicode) : null);
  return character ? make('span', { class: 'emoji', role: 'img', 'aria-label': name.replaceAll('_', ' ') }, character) : null;
}

function fromCodes(text) {
  const codes = text.split('-').map((code) => parseInt(code, 16));
  return codes.every((code) => code > 0 && code <= 0x10ffff) ? String.fromCodePoint(...codes) : null;
}
