// Builds elements. Text always enters as text, so whatever a customer is called stays a name.

/**
 * @param {string} tag
 * @param {object} attributes `class`, `data-…`, `aria-…` and the like; false and null leave one out.
 * @param {...(Node|string|null)} children Strings become text nodes.
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const svg = "http://www.w3.org/2000/svg";

/** A drawing of icons.svg, hidden from screen readers. */
export function icon(name) {
  const picture = document.createElementNS(svg, "svg");
  const use = document.createElementNS(svg, "use");
  use.setAttribute("href", `/assets/icons.svg#${name}`);
  picture.setAttribute("class", "icon");
  picture.setAttribute("aria-hidden", "true");
  picture.append(use);
  return picture;
}

export const byID = (id) => document.getElementById(id);
