// The pretended customers: kept in this browser, by company, and picked from a list.

import { byID, el } from "/assets/dom.js";
import { initials, phone } from "/assets/format.js";

const names = ["Ana Souza", "Bruno Lima", "Carla Dias", "Diego Alves", "Elisa Rocha", "Fábio Nunes", "Gabi Castro"];
const most = 30;

export class Customers {
  #key;
  #list;
  #current;
  #onPick;

  /** @param {(customer: {name: string, phone: string}) => void} onPick Told at each change of who is talking. */
  constructor(companyID, onPick) {
    this.#key = `auzap.clientes.${companyID}`;
    this.#list = this.#load();
    this.#onPick = onPick;
    byID("new-customer").addEventListener("click", () => this.#edit(null));
    byID("edit-customer").addEventListener("click", () => this.#edit(this.#current));
    this.#pick(this.#list[0]);
  }

  #load() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.#key));
      if (Array.isArray(kept) && kept.length && kept.every(isCustomer)) return kept.slice(0, most);
    } catch { /* what was kept cannot be read: start afresh */ }
    return [{ name: names[0], phone: "5511900000001" }];
  }

  #save() {
    localStorage.setItem(this.#key, JSON.stringify(this.#list.slice(0, most)));
  }

  #pick(customer) {
    this.#current = customer;
    this.#draw();
    this.#onPick(customer);
  }

  #draw() {
    byID("people").replaceChildren(...this.#list.map((customer) => {
      const chosen = customer === this.#current;
      const button = el("button", { type: "button", class: "person", "aria-current": chosen && "true" },
        face(customer),
        el("span", { class: "labels" },
          el("span", { class: "name" }, customer.name),
          el("span", { class: "number" }, phone(customer.phone))));
      button.addEventListener("click", () => this.#pick(customer));
      return el("li", {}, button);
    }));
    byID("people").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Opens the dialog for a customer, or for a new one when there is none. */
  #edit(customer) {
    const dialog = byID("customer-dialog");
    const form = byID("customer-form");
    const suggestion = customer ?? this.#suggestion();
    byID("dialog-title").textContent = customer ? "Mudar cliente" : "Novo cliente de teste";
    form.elements.name.value = suggestion.name;
    form.elements.phone.value = phone(suggestion.phone);
    byID("dialog-remove").hidden = !customer || this.#list.length === 1;
    for (const fault of form.querySelectorAll(".fault")) fault.textContent = "";
    form.onsubmit = (event) => {
      event.preventDefault();
      if (this.#accept(customer, form)) dialog.close();
    };
    byID("dialog-cancel").onclick = () => dialog.close();
    byID("dialog-remove").onclick = () => { dialog.close(); this.#remove(customer); };
    dialog.showModal();
    form.elements.name.select();
  }

  #accept(customer, form) {
    const name = form.elements.name.value.trim();
    const number = digits(form.elements.phone.value);
    const taken = this.#list.some((other) => other !== customer && other.phone === number);
    byID("dialog-name-fault").textContent = name ? "" : "Escreva um nome.";
    byID("dialog-phone-fault").textContent = !number ? "Escreva o DDD e o número, como 11 90000-0001."
      : taken ? "Já existe um cliente com esse telefone na lista." : "";
    if (!name || !number || taken) return false;
    const saved = { name, phone: number };
    if (customer) this.#list[this.#list.indexOf(customer)] = saved;
    else this.#list = [saved, ...this.#list].slice(0, most);
    this.#save();
    this.#pick(saved);
    return true;
  }

  #remove(customer) {
    this.#list = this.#list.filter((other) => other !== customer);
    this.#save();
    this.#pick(this.#list[0]);
  }

  #suggestion() {
    const numbers = new Set(this.#list.map((customer) => customer.phone));
    let next = 1;
    while (numbers.has(numbered(next))) next += 1;
    return { name: names[(next - 1) % names.length], phone: numbered(next) };
  }
}

const numbered = (n) => `551190000${String(n).padStart(4, "0")}`;

/** Digits with the country code, or an empty text when they cannot be a Brazilian phone. */
function digits(text) {
  const bare = text.replace(/\D/g, "");
  const full = bare.length <= 11 ? `55${bare}` : bare;
  return /^55[1-9]\d\d{8,9}$/.test(full) ? full : "";
}

const isCustomer = (value) => typeof value?.name === "string" && /^\d{10,15}$/.test(value?.phone);

/** A round collar tag with the customer's initials, always in the same colour. */
export function face(customer) {
  const hue = [...customer.phone].reduce((sum, digit) => (sum * 7 + Number(digit)) % 6, 0);
  return el("span", { class: `face tone-${hue}`, "aria-hidden": "true" }, initials(customer.name));
}
