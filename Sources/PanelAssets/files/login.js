import { ask, isSignedIn, keep } from "/assets/api.js";
import { onSubmit } from "/assets/forms.js";

if (isSignedIn()) location.replace("/simulador");

onSubmit(async ({ email, password }) => {
  keep((await ask("/api/auth/login", { email: email.trim(), password })).tokens);
  location.replace("/simulador");
});
