export { clientAddress, networkOf } from "./client-address.ts";
export { clientHeader, forwardedHeader, isForwarded } from "./headers.ts";
export { isLoopback, isLoopbackHost } from "./loopback.ts";
