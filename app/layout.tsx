import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
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

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <EarlyScript code={appearanceScript} />
        {children}
      </body>
    </html>
  );
}
