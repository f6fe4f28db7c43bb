// The token stands behind the #, which browsers send to nobody; it leaves the address bar and the history at once.
const token = location.hash.slice(1);
history.replaceState(null, "", location.pathname);

const form = document.getElementById("setup");
const failure = document.getElementById("failure");
const button = form.querySelector("button");

function fail(text, field) {
  for (const input of form.querySelectorAll("input")) {
    input.removeAttribute("aria-invalid");
  }
  failure.textContent = text;
  failure.hidden = false;
  if (field) {
    field.setAttribute("aria-invalid", "true");
    field.focus();
  } else {
    failure.focus();
  }
}

function firstMistake() {
  for (const input of form.querySelectorAll("input")) {
    if (!input.checkValidity()) {
      return [`${document.querySelector(`label[for=${input.id}]`).textContent}: ${input.validationMessage}`, input];
    }
  }
  const { password, again } = form.elements;
  return password.value === again.value ? null : ["The two passwords are not the same.", again];
}

async function send() {
  const { name, email, password, organisation } = form.elements;
  const answer = await fetch("api/v1/setup", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Carillon-Client": "console" },
    body: JSON.stringify({
      token,
      name: name.value,
      email: email.value,
      password: password.value,
      organisation: organisation.value,
    }),
  });
  if (!answer.ok) {
    throw new Error((await answer.json()).detail);
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const mistake = firstMistake();
  if (mistake) {
    fail(...mistake);
    return;
  }
  button.disabled = true;
  try {
    await send();
    form.reset();
    for (const done of [form, failure, document.getElementById("lead")]) {
      done.hidden = true;
    }
    document.getElementById("next").hidden = false;
    document.getElementById("next-title").focus();
  } catch (refused) {
    fail(refused instanceof TypeError ? "The server does not answer. Is it running?" : refused.message);
  } finally {
    button.disabled = false;
  }
});

if (!token) {
  fail("This address is not whole: it lacks the part behind the #. Copy all of the line that was printed at the start.");
}
