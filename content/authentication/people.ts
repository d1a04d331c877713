// What the people of this lesson's checks run: the honest one logs in, the others have not. All claim to be somebody else.

const honest = `const answer = await fetch("/login", {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ name: me, password: "open sesame" }),
});
const { token } = await answer.json();
const socket = io({ auth: { token, user: "somebody else" } });
`;

const stranger = `const socket = io({ auth: { user: "admin" } });
`;

/** A token in due form, for a year far away, signed with another secret. */
const forger = `const part = (value) => btoa(JSON.stringify(value)).replace(/=+$/, "");
const says = part({ alg: "HS256", typ: "JWT" }) + "." + part({ sub: "admin", exp: 9999999999 });
const socket = io({ auth: { token: says + ".c29tZWJvZHktZWxzZSdzLXNpZ25hdHVyZQ", user: "admin" } });
`;

export const files = { "honest.js": honest, "stranger.js": stranger, "forger.js": forger };
