import { ApiError, ask, keep } from "/assets/api.js";
import { onSubmit, show } from "/assets/forms.js";
import { follow } from "/assets/password-rules.js";

const token = new URLSearchParams(location.search).get("token");
if (!token) {
  show(new ApiError(0, "Este endereço está incompleto. Abra o link inteiro que você recebeu."));
}

follow(document.getElementById("password"), document.getElementById("rules"));

onSubmit(async (values) => {
  keep((await ask("/api/auth/invitation", { ...values, token })).tokens);
  location.replace("/simulador");
});
