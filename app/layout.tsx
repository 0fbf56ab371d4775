import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { preload } from "react-dom";
import { appearanceScript, EarlyScript } from "#lib/ui/index.ts";
import "#lib/ui/ui.css";

export const metadata: Metadata = {
  title: { default: "Colophon", template: "%s · Colophon" },
  description: "Where an open textbook is read, corrected and kept.",
  icons: { icon: "/icon.svg", apple: "/apple-touch-icon.png" },
  // Telephone numbers and dates of a textbook are text, not links.
  formatDetection: { telephone: false, date: false, address: false, email: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
  // The paper of tokens.css, for the browser's own bars.
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbf9f3" },
    { media: "(prefers-color-scheme: dark)", color: "#171512" },
  ],
};

/** The two files nearly every page is set in, asked for at once so that the first words stand still. */
const typefaces = [
  new URL(
    "../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-opsz-normal.woff2",
    import.meta.url,
  ),
  new URL("../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2", import.meta.url),
];

export default function RootLayout({ children }: { children: ReactNode }) {
  for (const typeface of typefaces) {
    preload(typeface.href, { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  }
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <EarlyScript code={appearanceScript} />
        {children}
      </body>
    </html>
  );
}
