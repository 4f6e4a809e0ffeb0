// Talks to the server's API for the pages: tokens, one refresh at a time, errors as sentences.

const storageKey = "auzap.tokens";
const offline = "Não consegui falar com o servidor. Confira a internet e tente de novo.";

/** What the server refused, in words for the person at the screen. */
export class ApiError extends Error {
  /** @param {number} status HTTP status; 0 when no answer came. */
  constructor(status, message, errors = []) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

let tokens = stored();
let refreshing = null;

function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey));
  } catch {
    return null;
  }
}

export function isSignedIn() {
  return tokens !== null;
}

/** Keeps the tokens of a sign-in for as long as the tab lives. */
export function keep(fresh) {
  tokens = fresh;
  sessionStorage.setItem(storageKey, JSON.stringify(fresh));
}

/** Signs out here and, if it can be reached, on the server; then shows the sign-in page. */
export async function signOut() {
  if (tokens) {
    await send("POST", "/api/auth/logout", { refreshToken: tokens.refreshToken }).catch(() => null);
  }
  leave();
}

function leave() {
  tokens = null;
  sessionStorage.removeItem(storageKey);
  location.replace("/login");
}

/** The answer to a call made without signing in, such as a sign-in. */
export async function ask(path, body) {
  return read(await send("POST", path, body, null));
}

export const get = (path) => call("GET", path);
export const post = (path, body) => call("POST", path, body);

/** Sends a signed-in call; an expired token is renewed and the call sent once more. */
async function call(method, path, body) {
  const used = tokens?.accessToken;
  let response = await send(method, path, body, used);
  if (response.status === 401 && tokens) {
    if (tokens.accessToken === used) await refresh();
    response = await send(method, path, body, tokens?.accessToken);
  }
  if (response.status === 401) leave();
  return read(response);
}

/** Callers that meet an expired token together share one renewal, since each renewal ends the token before it. */
function refresh() {
  refreshing ??= renew().finally(() => { refreshing = null; });
  return refreshing;
}

async function renew() {
  const response = await send("POST", "/api/auth/refresh", { refreshToken: tokens.refreshToken }, null);
  if (response.ok) return keep((await read(response)).tokens);
  if (response.status === 400 || response.status === 401 || response.status === 403) leave();
  return read(response);
}

async function send(method, path, body, token = tokens?.accessToken) {
  const headers = { Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  try {
    return await fetch(path, {
      method, headers, cache: "no-store", signal: AbortSignal.timeout(20_000),
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new ApiError(0, offline);
  }
}

async function read(response) {
  const answer = await response.json().catch(() => null);
  if (response.ok && answer) return answer;
  throw new ApiError(response.status, answer?.message || sentence(response.status), answer?.errors ?? []);
}

function sentence(status) {
  if (status === 429) return "Foram muitas tentativas em pouco tempo. Espere um minuto e tente de novo.";
  if (status === 401) return "Sua sessão terminou. Entre de novo.";
  return "O servidor não conseguiu concluir o pedido. Tente de novo em instantes.";
}
