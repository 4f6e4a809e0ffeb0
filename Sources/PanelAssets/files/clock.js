// The clock of one simulated conversation: shown when it is not the present, and set in a dialog.

import { ApiError, post } from "/assets/api.js";
import { byID } from "/assets/dom.js";
import { dayName } from "/assets/format.js";

export class Clock {
  #customer = null;
  #now = null;
  #onChange;

  /** @param {(said: string) => void} onChange Told in words when the clock was set. */
  constructor(onChange) {
    this.#onChange = onChange;
    byID("clock").addEventListener("click", () => this.#ask());
    byID("clock-cancel").addEventListener("click", () => byID("clock-dialog").close());
    byID("clock-present").addEventListener("click", () => this.#set(null));
    byID("clock-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const [day, time] = byID("clock-now").value.split("T");
      if (day && time) this.#set({ day, time: time.slice(0, 5) });
      else byID("clock-fault").textContent = "Escolha o dia e a hora.";
    });
  }

  open(customer) {
    this.#customer = customer;
    byID("pretended").hidden = true;
  }

  /** @param {{day: string, time: string, isPresent: boolean}} now What the server says the chat's clock shows. */
  show(now) {
    this.#now = now;
    byID("pretended").hidden = now.isPresent;
    byID("pretended").textContent = now.isPresent ? "" : `Para o agente é ${dayName(now.day)}, ${now.time}.`;
  }

  #ask() {
    byID("clock-fault").textContent = "";
    if (this.#now) byID("clock-now").value = `${this.#now.day}T${this.#now.time}`;
    byID("clock-dialog").showModal();
  }

  async #set(now) {
    const customer = this.#customer;
    try {
      const answer = await post("/api/simulator/clock", { phone: customer.phone, ...now });
      byID("clock-dialog").close();
      if (customer !== this.#customer) return;
      this.show(answer.data);
      this.#onChange(now
        ? `O relógio desta conversa foi para ${dayName(answer.data.day)}, ${answer.data.time}`
        : "O relógio desta conversa voltou ao presente");
    } catch (error) {
      byID("clock-fault").textContent = error instanceof ApiError ? error.message : "Algo falhou nesta página.";
    }
  }
}
