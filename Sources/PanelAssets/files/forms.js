// What the sign-in, registration and set-up forms share: checks, faults beside fields, a busy button.

import { ApiError } from "/assets/api.js";

const form = document.getElementById("form");
const notice = document.getElementById("notice");
const submit = form.querySelector("[type=submit]");

/** Runs `act` with the form's values on each submit that passes the browser's checks. */
export function onSubmit(act) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clear();
    if (!check()) return;
    submit.disabled = true;
    try {
      await act(Object.fromEntries(new FormData(form)));
    } catch (error) {
      show(error);
    } finally {
      submit.disabled = false;
    }
  });
  form.addEventListener("input", (event) => setFault(event.target, ""));
}

/** Puts a sentence over the form and takes the reader there. */
export function show(error) {
  const known = error instanceof ApiError;
  notice.textContent = known ? error.message : "Algo falhou nesta página. Recarregue e tente de novo.";
  const loose = known ? error.errors.map(place).filter(Boolean) : [];
  const list = loose.filter((text) => text !== error.message);
  if (list.length) notice.append(bullets(list));
  notice.hidden = false;
  notice.focus();
}

/** Shows a fault such as "email: endereço inválido" at that field; gives back the text of any other. */
function place(fault) {
  const text = String(fault);
  const colon = text.indexOf(": ");
  const named = text.startsWith("A senha ") ? "password" : text.slice(0, Math.max(0, colon));
  const input = named ? form.elements.namedItem(named) : null;
  if (!(input instanceof HTMLElement)) return text;
  setFault(input, sentence(named === "password" && colon < 0 ? text : text.slice(colon + 2)));
  return "";
}

const sentence = (text) => text.charAt(0).toLocaleUpperCase("pt-BR") + text.slice(1).replace(/[^.!?]$/, "$&.");

function bullets(texts) {
  const list = document.createElement("ul");
  for (const text of texts) {
    const item = document.createElement("li");
    item.textContent = text;
    list.append(item);
  }
  return list;
}

function clear() {
  notice.hidden = true;
  notice.textContent = "";
  for (const input of form.elements) setFault(input, "");
}

function check() {
  const wrong = [...form.elements].filter((input) => !input.checkValidity());
  for (const input of wrong) setFault(input, ask(input));
  wrong[0]?.focus();
  return wrong.length === 0;
}

function ask(input) {
  if (input.validity.valueMissing) return input.dataset.missing ?? "Preencha este campo.";
  if (input.validity.typeMismatch) return "Escreva um e-mail completo, como ana@loja.com.br.";
  return input.validationMessage;
}

function setFault(input, text) {
  const field = input.closest(".field");
  if (!field) return;
  let fault = field.querySelector(".fault");
  if (!text && !fault) return;
  if (!fault) {
    fault = document.createElement("span");
    fault.className = "fault";
    fault.id = `${input.id}-fault`;
    field.append(fault);
    input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${fault.id}`.trim());
  }
  fault.textContent = text;
  input.toggleAttribute("aria-invalid", Boolean(text));
  if (text) input.setAttribute("aria-invalid", "true");
}

for (const button of form.querySelectorAll(".secret button")) {
  button.addEventListener("click", () => {
    const input = document.getElementById(button.getAttribute("aria-controls"));
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.textContent = shown ? "Mostrar" : "Esconder";
    button.setAttribute("aria-pressed", String(!shown));
  });
}
