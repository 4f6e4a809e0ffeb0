// The simulator: be the customer on one side, watch the shop on the other.

import { ApiError, get, isSignedIn, signOut } from "/assets/api.js";
import { Agenda, news } from "/assets/agenda.js";
import { Chat } from "/assets/chat.js";
import { Clock } from "/assets/clock.js";
import { Customers, face } from "/assets/customers.js";
import { byID, el } from "/assets/dom.js";
import { phone } from "/assets/format.js";

const phrases = [
  "Quero marcar um banho pro Thor amanhã às 15h", "Quanto custa a tosa?", "Quais os horários?", "Sim",
  "Quero remarcar", "Quero cancelar",
];

if (isSignedIn()) start();
else location.replace("/login");

async function start() {
  byID("sign-out").addEventListener("click", signOut);
  const user = await whoIsIn();
  if (!user) return;
  byID("company").textContent = user.companyName ?? "";
  const agenda = new Agenda(announce);
  const clock = new Clock((said) => chat.remark(said));
  const chat = new Chat(() => agenda.refresh(), (now) => clock.show(now));
  wireComposer(chat);
  byID("restart").addEventListener("click", () => chat.restart().catch((error) => toast(error.message)));
  new Customers(user.companyId, (customer) => {
    introduce(customer);
    clock.open(customer);
    chat.open(customer);
  });
}

async function whoIsIn() {
  try {
    return (await get("/api/auth/me")).user;
  } catch (error) {
    const said = error instanceof ApiError ? error.message : "Algo falhou nesta página.";
    byID("trouble").textContent = `${said} Depois, recarregue a página.`;
    byID("trouble").hidden = false;
    return null;
  }
}

function introduce(customer) {
  byID("customer-name").textContent = customer.name;
  byID("customer-phone").textContent = phone(customer.phone);
  byID("customer-face").replaceChildren(face(customer));
}

function wireComposer(chat) {
  const text = byID("text");
  const submit = () => {
    const said = text.value.trim();
    if (said) chat.send(said);
    text.value = "";
    fit(text);
  };
  byID("composer").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  text.addEventListener("input", () => fit(text));
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  byID("phrases").replaceChildren(...phrases.map((phrase) => {
    const button = el("button", { type: "button" }, phrase);
    button.addEventListener("click", () => chat.send(phrase));
    return el("li", {}, button);
  }));
}

/** Grows the box with its text, up to the height the style sheet allows. */
function fit(text) {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 2}px`;
}

/** Where the agenda is out of sight, below the chat, says what changed there and offers the way. */
function announce(visit) {
  if (matchMedia("(min-width: 52rem)").matches) return;
  toast(news(visit), () => {
    byID("agenda-title").focus({ preventScroll: true });
    byID("agenda-title").scrollIntoView({ behavior: "smooth" });
  });
}

let toastEnd = 0;

function toast(text, act = () => {}) {
  const box = byID("toast");
  box.textContent = text;
  box.hidden = false;
  box.onclick = () => { box.hidden = true; act(); };
  clearTimeout(toastEnd);
  toastEnd = setTimeout(() => { box.hidden = true; }, 6000);
}
