// What the owner sees beside the chat: the visits from today on, and the day's counters.

import { ApiError, get } from "/assets/api.js";
import { byID, el, icon } from "/assets/dom.js";
import { dayHint, dayName, money, today } from "/assets/format.js";

const statuses = {
  pendente: "a confirmar", confirmado: "confirmado", em_atendimento: "em atendimento", concluido: "concluído",
  cancelado: "cancelado", nao_compareceu: "não veio",
};
const most = 100;

export class Agenda {
  #seen = null;
  #shown = "";
  #again = false;
  #busy = false;
  #onNew;

  /** @param {(visit: object) => void} onNew Told of each visit booked since the page was opened. */
  constructor(onNew) {
    this.#onNew = onNew;
    setInterval(() => { if (!document.hidden) this.refresh(); }, 15_000);
    this.refresh();
  }

  /** Fetches visits and counters; a call made meanwhile leads to one more fetch. */
  async refresh() {
    this.#again = true;
    if (this.#busy) return;
    this.#busy = true;
    while (this.#again) {
      this.#again = false;
      await this.#fetch();
    }
    this.#busy = false;
  }

  async #fetch() {
    try {
      const [visits, stats] = await Promise.all([
        get(`/api/appointments?dataInicio=${today()}`), get("/api/dashboard/stats"),
      ]);
      this.#draw(visits.data);
      drawCounters(stats);
      trouble("");
    } catch (error) {
      trouble(error instanceof ApiError ? error.message : "Algo falhou ao mostrar a agenda.");
    }
  }

  /** Draws only what changed, so that a reader's place in the list is kept. */
  #draw(visits) {
    const shown = JSON.stringify([today(), visits]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const sorted = [...visits].sort((a, b) => moment(a).localeCompare(moment(b))).slice(0, most);
    const fresh = new Set(this.#seen ? sorted.filter((visit) => !this.#seen.has(key(visit))) : []);
    this.#seen = new Set(visits.map(key));
    byID("agenda").replaceChildren(...(sorted.length ? days(sorted, fresh) : [nothing()]));
    for (const visit of fresh) this.#announce(visit);
    if (fresh.size && matchMedia("(min-width: 52rem)").matches) {
      byID("agenda").querySelector(".new")?.scrollIntoView({ block: "nearest" });
    }
  }

  #announce(visit) {
    byID("agenda-news").textContent = news(visit);
    this.#onNew(visit);
  }
}

const moment = (visit) => `${visit.dataAgendamento} ${visit.horaAgendamento}`;
/** A visit that moved, or was cancelled, is news as well. */
const key = (visit) => `${visit.id} ${moment(visit)} ${visit.status === "cancelado"}`;
const hour = (visit) => visit.horaAgendamento.slice(0, 5);

/** "Thor na agenda: amanhã às 15:00". */
export function news(visit) {
  const when = `${dayName(visit.dataAgendamento).toLocaleLowerCase("pt-BR")} às ${hour(visit)}`;
  return visit.status === "cancelado" ? `${visit.petNome} saiu da agenda: ${when}` : `${visit.petNome} na agenda: ${when}`;
}

function days(visits, fresh) {
  return [...grouped(visits)].map(([day, list]) => el("section", { class: "day" },
    el("h3", {}, dayName(day), " ", el("small", {}, dayHint(day))),
    el("ul", {}, ...list.map((visit) => row(visit, fresh.has(visit))))));
}

function grouped(visits) {
  const byDay = new Map();
  for (const visit of visits) {
    if (!byDay.has(visit.dataAgendamento)) byDay.set(visit.dataAgendamento, []);
    byDay.get(visit.dataAgendamento).push(visit);
  }
  return byDay;
}

function row(visit, isNew) {
  const price = visit.preco === null || visit.preco === undefined ? "" : money(visit.preco);
  return el("li", { class: `visit ${visit.status}${isNew ? " new" : ""}` },
    el("time", { class: "tag", datetime: `${visit.dataAgendamento}T${hour(visit)}` }, hour(visit)),
    el("span", { class: "what" },
      el("strong", {}, visit.petNome || "Pet"),
      el("span", {}, [visit.serviceName, visit.tutorNome].filter(Boolean).join(" · "))),
    el("span", { class: "end" },
      el("span", { class: "price" }, price),
      el("span", { class: "status" }, statuses[visit.status] ?? visit.status)));
}

function nothing() {
  return el("div", { class: "nothing" }, icon("clock"),
    el("p", { class: "big" }, "Nenhum horário marcado"),
    el("p", {}, "Peça um banho na conversa: quando o agente marcar, ele aparece aqui."));
}

function drawCounters({ stats = {}, data = {} }) {
  const counters = [
    [stats.conversationsToday, counted(stats.conversationsToday, "conversa hoje", "conversas hoje")],
    [stats.messagesToday, counted(stats.messagesToday, "mensagem hoje", "mensagens hoje")],
    [percent(stats.automationRate), "respondidas pelo agente"],
    [data.total, counted(data.total, "agendamento", "agendamentos")],
  ];
  if (stats.escalatedConversations) counters.push([stats.escalatedConversations, "esperando uma pessoa"]);
  byID("counters").replaceChildren(...counters.map(([value, name]) =>
    el("div", {}, el("dt", {}, name), el("dd", {}, String(value ?? "–")))));
}

const counted = (count, one, many) => (count === 1 ? one : many);

const percent = (rate) => (typeof rate === "number" ? `${Math.round(rate)}%` : undefined);

function trouble(text) {
  byID("agenda-trouble").textContent = text;
  byID("agenda-trouble").hidden = !text;
}
