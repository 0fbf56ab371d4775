export { sessionPerson } from "./session-person.ts";
export { createSignIn, type SignIn, type SignInOptions } from "./sign-in.ts";
