// "Why this answer?": the record of a turn, as names and values a shop owner can read.

import { el } from "/assets/dom.js";
import { dayHint, dayName } from "/assets/format.js";

/** In the order in which a turn goes. */
const labels = {
  intents: "Entendeu", slots: "Anotou", offer: "Ofereceu", action: "Fez", reason: "Por quê",
};

const words = {
  agendar_servico: "quer agendar", informacao_preco: "perguntou preço", informacao_servico: "perguntou do serviço",
  informacao_localizacao: "perguntou o endereço", horario_funcionamento: "perguntou o horário", reagendar: "quer remarcar",
  cancelar: "quer cancelar", confirmar_agendamento: "confirmou", tirar_duvida: "tem uma dúvida", reclamacao: "reclamou",
  elogio: "elogiou", acompanhamento: "acompanhamento", emergencia: "emergência", falar_humano: "quer falar com uma pessoa",
  saudacao: "cumprimentou", despedida: "despediu-se", opt_out: "pediu para não receber mensagens",
  indefinido: "não ficou claro",
  offer: "ofereceu e espera o sim", accept_offer: "pôs na agenda o que foi aceito", offer_gone: "avisou que a oferta caducou",
  ask_service: "perguntou o serviço", ask_pet: "perguntou o pet", ask_time: "perguntou o horário",
  ask_visit: "perguntou qual horário", ask_text: "pediu que escreva", hand_over: "chamou uma pessoa da equipe",
  keep: "deixou como estava", no_visit: "não achou horário marcado", confirm_visit: "confirmou a visita",
  not_understood: "pediu para explicar melhor", answer_price: "disse os preços", answer_service: "disse os serviços",
  answer_hours: "disse os horários", answer_location: "disse o endereço", thank: "agradeceu", farewell: "despediu-se",
  greeting: "cumprimentou",
};

const deepest = 3;
const longestList = 20;

/** A closed disclosure with the decision behind a reply. */
export function explain(decision) {
  const details = el("details", { class: "why" }, el("summary", {}, "Por que esta resposta?"), pairs(decision, 1));
  details.addEventListener("toggle", () => { if (details.open) details.scrollIntoView({ block: "nearest" }); });
  return details;
}

function pairs(record, depth) {
  const known = Object.entries(record).filter(([, value]) => !isEmpty(value))
    .sort(([a], [b]) => place(a) - place(b) || a.localeCompare(b, "pt-BR")).slice(0, longestList);
  return el("dl", {}, ...known.flatMap(([key, value]) => [
    el("dt", {}, Object.hasOwn(labels, key) ? labels[key] : spaced(key)),
    el("dd", {}, shown(value, depth)),
  ]));
}

/** Where a name stands in `labels`; the others come after, by alphabet. */
function place(key) {
  const order = Object.keys(labels).indexOf(key);
  return order < 0 ? 999 : order;
}

function shown(value, depth) {
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) {
    return value.slice(0, longestList).map((item) => word(item, depth)).join(", ");
  }
  if (typeof value !== "object") return word(value, depth);
  if (depth >= deepest) return JSON.stringify(value);
  if (!Array.isArray(value)) return pairs(value, depth + 1);
  return el("ul", {}, ...value.slice(0, longestList).map((item) => el("li", {}, shown(item, depth + 1))));
}

function word(value, depth) {
  const text = String(value);
  if (depth === 1 && Object.hasOwn(words, text)) return words[text];
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return dayWithName(text);
  return /^[a-z]+(_[a-z]+)+$/.test(text) ? text.replaceAll("_", " ") : text;
}

/** "Amanhã, 23/11", or "segunda-feira, 2 de março". */
function dayWithName(day) {
  return dayHint(day) ? `${dayName(day)}, ${day.slice(8)}/${day.slice(5, 7)}` : dayName(day);
}

function isEmpty(value) {
  return value === null || value === undefined || value === "" || (typeof value === "object" && !Object.keys(value).length);
}

const spaced = (key) => key.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll("_", " ").toLowerCase();
