/** Colophon's printer's mark: the orb and cross of the first printers, with an open book for its horizon. */
export function PrinterMark({ size = 28 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeWidth={size > 40 ? 1.1 : 1.6}
      strokeLinecap="round"
      aria-hidden="true"
    >
      <circle cx="16" cy="20.5" r="9" />
      <path d="M16 29.5V2.2M11.8 6.6h8.4M7.3 18.2c3.6-.9 6.6-.3 8.7 1.9 2.1-2.2 5.1-2.8 8.7-1.9" />
    </svg>
  );
}
