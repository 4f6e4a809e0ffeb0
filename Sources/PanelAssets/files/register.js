import { ask, keep } from "/assets/api.js";
import { onSubmit } from "/assets/forms.js";
import { follow } from "/assets/password-rules.js";

follow(document.getElementById("password"), document.getElementById("rules"));

onSubmit(async (values) => {
  keep((await ask("/api/auth/register", { ...values, email: values.email.trim() })).tokens);
  location.replace("/simulador");
});
