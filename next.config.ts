import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

/** What every page may load: this site only. Pages are cached as files, so their inline scripts carry no nonce. */
const contentPolicy = (formAction: string) =>
  [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action ${formAction}`,
  ].join("; ");

const config: NextConfig = {
  agentRules: false,
  poweredByHeader: false,
  // Hashing two megabytes of a long chapter at every request takes longer than sending it.
  generateEtags: false,
  reactStrictMode: true,
  // Types are checked by `npm test` and `npm run check`; a start need not wait for them.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  cacheHandler: fileURLToPath(new URL("./lib/adapters/page-cache/handler.ts", import.meta.url)),
  cacheMaxMemorySize: 0,
  serverExternalPackages: [
    "ws",
    "yjs",
    "pg",
    "graphile-worker",
    "piscina",
    "pino",
    "nodemailer",
    "@citation-js/core",
  ],
  experimental: { serverActions: { bodySizeLimit: "6mb" } },
  async headers() {
    return [
      {
        source: "/:path*",
        headers: [
          { key: "Content-Security-Policy", value: contentPolicy("'self'") },
          { key: "X-Content-Type-Options", value: "nosniff" },
          { key: "Referrer-Policy", value: "same-origin" },
          { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
          { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
        ],
      },
      {
        // Without scripts the form's answer leads on to GitHub, wherever that is; Chromium counts that as its action.
        source: "/:page(sign-in|setup)",
        headers: [{ key: "Content-Security-Policy", value: contentPolicy("'self' https: http:") }],
      },
    ];
  },
};

export default config;
