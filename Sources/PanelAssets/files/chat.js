// The conversation of one pretended customer: sends what is typed, follows what the shop answers.

import { ApiError, get, post } from "/assets/api.js";
import { bubble, divider, fail, remark, settle } from "/assets/bubble.js";
import { byID } from "/assets/dom.js";
import { dayOf } from "/assets/format.js";

const fast = 500;
const slow = 3000;
/** How long after a send an answer is still expected at any moment. */
const attentive = 15_000;

export class Chat {
  #customer = null;
  #lastID = null;
  #lastDay = null;
  #waiting = [];
  #posts = Promise.resolve();
  #hurryUntil = 0;
  #run = null;
  #onReply;
  #onClock;

  /**
   * @param {() => void} onReply Told when the shop has said something new.
   * @param {(now: {day: string, time: string, isPresent: boolean}) => void} onClock Told what the chat's clock shows.
   */
  constructor(onReply, onClock) {
    this.#onReply = onReply;
    this.#onClock = onClock;
    byID("newest").addEventListener("click", () => this.#toEnd());
    byID("wall").addEventListener("scroll", () => { if (this.#atEnd()) byID("newest").hidden = true; }, { passive: true });
    document.addEventListener("visibilitychange", () => this.#run?.wake());
  }

  /** Shows a customer's conversation and follows it until another is opened. */
  open(customer) {
    this.#run?.stop();
    this.#customer = customer;
    this.#lastID = this.#lastDay = null;
    this.#waiting = [];
    this.#hurryUntil = 0;
    byID("messages").replaceChildren();
    byID("welcome").hidden = byID("newest").hidden = true;
    this.#typing(false);
    this.#run = new Run();
    this.#follow(this.#run);
  }

  /** Puts the text on the wall at once and hands it to the server, one send after the other. */
  send(text) {
    const { customer, run } = { customer: this.#customer, run: this.#run };
    const item = bubble({ body: text, fromMe: false, timestamp: new Date().toISOString() }, "sending");
    const entry = { text, item, id: null };
    this.#waiting.push(entry);
    this.#append(item, new Date());
    this.#toEnd();
    this.#posts = this.#posts.then(async () => {
      try {
        const answer = await post("/api/simulator/messages", { phone: customer.phone, name: customer.name, text });
        entry.id = answer.data.messageId;
        settle(item);
        this.#hurryUntil = Date.now() + attentive;
        if (run === this.#run) this.#typing(true);
      } catch (error) {
        this.#waiting = this.#waiting.filter((other) => other !== entry);
        fail(item, said(error), () => this.send(text));
      }
      run.wake();
    });
  }

  /** Makes the agent forget where this conversation stood. */
  async restart() {
    const run = this.#run;
    await post("/api/simulator/reset", { phone: this.#customer.phone });
    if (run !== this.#run) return;
    this.remark("Conversa recomeçada: o agente esqueceu em que ponto vocês estavam");
  }

  /** Puts a word of the page's own on the wall. */
  remark(text) {
    this.#append(remark(text), new Date());
    this.#toEnd();
  }

  async #follow(run) {
    while (!run.stopped) {
      let pending = false;
      try {
        pending = await this.#pull(run);
        this.#trouble("");
      } catch (error) {
        if (!run.stopped) this.#trouble(`${said(error)} Sigo tentando sozinho.`);
      }
      await run.pause(pending || Date.now() < this.#hurryUntil ? fast : slow);
    }
  }

  /** Fetches what is new. Waits for sends under way, so that each answer finds the bubble it confirms. */
  async #pull(run) {
    const first = this.#lastID === null;
    const after = first ? "" : `&after=${encodeURIComponent(this.#lastID)}`;
    const answer = await get(`/api/simulator/messages?phone=${encodeURIComponent(this.#customer.phone)}${after}`);
    await this.#posts;
    if (run.stopped) return false;
    this.#show(answer.data, first);
    this.#typing(answer.pending);
    this.#onClock(answer.now);
    byID("welcome").hidden = byID("messages").childElementCount > 0;
    return answer.pending;
  }

  #show(messages, first) {
    const near = first || this.#atEnd();
    let replied = false;
    for (const message of messages) {
      this.#lastID = message.id;
      if (!message.fromMe && this.#confirm(message)) continue;
      this.#append(bubble(message), new Date(message.timestamp));
      replied ||= message.fromMe;
    }
    if (!messages.length) return;
    if (near) this.#toEnd();
    else byID("newest").hidden = !replied;
    if (replied) this.#replied(first);
  }

  #replied(first) {
    this.#hurryUntil = 0;
    if (!first) this.#onReply();
  }

  /** Finds the bubble that already shows this message. */
  #confirm(message) {
    const known = this.#waiting.find((entry) => entry.id !== null && String(entry.id) === String(message.id))
      ?? this.#waiting.find((entry) => entry.text === message.body);
    if (!known) return false;
    this.#waiting = this.#waiting.filter((entry) => entry !== known);
    settle(known.item);
    return true;
  }

  #append(item, at) {
    const day = dayOf(at);
    const list = byID("messages");
    if (day !== this.#lastDay) list.append(divider(day));
    this.#lastDay = day;
    list.append(item);
    byID("welcome").hidden = true;
  }

  #typing(on) {
    const near = this.#atEnd();
    byID("typing").hidden = !on;
    if (on && near) this.#toEnd();
  }

  #trouble(text) {
    byID("trouble").textContent = text;
    byID("trouble").hidden = !text;
  }

  #atEnd() {
    const wall = byID("wall");
    return wall.scrollHeight - wall.scrollTop - wall.clientHeight < 80;
  }

  #toEnd() {
    byID("wall").scrollTop = byID("wall").scrollHeight;
    byID("newest").hidden = true;
  }
}

const said = (error) => (error instanceof ApiError ? error.message : "Algo falhou nesta página.");

/** One life of the polling loop: pauses that can be cut short, and an end. */
class Run {
  stopped = false;
  #resume = null;

  pause(milliseconds) {
    return new Promise((resolve) => {
      this.#resume = resolve;
      if (!document.hidden) setTimeout(resolve, milliseconds);
    });
  }

  wake() { this.#resume?.(); }

  stop() {
    this.stopped = true;
    this.wake();
  }
}
