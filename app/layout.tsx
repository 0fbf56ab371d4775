import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { appearanceScript, EarlyScript } from "#lib/ui/index.ts";
import "#lib/ui/ui.css";

export const metadata: Metadata = {
  title: { default: "Colophon", template: "%s · Colophon" },
  description: "Where an open textbook is read, corrected and kept.",
  icons: { icon: "/icon.svg" },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

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
