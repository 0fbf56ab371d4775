export { createSignIn, type SignIn, type SignInOptions } from "./sign-in.ts";
