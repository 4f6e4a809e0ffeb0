// Days, hours, money and phones as they are written in Brazil, on the shop's calendar.

const zone = "America/Sao_Paulo";
const isoDay = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
const clock = new Intl.DateTimeFormat("pt-BR", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
const longDay = new Intl.DateTimeFormat("pt-BR", { timeZone: "UTC", weekday: "long", day: "numeric", month: "long" });
const reais = new Intl.NumberFormat("pt-BR", { style: "currency", currency: "BRL" });

/** "2026-03-01": the shop's day at an instant. */
export const dayOf = (instant) => isoDay.format(instant);

export const today = () => dayOf(new Date());

/** "14:30" for an instant. */
export const timeOf = (instant) => clock.format(instant);

/** "Hoje", "Ontem", "Amanhã" or "segunda-feira, 2 de março" for a day written 2026-03-02. */
export function dayName(day) {
  const distance = Math.round((noon(day) - noon(today())) / 86_400_000);
  return { "-1": "Ontem", 0: "Hoje", 1: "Amanhã" }[distance] ?? longDay.format(noon(day));
}

/** "2 de março" beside a "Hoje" or "Amanhã", and nothing beside a full date. */
export function dayHint(day) {
  const name = longDay.format(noon(day));
  return name === dayName(day) ? "" : name;
}

const noon = (day) => new Date(`${day}T12:00:00Z`).getTime();

export const money = (amount) => reais.format(amount);

/** "+55 11 90000-0001"; digits it does not know how to split stay as they are. */
export function phone(digits) {
  const parts = /^55(\d{2})(\d{4,5})(\d{4})$/.exec(digits);
  return parts ? `+55 ${parts[1]} ${parts[2]}-${parts[3]}` : `+${digits}`;
}

/** Up to two initials: "Ana Souza" gives "AS". */
export function initials(name) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return picked.map((word) => [...word][0].toLocaleUpperCase("pt-BR")).join("") || "?";
}
