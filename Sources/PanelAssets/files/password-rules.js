// Marks each rule of a new password as it is met. The server applies the same rules and has the last word.

const rules = {
  length: (text) => [...text].length >= 12,
  upper: (text) => /\p{Lu}/u.test(text),
  lower: (text) => /\p{Ll}/u.test(text),
  digit: (text) => /[0-9]/.test(text),
  special: (text) => /[!@#$%^&*(),.?":{}|<>_\-+=/;[\]~]/.test(text),
};

/** Follows what is typed in `input` and marks the items of `list`; invalid until all are met. */
export function follow(input, list) {
  const update = () => {
    const missing = [...list.children].filter((item) => {
      const met = rules[item.dataset.rule](input.value);
      item.classList.toggle("met", met);
      return !met;
    });
    const wanted = missing.map((item) => item.textContent.trim()).join("; ");
    input.setCustomValidity(input.value && missing.length ? `Na senha falta: ${wanted}.` : "");
  };
  input.addEventListener("input", update);
  update();
}
