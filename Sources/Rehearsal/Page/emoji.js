// The signs of operations chat, drawn here so that they look alike on every machine, with or without an emoji font.
import { make } from './dom.js';

/** Sign: drawing, tone of its colour where it has one, and the names Slack knows it by. */
const signs = new Map(`
✅ check white_check_mark|☑ check ballot_box_with_check|✔ check heavy_check_mark|❌ cross x|✖ cross heavy_multiplication_x
⏳ hourglass hourglass_flowing_sand|⌛ hourglass hourglass|⚪ ring white_circle|⬜ square white_large_square
➖ minus heavy_minus_sign|🔴 circle-red red_circle|🟠 circle-orange large_orange_circle|🟡 circle-yellow large_yellow_circle
🟢 circle-green large_green_circle|🔵 circle-blue large_blue_circle|⚫ circle-black black_circle
🚨 siren rotating_light|⚠ warning warning|✉ envelope email,envelope|📄 page page_facing_up|📝 page memo
🔀 merge twisted_rightwards_arrows|🔍 lens mag|🔎 lens mag_right|🔬 lens microscope|🧐 lens face_with_monocle
🩹 bandage adhesive_bandage|💡 bulb bulb|🔧 wrench wrench
`.trim().split(/[|\n]/).map((entry) => {
  const [sign, drawing, names] = entry.split(' ');
  return [sign, { drawing: drawing.split('-')[0], tone: drawing.split('-')[1], names: names.split(',') }];
}));

/** Signs left to the reader's emoji font. */
const others = Object.fromEntries(`
fire 🔥|paperclip 📎|link 🔗|hammer 🔨|hammer_and_wrench 🛠️|gear ⚙️|bug 🐛|test_tube 🧪|shield 🛡️|lock 🔒|key 🔑|eyes 👀
raised_hand ✋|hand ✋|thumbsup 👍|+1 👍|thumbsdown 👎|-1 👎|tada 🎉|rocket 🚀|bar_chart 📊|calendar 📅|stopwatch ⏱️
speech_balloon 💬|bust_in_silhouette 👤|busts_in_silhouette 👥|point_right 👉|arrow_right ➡️|arrows_counterclockwise 🔄
repeat 🔁|no_entry ⛔|no_entry_sign 🚫|octagonal_sign 🛑|information_source ℹ️|question ❓|exclamation ❗|pushpin 📌
books 📚|book 📖|robot_face 🤖|sos 🆘|telephone_receiver 📞|package 📦|dart 🎯
`.trim().split(/[|\n]/).map((entry) => entry.split(' ')));

const byName = new Map([...signs].flatMap(([sign, { names }]) => names.map((name) => [name, sign])));
const pattern = new RegExp(`([${[...signs.keys()].join('')}]\\uFE0F?)`, 'u');

/** The sign of a name, read out by its name; null for an unknown one. */
export function emoji(name, unicode) {
  const sign = byName.get(name) ?? others[name] ?? (unicode ? fromCodes(unicode) : null);
  return sign ? draw(sign, name) : null;
}

/** Text with its signs drawn. */
export function signed(text) {
  if (!pattern.test(text)) return [text];
  return text.split(pattern).filter(Boolean).map((part) => (pattern.test(part) ? draw(part) : part));
}

function draw(text, name) {
  const sign = text.replace('\uFE0F', '');
  const known = signs.get(sign);
  const label = (name ?? known?.names[0] ?? '').replaceAll('_', ' ');
  if (!known) return make('span', { class: 'emoji', role: 'img', 'aria-label': label }, text);
  const space = 'http://www.w3.org/2000/svg';
  const picture = document.createElementNS(space, 'svg');
  const use = document.createElementNS(space, 'use');
  use.setAttribute('href', `/page/marks.svg#${known.drawing}`);
  picture.append(use);
  picture.setAttribute('aria-hidden', 'true');
  return make('span', { class: `emoji drawn ${known.tone ?? ''}`, role: 'img', 'aria-label': label }, picture);
}

function fromCodes(text) {
  const codes = text.split('-').map((code) => parseInt(code, 16));
  return codes.every((code) => code > 0 && code <= 0x10ffff) ? String.fromCodePoint(...codes) : null;
}
