// One message on the wall: its text, its hour, and why the agent said it.

import { explain } from "/assets/decision.js";
import { el, icon } from "/assets/dom.js";
import { dayName, timeOf } from "/assets/format.js";

/** A message of the chat. `state` is "sending" for one that the server has not taken yet. */
export function bubble(message, state = "sent") {
  const mine = !message.fromMe;
  const at = new Date(message.timestamp);
  const stamp = el("span", { class: "stamp" }, el("time", { datetime: at.toISOString() }, timeOf(at)));
  if (mine) stamp.append(icon(state === "sending" ? "clock" : "ticks"));
  const body = el("div", { class: "body" },
    el("span", { class: "unseen" }, mine ? "Cliente: " : message.sender === "user" ? "Atendente: " : "Loja: "),
    ...styled(message.body ?? ""), stamp);
  return el("li", { class: `bubble ${mine ? "mine" : "theirs"} ${state}` }, body,
    !mine && message.decision ? explain(message.decision) : null);
}

/** Marks a bubble as taken by the server. */
export function settle(item) {
  item.classList.replace("sending", "sent");
  item.querySelector(".stamp .icon")?.replaceWith(icon("ticks"));
}

/** Marks a bubble that could not be sent, with a way to try again. */
export function fail(item, sentence, retry) {
  item.classList.replace("sending", "failed");
  const again = el("button", { type: "button", class: "again" }, "Tentar de novo");
  again.addEventListener("click", () => { item.remove(); retry(); });
  item.append(el("p", { class: "unsent", role: "alert" }, `Não enviada. ${sentence} `, again));
}

export const divider = (day) => el("li", { class: "divider" }, el("span", {}, dayName(day)));

export const remark = (text) => el("li", { class: "divider remark" }, el("span", {}, text));

/** WhatsApp's *bold* and _italics_ as elements; everything else as text. */
function styled(text) {
  const parts = text.split(/(\*[^*\n]{1,400}\*|(?<![\p{L}\p{N}_])_[^_\n]{1,400}_(?![\p{L}\p{N}_]))/u);
  return parts.map((part, index) => {
    if (index % 2 === 0) return part;
    return el(part.startsWith("*") ? "strong" : "em", {}, part.slice(1, -1));
  });
}
