import { PrinterMark } from "./printer-mark.tsx";

const licences: Record<string, { name: string; url: string }> = {
  "CC-BY-NC-SA-4.0": { name: "CC BY-NC-SA 4.0", url: "https://creativecommons.org/licenses/by-nc-sa/4.0/" },
  "CC-BY-SA-4.0": { name: "CC BY-SA 4.0", url: "https://creativecommons.org/licenses/by-sa/4.0/" },
  "CC-BY-4.0": { name: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/" },
  "CC-BY-NC-ND-4.0": { name: "CC BY-NC-ND 4.0", url: "https://creativecommons.org/licenses/by-nc-nd/4.0/" },
  "CC0-1.0": { name: "CC0 1.0", url: "https://creativecommons.org/publicdomain/zero/1.0/" },
};

/** A licence by its SPDX identifier, linked to its text. */
export function LicenceLink({ licence }: { licence: string }) {
  const known = licences[licence];
  return known ? (
    <a href={known.url} rel="license">
      {known.name}
    </a>
  ) : (
    <span>{licence}</span>
  );
}

/** The foot of every page: the licence in words, and where the book's own accounts are kept. */
export function SiteFooter({ licence }: { licence?: string | null }) {
  return (
    <footer className="site-footer">
      {licence && (
        <p>
          Unless otherwise stated, this work is licensed under <LicenceLink licence={licence} />.
        </p>
      )}
      <nav aria-label="About this site">
        <a href="/errata">Errata</a>
        <a href="/ledger">Licence ledger</a>
        <a href="/progress">How the book is kept up to date</a>
      </nav>
      <p className="site-footer-colophon">
        <PrinterMark size={18} /> Read, corrected and kept with Colophon
      </p>
    </footer>
  );
}
